"""Wiring of privacy: finding personal data, measuring that, redacted files."""

from __future__ import annotations

from functools import cached_property
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from appliance.ports import Reader
    from appliance.service.privacy import Privacy
    from appliance.service.redaction import Redaction
    from appliance.settings import Settings


class Confidentiality:
    """The part of ``Appliance`` that holds these; it builds on the parts of the whole."""

    if TYPE_CHECKING:
        settings: Settings

        @cached_property
        def _reader(self) -> Reader: ...

    @cached_property
    def privacy(self) -> Privacy:
        """Personal data: finding and measuring."""
        from appliance.privacy.detect import Detector
        from appliance.service.privacy import Privacy

        limits = self.settings.limits
        return Privacy(detector=Detector(), reader=lambda: self._reader, limits=limits)

    @cached_property
    def redaction(self) -> Redaction:
        """Redacted PDFs that have proved themselves."""
        from appliance.reading.ocr import RapidOcr
        from appliance.service.redaction import Redaction

        return Redaction(
            reader=lambda: self._reader,
            ocr=lambda: RapidOcr(self.settings.threads),
            detector=self.privacy.detector,
            limits=self.settings.limits,
        )
