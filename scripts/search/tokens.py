"""How a text is cut into words, and by which keys it is found.

docs/assets/spell.js cuts what is typed the same way: whoever changes one changes both.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Iterator, Sequence
from itertools import pairwise

from pypinyin import lazy_pinyin

# Kana, 〇 and every block of Han characters: each character is a word of its own, so that a few
# characters find a name inside a longer name.
_HAN = "\u3007\u3040-\u30ff\u3400-\u4dbf\u4e00-\u9fff\uf900-\ufaff\U00020000-\U0003ffff"
# À to ɏ: a Latin word with accents stays one word.
_WORD = re.compile(rf"[{_HAN}]|[0-9]+(?:,[0-9]+)*(?:\.[0-9]+)?|[a-z\u00c0-\u024f]+")
# 1,234,567.89, but not 2150805,550: commas group three digits each.
_GROUPED = re.compile(r"[0-9]{1,3}(?:,[0-9]{3})+(?:\.[0-9]+)?")
_IS_HAN = re.compile(f"[{_HAN}]")
# How many characters of a number or a Latin word its key holds at most.
LONGEST = 10


def words(text: str) -> list[str]:
    """The words of a text: characters singly, numbers in one spelling, no punctuation.

    A number with decimals keeps a mark of it: 5,500.00 is told apart from the code 5500.

    >>> words("差旅费 5,575.30")
    ['差', '旅', '费', '5575d3']
    >>> words("5,500.00 与 5500")
    ['5500d0', '与', '5500']
    """
    # A full-width comma never groups thousands: 2150805，550 are two numbers.
    plain = unicodedata.normalize("NFKC", text.replace("，", " ")).lower()
    parts: list[str] = []
    for word in _WORD.findall(plain):
        if word[0].isdecimal():
            parts += _numbers(word)
        else:
            parts.append(word)
    return parts


def _numbers(text: str) -> list[str]:
    """One spelling of a number, or several numbers where the commas do not group thousands."""
    if "," in text and not _GROUPED.fullmatch(text):
        numbers: list[str] = []
        for part in text.split(","):
            numbers += _numbers(part)
        return numbers
    whole, point, decimals = text.replace(",", "").partition(".")
    if not point:
        return [whole]
    # 5575.3 and 5575.30 are one amount.
    return [f"{whole}d{decimals.rstrip('0') or '0'}"]


def keys(text: str) -> set[str]:
    """What a text is found by.

    Characters and pairs of them, beginnings of numbers and Latin words, its Pinyin.

    >>> sorted(keys("车 12"))
    ['12', '车']
    >>> sorted(keys("公车"))
    ['~gc', '~gong-che', '公', '公车', '车']
    """
    tokens = words(text)
    found_by = set(_pinyin_keys(pinyin(text)))
    for token in tokens:
        if _IS_HAN.match(token):
            found_by.add(token)
            continue
        # From two characters on: one digit would find nearly every row.
        shortest, longest = min(2, len(token)), min(LONGEST, len(token))
        for size in range(shortest, longest + 1):
            found_by.add(token[:size])
    for first, second in pairwise(tokens):
        if _IS_HAN.match(first) and _IS_HAN.match(second):
            found_by.add(first + second)
    return found_by


def pinyin(text: str) -> list[tuple[str, str]]:
    """The Han characters of a text, each with its syllable as it is read there, without tones.

    >>> pinyin("银行 5")
    [('银', 'yin'), ('行', 'hang')]
    """
    characters = [word for word in words(text) if _IS_HAN.match(word)]
    syllables = lazy_pinyin("".join(characters))
    # A character that nobody can read comes back as itself, and several of them as one.
    if len(syllables) != len(characters):
        return []
    pairs = zip(characters, syllables, strict=True)
    return [(character, syllable) for character, syllable in pairs if syllable.isascii()]


def _pinyin_keys(read: Sequence[tuple[str, str]]) -> Iterator[str]:
    """Two and three initials in a row, and two syllables in a row; ~ marks keys of Pinyin."""
    syllables = [syllable for _, syllable in read]
    initials = "".join(syllable[0] for syllable in syllables)
    for size in (2, 3):
        last = len(initials) - size
        for start in range(last + 1):
            part = initials[start : start + size]
            yield f"~{part}"
    for first, second in pairwise(syllables):
        yield f"~{first}-{second}"


def readings(texts: Iterable[str]) -> dict[str, str]:
    """How each character of all texts is read, several readings of one with a bar between.

    >>> readings(["银行", "行为"])["行"]
    'hang|xing'
    """
    syllables: dict[str, set[str]] = {}
    for text in texts:
        for character, syllable in pinyin(text):
            of_character = syllables.setdefault(character, set())
            of_character.add(syllable)
    read: dict[str, str] = {}
    for character in sorted(syllables):
        read[character] = "|".join(sorted(syllables[character]))
    return read
