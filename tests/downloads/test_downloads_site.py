"""The built site's downloads, opened by readers that know nothing of us, from a folder and over http."""

from __future__ import annotations

import contextlib
import csv
import gc
import http.server
import io
import json
import os
import re
import shutil
import sqlite3
import subprocess
import threading
from collections import Counter
from collections.abc import Iterator
from decimal import Decimal
from pathlib import Path, PurePosixPath
from typing import Any

import duckdb
import openpyxl
import pandas as pd
import pytest
from frictionless import Package as Frictionless

from scripts import tables
from scripts.package import Package
from tests.conftest import ROOT, Site


class _Quiet(http.server.SimpleHTTPRequestHandler):
    def log_message(self, format: str, *args: Any) -> None:
        """Say nothing of each request."""


@pytest.fixture(scope="module")
def served(fixture_site: Site) -> Iterator[str]:
    """The address of the built site, served from below a sub-path."""
    root = fixture_site.folder.parent / "served"
    root.mkdir()
    (root / "budget").symlink_to(fixture_site.folder)
    server = http.server.ThreadingHTTPServer(
        ("127.0.0.1", 0), lambda *arguments: _Quiet(*arguments, directory=str(root))
    )
    threading.Thread(target=server.serve_forever, daemon=True).start()
    yield f"http://127.0.0.1:{server.server_port}/budget/"
    server.shutdown()
    server.server_close()


@pytest.fixture(scope="module")
def data(fixture_site: Site) -> Path:
    """The folder of everything over all packages."""
    return fixture_site.folder / "data"


@pytest.fixture(scope="module")
def year(fixture_site: Site) -> Path:
    """The folder of the fixture's year."""
    return next((fixture_site.folder / "departments").glob("*/*/datapackage.json")).parent


@pytest.fixture(scope="module")
def total(package: Package) -> Decimal:
    """What the fixture's document states as the total of its expenditure, in 元."""
    found = tables.total_yuan(package, "expenditure")
    assert found is not None
    return found


# Frictionless


@pytest.mark.parametrize("where", ["data/datapackage.json", "departments/{}/datapackage.json"])
def test_a_package_is_valid_from_a_folder_and_by_its_address(
    where: str, fixture_site: Site, served: str, year: Path
) -> None:
    path = where.format(year.relative_to(fixture_site.folder / "departments").as_posix())
    for address in (str(fixture_site.folder / path), served + path):
        report = Frictionless(address).validate()
        assert report.valid, report.flatten(["place", "rowNumber", "fieldName", "note"])


def test_a_descriptor_holds_nothing_that_clients_of_either_version_refuse(
    fixture_site: Site,
) -> None:
    for path in fixture_site.folder.rglob("datapackage.json"):
        stated = json.loads(path.read_text("utf-8"))
        assert "$schema" not in stated
        assert stated["profile"] == "tabular-data-package"
        for resource in stated["resources"]:
            assert re.fullmatch(r"[a-z0-9._-]+", resource["name"])
            beside = PurePosixPath(resource["path"])
            assert (
                not beside.is_absolute()
                and ".." not in beside.parts
                and "\\" not in resource["path"]
            )
            assert (path.parent / beside).is_file()
            names = [field["name"] for field in resource["schema"]["fields"]]
            assert len(set(names)) == len(names)


# Parquet and SQLite


def test_pandas_adds_up_the_parquet_exactly(data: Path, total: Decimal) -> None:
    facts = pd.read_parquet(data / "facts.parquet")
    spent = facts[facts["primary"] & (facts["direction"] == "expenditure")]
    assert sum(spent["amount_yuan"], Decimal(0)) == total
    assert "2150805" in set(facts["function_code"])


def test_csv_parquet_and_database_say_the_same(data: Path) -> None:
    columnar = pd.read_parquet(data / "facts.parquet")
    plain = pd.read_csv(data / "facts.csv", dtype=str, keep_default_na=False)
    assert [Decimal(text) for text in plain["amount_yuan"]] == list(columnar["amount_yuan"])
    with contextlib.closing(sqlite3.connect(data / "budgets.sqlite")) as database:
        rows = database.execute(
            "SELECT amount_fen, amount_yuan FROM facts ORDER BY rowid"
        ).fetchall()
    assert [Decimal(text) for _, text in rows] == list(columnar["amount_yuan"])
    assert all(Decimal(fen) == Decimal(text) * 100 for fen, text in rows)


def test_duckdb_reads_the_parquet_and_its_parts_as_they_are(data: Path, total: Decimal) -> None:
    with duckdb.connect() as connection:
        question = "SELECT SUM(amount_yuan), typeof(SUM(amount_yuan)) FROM '{}' WHERE \"primary\" AND direction = 'expenditure'"
        ((summed, kind),) = connection.sql(question.format(data / "facts.parquet")).fetchall()
        assert (summed, kind.partition("(")[0]) == (total, "DECIMAL")
        parts = f"read_parquet('{data}/facts/*/*/*.parquet', hive_partitioning = true)"
        columns = 'line, year, phase, amount_yuan, is_leaf, "primary"'
        whole = connection.sql(
            f"SELECT {columns} FROM '{data}/facts.parquet' ORDER BY ALL"
        ).fetchall()
        assert connection.sql(f"SELECT {columns} FROM {parts} ORDER BY ALL").fetchall() == whole


def test_the_list_of_parts_names_every_part(data: Path) -> None:
    listed = json.loads((data / "facts/index.json").read_text("utf-8"))
    parts = {
        path.relative_to(data / "facts").as_posix() for path in (data / "facts").rglob("*.parquet")
    }
    assert {one["path"] for one in listed} == parts
    assert sum(one["rows"] for one in listed) == len(pd.read_parquet(data / "facts.parquet"))


def test_the_database_is_whole_and_its_views_answer(data: Path, total: Decimal) -> None:
    with contextlib.closing(sqlite3.connect(data / "budgets.sqlite")) as database:
        assert database.execute("PRAGMA integrity_check").fetchone() == ("ok",)
        views = [
            row[0] for row in database.execute("SELECT name FROM sqlite_schema WHERE type = 'view'")
        ]
        assert views and all(
            database.execute(f'SELECT * FROM "{view}"').description for view in views
        )
        fen = database.execute(
            "SELECT amount_fen FROM totals WHERE direction = 'expenditure'"
        ).fetchone()
    assert fen == (total * 100,)


# Workbooks


def test_openpyxl_opens_the_workbook_and_every_table_of_the_package_is_in_it(
    year: Path, package: Package
) -> None:
    book = openpyxl.load_workbook(next(year.glob("*.xlsx")))
    assert len(book.sheetnames) == len(package.tables) + 1


@pytest.mark.skipif(
    shutil.which("soffice") is None, reason="LibreOffice (soffice) is not installed"
)
def test_libreoffice_opens_the_workbook_and_shows_every_figure_as_published(
    year: Path, package: Package, tmp_path: Path
) -> None:
    # Every sheet as a CSV of its own, in UTF-8, cells as they are shown.
    form = "csv:Text - txt - csv (StarCalc):44,34,76,1,,0,false,true,true,false,false,-1"
    book = str(next(year.glob("*.xlsx")))
    command = ["soffice", "--headless", "--convert-to", form, "--outdir", str(tmp_path), book]
    subprocess.run(
        command,
        check=True,
        capture_output=True,
        env={**os.environ, "HOME": str(tmp_path)},
        timeout=120,
    )
    sheets = {
        path.stem.partition("-")[2]: path.read_text("utf-8") for path in tmp_path.glob("*.csv")
    }
    assert len(sheets) == len(package.tables) + 1
    shown = Counter(
        cell for text in sheets.values() for row in csv.reader(io.StringIO(text)) for cell in row
    )
    published = Counter(
        f"{value:,f}"
        for table in package.tables.values()
        for row in table.rows
        for value in row.figures.values()
        if isinstance(value, Decimal)
    )
    assert published - shown == Counter()


# What the pages say


def test_every_file_to_take_away_is_linked_from_a_page(fixture_site: Site) -> None:
    linked: set[Path] = set()
    for page in fixture_site.folder.rglob("*.html"):
        links = re.findall(
            r'href="?([^"\s>#]+\.(?:csv|xlsx|zip|json|parquet|sqlite))', page.read_text("utf-8")
        )
        linked |= {(page.parent / link).resolve() for link in links if "://" not in link}
    endings = (".csv", ".xlsx", ".zip", ".json", ".parquet", ".sqlite")
    taken = {
        path.resolve()
        for folder in ("data", "departments")
        for path in (fixture_site.folder / folder).rglob("*")
        if path.suffix in endings
        and path.parent.name != "charts"  # what a page's script fetches for its charts
    }
    parts = {path.resolve() for path in (fixture_site.folder / "data/facts").rglob("*.parquet")}
    assert taken - parts - linked == set()


def test_every_link_to_a_file_tells_its_kind_and_its_size(fixture_site: Site) -> None:
    text = (fixture_site.folder / "data/index.html").read_text("utf-8")
    found = re.findall(r'class="?mz-file"?><a [^>]*>[^<]+</a> <small>([^<]+)</small>', text)
    assert len(found) > 20
    assert all(re.fullmatch(r"\d+ KB|\d+\.\d MB", size) for size in found)


EXAMPLES = re.findall(
    r"```python\n(.*?)```", (ROOT / "docs/about/use.md").read_text("utf-8"), re.DOTALL
)


@pytest.mark.parametrize("example", EXAMPLES, ids=lambda text: text.strip().splitlines()[-1][:40])
def test_the_examples_of_the_docs_run_as_they_stand(
    example: str, served: str, data: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    # What a reader downloaded, all in one folder.
    for path in (*data.iterdir(), *data.parent.glob("departments/*/*/*.csv")):
        (tmp_path / path.name).symlink_to(path) if not (tmp_path / path.name).exists() else None
    with contextlib.chdir(tmp_path):
        exec(compile(example.replace("https://example.org/", served), "use.md", "exec"), {})
    gc.collect()  # what an example leaves open is told here, not in whichever test runs later
    assert capsys.readouterr().out.strip()
