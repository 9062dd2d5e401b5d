"""A package in hand and on disk: the same after a round trip, and every reason why one cannot be read."""

from __future__ import annotations

import csv
import io
import json
import os
import pickle
import re
import socket
from collections.abc import Callable
from decimal import Decimal
from pathlib import Path

import frictionless
import pytest
from hypothesis import given
from hypothesis import strategies as st

from scripts import package as packages
from scripts.package import Package, PackageError, RecordError, Row
from scripts.schema import BLANK, LINE_ID, MULTIPLIERS, Absent


def _change(path: Path, change: Callable[[str], str]) -> None:
    text = path.read_text("utf-8")
    changed = change(text)
    assert changed != text
    path.write_text(changed, encoding="utf-8")


# Round trips


def test_what_is_written_reads_back_and_is_written_the_same_again(
    package: Package, packaged: Path
) -> None:
    read = packages.read(packaged)
    assert (read.disclosure, read.sources, read.left_out) == (
        package.disclosure,
        package.sources,
        package.left_out,
    )
    assert packages.to_files(read) == packages.to_files(package)
    for name, table in package.tables.items():
        again = read.tables[name]
        assert (again.kind, again.status, again.columns, again.title) == (
            table.kind,
            table.status,
            table.columns,
            table.title,
        )
        assert [row.figures for row in again.rows] == [row.figures for row in table.rows]


def test_a_package_knows_where_it_stands(package: Package, packaged: Path, tmp_path: Path) -> None:
    assert package.path == "departments/fixture/2023-budget" and package.period == "2023-budget"
    assert packages.find(tmp_path) == [packaged]
    assert [one.slug for one in packages.read_all(tmp_path)] == ["fixture"]


def test_a_csv_holds_printed_decimals_without_separators_and_blanks_as_blanks(
    packaged: Path,
) -> None:
    text = (packaged / "data" / "expenditure.csv").read_text("utf-8")
    assert ",5582.87,7.57,5575.30," in text and ",75.30,,75.30," in text and "\r" not in text
    assert re.search(
        r",0\.00,0\.00,0\.00,", (packaged / "data" / "state-capital.csv").read_text("utf-8")
    )


def test_the_descriptor_says_unit_multiplier_status_and_absences(packaged: Path) -> None:
    descriptor = json.loads((packaged / "datapackage.json").read_text("utf-8"))
    assert descriptor["disclosure"]["contract"] and descriptor["profile"] == "tabular-data-package"
    for resource in descriptor["resources"]:
        assert resource.get("multiplier", 1) == MULTIPLIERS.get(resource.get("amountUnit", "元"))
        assert (
            set(resource["schema"]["missingValues"]) == set(resource["schema"]["absences"])
            and resource["status"]
        )


def test_frictionless_accepts_the_package_without_a_network(
    packaged: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def refuse(*_: object) -> None:
        raise OSError("no network here")

    monkeypatch.setattr(socket.socket, "connect", refuse)
    report = frictionless.Package(str(packaged / "datapackage.json")).validate()
    assert report.valid, report.flatten(["name", "rowNumber", "fieldNumber", "message"])


def test_columns_match_by_name_not_by_position(package: Package, packaged: Path) -> None:
    path = packaged / "data" / "projects.csv"
    rows = list(csv.reader(io.StringIO(path.read_text("utf-8"))))
    turned = io.StringIO()
    csv.writer(turned, lineterminator="\n").writerows(row[::-1] for row in rows)
    path.write_text(turned.getvalue(), encoding="utf-8")
    read = packages.read(packaged).tables["projects"]
    assert [row.figures for row in read.rows] == [
        row.figures for row in package.tables["projects"].rows
    ]


def test_signs_for_nothing_come_back_as_they_were(packaged: Path) -> None:
    _change(
        packaged / "data" / "projects.csv",
        lambda text: text.replace("18.00,18.00,,", "18.00,—,无,"),
    )
    row = packages.read(packaged).tables["projects"].rows[0]
    assert (row.figure("general_public"), row.figure("government_fund")) == (
        Absent("—"),
        Absent("无"),
    )
    assert row.number("general_public") is None and row.figure("no such column") == BLANK


# What cannot be read


@pytest.mark.parametrize(
    ("name", "change", "said"),
    [
        ("datapackage.json", lambda text: text[:-9], "not JSON"),
        ("datapackage.json", lambda text: "[]", "expected a JSON object, found list"),
        ("datapackage.json", lambda text: text.replace('"sources"', '"springs"', 1), "sources"),
        (
            "datapackage.json",
            lambda text: text.replace('"data/income.csv"', '"data/none.csv"'),
            "no such file",
        ),
        (
            "datapackage.json",
            lambda text: text.replace('"data/income.csv"', '"../../x.csv"'),
            "outside its package",
        ),
        (
            "datapackage.json",
            lambda text: text.replace('"name": "income"', '"name": "weather"'),
            "weather",
        ),
        (
            "data/income.csv",
            lambda text: text.replace("function_code", "code", 1),
            "no column function_code",
        ),
        (
            "data/income.csv",
            lambda text: text.replace("7.57", "seven", 1),
            "expected a number or nothing",
        ),
    ],
)
def test_a_spoilt_package_says_where_and_what(
    name: str, change: Callable[[str], str], said: str, packaged: Path
) -> None:
    _change(packaged / name, change)
    with pytest.raises(PackageError, match=re.escape(said)):
        packages.read(packaged)


def test_a_table_that_is_a_link_to_itself_is_refused(packaged: Path) -> None:
    (packaged / "data/income.csv").unlink()
    (packaged / "data/income.csv").symlink_to(packaged / "data/income.csv")
    with pytest.raises(PackageError, match="outside its package"):
        packages.read(packaged)


@pytest.mark.parametrize("name", ["datapackage.json", "data/income.csv"])
def test_a_file_in_another_encoding_is_refused_with_its_byte(name: str, packaged: Path) -> None:
    path = packaged / name
    path.write_bytes(path.read_text("utf-8").encode("gb18030"))
    with pytest.raises(PackageError, match="not UTF-8: byte"):
        packages.read(packaged)


def test_a_folder_without_a_descriptor_is_no_package(tmp_path: Path) -> None:
    with pytest.raises(PackageError, match="a package is a folder with a datapackage"):
        packages.read(tmp_path)


def test_a_person_s_notes_are_read_and_their_columns_are_fixed(packaged: Path) -> None:
    (packaged / "summary.md").write_text("一句话。\n", encoding="utf-8")
    (packaged / "notes.csv").write_text(
        "about,name,note\nproject,差旅费,出差。\n", encoding="utf-8"
    )
    read = packages.read(packaged)
    assert read.summary == "一句话。\n" and read.notes[0].name == "差旅费"
    (packaged / "notes.csv").write_text("about,note\n", encoding="utf-8")
    with pytest.raises(PackageError, match="expected about, name, note"):
        packages.read(packaged)


def test_the_record_of_corrections_is_read_and_its_columns_and_days_are_fixed(
    packaged: Path,
) -> None:
    head, path = "date,line,table,label,column,from,to,why\n", packaged / "corrections.csv"
    path.write_text(
        f"{head}2026-01-31,bcdfghjkmn,income,合计,amount,1.00,,读错\n", encoding="utf-8"
    )
    (one,) = packages.read(packaged).corrections
    assert (one.date, one.before, one.after, one.why) == ("2026-01-31", "1.00", "", "读错")
    path.write_text(f"{head}一月,bcdfghjkmn,income,合计,amount,1.00,,读错\n", encoding="utf-8")
    with pytest.raises(PackageError, match=r"corrections.csv row 2 \(date\): found '一月'"):
        packages.read(packaged)
    path.write_text("date,line\n", encoding="utf-8")
    with pytest.raises(PackageError, match="expected date, line, table"):
        packages.read(packaged)


SECRET = "about,name,note\nproject,a,秘密\n"


def _link(path: Path) -> None:
    outside = path.parents[3] / "secret"
    outside.write_text(SECRET, "utf-8")
    path.symlink_to(outside)


def _link_inside(path: Path) -> None:
    path.symlink_to(path.with_name("datapackage.json"))


def _lost_link(path: Path) -> None:
    path.symlink_to(path.parent / "nothing")


def _pipe(path: Path) -> None:
    os.mkfifo(path)


@pytest.mark.parametrize("name", ["datapackage.json", *packages.OURS])
@pytest.mark.parametrize("put", [_link, _link_inside, _lost_link, _pipe, Path.mkdir])
def test_only_a_plain_file_is_read(name: str, put: Callable[[Path], None], packaged: Path) -> None:
    (packaged / name).unlink(missing_ok=True)
    put(packaged / name)
    with pytest.raises(
        PackageError, match=rf"{name}: found a [a-z ]+, expected a plain file"
    ) as refused:
        packages.read(packaged)
    assert isinstance(refused.value, RecordError) == (name == "corrections.csv"), (
        "the record is never written over"
    )
    assert "秘密" not in str(refused.value)


def test_a_table_that_is_a_pipe_is_not_waited_for(packaged: Path) -> None:
    (packaged / "data/income.csv").unlink()
    os.mkfifo(packaged / "data/income.csv")
    with pytest.raises(
        PackageError, match=r"income\.csv: found a pipe or device, expected a plain file"
    ):
        packages.read(packaged)


# Line ids


def _identified(labels: list[str], *, table: str = "projects") -> list[str]:
    rows = [Row({"list": "a", "item": label}, {"amount": Decimal(1)}) for label in labels]
    return [
        row["line"]
        for row in packages.identified("body", "2023-budget", table, rows, [None] * len(rows))
    ]


@given(st.lists(st.sampled_from("甲乙丙丁"), max_size=8))
def test_ids_are_unique_and_follow_the_label_not_the_place(labels: list[str]) -> None:
    ids = _identified(labels)
    assert len(set(ids)) == len(ids) and all(re.fullmatch(LINE_ID, one) for one in ids)
    assert set(_identified(labels[::-1])) == set(ids)
    assert _identified([*labels, "戊"])[:-1] == ids


def test_a_row_under_another_parent_or_in_another_table_has_another_id() -> None:
    rows = [Row({"list": "a", "item": label}, {}) for label in ("甲", "乙", "一", "一")]
    under = packages.identified("body", "2023-budget", "summary", rows, [None, None, 0, 1])
    assert len({row["line"] for row in under}) == 4
    assert [row["parent"] for row in under] == ["", "", under[0]["line"], under[1]["line"]]
    assert _identified(["甲"]) != _identified(["甲"], table="income")


def test_an_amount_is_no_part_of_an_id() -> None:
    rows = [[Row({"item": "甲"}, {"amount": Decimal(amount)})] for amount in (1, 2)]
    one, other = (
        packages.identified("body", "2023-budget", "projects", row, [None])[0] for row in rows
    )
    assert one["line"] == other["line"]


def test_an_error_carries_its_objects_and_survives_the_way_between_processes() -> None:
    error = RecordError(Path("a.csv"), "found 'x'", "row 2 (date)", "a day like 2026-01-31")
    again = pickle.loads(pickle.dumps(error))
    for one in (error, again):
        assert (one.path, one.where, one.what) == (Path("a.csv"), "row 2 (date)", "found 'x'")
        assert str(one) == "a.csv row 2 (date): found 'x', expected a day like 2026-01-31"
