"""Every doubt about the words of a document, in the order of its pages."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from itertools import chain

from scripts.ingest.document import Block
from scripts.ingest.headlines import plain
from scripts.ingest.vocabulary.column_words import Period
from scripts.ingest.wordings import contents, functions, names, periods, reasons
from scripts.ingest.wordings.wording import Wording, lines
from scripts.package import Disclosure, Table


def doubts(
    blocks: Sequence[Block], disclosure: Disclosure, tables: Iterable[Table]
) -> tuple[Wording, ...]:
    """The doubts about the words of a document, each once at a place."""
    every = tuple(lines(blocks))
    tables = tuple(tables)
    titles = {plain(table.published_title).replace(" ", "") for table in tables} - {""}
    period = Period(disclosure.year, disclosure.phase)
    found = chain(
        functions.against_tables(every, functions.functions(tables)),
        names.doubled(every),
        names.misspelt(every, disclosure.department),
        periods.of_another_period(every, period, titles),
        contents.against_pages(every, disclosure.department),
        reasons.without_reason(every),
    )
    return tuple(sorted(dict.fromkeys(found), key=lambda one: one.place.order))
