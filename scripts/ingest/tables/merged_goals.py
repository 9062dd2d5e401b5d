"""Rows of goals in merged cells: one project over many indicators, one level over many rows."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from scripts.package import Row


def completed(rows: Sequence[Row]) -> tuple[Row, ...]:
    """The rows, each indicator with the project and the levels of the merged cells that stand
    beside it.

    Rows without an indicator (`level_3`) stay as they are, so that other tables pass through.
    """
    projects = _projects(rows)
    complete: list[Row] = []
    levels: dict[str, str] = {}
    for row in rows:
        if row["level_3"]:
            levels = _levels(row, levels)
            row = Row({**row.keys, **levels, **_project(row, projects)}, row.figures)
        complete.append(row)
    return tuple(complete)


def _projects(rows: Sequence[Row]) -> dict[int, str]:
    """The projects by the position of the row in which each begins."""
    projects: dict[int, str] = {}
    for row in rows:
        name = row["project_name"]
        if not name and row.role == "line":
            name = row["item"]
        if name:
            projects[int(row["position"])] = name
    return projects


def _levels(row: Row, above: Mapping[str, str]) -> dict[str, str]:
    """Level 1 and 2 of a row, or where it leaves them blank, of the row above."""
    if row["level_1"]:
        # A new level 1 begins level 2 anew: 效益指标 with no level 2 is not 产出指标's 数量指标.
        return {"level_1": row["level_1"], "level_2": row["level_2"]}
    return {
        "level_1": above.get("level_1", ""),
        "level_2": row["level_2"] or above.get("level_2", ""),
    }


def _project(row: Row, projects: Mapping[int, str]) -> dict[str, str]:
    """The project of an indicator's row: its own, or the last that begins there or above."""
    begun = [position for position in projects if position <= int(row["position"])]
    if not begun or row["project_name"]:
        return {}
    return {"project_name": projects[max(begun)]}
