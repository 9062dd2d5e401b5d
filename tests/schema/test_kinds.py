"""A new kind of table is one entry: the house, copied and given a made-up kind, knows the kind everywhere."""

from __future__ import annotations

import json
import os
import shutil
import subprocess
import sys

import pytest

from tests.conftest import ROOT

ENTRY = """    Kind(
        name="rescue-stations",
        title="救助站经费表",
        english="Rescue stations",
        answers="救助站花多少钱",
        direction="expenditure",
        titles=((5, r"救助站"),),
        law_number=9,
        topic="rescue-stations",
        subject="救助站经费",
        in_headings="救助站",
        in_items="救助站",
        in_sentences="救助站",
        money="救助站",
    ),
"""

TEXT = """\
2026年部门救助站经费支出表
部门名称：万里市民政局,,单位：万元
科目编码,科目名称,合计
,合计,30.00
208,社会保障和就业支出,30.00
20802,民政管理事务,10.00
20820,临时救助,21.00
"""

SCRIPT = """\
import json, pathlib, sys
from scripts import checks, ingest
from scripts.ingest.prose import explanations, topics
from scripts.pages.english import tables as english
from scripts.schema import KEYS

package = ingest.ingest(pathlib.Path(sys.argv[1]), "x").package
(table,) = [table for table in package.tables.values() if table.kind.printed]
verdicts = list(checks.verdicts_of(package))
json.dump({
    "name": table.name,
    "title": table.title,
    "english": english._title(table),
    "failed": sorted({v.rule for v in verdicts if v.outcome == "fail" and v.left.table == table.name}),
    "asked": [v.rule for v in verdicts if v.left.label == table.title],
    "topics": [topics.topic("救助站经费情况说明"), topics.topic_of_item("救助站补助")],
    "allowed": table.name in KEYS["topic"].constraints["enum"],
}, sys.stdout)
"""


@pytest.fixture(scope="module")
def known(tmp_path_factory: pytest.TempPathFactory) -> dict[str, object]:
    """What the copied house says of a file with a table of the made-up kind."""
    house = tmp_path_factory.mktemp("house")
    shutil.copytree(
        ROOT / "scripts", house / "scripts", ignore=shutil.ignore_patterns("__pycache__")
    )
    entries = house / "scripts/schema/kinds.py"
    text = entries.read_text(encoding="utf-8")
    before = '    Kind(\n        name="projects",\n'
    assert text.count(before) == 1
    entries.write_text(text.replace(before, ENTRY + before), encoding="utf-8")
    file = house / "a.csv"
    file.write_text(TEXT, encoding="utf-8")
    done = subprocess.run(
        [sys.executable, "-c", SCRIPT, str(file)],
        cwd=house,
        env={**os.environ, "PYTHONPATH": str(house), "PYTHONDONTWRITEBYTECODE": "1"},
        capture_output=True,
        encoding="utf-8",
        check=False,
    )
    assert done.returncode == 0, done.stderr
    answer: dict[str, object] = json.loads(done.stdout)
    return answer


def test_a_table_of_a_new_kind_is_recognised_by_its_title(known: dict[str, object]) -> None:
    assert (known["name"], known["title"]) == ("rescue-stations", "救助站经费表")


def test_a_table_of_a_new_kind_is_checked_and_asked_for(known: dict[str, object]) -> None:
    assert known["failed"] == ["tree"]
    # Whether it is published, and whether each of its codes has one row.
    assert known["asked"] == ["c3", "code-twice"]


def test_a_table_of_a_new_kind_has_its_english_title(known: dict[str, object]) -> None:
    assert known["english"] == "Rescue stations"


def test_the_prose_may_be_about_the_subject_of_a_new_kind(known: dict[str, object]) -> None:
    assert known["topics"] == ["rescue-stations", "rescue-stations"]
    assert known["allowed"] is True
