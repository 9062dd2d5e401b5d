"""Names, numbers and addresses of persons, made at run time: dropped on import, counted and placed, never kept."""

from __future__ import annotations

import random
import re
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import NamedTuple

import pytest

from scripts import ingest, package, privacy
from scripts.ingest import Report
from tests.support.shares import WHOLE

Edit = Callable[[str, str], str]


class Person(NamedTuple):
    """Somebody who does not exist."""

    name: str
    phone: str
    masked: str
    identity: str
    mail: str


def _identity(made: random.Random) -> str:
    """A number in the form of an identity number, its check character as GB 11643 has it."""
    body = f"{made.randrange(110000, 660000)}19{made.randrange(40, 99)}0{made.randrange(1, 10)}{made.randrange(10, 28)}"
    body += f"{made.randrange(1000):03d}"
    return next(body + last for last in "0123456789X" if privacy.find(body + last))


@pytest.fixture(scope="module")
def person() -> Person:
    made = random.Random("somebody")  # the same on every run, so that no run fails by chance
    phone = f"1{made.choice('3456789')}{made.randrange(10**9):09d}"
    return Person(
        name="".join(made.choices("赵钱孙李周吴郑", k=1) + made.choices("玥琰珺铄旻昶", k=2)),
        phone=phone,
        masked=f"{phone[:3]}****{phone[-4:]}",
        identity=_identity(made),
        mail=f"{''.join(made.choices('bcdfgh', k=8))}{made.randrange(1000, 9999)}@example.org",
    )


def _contact_row(text: str, found: str) -> str:
    return re.sub(r"(?m)^负责人:\t", lambda _: f"负责人:\t{found}\t", text, count=1)


def _labelled_cell(text: str, found: str) -> str:
    return re.sub(r"(?m)^负责人:\t", lambda _: f"负责人:{found}\t", text, count=1)


def _prose(text: str, found: str) -> str:
    return text.replace("主要原因是", f"联系电话：{found}，主要原因是", 1)


def _prose_bare(text: str, found: str) -> str:
    return text.replace(
        "本部门没有机关运行经费。",
        f"本部门没有机关运行经费，{found}与上年相比增加5万元，因{found}而起。",
    )


def _heading(text: str, found: str) -> str:
    return text.replace("八、机关运行经费增减变动原因说明\n", f"八、机关运行经费{found}\n")


def _title(text: str, found: str) -> str:
    return text.replace("2023年预算支出总表\n\n", f"2023年预算支出总表{found}表\n\n")


def _note(text: str, found: str) -> str:
    return text.replace("注：本表无数据", f"注：{found}本表无数据", 1)


def _amount(text: str, found: str) -> str:
    return text.replace("差旅费\t18.00\t18.00", f"差旅费\t18.00\t{found}")


def _name_cell(text: str, found: str) -> str:
    return text.replace("差旅费\t18.00", f"差旅费{found}\t18.00")


def _beyond(text: str, found: str) -> str:
    return text.replace("差旅费\t18.00\t18.00\t", f"差旅费\t18.00\t18.00\t\t\t\t\t\t{found}\t")


def _head_cell(text: str, found: str) -> str:
    return text.replace("\t单位资金\n\t\t一般", f"\t单位资金{found}\n\t\t一般")


def _unknown_table(text: str, found: str) -> str:
    return text.replace(
        "第三部分 2023年度", f"附：名册\n\n姓氏\t号\n{found}\t{found}\n\n第三部分 2023年度", 2
    )


def _plan(text: str, found: str) -> str:
    return text.replace("项目实施计划\t\t", f"项目实施计划\t\t找{found}买5册,")


def _goal(text: str, found: str) -> str:
    return text.replace("总体目标\t", f"总体目标\t{found}办2次,")


def _indicator(text: str, found: str) -> str:
    return text.replace("数量指标\t购买保密书籍数量\t600册", f"数量指标\t购买{found}\t{found}")


def _sheet_head(text: str, found: str) -> str:
    return text.replace("\t实施单位\t\n", f"\t实施单位\t{found}\n").replace(
        "项目期\t\t4年", f"项目期\t\t{found}"
    )


def _money(text: str, found: str) -> str:
    return text.replace("8,000\t年度资金总额:", f"8,000\t{found}\t年度资金总额:", 1)


EDITS: tuple[Edit, ...] = (
    _contact_row,
    _labelled_cell,
    _prose,
    _prose_bare,
    _heading,
    _title,
    _note,
    _amount,
    _name_cell,
    _beyond,
    _head_cell,
    _unknown_table,
    _plan,
    _goal,
    _indicator,
    _sheet_head,
    _money,
)
KINDS = {
    "phone": "手机号码",
    "masked": "打码的手机号码",
    "identity": "身份证号码",
    "mail": "电子邮箱",
}


def _imported(text: str, folder: Path) -> Report:
    path = folder / "disclosure.txt"
    path.write_text(text, encoding="utf-8")
    return ingest.ingest(path, "x")


def _everything(report: Report) -> str:
    """All that leaves the import: the package's files and the report."""
    files = [file.content.decode() for file in package.to_files(report.package)]
    return "\n".join(
        [*files, *report.lines(), repr(report.unplaced), repr(report.left_out), *report.remarks]
    )


def _dropped(report: Report) -> Iterator[tuple[str, int]]:
    return ((one.what, one.place.line or 0) for one in report.left_out if "个人信息" in one.why)


PUT = [
    (edit, kind)
    for place, edit in enumerate(EDITS)
    for number, kind in enumerate(KINDS)
    # In each place half of the kinds, in turn, and each kind in half of the places.
    if WHOLE or (place + number) % 2
]


@pytest.mark.parametrize(
    ("edit", "kind"), PUT, ids=[f"{edit.__name__.strip('_')}-{kind}" for edit, kind in PUT]
)
def test_personal_data_put_anywhere_is_dropped_and_told_with_its_place(
    edit: Edit, kind: str, person: Person, disclosure: Path, tmp_path: Path
) -> None:
    found = getattr(person, kind)
    text = disclosure.read_text("utf-8")
    edited = edit(text, found)
    assert edited != text
    report = _imported(edited, tmp_path)
    said = _everything(report)
    assert found not in said and found[:8] not in said and found[-6:] not in said
    assert not [said[start - 12 : end + 6] for start, end, _ in privacy.find(said)]
    added = [number for number, line in enumerate(edited.split("\n"), start=1) if found in line]
    told = list(_dropped(report))
    for line in added:
        assert any(place == line for _, place in told), (line, told)


@pytest.mark.parametrize(
    "written",
    ["{0[0]}{0[1]}-{0[2]}-{0[3]}", "{0[0]}{0[1]} {0[2]} {0[3]}", "+86 {0[0]}{0[1]}{0[2]}{0[3]}", "86-{0[0]}{0[1]}{0[2]}{0[3]}"],
)  # fmt: skip
@pytest.mark.parametrize("wide", [False, True])
def test_a_number_is_told_in_whatever_form_it_is_written(
    written: str, wide: bool, person: Person, disclosure: Path, tmp_path: Path
) -> None:
    phone = person.phone
    found = written.format((phone[:1], phone[1:3], phone[3:7], phone[7:]))
    if wide:
        found = found.translate({ord(digit): chr(ord(digit) + 0xFEE0) for digit in "0123456789"})
    report = _imported(_prose_bare(disclosure.read_text("utf-8"), found), tmp_path)
    said = _everything(report)
    assert (
        found not in said and phone not in said and phone[3:7] not in said and phone[7:] not in said
    )
    assert any(what == "手机号码" for what, _ in _dropped(report))


def test_a_number_broken_at_the_end_of_a_line_is_dropped(
    person: Person, disclosure: Path, tmp_path: Path
) -> None:
    broken = f"{person.phone[:5]}\n\n{person.phone[5:]}"
    report = _imported(_prose_bare(disclosure.read_text("utf-8"), broken), tmp_path)
    said = _everything(report)
    assert person.phone[5:] not in said and person.phone[:5] not in said
    assert any(what == "手机号码" for what, _ in _dropped(report))


@pytest.mark.parametrize(
    "edit",
    [
        _contact_row,
        _labelled_cell,
        lambda text, found: text.replace("项目期\t\t4年", f"项目期\t\t4年\t项目负责人\t{found}"),
        lambda text, found: text.replace("其他资金\t\t其他资金\t", f"其他资金\t\t其他资金\t\t联系人\t{found}"),
        lambda text, found: text.replace("本部门没有机关运行经费。", f"本部门有2名职工，联系人：{found}，编制3名。"),
        lambda text, found: text.replace("第三部分 2023年度", f"名册\n职务\t姓名\n科长\t{found}\n\n第三部分 2023年度"),
        lambda text, found: text.replace("\t单位资金\n\t\t一般公共", "\t单位资金\t联系人\n\t\t一般公共").replace(
            "差旅费\t18.00\t18.00\t\t\t\t", f"差旅费\t18.00\t18.00\t\t\t\t\t{found}"
        ),
        lambda text, found: text.replace("企业扶持资金\t5,500.00\t5,500.00\t\t\t\t\n", f"企业扶持资金\t5,500.00\t5,500.00\t\t\t\t\n制表人：{found}\t\t\t\n"),
    ],
    ids=["contact-row", "labelled-cell", "sheet-head", "sheet-money", "prose", "unknown-table", "column", "foot"],
)  # fmt: skip
def test_a_name_after_its_label_is_dropped(
    edit: Edit, person: Person, disclosure: Path, tmp_path: Path
) -> None:
    text = disclosure.read_text("utf-8")
    edited = edit(text, person.name)
    line = 1 + next(at for at, line in enumerate(edited.split("\n")) if person.name in line)
    report = _imported(edited, tmp_path)
    assert person.name not in _everything(report)
    assert any(what.endswith("姓名") and place == line for what, place in _dropped(report))


def test_the_clerks_of_every_sheet_are_counted_by_kind_and_place(disclosure: Path) -> None:
    report = ingest.ingest(disclosure, "x")
    lines = [
        at
        for at, line in enumerate(disclosure.read_text("utf-8").split("\n"), start=1)
        if "经办人" in line
    ]
    told = sorted(_dropped(report))
    assert told == sorted(
        [("经办人的姓名", line) for line in lines]
        + [("联系电话的电话号码", line) for line in lines]
    )
    assert {one["what"] for one in report.package.left_out} >= {
        "经办人的姓名",
        "联系电话的电话号码",
    }


def test_an_amount_after_a_word_like_telephone_stays_an_amount(
    disclosure: Path, tmp_path: Path
) -> None:
    report = _imported(
        disclosure.read_text("utf-8").replace("差旅费\t18.00\t18.00", "办公电话\t18.00\t18.00"),
        tmp_path,
    )
    row = next(
        row for row in report.package.tables["projects"].rows if row["project_name"] == "办公电话"
    )
    assert str(row.number("amount")) == str(row.number("general_public")) == "18.00"


def test_a_number_like_a_telephone_number_where_an_amount_should_stand_needs_a_person(
    person: Person, disclosure: Path, tmp_path: Path
) -> None:
    assert not _imported(_amount(disclosure.read_text("utf-8"), person.phone), tmp_path).complete


def test_no_error_repeats_what_a_document_says(person: Person, tmp_path: Path) -> None:
    with pytest.raises(ingest.ReadError) as caught:
        _imported(f"{person.name} {person.phone} {person.identity} {person.mail}\n", tmp_path)
    assert not any(found in str(caught.value) for found in person)
