"""The checks over the packages that the project holds: what takes part, what a spoilt figure sets off, what is found.

Everything here runs on the committed packages, so it needs no document; the rows of what was measured are printed at the end.
"""

from __future__ import annotations

import random
from collections import Counter
from collections.abc import Callable, Iterator
from dataclasses import replace
from decimal import Decimal
from functools import cache
from pathlib import Path

import pytest

from scripts import checks, package
from scripts.checks import Verdict, run
from scripts.checks.run import CheckResult
from scripts.package import Package, Row
from tests.conftest import ROOT
from tests.support.shares import share

PACKAGES = ROOT / "datapackages"
FOLDERS = package.find(PACKAGES)
EACH = pytest.mark.parametrize(
    "folder", FOLDERS, ids=lambda path: f"{path.parent.name[:24]}-{path.name}"
)
TAKES_PART = Decimal("0.90")
SETS_OFF = Decimal("0.99")
SPOILT = 12  # figures of each package that are spoilt, one at a time
COUNTS = "package                                  verdicts  pass rounding  fail notice cannot-tell  amounts take-part"
CAUGHT = "package                                    spoilt set-off"

Place = tuple[str, str, str]


@cache
def _all() -> dict[Path, CheckResult]:
    known = checks.classifications(PACKAGES)
    done = checks.together(checks.check(folder, known) for folder in FOLDERS)
    return dict(zip(FOLDERS, done, strict=True))


def _package(folder: Path) -> Package:
    found = _all()[folder].package
    assert found is not None, f"{folder} cannot be read"
    return found


def _amounts(one: Package) -> Iterator[Place]:
    """The places of all amounts in the printed tables of a package."""
    for table in one.tables.values():
        for row in table.rows if table.kind.printed else ():
            for column in table.values:
                is_amount = (
                    column.coordinates is not None and column.coordinates.measure == "amount"
                )
                if is_amount and row.number(column.name) is not None:
                    yield table.name, row["line"], column.name


def _taking_part(verdicts: tuple[Verdict, ...]) -> dict[Place, Decimal]:
    """The cells that stand in an equation that was decided, each with the least change that its equations do not swallow."""
    found: dict[Place, Decimal] = {}
    for verdict in verdicts:
        if (
            verdict.is_equation
            and verdict.outcome != "cannot-tell"
            and verdict.how in ("sum", "product")
        ):
            room = (verdict.envelope or Decimal(0)) + abs(verdict.difference or Decimal(0))
            for term in verdict.terms:
                if term.value is not None and not term.package:
                    place = (term.table, term.line, term.column)
                    found[place] = min(found.get(place, room), room)
    return found


@EACH
def test_no_package_has_a_failure_of_form(folder: Path) -> None:
    formal = [
        finding
        for finding in _all()[folder].failures
        if finding.rule in ("schema", "unique", "unit", "privacy")
    ]
    assert formal == []


@EACH
def test_most_amounts_of_each_package_take_part_in_an_equation(
    folder: Path, record_property: Callable[[str, object], None]
) -> None:
    checked, amounts = _all()[folder], list(_amounts(_package(folder)))
    taking_part = _taking_part(checked.verdicts)
    part = sum(place in taking_part for place in amounts)
    record_property(COUNTS, _row(folder, checked, len(amounts), part))
    assert part >= TAKES_PART * len(amounts), f"{part} of {len(amounts)}"


def _row(folder: Path, checked: CheckResult, amounts: int, part: int) -> str:
    counts = Counter(verdict.outcome for verdict in checked.verdicts)
    grave = sum(
        one.outcome == "fail" and checks.RULES[one.rule].severity == "failure"
        for one in checked.verdicts
    )
    name = f"{folder.parent.name[:28]}/{folder.name}"
    numbers = f"{len(checked.verdicts):8}{counts['pass']:6}{counts['rounding']:9}{grave:6}{counts['fail'] - grave:7}"
    return f"{name:41}{numbers}{counts['cannot-tell']:12}{amounts:9}{100 * part / (amounts or 1):9.1f}%"


def test_figures_changed_beyond_their_envelope_set_off_a_rule(
    record_property: Callable[[str, object], None],
) -> None:
    tried, silent = 0, []
    for folder in share(FOLDERS, 8, "spoilt"):
        places, found = _spoilt(folder)
        record_property(
            CAUGHT,
            f"{folder.parent.name[:28] + '/' + folder.name:43}{places:6}{places - len(found):8}",
        )
        tried += places
        silent += [(folder.parent.name, *place) for place in found]
    assert tried - len(silent) >= SETS_OFF * tried, silent


def _spoilt(folder: Path) -> tuple[int, list[Place]]:
    """How many figures of a package were spoilt, one at a time, and those of them that no rule noticed."""
    one, room = _package(folder), _taking_part(_all()[folder].verdicts)
    draw = random.Random(folder.as_posix().rpartition("departments")[2])
    places = [place for place in _amounts(one) if place in room]
    spoilt = draw.sample(places, min(SPOILT, len(places)))
    return len(spoilt), [place for place in spoilt if not _sets_off(one, place, room[place], draw)]


def _sets_off(one: Package, place: Place, room: Decimal, draw: random.Random) -> bool:
    """Whether some rule fails on the cell once it is changed, up or down, by more than its equations swallow."""
    table = one.tables[place[0]]
    step = Decimal(draw.randint(1, 10**6)) / 100
    change = (room / table.multiplier + step) * draw.choice((1, -1))
    rows = tuple(
        _changed(row, place[2], change) if row["line"] == place[1] else row for row in table.rows
    )
    spoilt = replace(one, tables={**one.tables, table.name: replace(table, rows=rows)})
    found = (verdict for check in run.ARITHMETIC for verdict in check.verdicts(spoilt))
    return any(
        verdict.outcome == "fail"
        and any((term.table, term.line, term.column) == place for term in verdict.terms)
        for verdict in found
    )


def _changed(row: Row, column: str, change: Decimal) -> Row:
    return Row(row.keys, {**row.figures, column: (row.number(column) or Decimal(0)) + change})


# Every failure below was looked up in its document: the two figures stand there as the finding says.
LOOKED_UP = {
    ("guo-jia-xin-fang-ju/2024-final", "prose-percent"): 1,
    ("guo-jia-xin-fang-ju/2026-budget", "prose"): 1,
    ("guo-jia-xin-fang-ju/2026-budget", "prose-percent"): 1,
    ("jiang-su-sheng-ren-da-chang-wei-hui-ban-gong-ting/2017-budget", "prose-share"): 3,
    ("jiang-su-sheng-ren-da-chang-wei-hui-ban-gong-ting/2018-budget", "prose-percent"): 1,
    # Code 512 of the other classification, on page 21.
    ("guang-zhou-shi-wei-sheng-jian-kang-wei-yuan-hui/2026-budget", "code"): 1,
    # Pages 33 to 35 print another list of funds than page 36, and page 8 leaves off where others round.
    ("hu-zhou-shi-wei-sheng-jian-kang-wei-yuan-hui/2026-budget", "a8-2"): 1,
    ("hu-zhou-shi-wei-sheng-jian-kang-wei-yuan-hui/2026-budget", "prose-percent"): 1,
    ("hu-zhou-shi-wei-sheng-jian-kang-wei-yuan-hui/2026-budget", "total"): 1,
    ("jiang-su-sheng-gao-ji-ren-min-fa-yuan/2017-budget", "prose-percent"): 1,
    ("jiang-su-sheng-ren-min-jian-cha-yuan/2017-budget", "prose"): 1,
    ("jiang-su-sheng-ren-min-jian-cha-yuan/2017-budget", "prose-percent"): 2,
    ("jiang-su-sheng-ren-min-jian-cha-yuan/2017-budget", "prose-share"): 3,
    # 40 more than nothing, and 100 % more.
    ("shen-zhen-shi-ren-min-zheng-fu-kou-an-ban-gong-shi/2026-budget", "prose-zero"): 1,
    # P. 52 says 81,562.56 and 52,047.74 of the whole department, the tables on p. 10 to 12 81,206.56 and 51,691.74.
    ("quan-zhou-shi-gong-an-ju/2026-budget", "sheet-whole"): 1,
    # The department began in 2024: 100 % more than nothing, and of a first budget of nothing.
    ("zhong-gong-shang-hai-shi-pu-tuo-qu-wei-she-hui-gong-zuo-bu/2024-final", "prose-zero"): 5,
    ("pu-tuo-qu-ren-min-zheng-fu-wan-li-jie-dao-ban-shi-chu-dfyp/2023-budget", "prose"): 1,
    ("pu-tuo-qu-ren-min-zheng-fu-wan-li-jie-dao-ban-shi-chu-dfyp/2023-budget", "prose-change"): 1,
    ("pu-tuo-qu-ren-min-zheng-fu-wan-li-jie-dao-ban-shi-chu-dfyp/2023-budget", "prose-zero"): 2,
    ("pu-tuo-qu-ren-min-zheng-fu-wan-li-jie-dao-ban-shi-chu-dfyp/2023-budget", "prose-percent"): 2,
    ("pu-tuo-qu-ren-min-zheng-fu-wan-li-jie-dao-ban-shi-chu-dfyp/2023-budget", "sheet-funds"): 1,
    ("pu-tuo-qu-ren-min-zheng-fu-wan-li-jie-dao-ban-shi-chu-dfyp/2023-budget", "sheet-sum"): 1,
    ("pu-tuo-qu-ren-min-zheng-fu-wan-li-jie-dao-ban-shi-chu-dfyp/2024-budget", "prose"): 1,
    ("pu-tuo-qu-ren-min-zheng-fu-wan-li-jie-dao-ban-shi-chu-dfyp/2024-budget", "prose-zero"): 1,
    ("pu-tuo-qu-ren-min-zheng-fu-wan-li-jie-dao-ban-shi-chu-dfyp/2024-budget", "prose-percent"): 1,
    ("xi-an-shi-qi-xiang-ju/2022-budget", "row"): 1,
    ("xi-an-shi-qi-xiang-ju/2022-budget", "prose"): 3,
    ("xi-an-shi-qi-xiang-ju/2022-budget", "prose-change"): 1,
}


def test_every_failure_in_the_packages_has_been_looked_up_in_its_document() -> None:
    found = Counter(
        (f"{folder.parent.name}/{folder.name}", verdict.rule)
        for folder, checked in _all().items()
        for verdict in checked.verdicts
        if verdict.outcome == "fail" and checks.RULES[verdict.rule].severity == "failure"
    )
    assert dict(found) == LOOKED_UP
