"""Two readings as one: what a file says itself, and the pages of a file that it encloses."""

from __future__ import annotations

from dataclasses import replace

from appliance.types import Page, Reading, Span, Table, Word

BETWEEN = "\n\n"
"""What parts pages in a document's text."""


def joined(first: Reading, second: Reading, pictures: int) -> Reading:
    """The second's pages behind those of the first; statements and kind are the first's.

    ``pictures`` is the most that are kept.
    """
    one, other = first.document, second.document
    by, pages = len(one.text) + len(BETWEEN), len(one.pages)
    document = replace(
        one,
        text=f"{one.text}{BETWEEN}{other.text}",
        pages=(*one.pages, *(_page(page, by, pages) for page in other.pages)),
        tables=(*one.tables, *(_table(table, by, pages) for table in other.tables)),
        suspicions=(
            *one.suspicions,
            *(replace(item, span=_moved(item.span, by)) for item in other.suspicions),
        ),
        furniture=(*one.furniture, *(_moved(span, by) for span in other.furniture)),
    )
    shown = (replace(item, page=item.page + pages) for item in second.pictures)
    return Reading(document=document, pictures=(*first.pictures, *shown)[:pictures])


def _moved(span: Span, by: int) -> Span:
    return Span(span.start + by, span.end + by)


def _word(word: Word, by: int) -> Word:
    return replace(word, span=_moved(word.span, by))


def _page(page: Page, by: int, pages: int) -> Page:
    words = tuple(_word(word, by) for word in page.words)
    return replace(page, number=page.number + pages, words=words)


def _table(table: Table, by: int, pages: int) -> Table:
    """Empty cells stay empty wherever they are said to be."""
    rows = tuple(tuple(_moved(span, by) for span in row) for row in table.rows)
    return replace(table, page=table.page + pages, rows=rows)
