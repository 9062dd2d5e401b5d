"""How a text is cut into words, and by which keys it is found; docs/assets/spell.js cuts what is typed the same way."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator, Sequence
from itertools import pairwise

from pypinyin import lazy_pinyin

# Kana, 〇 and every block of Han characters: each character is a word of its own, so that a few
# characters find a name inside a longer name.
_HAN = "\u3007\u3040-\u30ff\u3400-\u4dbf\u4e00-\u9fff\uf900-\ufaff\U00020000-\U0003ffff"
_WORD = re.compile(rf"[{_HAN}]|[0-9]+(?:,[0-9]+)*(?:\.[0-9]+)?|[a-z\u00c0-\u024f]+")
_GROUPED = re.compile(r"[0-9]{1,3}(?:,[0-9]{3})+(?:\.[0-9]+)?")
_IS_HAN = re.compile(f"[{_HAN}]")

LONGEST = 10
"""How many characters of a number or a Latin word its key holds at most."""


def words(text: str) -> list[str]:
    """The words of a text: characters singly, numbers in one spelling, no punctuation.

    `5,575.30`, `5575.30` and `5575.3` all become `5575d3`; `5,500.00` becomes `5500d0`, so that it is told apart from
    the code or year 5500.
    """
    # A full-width comma never groups thousands: 2150805，550 are two numbers.
    plain = unicodedata.normalize("NFKC", text.replace("，", " ")).lower()
    return [
        part
        for word in _WORD.findall(plain)
        for part in (_numbers(word) if word[0].isdecimal() else [word])
    ]


def _numbers(text: str) -> list[str]:
    """One spelling of a number, or several numbers where the commas do not group thousands."""
    if "," in text and not _GROUPED.fullmatch(text):
        return [number for part in text.split(",") for number in _numbers(part)]
    whole, point, decimals = text.replace(",", "").partition(".")
    return [f"{whole}d{decimals.rstrip('0') or '0'}" if point else whole]


def keys(text: str) -> set[str]:
    """What a text is found by: characters and pairs of them, beginnings of numbers and Latin words, and its Pinyin."""
    found = words(text)
    pairs = {
        one + other for one, other in pairwise(found) if _IS_HAN.match(one) and _IS_HAN.match(other)
    }
    singles = {
        key for word in found for key in ([word] if _IS_HAN.match(word) else _beginnings(word))
    }
    return pairs | singles | set(_pinyin_keys(pinyin(text)))


def _beginnings(word: str) -> list[str]:
    return [word[:size] for size in range(min(2, len(word)), min(LONGEST, len(word)) + 1)]


def pinyin(text: str) -> list[tuple[str, str]]:
    """The Han characters of a text, each with its syllable as it is read there, without tones."""
    characters = [word for word in words(text) if _IS_HAN.match(word)]
    read = lazy_pinyin("".join(characters))
    # A character that nobody can read comes back as itself, and several of them as one.
    return (
        [pair for pair in zip(characters, read, strict=False) if pair[1].isascii()]
        if len(read) == len(characters)
        else []
    )


def _pinyin_keys(read: Sequence[tuple[str, str]]) -> Iterator[str]:
    """Two and three initials in a row, and two syllables in a row."""
    syllables = [syllable for _, syllable in read]
    initials = "".join(syllable[0] for syllable in syllables)
    for size in (2, 3):
        yield from (
            f"~{initials[start : start + size]}" for start in range(len(initials) - size + 1)
        )
    yield from (f"~{one}-{other}" for one, other in pairwise(syllables))


def readings(texts: Iterator[str]) -> dict[str, str]:
    """How each character of all texts is read; one that is read in several ways has them with a bar between."""
    found: dict[str, set[str]] = {}
    for text in texts:
        for character, syllable in pinyin(text):
            found.setdefault(character, set()).add(syllable)
    return {character: "|".join(sorted(found[character])) for character in sorted(found)}
