"""The root of the error tree."""

from __future__ import annotations

from typing import ClassVar


class ApplianceError(Exception):
    """Root of the tree. ``str(error)`` is one plain sentence, all that another process gets.

    A class has its ``code``; one that covers several reasons gives each of its errors its own.
    """

    code: str = "error"
    sentence: ClassVar[str] = "Something went wrong."

    def __init__(self, sentence: str | None = None) -> None:
        super().__init__(sentence or self.sentence)

    def __reduce__(self) -> tuple[object, ...]:  # a subclass may be made of other arguments
        return type(self).__new__, (type(self), str(self))
