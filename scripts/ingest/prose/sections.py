"""What the prose says in figures: amounts, changes, shares and counts, with subject and reason."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from scripts import privacy
from scripts.ingest import redaction
from scripts.ingest.document import LeftOut, Paragraph
from scripts.ingest.prose.reasons import linked, opening_reason
from scripts.ingest.prose.sentence import Sentence
from scripts.ingest.prose.split import is_contents, sentences
from scripts.ingest.prose.statement import Context, Section, Statement
from scripts.ingest.prose.topics import topic
from scripts.ingest.vocabulary.column_words import ANY_PERIOD, Period
from scripts.ingest.vocabulary.quantities import Other, scan
from scripts.schema.labels import NUMBERING, is_part

_HEADING = re.compile(r"^([一二三四五六七八九十]+)、\s*([^。，；：,;]{2,40})$")
# 2026年部门预算情况说明, 主要职责: headings without a number.
_UNNUMBERED = re.compile(
    rf"^(?!{NUMBERING})(?:20\d\d年)?.{{0,30}}?"
    r"((?:预算|决算)?(?:编制|情况)说明|主要职能|主要职责|机构设置|名词解释)$"
)
_STOP = re.compile(r"[。，；：]")
_TERMS = re.compile(r"名词|名词解释")
_AMOUNT = re.compile(r"\d\s*万?元")
_LONGEST_HEADING = 30
"""A longer heading is kept by its beginning."""
_LONGEST_LINE = 45
"""A line without a number that is longer than this is no heading."""
_RUNNING_HEAD = 3
"""On how many pages a short line stands that is a running head and belongs to no sentence."""


def sections(paragraphs: Sequence[Paragraph]) -> Iterator[Section]:
    """The prose in sections, each under its heading; before the first part there is none."""
    begun = not any(is_part(paragraph.text) for paragraph in paragraphs)
    heading, explains_terms = "", False
    body: list[Paragraph] = []
    running_heads = _running_heads(paragraphs)
    for paragraph in paragraphs:
        if paragraph.text in running_heads or is_contents(paragraph.text):
            continue
        next_heading = _heading(paragraph.text)
        if next_heading is None:
            body.append(paragraph)
            continue

        if begun and body:
            yield Section(heading, topic(heading), tuple(body), explains_terms)
        begun = begun or is_part(paragraph.text)
        body = []
        heading = next_heading
        explains_terms = _TERMS.search(paragraph.text) is not None
    if begun and body:
        yield Section(heading, topic(heading), tuple(body), explains_terms)


def in_headings(paragraphs: Sequence[Paragraph]) -> Iterator[LeftOut]:
    """The numbers that stand in headings, running heads and contents, which state nothing."""
    running_heads = _running_heads(paragraphs)
    for paragraph in paragraphs:
        is_heading = _heading(paragraph.text) is not None
        if is_heading or paragraph.text in running_heads or is_contents(paragraph.text):
            yield from _left_out(paragraph, "标题里的数")


def statements(
    section: Section, department: str, period: Period = ANY_PERIOD
) -> tuple[list[Statement], list[LeftOut]]:
    """Every figure of a section as a statement; every other number with the reason why it is none.

    The department's own name is no subject of a figure; the period tells what 上年预算 means.
    """
    results: list[Statement] = []
    left_out: list[LeftOut] = []
    # A heading that was missed may stand between the terms and an explanation of the budget:
    # amounts tell.
    names_amounts = any(_AMOUNT.search(paragraph.text) for paragraph in section.paragraphs)
    if section.explains_terms and not names_amounts:
        for paragraph in section.paragraphs:
            left_out += _left_out(paragraph, "名词解释里的数")
        return results, left_out

    context = Context()
    for text in sentences(section.paragraphs):
        # Once more: a telephone number broken at a line's end shows only when lines are put
        # together.
        spans = privacy.find(text.text)
        for span in spans:
            left_out.append(LeftOut(span.kind, redaction.DROPPED, text.places[span.start]))
        sentence = Sentence(section, text.without(spans), department, period, context)
        mentions = sentence.mentions()

        # A sentence that is a reason is that of changes before it that have none.
        opening = opening_reason(sentence.source.text)
        if opening is not None:
            for at, explained in linked(opening, results, len(context.mentions)):
                results[at] = explained

        left_out += sentence.left_out()
        results += [mention.statement for mention in mentions]
        context = sentence.after(mentions)
    return results, left_out


def _heading(text: str) -> str | None:
    if is_part(text):
        return ""

    match = _HEADING.match(text)
    if match:
        return f"{match.group(1)}、{match.group(2)}"[:_LONGEST_HEADING]
    if len(text) < _LONGEST_LINE and _UNNUMBERED.match(text) and not _STOP.search(text):
        return text[:_LONGEST_HEADING]
    return None


def _running_heads(paragraphs: Sequence[Paragraph]) -> frozenset[str]:
    """The short lines that stand on several pages: 某局2026年部门预算."""
    pages: dict[str, set[int]] = {}
    for paragraph in paragraphs:
        text = paragraph.text
        page = paragraph.place.page
        is_short = len(text) <= 40
        if page and is_short and not _STOP.search(text):
            pages.setdefault(text, set()).add(page)
    often = (text for text, numbers in pages.items() if len(numbers) >= _RUNNING_HEAD)
    return frozenset(often)


def _left_out(paragraph: Paragraph, why: str) -> Iterator[LeftOut]:
    for number in scan(paragraph.text):
        if isinstance(number, Other):
            yield LeftOut(f"说明文字里的 {number.text}", number.why, paragraph.place)
        else:
            yield LeftOut(f"说明文字里的 {number.number}", why, paragraph.place)
