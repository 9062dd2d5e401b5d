"""What people take away opens elsewhere and repeats byte for byte."""

from __future__ import annotations

import io
import zipfile
from pathlib import Path

import pandas as pd
import pytest
from frictionless import Package as Frictionless

from scripts import downloads, tables
from scripts.package import Package


def test_the_zip_of_a_package_is_a_package(package: Package, tmp_path: Path) -> None:
    archive = next(file for file in downloads.of_package(package) if file.path.endswith(".zip"))
    zipfile.ZipFile(io.BytesIO(archive.content)).extractall(tmp_path)
    assert Frictionless(str(tmp_path / "datapackage.json")).validate().valid


def test_the_same_package_makes_the_same_bytes(package: Package) -> None:
    assert list(downloads.of_package(package)) == list(downloads.of_package(package))


def test_every_file_name_tells_year_and_phase(package: Package) -> None:
    assert all(package.period in file.path for file in downloads.of_package(package))


def test_the_facts_read_back_with_their_codes_as_text(package: Package) -> None:
    content = downloads.facts(tables.facts([package])).content
    read = pd.read_csv(io.BytesIO(content), dtype=str, keep_default_na=False)
    assert "2150805" in set(read["function_code"])
    assert "55828700.00" in set(read["amount_yuan"])


@pytest.mark.parametrize("cell", ["=1+1", "+1-800", "-3.00万元", "@SUM(A1)", "\t=1", "＝1"])
def test_a_text_that_looks_like_a_formula_is_made_inert(cell: str) -> None:
    assert downloads.inert(cell) == f"'{cell}"


@pytest.mark.parametrize("cell", ["-3.00", "5471.80", "0", "", "合计 = 1"])
def test_numbers_and_plain_texts_stay_as_they_are(cell: str) -> None:
    assert downloads.inert(cell) == cell
