"""The same packages make the same site: nothing of the machine, its clock or its Python is in it."""

from __future__ import annotations

import shutil
import unicodedata
from pathlib import Path

import pytest

from scripts.charts import text_width
from scripts.charts.marks import Box, picture
from scripts.charts.model import ChartText
from scripts.charts.theme import WIDE
from scripts.package import Package
from tests.conftest import ROOT, Site, lay_out
from tests.support.environments import ELSEWHERE, HERE, built, differing, run


def test_folders_zones_locales_umasks_seeds_and_pythons_make_one_manifest(
    package: Package, fixture_site: Site, tmp_path: Path
) -> None:
    first, second = tmp_path / "a", tmp_path / "别 处" / "更深" / "b"
    for root in (first, second):
        lay_out(root, package)
    # The second bundles the script from packages itself, which takes seconds; the first has it from the tests' own site.
    shutil.copytree(fixture_site.root / ".cache/runtime", first / ".cache/runtime")
    here, elsewhere = built(first, HERE, ROOT), built(second, ELSEWHERE, ROOT)
    assert len(here) > 400
    assert differing(here, elsewhere) == []
    modes = {path.stat().st_mode & 0o777 for path in (second / "site").rglob("*") if path.is_file()}
    assert modes == {0o644}


def test_a_float_added_with_sum_ends_the_build_that_looks_for_it(tmp_path: Path) -> None:
    # The guard itself: a `scripts` of another folder, which adds two floats.
    (tmp_path / "scripts").mkdir()
    (tmp_path / "scripts/__init__.py").write_text("", "utf-8")
    (tmp_path / "scripts/__main__.py").write_text("def main():\n    sum([0.1, 0.2])\n", "utf-8")
    with pytest.raises(RuntimeError, match=r"math\.fsum"):
        built(tmp_path, HERE, tmp_path)


def test_a_size_has_two_decimals_as_a_place_has() -> None:
    box = Box(1 / 3, 2 / 3, 3.651144125449438, 50, "#000")
    spec = picture([box], 60, ChartText("a", "甲"), WIDE, alternative="甲")
    (row,) = spec["datasets"]["m0"]  # type: ignore[index,call-overload]
    numbers = [value for value in row.values() if isinstance(value, float)]
    assert row["size"] == 1.83
    assert numbers == [round(number, 2) for number in numbers]


def test_a_character_that_one_python_knows_and_another_does_not_is_as_wide_on_both() -> None:
    # 𲎯 and 𮹝 came with Unicode 15 and 15.1, which Python 3.11 does not have; U+0378 is none yet.
    for character in ("\U000323af", "\U0002ee5d", "\u2ffc", "\u0378"):
        assert text_width.width(character, 10) == 10, unicodedata.category(character)


def test_a_terminal_that_cannot_show_chinese_ends_no_command(tmp_path: Path) -> None:
    variables = {**HERE.variables, "PYTHONIOENCODING": "ascii"}
    told = run(
        type(HERE)(HERE.python, variables, HERE.umask),
        ["-m", "scripts", "verify", "nowhere"],
        tmp_path,
        ROOT,
    )
    assert told.returncode == 2
    assert "Traceback" not in told.stderr
    assert "nowhere" in told.stderr and "\\u" in told.stderr
