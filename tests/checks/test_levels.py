"""Lines above lines: which of them stand in a circle, how many may stand one above the other."""

from __future__ import annotations

from pathlib import Path

from hypothesis import given
from hypothesis import strategies as st

from scripts import checks
from scripts.checks.form import resources
from scripts.package import contract
from scripts.package.row_ids import letters
from tests.support import spoil

KNOWN = checks.classifications(spoil.PACKAGES)


def _in_a_chain(folder: Path, count: int, *, circle: bool = False) -> None:
    """Give the table of income so many lines, each below the one before."""

    def change(records: list[list[str]]) -> None:
        header, first, *_ = records
        line, parent = header.index("line"), header.index("parent")
        position = header.index("position")
        names = [letters(str(at)) for at in range(count)]
        del records[1:]
        for at, name in enumerate(names):
            row = list(first)
            row[line], row[position] = name, str(at + 1)
            row[parent] = names[at - 1] if at or circle else ""
            records.append(row)

    spoil.records(folder, "income", change)


def test_too_many_levels_are_told_once_and_a_circle_for_each_of_its_lines(tmp_path: Path) -> None:
    folder = spoil.write(spoil.FIXTURE, tmp_path)
    _in_a_chain(folder, contract.LEVELS + 100)
    messages = [finding.message for finding in checks.check(folder, KNOWN).findings]
    assert messages.count("这一行上面的层级太多") == 1
    _in_a_chain(folder, 300, circle=True)
    messages = [finding.message for finding in checks.check(folder, KNOWN).findings]
    assert messages.count("上级行绕回到了自己") == 300


@given(st.dictionaries(st.sampled_from("abcdef"), st.sampled_from(["", *"abcdefx"])))
def test_a_line_is_in_a_circle_where_the_way_up_comes_back_to_it(above: dict[str, str]) -> None:
    circles, levels = resources._circles_and_levels(above)
    for line in above:
        way: list[str] = []
        at = above[line]
        while at and at not in way:
            way.append(at)
            at = above.get(at, "")
        assert (line in circles) == (line in way)
        if not at:
            assert levels[line] == len(way)
