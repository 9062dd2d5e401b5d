"""An independent reading of what pages claim: each sentence is held against the CSV files, without any code of ours.

A reader of claims takes the plain text of a page and the packages as they stand on disk, and yields each claim that it
understands, with whether the figures bear it. It knows the sentences by their wording alone: what is worded otherwise is
not judged, and is counted by nobody. `scripts` is not imported here, on purpose.
"""

from __future__ import annotations

import csv
import json
import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from functools import cached_property
from pathlib import Path

Row = Mapping[str, str]
UNITS = {"元": Decimal(1), "万元": Decimal(10_000), "亿元": Decimal(100_000_000)}
AMOUNT = r"(-?[\d,]+(?:\.\d+)?) ?(亿元|万元|元)"
RATE = r"([+−-][\d,]+(?:\.\d+)?)%"


@dataclass(frozen=True)
class Claim:
    """A sentence of a page, what kind of claim it is, and whether the figures bear it."""

    kind: str
    page: str
    text: str
    holds: bool


@dataclass(frozen=True)
class Held:
    """A department-year as its files hold it."""

    folder: Path

    @cached_property
    def descriptor(self) -> dict[str, object]:
        """The descriptor as JSON."""
        read: dict[str, object] = json.loads((self.folder / "datapackage.json").read_text("utf-8"))
        return read

    @cached_property
    def disclosure(self) -> dict[str, object]:
        """Who, when and what."""
        stated = self.descriptor["disclosure"]
        assert isinstance(stated, dict)
        return stated

    @cached_property
    def resources(self) -> dict[str, dict[str, object]]:
        """The descriptors of the tables by name."""
        listed = self.descriptor["resources"]
        assert isinstance(listed, list)
        return {one["name"]: one for one in listed}

    @cached_property
    def tables(self) -> dict[str, list[Row]]:
        """The rows of every table by its name."""
        found = {}
        for path in sorted((self.folder / "data").glob("*.csv")):
            with path.open(encoding="utf-8", newline="") as file:
                found[path.stem] = list(csv.DictReader(file))
        return found

    def kind(self, name: str) -> list[str]:
        """The names of the tables of a kind: expenditure, expenditure-2."""
        return [one for one in self.tables if re.fullmatch(rf"{name}(-\d+)?", one)]

    def unit(self, table: str, row: Row) -> Decimal:
        """How many 元 one of a row's figures is."""
        name = str(self.resources[table].get("amountUnit") or row.get("amount_unit") or "")
        return UNITS.get(name, Decimal(1))

    def yuan(self, table: str, row: Row, column: str) -> Decimal | None:
        """A cell in 元; None where it is blank or there is none."""
        text = row.get(column) or ""
        return Decimal(text) * self.unit(table, row) if re.fullmatch(r"-?[\d.]+", text) else None

    def totals(self, table: str, side: str = "") -> list[Row]:
        """The rows of a table, or of one of its lists, that are its totals."""
        rows = self.tables.get(table, [])
        return [
            row
            for row in rows
            if row.get("role") == "total" and row.get("list", "").startswith(side)
        ]

    @cached_property
    def statements(self) -> list[Row]:
        """What the prose states, figure by figure."""
        return self.tables.get("statements", [])

    @property
    def is_final(self) -> bool:
        """Whether it is a final account."""
        return self.disclosure["phase"] == "final"

    def money(self) -> list[Decimal]:
        """Every amount of any table and of the prose, in 元."""
        found = []
        for table, rows in self.tables.items():
            for row in rows:
                for column in row:
                    value = self.yuan(table, row, column)
                    if value is not None:
                        found.append(value)
        return found


def shown(number: str, unit: str) -> tuple[Decimal, Decimal]:
    """An amount as a page shows it, in 元, and half of what its last digit stands for."""
    value = Decimal(number.replace(",", "").replace("−", "-"))
    exponent = value.as_tuple().exponent
    assert isinstance(exponent, int)
    return value * UNITS[unit], Decimal(5).scaleb(exponent - 1) * UNITS[unit]


def is_shown(number: str, unit: str, exact: Decimal | None) -> bool:
    """Whether what is shown is an amount rounded to the digits that are shown."""
    if exact is None:
        return False
    value, half = shown(number, unit)
    return abs(value - exact) <= half


def is_rate(text: str, exact: Decimal, slack: str = "0") -> bool:
    """Whether a percentage as shown is a rate, to the digits that are shown."""
    value = Decimal(text.replace(",", "").replace("−", "-").replace("+", ""))
    exponent = value.as_tuple().exponent
    assert isinstance(exponent, int)
    return abs(value - exact) <= Decimal(5).scaleb(exponent - 1) + Decimal(slack)


# The overview of a department-year


def of_overview(page: str, text: str, held: Held) -> Iterator[Claim]:
    """The claims of an overview: its sentence, cards, what stands out, and the titles of its charts."""
    for kind, read in _OF_OVERVIEW.items():
        for found in re.finditer(read[0], text):
            yield Claim(kind, page, found[0], read[1](held, found))


def _total(held: Held) -> set[Decimal]:
    """What may be called all the money of a year: the totals of spending, else those of income."""
    found = set()
    if held.is_final:
        for table in held.kind("expenditure"):
            found |= {held.yuan(table, row, "amount") for row in held.totals(table)}
    else:
        for side in ("expenditure", "income"):
            rows = held.totals("summary", side)
            found |= {held.yuan("summary", row, "amount") for row in rows}
            if found - {None}:
                break
    return {value for value in found if value is not None}


def _whole(held: Held, found: re.Match[str]) -> bool:
    return any(is_shown(found[1], found[2], value) for value in _total(held))


def _exact(held: Held, found: re.Match[str]) -> bool:
    return any(is_shown(found[1], found[2], value) for value in _total(held))


def _hundred(held: Held, found: re.Match[str]) -> bool:
    parts = [Decimal(one) for one in re.findall(r"([\d.]+) 元", found[0].partition("里，")[2])]
    return abs(sum(parts) - 100) <= Decimal("0.1")


def _largest(held: Held, found: re.Match[str]) -> bool:
    """Of the title "39.9% 用于…": a line of that name has that share of all the money."""
    share, name = Decimal(found[1]), found[2]
    amounts: dict[str, Decimal] = {}
    for table in (*held.kind("expenditure"), *held.kind("projects"), *held.kind("general-public-expenditure")):  # fmt: skip
        sums: dict[str, Decimal] = {}
        for row in held.tables[table]:
            label = row.get("function_name") or row.get("project_name") or row.get("item") or ""
            value = held.yuan(table, row, "amount")
            if label and value is not None and row.get("role") == "line":
                sums[label] = sums.get(label, Decimal(0)) + value
                amounts[f"{table}{row['line']}{label}"] = value
        amounts |= {f"{table}{label}": value for label, value in sums.items()}
        for column in ("basic", "project"):
            for row in held.totals(table):
                value = held.yuan(table, row, column)
                if value is not None:
                    amounts[f"{table}{column}支出基本支出项目支出"] = value
    for table in held.kind("basic-expenditure"):
        for row in held.totals(table):
            amounts[f"{table}基本支出"] = held.yuan(table, row, "amount") or Decimal(0)
    plain = re.sub(r"（.*?）", "", name).removeprefix("单位自身的")
    shares = [
        value / whole * 100
        for key, value in amounts.items()
        if key.endswith(plain) or plain in key
        for whole in _wholes(held)
        if whole
    ]
    return any(abs(one - share) <= Decimal("0.11") for one in shares)


def _wholes(held: Held) -> set[Decimal]:
    """All the money of a year, and what is spent of it where some is carried over."""
    found = _total(held)
    for table in held.kind("expenditure"):
        found |= {held.yuan(table, row, "amount") or Decimal(0) for row in held.totals(table)}
    return found


_CHANGES = ("change",)


def _stated_change(held: Held, number: str, unit: str, more: bool | None) -> list[Row]:
    """The statements of a change of that size and direction."""
    found = []
    for row in held.statements:
        if row["measure"] != "change" or not row["value"]:
            continue
        amount = held.yuan("statements", row, "value")
        way = {"increase": True, "decrease": False}.get(row["direction"])
        if amount is not None and is_shown(number, unit, abs(amount)) and way == more:
            found.append(row)
    return found


def _columns(held: Held) -> Iterator[tuple[Decimal, Decimal]]:
    """This year's and last year's total of every table that prints both."""
    for table, rows in held.tables.items():
        for row in rows:
            now = held.yuan(table, row, "amount")
            for column in ("previous_budget", "previous_outturn"):
                before = held.yuan(table, row, column)
                if now is not None and before is not None and row.get("role") == "total":
                    yield now, before


def _change(held: Held, found: re.Match[str]) -> bool:
    more = found[1] == "多"
    if _stated_change(held, found[2], found[3], more):
        return True
    for now, before in _columns(held):
        if is_shown(found[2], found[3], abs(now - before)) and (now > before) == more:
            return True
    return False


def _held_change(before: Sequence[Held], held: Held, found: re.Match[str]) -> bool:
    more = found[1] == "多"
    return any(
        is_shown(found[2], found[3], abs(now - then)) and (now > then) == more
        for one in before
        for now in _total(held)
        for then in _total(one)
    )


def _reason(held: Held, found: re.Match[str]) -> bool:
    """A reason is one of the document's own, cut where dots follow."""
    kept = [row["reason"] for row in held.statements if row["reason"]]
    if found[2]:
        return any(one == f"{found[1]}……" or (one == found[1] and len(one) >= 20) for one in kept)
    return found[1] in kept


def _no_reason(held: Held, found: re.Match[str]) -> bool:
    """Of a change for which we read no reason none is stored, whatever its subject is called."""
    rows = _stated_change(held, found[2], found[3], found[1] == "多")
    return not any(row["reason"] for row in rows)


def _share_of_projects(held: Held, found: re.Match[str]) -> bool:
    project, whole = [], []
    for table in held.tables:
        for row in held.totals(table):
            for column in ("project", "amount"):
                value = held.yuan(table, row, column)
                (project if column == "project" else whole).append(value or Decimal(0))
            for other in held.tables[table]:
                if "项目支出" in (other.get("item") or ""):
                    project.append(held.yuan(table, other, "amount") or Decimal(0))
    for rows in (held.tables.get(one, []) for one in held.kind("projects")):
        for row in rows:
            project.append(held.yuan("projects", row, "amount") or Decimal(0))
    wholes = {one for one in (*whole, *_total(held)) if one}
    return any(is_rate(found[1], one / total * 100) for one in set(project) for total in wholes)


def _public(held: Held, found: re.Match[str]) -> bool:
    # 深圳 prints one column for each budget and row by row the years; 西安 the purposes side by side.
    rows = held.tables["three-public"]
    columns = ("amount", "three_public", "outturn_three_public", "outturn", "general_public")
    values = [held.yuan("three-public", row, column) for row in rows for column in columns]
    return any(is_shown(found[1], found[2], value) for value in values if value is not None)


def _nothing_planned(held: Held, found: re.Match[str]) -> bool:
    """没有安排 is said of a printed 0 beside no amount of the prose."""
    prose = [
        row
        for row in held.statements
        if row["topic"] == "three-public"
        and "三公" in row["subject"]
        and (row["measure"], row["vintage"]) == ("amount", "budget")
        and Decimal(row["value"] or 0)
    ]
    return not prose


def _in_statements(held: Held, found: re.Match[str]) -> bool:
    values = [held.yuan("statements", row, "value") for row in held.statements]
    return any(is_shown(found[1], found[2], value) for value in values if value is not None)


def _line(held: Held, name: str, now: tuple[str, str] | None, then: tuple[str, str]) -> list[Row]:
    rows = []
    for table, listed in held.tables.items():
        for row in listed:
            if name not in row.values():
                continue
            value = held.yuan(table, row, "amount")
            if now is not None and not is_shown(*now, value):
                continue
            before = (held.yuan(table, row, one) for one in ("previous_budget", "previous_outturn"))
            if any(is_shown(*then, one) for one in before if one is not None):
                rows.append(row)
    return rows


def _swing(held: Held, found: re.Match[str]) -> bool:
    now, then = shown(found[2], found[3])[0], shown(found[4], found[5])[0]
    rate = (now - then) / then * 100
    rows = _line(held, found[1], (found[2], found[3]), (found[4], found[5]))
    # The rate is that of the printed figures; those shown may be rounded to 亿.
    near = abs(rate - Decimal(found[6].replace(",", "").replace("−", "-").replace("+", "")))
    return bool(rows) and near <= max(Decimal("0.5"), abs(rate) / 200) and abs(rate) > 30


def _ended(held: Held, found: re.Match[str]) -> bool:
    rows = _line(held, found[2], None, (found[3], found[4]))
    blank = found[1] == "今年这一格空白"
    return any((row["amount"] == "") == blank and not Decimal(row["amount"] or 0) for row in rows)


def _half(held: Held, found: re.Match[str]) -> bool:
    share = Decimal(found[4])
    value, half = shown(found[2], found[3])
    near = any(
        abs(value / whole * 100 - share) <= Decimal("0.1") + half / whole * 100
        for whole in _total(held)
    )
    exact = any(is_shown(found[2], found[3], one) for one in (*held.money(), *_sums(held)))
    return near and exact and share > 50


def _sums(held: Held) -> Iterator[Decimal]:
    """One function on several lines, of several units, is one purpose."""
    for table in held.tables:
        sums: dict[str, Decimal] = {}
        for row in held.tables[table]:
            name = row.get("function_name") or ""
            value = held.yuan(table, row, "amount")
            if name and value is not None and row.get("role") == "line":
                sums[name] = sums.get(name, Decimal(0)) + value
        yield from sums.values()


def _projects(held: Held, found: re.Match[str]) -> bool:
    for table in held.kind("projects"):
        rows = held.tables[table]
        parents = {row.get("parent", "") for row in rows}
        values = [
            held.yuan(table, row, "amount")
            for row in rows
            if row.get("role") == "line" and row["line"] not in parents
        ]
        plain = sorted(value for value in values if value is not None and value >= 0)
        if (
            len(plain) == int(found[1])
            and is_shown(found[2], found[3], plain[-1])
            and is_shown(found[4], found[5], plain[0])
        ):
            return True
    return False


def _basic(held: Held, found: re.Match[str]) -> bool:
    """The bars under the title make up its total, and the first is the largest."""
    for table in held.kind("basic-expenditure"):
        rows = held.tables[table]
        parents = {row.get("parent", "") for row in rows}
        finest = [row for row in rows if row.get("role") == "line" and row["line"] not in parents]
        values = {row["line"]: held.yuan(table, row, "amount") or Decimal(0) for row in finest}
        whole = [held.yuan(table, row, "amount") for row in held.totals(table)]
        largest = max(values.values(), default=Decimal(0))
        named = [row for row in finest if found[3] in row.values()]
        if (
            any(is_shown(found[1], found[2], one) for one in whole)
            and sum(values.values()) in whole
            and any(values[row["line"]] == largest for row in named)
        ):
            return True
    return False


_OF_OVERVIEW = {
    "total": (rf"年(?:安排|实际支出) {AMOUNT}", _whole),
    "exact": (rf"即 {AMOUNT}", _exact),
    "of a hundred": (r"每(?:花)? 100 元里，[^。]*", _hundred),
    "first of a hundred": (r"100 元里，([\d.]+) 元用于([^，。]+)", _largest),
    "chart: where to": (r"钱到哪里去：([\d.]+)% 用于([^\n]+)", _largest),
    "reason": (r"文件说的原因：“([^”]*)”(……)?", _reason),
    "no reason": (rf"比上年\w*(多|少) {AMOUNT}[^。]*。我们没有读到原因", _no_reason),
    "share of projects": (r"项目支出占比\n([\d.]+)%?\n?", _share_of_projects),
    "three-public": (rf"“三公”经费\n{AMOUNT}", _public),
    "nothing planned": (r"“三公”经费\n[^\n]*\n没有安排", _nothing_planned),
    "procurement": (rf"政府采购\n{AMOUNT}", _in_statements),
    "swing": (
        rf"变化超过三成(?:（[^）]*）)?：(\S+) {AMOUNT}，\S+ {AMOUNT}（{RATE}）",
        _swing,
    ),
    "ended": (rf"(今年没有了|今年这一格空白)(?:（[^）]*）)?：([^，]+)，\S+ {AMOUNT}", _ended),
    "half": (rf"一项超过一半：(\S+) {AMOUNT}，占 ([\d.]+)%", _half),
    "chart: projects": (rf"(\d+) 个项目：最大 {AMOUNT}，最小 {AMOUNT}", _projects),
    "chart: basic": (rf"的基本支出 {AMOUNT}：最多的是([^\n]+)", _basic),
}


def of_change(page: str, text: str, held: Held, before: Sequence[Held]) -> Iterator[Claim]:
    """How much more or less the whole is: as the document says, or as two documents give it."""
    pattern = rf"比上年(?:预算|决算|执行数)(多|少) {AMOUNT}(?:（{RATE}）)?。(由两年的文件相减)?"
    for found in re.finditer(pattern, text):
        if found[5]:
            yield Claim("change of two", page, found[0], _held_change(before, held, found))
        else:
            yield Claim("change", page, found[0], _change(held, found))


# The page of a code


def of_code(page: str, text: str, code: str, helds: Sequence[Held]) -> Iterator[Claim]:
    """Who spends most on a code: no other body has a larger figure of the same kind of money."""
    pattern = (
        r"(\d{4}) 年(预算|决算)的([^，。]+?)里，本站收录的 (\d+) 个部门和单位在这上面共 "
        r"([\d,.]+) (万元)，最多的是(.+?)，([\d,.]+) (万元)"
    )
    for found in re.finditer(pattern, text):
        phase = "final" if found[2] == "决算" else "budget"
        amounts: dict[str, set[Decimal]] = {}
        for held in helds:
            if (str(held.disclosure["year"]), held.disclosure["phase"]) != (found[1], phase):
                continue
            for value in _of_code(held, code, found[3]):
                amounts.setdefault(str(held.disclosure["department"]), set()).add(value)
        named = found[7].removesuffix("（本级）")
        own = [value for value in amounts.get(named, ()) if is_shown(found[8], found[9], value)]
        largest = max((max(values) for values in amounts.values()), default=Decimal(0))
        # A row's own figure and the sum of those below it may be a last digit apart.
        is_largest = bool(own) and largest - max(own) <= UNITS["万元"] / 20
        yield Claim("largest of a code", page, found[0], is_largest)


_CODE_COLUMNS = {"3": "department_economic_code", "5": "government_economic_code"}


def _of_code(held: Held, code: str, money: str) -> Iterator[Decimal]:
    """The amounts of a code in one department-year, of the kind of money that is named."""
    basic = "基本支出" in money
    column_of_code = _CODE_COLUMNS.get(code[0], "function_code")
    for table, resource in held.resources.items():
        schema = resource["schema"]
        assert isinstance(schema, dict)
        defaults = resource.get("coordinates") or {}
        assert isinstance(defaults, dict)
        for field in schema["fields"]:
            at = {
                **defaults,
                **{k: v for k, v in (field.get("coordinates") or {}).items() if v != "all"},
            }
            if field.get("columnType") != "value" or not at:
                continue
            if (at.get("measure"), at.get("vintage", "")[:8]) not in {
                ("amount", "budget"),
                ("amount", "outturn"),
            }:
                continue
            if (at.get("nature") == "basic") != basic or at.get("nature") not in (
                "all",
                "basic",
                None,
            ):
                continue
            fund = "general_public" if "一般公共预算" in money else "all"
            if at.get("fund") != fund or at.get("purpose", "all") != "all":
                continue
            yield from _summed(held, table, field["name"], column_of_code, code)


def _summed(held: Held, table: str, column: str, of_code: str, code: str) -> Iterator[Decimal]:
    """The figures of a code's own rows, each and together; the sum of the rows below it where it has none."""
    rows = held.tables.get(table, [])
    parents = {row.get("parent", "") for row in rows}
    own = [row for row in rows if row.get(of_code) == code]
    finest = [
        row
        for row in rows
        if (row.get(of_code) or "").startswith(code) and row["line"] not in parents
    ]
    for listed in (own, finest):
        values = [held.yuan(table, row, column) for row in listed]
        plain = [value for value in values if value is not None]
        yield from plain
        if plain:
            yield sum(plain, Decimal(0))
