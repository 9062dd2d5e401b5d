"""What the person who imports says of a document that does not say it, and where the two differ."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from scripts.ingest import body_names
from scripts.ingest.document import ReadError
from scripts.ingest.headlines import PHASE_WORDS
from scripts.package import Disclosure
from scripts.schema import Level, Phase

LEVEL_WORDS: dict[Level, str] = {"department": "部门", "office": "本级", "unit": "单位"}


@dataclass(frozen=True)
class Stated:
    """The options of an import that say whose a document is; None leaves it to the document.

    With `force` they hold even where the document says otherwise.
    """

    department: str | None = None
    year: int | None = None
    phase: Phase | None = None
    level: Level | None = None
    parent: str | None = None
    region: str | None = None
    force: bool = False


NOTHING = Stated()

OPTIONS = ("department", "year", "phase", "level", "parent", "region")
"""The names of the options, which are those of what they say of a disclosure."""
BY_HAND = tuple(f"--{name}" for name in OPTIONS)
"""The same as they are written in a command, and stored."""


@dataclass(frozen=True)
class Said:
    """What a document says by itself; None where it says nothing, or leaves it to be inferred.

    `levels` are those that its titles may be of.
    """

    department: str | None = None
    year: int | None = None
    phase: Phase | None = None
    levels: tuple[Level, ...] = ()
    parent: str | None = None
    region: str | None = None


def said_by(disclosure: Disclosure) -> Said:
    """What a package says of itself."""
    return Said(
        disclosure.department,
        disclosure.year,
        disclosure.phase,
        (disclosure.level,),
        disclosure.parent,
        disclosure.region,
    )


def check(stated: Stated, said: Said) -> None:
    """Raise ReadError, with both sides of each, where a person and a document say two things."""
    faults = list(_contradictions(stated, said))
    if faults and not stated.force:
        advice = "以文件为准请去掉选项，以选项为准请加 --force"
        raise ReadError("；".join(faults), advice=advice)


def by_hand(stated: Stated, said: Said) -> tuple[str, ...]:
    """The options without which a document would be read otherwise, as they are written."""
    own = {
        "department": said.department,
        "year": said.year,
        "phase": said.phase,
        "level": said.levels[0] if len(said.levels) == 1 else None,
        "parent": said.parent,
        "region": said.region,
    }
    values = [(getattr(stated, name), own[name]) for name in OPTIONS]
    pairs = zip(BY_HAND, values, strict=True)
    return tuple(name for name, (value, told) in pairs if value is not None and value != told)


def _contradictions(stated: Stated, said: Said) -> Iterator[str]:
    for name, words in (("department", "部门"), ("parent", "上级")):
        value = getattr(stated, name)
        own = getattr(said, name)
        if value and own and not body_names.are_one(value, own):
            yield _differ(name, value, f"{words}“{own}”")
    if stated.year and said.year and stated.year != said.year:
        yield _differ("year", stated.year, f" {said.year} 年")
    if stated.phase and said.phase and stated.phase != said.phase:
        yield _differ("phase", stated.phase, f"“{PHASE_WORDS[said.phase]}”")
    if stated.level and said.levels and stated.level not in said.levels:
        words = "或".join(LEVEL_WORDS[level] for level in said.levels)
        yield _differ("level", stated.level, f"“{words}”")
    if stated.region and said.region and not _is_within(stated.region, said.region):
        yield _differ("region", stated.region, f"所在地 {said.region}")


def _differ(option: str, value: object, own: str) -> str:
    return f"--{option} {value} 和文件写明的{own}对不上"


def _is_within(code: str, other: str) -> bool:
    """Whether one of two places is the other, or lies in it: 350100 and 350105."""
    first, second = code.rstrip("0"), other.rstrip("0")
    return first.startswith(second) or second.startswith(first)
