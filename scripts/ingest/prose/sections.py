"""What the prose says in figures: amounts, changes, shares and counts, each with its subject and its reason."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import replace

from scripts.ingest import redaction
from scripts.ingest.document import LeftOut, Paragraph
from scripts.ingest.prose.sentence import Before, Section, Sentence, Statement
from scripts.ingest.prose.split import is_contents, sentences
from scripts.ingest.prose.topics import topic
from scripts.ingest.vocabulary.column_words import ANY_PERIOD, Period
from scripts.ingest.vocabulary.quantities import Other, scan
from scripts.schema.labels import NUMBERING, is_part

_HEADING = re.compile(r"^([一二三四五六七八九十]+)、\s*([^。，；：,;]{2,40})$")
_UNNUMBERED = re.compile(
    rf"^(?!{NUMBERING})(?:20\d\d年)?.{{0,30}}?((?:预算|决算)?(?:编制|情况)说明|主要职能|主要职责|机构设置|名词解释)$"
)
_TERMS = re.compile(r"名词|名词解释")
_RUNNING_HEAD = 3
"""On how many pages a short line stands that is a running head and belongs to no sentence."""


def sections(paragraphs: Sequence[Paragraph]) -> Iterator[Section]:
    """The prose in sections, each under its heading; what stands before the first part is no prose."""
    begun = not any(is_part(paragraph.text) for paragraph in paragraphs)
    heading, terms = "", False
    held: list[Paragraph] = []
    heads = _running_heads(paragraphs)
    for paragraph in paragraphs:
        if paragraph.text in heads or is_contents(paragraph.text):
            continue
        opens = _opens(paragraph.text)
        if opens is None:
            held.append(paragraph)
            continue
        if begun and held:
            yield Section(heading, topic(heading), tuple(held), terms)
        begun, held = begun or is_part(paragraph.text), []
        heading, terms = opens, _TERMS.search(paragraph.text) is not None
    if begun and held:
        yield Section(heading, topic(heading), tuple(held), terms)


def in_headings(paragraphs: Sequence[Paragraph]) -> Iterator[LeftOut]:
    """The numbers that stand in headings, running heads and contents, which state nothing."""
    heads = _running_heads(paragraphs)
    for paragraph in paragraphs:
        if (
            _opens(paragraph.text) is not None
            or paragraph.text in heads
            or is_contents(paragraph.text)
        ):
            yield from _left_out(paragraph, "标题里的数")


def statements(
    section: Section, department: str, period: Period = ANY_PERIOD
) -> tuple[list[Statement], list[LeftOut]]:
    """Every figure of a section as a statement, and every other number with the reason why it is none."""
    # A heading that was missed may stand between the terms and an explanation of the budget: amounts tell.
    if section.explains_terms and not any(
        re.search(r"\d\s*万?元", one.text) for one in section.paragraphs
    ):
        return [], [
            one
            for paragraph in section.paragraphs
            for one in _left_out(paragraph, "名词解释里的数")
        ]
    said: list[Statement] = []
    left_out: list[LeftOut] = []
    before = Before()
    for sentence in sentences(section.paragraphs):
        # Once more: a telephone number broken at a line's end shows only when lines are put together.
        persons = redaction.spans(sentence.text)
        left_out += [
            LeftOut(one.kind, redaction.DROPPED, sentence.places[one.start]) for one in persons
        ]
        reader = Sentence(section, sentence.without(persons), department, period, before)
        found = reader.said()
        if reason := reader.opening_reason():
            said = _explained(said, len(before.said), reason)
        left_out += reader.left_out()
        said += [one.statement for one in found]
        before = reader.after(found)
    return said, left_out


def _opens(text: str) -> str | None:
    """The heading of the section that a line opens; None for a line that opens none."""
    if is_part(text):
        return ""
    if match := _HEADING.match(text):
        return f"{match.group(1)}、{match.group(2)}"[:30]
    return (
        text[:30]
        if _UNNUMBERED.match(text) and len(text) < 45 and not re.search(r"[。，；：]", text)
        else None
    )


def _running_heads(paragraphs: Sequence[Paragraph]) -> frozenset[str]:
    pages = {
        (paragraph.text, paragraph.place.page)
        for paragraph in paragraphs
        if len(paragraph.text) <= 40
    }
    counted = Counter(text for text, page in pages if page)
    return frozenset(
        text
        for text, count in counted.items()
        if count >= _RUNNING_HEAD and not re.search(r"[。，；：]", text)
    )


def _left_out(paragraph: Paragraph, why: str) -> Iterator[LeftOut]:
    for number in scan(paragraph.text):
        text = number.text if isinstance(number, Other) else str(number.number)
        yield LeftOut(
            f"说明文字里的 {text}",
            number.why if isinstance(number, Other) else why,
            paragraph.place,
        )


def _explained(said: list[Statement], last: int, reason: str) -> list[Statement]:
    """The statements with a reason that a sentence of its own gives for the changes of the sentence before it."""
    kept = said[: len(said) - last]
    changed = [
        replace(one, reason=reason) if not one.reason and one.may_have_reason else one
        for one in said[len(said) - last :]
    ]
    return [*kept, *changed]
