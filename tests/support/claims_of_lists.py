"""What pages of many bodies claim (home, places, comparison, travel and cars), held against the CSV files.

As `claims`, which it goes on: nothing of `scripts` is imported here. Ranks are recomputed over all packages of a year and phase,
and of every cell that says 没有收录 no package may be there.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from decimal import Decimal

from lxml import html

from tests.support.claims import AMOUNT, Claim, Held, Row, _largest, _total, _whole, is_shown

_OFFICE = "（本级）"
_PUBLIC = {
    "三公经费", "“三公”经费", "三公经费合计", "“三公”经费合计",
}  # fmt: skip


def name(held: Held) -> str:
    """What a body is called on lists."""
    department = str(held.disclosure["department"])
    is_office = held.disclosure["level"] == "office" and "本级" not in department
    return f"{department}{_OFFICE}" if is_office else department


def period(held: Held) -> tuple[str, str]:
    """The year and the phase of a department-year, as pages write them."""
    return str(held.disclosure["year"]), "决算" if held.is_final else "预算"


def _rows(body: str, table: str) -> Iterator[tuple[list[str], list[str]]]:
    """The heads and the cells of each row of the tables whose id begins so, as they are read."""
    for found in html.fromstring(f"<div>{body}</div>").iter("table"):
        heads = [" ".join(cell.itertext()).strip() for cell in found.findall("thead/tr/th")]
        caption = found.findtext("caption") or ""
        if table not in caption:
            continue
        for row in found.findall("tbody/tr"):
            yield heads, [" ".join(" ".join(cell.itertext()).split()) for cell in row]


# Comparison


def of_compare(page: str, text: str, helds: Sequence[Held]) -> Iterator[Claim]:
    """How many bodies, who has the largest total and who the smallest, and how many do more than run."""
    when = re.search(r"(\d{4}) 年(预算|决算)比较\n", text)
    assert when, page
    here = [held for held in helds if period(held) == (when[1], when[2])]
    pattern = r"(\d+) 个部门和单位，总额最大的是(.+?)（([\d,.]+) 万元），最小的是(.+?)（([\d,.]+) 万元）。"
    for found in re.finditer(pattern, text):
        yield Claim("bodies compared", page, found[0], int(found[1]) == len(here))
        # A unit within a department that is here is not asked.
        departments = {name(held) for held in here if held.disclosure["level"] == "department"}
        asked = [held for held in here if held.disclosure.get("parent") not in departments]
        totals = {name(held): max(_total(held)) for held in asked if _total(held)}
        ends = ((found[2], found[3], max), (found[4], found[5], min))
        for body, amount, end in ends:
            is_end = body in totals and totals[body] == end(totals.values())
            holds = is_end and is_shown(amount, "万元", totals[body])
            yield Claim(f"compare: {end.__name__}", page, f"{body} {amount}", holds)
    for found in re.finditer(r"：(\d+) 个里，(\d+) 个的项目支出多过基本支出\n", text):
        mostly = [_is_mostly_projects(held) for held in here if _is_department(held)]
        above, untold = mostly.count(True), mostly.count(None)
        yield Claim("compare: projects", page, found[0], 0 <= int(found[2]) - above <= untold)


def _is_department(held: Held) -> bool:
    return held.disclosure["level"] == "department"


def _is_mostly_projects(held: Held) -> bool | None:
    """None where the table of spending has no column for one of the two."""
    for table in held.kind("expenditure"):
        for row in held.totals(table):
            basic, project = held.yuan(table, row, "basic"), held.yuan(table, row, "project")
            if basic is not None and project is not None:
                return project > basic
    return None


def of_compared(
    page: str, body: str, when: tuple[str, str], helds: Sequence[Held]
) -> Iterator[Claim]:
    """The total of each body, and that no purpose of it is larger than the one called its largest."""
    here = {name(held): held for held in helds if period(held) == when}
    for heads, cells in _rows(body, ""):
        if "最大的一项" not in heads or cells[0] not in here:
            continue
        held = here[cells[0]]
        by_head = dict(zip(heads, cells, strict=False))
        total = re.match(r"[\d,.]+", by_head["总额"])
        if total:
            holds = any(is_shown(total[0], "万元", one) for one in _total(held))
            yield Claim("compare: total", page, f"{cells[0]} {total[0]}", holds)
        largest = re.match(r"(\S+) ([\d,.]+) ?占支出 ([\d.]+)%", by_head["最大的一项"])
        if largest:
            rivals = _purposes(held)
            own = [one for one in rivals if is_shown(largest[2], "万元", one)]
            holds = bool(own) and max(own) == max(rivals)
            yield Claim("compare: largest", page, f"{cells[0]} {largest[0]}", holds)


def _purposes(held: Held) -> list[Decimal]:
    """The sums of the finest functions of a year's spending, by code."""
    for kind in ("expenditure", "general-public-expenditure"):
        # Some publish the finest lines of one fund only.
        found = list(_purposes_of(held, kind))
        if found:
            return found
    return []


def _purposes_of(held: Held, kind: str) -> Iterator[Decimal]:
    for table in held.kind(kind):
        rows = held.tables[table]
        parents = {row.get("parent", "") for row in rows}
        sums: dict[str, Decimal] = {}
        for row in rows:
            value = held.yuan(table, row, "amount")
            if value is None or row.get("role") != "line" or row["line"] in parents:
                continue
            code = row.get("function_code") or row.get("function_name")
            if not code:
                # The row of a unit above its functions.
                continue
            sums[code] = sums.get(code, Decimal(0)) + value
        yield from sums.values()


# Travel, cars and hospitality


def _public_amounts(held: Held) -> list[Decimal]:
    found = []
    for table in held.kind("three-public"):
        for row in held.tables[table]:
            for column in row:
                value = held.yuan(table, row, column)
                if value is not None:
                    found.append(value)
    return found


def of_public(page: str, text: str, body: str, helds: Sequence[Held]) -> Iterator[Claim]:
    """How many state a total, how many a 0, and who the most; every total is in its own table."""
    when = re.search(r"(\d{4}) 年(预算|决算)“三公”经费\n", text)
    assert when, page
    here = {name(held): held for held in helds if period(held) == (when[1], when[2])}
    told: dict[str, str] = {}
    for heads, cells in _rows(body, "“三公”经费"):
        # 商务委员会（本级） begins as 商务委员会 does; a note may follow the name.
        body_name = max((one for one in here if cells[0].startswith(one)), key=len, default="")
        if "合计" in heads and body_name and body_name not in told:
            # 4.50 45,000.00 元: as shown, and as published.
            told[body_name] = cells[heads.index("合计")].split()[0]
    for body_name, cell in told.items():
        if re.fullmatch(r"[\d,.]+", cell):
            amounts = _public_amounts(here[body_name])
            holds = any(is_shown(cell, "万元", one) for one in amounts)
            yield Claim("three-public: total", page, f"{body_name} {cell}", holds)
    values = {
        body_name: Decimal(cell.replace(",", ""))
        for body_name, cell in told.items()
        if re.fullmatch(r"[\d,.]+", cell)
    }
    pattern = r"(\d+) 个部门和单位，(都|(\d+) 个)写出了合计(?:，其中 (\d+) 个写的是 0)?。最多的是(.+?)，([\d,.]+) 万元。"
    for found in re.finditer(pattern, text):
        stating = len(here) if found[2] == "都" else int(found[3])
        yield Claim("three-public: bodies", page, found[0], int(found[1]) == len(here))
        yield Claim("three-public: stating", page, found[0], stating == len(values))
        zeros = sum(not value for value in values.values())
        yield Claim("three-public: nothing", page, found[0], int(found[4] or 0) == zeros)
        is_most = values.get(found[5]) == max(values.values())
        is_told = Decimal(found[6].replace(",", "")) == values.get(found[5])
        yield Claim("three-public: most", page, found[0], is_most and is_told)


def of_public_years(page: str, body: str, helds: Sequence[Held]) -> Iterator[Claim]:
    """Of every year that is said not to be held none is, and every total is in its year's table."""
    by_place = {(name(held), period(held)): held for held in helds}
    for heads, cells in _rows(body, "“三公”经费合计"):
        for head, cell in zip(heads[1:], cells[1:], strict=True):
            when = re.fullmatch(r"(\d{4}) 年(预算|决算)", head)
            assert when, head
            held = by_place.get((cells[0], (when[1], when[2])))
            text = f"{cells[0]} {head} {cell}"
            if cell == "没有收录":
                yield Claim("three-public: not held", page, text, held is None)
            elif re.fullmatch(r"[\d,.]+", cell):
                amounts = [] if held is None else _public_amounts(held)
                holds = any(is_shown(cell, "万元", one) for one in amounts)
                yield Claim("three-public: a year", page, text, holds)


# Places and home


def of_places(page: str, text: str, helds: Sequence[Held]) -> Iterator[Claim]:
    """How many bodies and documents, which tables are empty, which bodies and years are not here."""
    bodies = {name(held) for held in helds}
    for found in re.finditer(r"现在有 (\d+) 个地方的 (\d+) 个部门和单位", text):
        regions = {held.disclosure.get("region") for held in helds} - {None, ""}
        holds = (int(found[1]), int(found[2])) == (len(regions), len(bodies))
        yield Claim("places: counts", page, found[0], holds)
    for found in re.finditer(r"\n(\d+) 个部门和单位，(\d+) 份文件。", text):
        yield Claim("places: documents", page, found[0], int(found[2]) >= int(found[1]))
    of_body = ""
    empty = r"(\d{4}) 年(?:部门|单位)(预算|决算)有 (\d+) 张空表：(?:(\d+) 张写明了原因)?，?(?:(\d+) 张我们没有读到原因)?。"
    for line in text.splitlines():
        if line in bodies:
            of_body = line
        whole = re.fullmatch(r"只收录了本级；(.+)整个部门的没有收录。", line)
        if whole:
            holds = not any(
                _is_department(held) and held.disclosure["department"] == whole[1] for held in helds
            )
            yield Claim("places: department not held", page, line, holds)
        for found in re.finditer(empty, line):
            yield Claim("places: empty tables", page, f"{of_body} {found[0]}", _is_empty(of_body, found, helds))  # fmt: skip
        for found in re.finditer(r"没有它们各自的文件：(.+?)。", line):
            for unit in found[1].split("、"):
                yield Claim("places: unit not held", page, f"{of_body} {unit}", unit not in bodies)


def _is_empty(body: str, found: re.Match[str], helds: Sequence[Held]) -> bool:
    for held in helds:
        if (name(held), period(held)) != (body, (found[1], found[2])):
            continue
        statuses = [str(one.get("status")) for one in held.resources.values()]
        stated = statuses.count("empty-stated")
        untold = statuses.count("empty") + statuses.count("not-published")
        told = tuple(int(found[at] or 0) for at in (3, 4, 5))
        return told == (stated + untold, stated, untold)
    return False


def of_home(page: str, text: str, helds: Sequence[Held]) -> Iterator[Claim]:
    """How many bodies and documents, and each year's sentence."""
    for found in re.finditer(r"(\d+) ?个部门和单位\n?共 (\d+) 份预算或决算", text):
        counted = len({name(held) for held in helds}), len(helds)
        yield Claim("home: counts", page, found[0], (int(found[1]), int(found[2])) == counted)
    by_name: dict[str, Held] = {}
    for held in helds:
        when = period(held)
        for department in {name(held), str(held.disclosure["department"])}:
            by_name[f"{department}{when[0]}{when[1]}"] = held
    pattern = rf"(.+?)\n?(\d{{4}}) 年(?:部门|单位)(预算|决算)，({AMOUNT})，(([\d.]+)% 用于(\S+?))(?=\d+ 个等式|没有可以|\n|$)"
    for found in re.finditer(pattern, text):
        known = by_name.get(f"{found[1]}{found[2]}{found[3]}")
        if known is None:
            continue
        total = re.fullmatch(AMOUNT, found[4])
        share = re.fullmatch(r"([\d.]+)% 用于(\S+)", found[7])
        assert total and share
        yield Claim("home: total", page, f"{found[1]} {found[4]}", _whole(known, total))
        yield Claim("home: first", page, f"{found[1]} {found[7]}", _largest(known, share))


def altered(row: Row, columns: Sequence[str]) -> dict[str, str]:
    """A row with other figures in these columns, as many decimals each."""
    changed = dict(row)
    for column in columns:
        value = Decimal(row[column])
        places = value.as_tuple().exponent
        assert isinstance(places, int)
        # Neither a rounding of the figure nor a power of ten of it.
        other = value * Decimal("1.37") + 3
        changed[column] = f"{other.quantize(Decimal(1).scaleb(places)):f}"
    return changed
