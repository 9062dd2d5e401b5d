"""The indicators of performance sheets, with values and levels, and goals of several years."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from scripts.checks.comparisons import as_required, noted
from scripts.checks.verdicts import Rule, Verdict
from scripts.package import Row, Table
from scripts.schema.labels import folded

_FORM = "绩效目标申报表的填报要求"
VALUES = Rule(
    "sheet-values",
    "每个指标都有指标值",
    "没有指标值，年底就没法说做到了没有",
    _FORM,
    group="performance",
    severity="notice",
    condition="申报表列出了指标",
    formula="没有指标值的指标 = 0 个",
)
LEVELS = Rule(
    "sheet-levels",
    "二级指标属于它的一级指标",
    "数量、质量、时效、成本属于产出，经济、社会、生态、可持续影响属于效益；放错了多半是表格错位",
    _FORM,
    group="performance",
    severity="notice",
    condition="二级指标的名称认得出",
    formula="产出：数量、质量、时效、成本；成本：经济、社会、生态环境成本；效益：经济、社会、生态、可持续影响；满意度：服务对象满意度",
)
REPEAT = Rule(
    "sheet-repeat",
    "年度目标不是照抄实施期目标",
    "几年的目标和一年的目标一样，说不清今年要做到哪一步",
    _FORM,
    group="performance",
    severity="notice",
    condition="申报表既有实施期目标又有年度目标",
    formula="年度目标的文字或数量 ≠ 实施期目标",
)
RULES = (VALUES, LEVELS, REPEAT)

# The kinds of indicators that stand under each level.
_LEVELS = {
    "产出": r"(数量|质量|时效|成本)",
    # Costs may stand under 产出, or be a level of their own.
    "成本": r"(经济成本|社会成本|生态环境成本|成本)",
    "效益": r"(经济效益|社会效益|生态效益|可持续影响)",
    "满意度": r"(服务对象|社会公众|受益对象)?满意度?",
}

# What `goal_repeats` says of a sheet's two goals.
_GOALS = {"words": "文字相同", "numbers": "数量相同", "no": "不同"}


def values(table: Table, rows: Sequence[Row]) -> Iterator[Verdict]:
    """Whether every indicator of a sheet that has a name has a target value too."""
    named = [
        row
        for row in rows
        # Sheets with points end in a line that adds them up: no indicator.
        if row["level_3"] and not re.fullmatch(r"总分|合计|总计", folded(row["level_3"]))
    ]
    if not named:
        return
    bare = [row for row in named if not row["target"]]
    about = noted(
        _sheet_name(rows[0]),
        f"{len(named)} 个指标，{len(bare)} 个没有指标值",
        table=table.name,
        line=(bare or named)[0]["line"],
        column="target",
    )
    reason = "、".join(dict.fromkeys(row["level_3"] for row in bare[:4]))
    yield as_required(VALUES.id, not bare, about, "每个指标都有指标值", reason)


def levels(table: Table, rows: Sequence[Row]) -> Iterator[Verdict]:
    """Whether each kind of indicator of a sheet stands under the level that it belongs to."""
    pairs = {(row["level_1"], row["level_2"]): row for row in reversed(rows)}
    # Reversed twice: the first row of each pair is told, in the order of the sheet.
    for (upper, lower), row in reversed(pairs.items()):
        # 数量指: the text of a narrow cell is cut off.
        level, kind = upper.removesuffix("指标"), lower.removesuffix("指标").removesuffix("指")
        above = [name for name, pattern in _LEVELS.items() if re.fullmatch(pattern, kind)]
        # Only names of the form are judged: another one may be the body's own.
        if level in _LEVELS and above:
            about = noted(
                f"{_sheet_name(row)}的{lower}",
                f"在{upper}下",
                table=table.name,
                line=row["line"],
                column="level_2",
            )
            expected = f"在{'指标或'.join(above)}指标下"
            yield as_required(LEVELS.id, level in above, about, expected)


def _sheet_name(row: Row) -> str:
    return f"“{row['project_name']}”的申报表"


def repeats(table: Table, row: Row) -> Verdict:
    repeats = row["goal_repeats"]
    about = noted(
        _sheet_name(row),
        _GOALS[repeats],
        table=table.name,
        line=row["line"],
        column="goal_repeats",
    )
    return as_required(REPEAT.id, repeats == "no", about, "年度目标与实施期目标不同")
