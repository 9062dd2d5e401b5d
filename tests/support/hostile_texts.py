"""A package with one hostile text in every free field: what a stranger could send, and worse."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace

from scripts.package import Correction, Note, Package, Row, Source, Table
from scripts.schema import KEYS, MULTIPLIERS, Column

MARK = "data-mzx"
HOST = "evil.example"
SCRIPT = "javascript:window.pwn=1"

TEXT = (
    f"\"><img src=x onerror=window.pwn=1><script>window.pwn=1</script><b {MARK}>'</b>"
    "<!-- size x --><!-- picture purposes --><!-- embed purposes -->{{ x }}{% x %}{0}{x}"
    f"</script></style></title></textarea></svg>]]>&lt;b {MARK}&gt;\\<`a`"
    f"[a]({SCRIPT}) ![i](https://{HOST}/i.png) <https://{HOST}/> *a* _b_"
    f'\n\n# x\n\n<b {MARK}>\n[r]: {SCRIPT}\n---\n&#x27; onload=window.pwn=1 {MARK}=1 x="&quot;'
)
"""What would be an element, an attribute, a comment, a mark of ours, Markdown, a template."""

NAME = f"\" onload=window.pwn=1 {MARK}=1 x='`{{{{ x }}}} [a]({SCRIPT}) *a* &lt;b {MARK}&gt; \\"
"""The same as far as the contract lets it into a name: without angle brackets and line breaks."""

SHORT = f"<b {MARK}>"
"""The same for a column of at most twelve characters."""


def free(column: Column) -> bool:
    """Whether a key column holds what a document says, in its own words."""
    closed = {"enum", "pattern"} & set(column.constraints)
    return column.type == "string" and not closed and column.name not in ("unit_code", "box")


def harmless(package: Package) -> Package:
    """A package of the same form with a harmless text in the same fields."""
    return within_contract(package, "甲", "甲", "甲")


def within_contract(
    package: Package, text: str = TEXT, name: str = NAME, short: str = SHORT
) -> Package:
    """A package that the checks call sound."""
    about = replace(package.disclosure, department=f"某局{name}", parent=f"某部{name}")
    (source, *_) = package.sources
    address = f"https://{HOST}/a?b=1&c=({SCRIPT})&d=*e*_f_"
    source = replace(source, title=name, publisher=name, address=address, published=DAY)
    spoilt = replace(package, title=name, disclosure=about, sources=(source,))
    return _spoilt(spoilt, text, name, short)


def beyond_contract(package: Package) -> Package:
    """A package in hand that no check has seen: the text in fields too that the contract closes."""
    about = replace(
        package.disclosure, department=f"某局{TEXT}", parent=f"某部{TEXT}", region=TEXT, code=TEXT
    )
    # A day is read as one everywhere.
    address = f'{SCRIPT}//" {MARK}="{TEXT}'
    source = Source(TEXT, TEXT, TEXT, address, DAY, TEXT, 3)
    spoilt = replace(package, title=TEXT, disclosure=about, sources=(source,))
    return _spoilt(spoilt, TEXT, TEXT, TEXT)


DAY = "2026-01-31"


def _spoilt(package: Package, text: str, name: str, short: str) -> Package:
    projects = [row["project_name"] for row in package.rows("projects")]
    first = next(iter(package.tables.values()))
    line = first.rows[0]["line"]
    return replace(
        package,
        tables={key: _table(table, text, name, short) for key, table in package.tables.items()},
        summary=f"{text}\n\n{text}",
        notes=tuple(Note("project", f"{project}{text}", text) for project in projects),
        left_out=({"what": text, "why": text, "place": text, "document": "1"},),
        corrections=tuple(
            Correction(day, at, table, text, "amount", text, text, text)
            for day in (DAY, "2026-02-28")
            for at, table in ((line, first.name), (text, text))
        ),
    )


def _table(table: Table, text: str, name: str, short: str) -> Table:
    return replace(
        table,
        title=f"{table.title}{name}",
        published_title=name,
        number=name,
        statement=text,
        columns=tuple(_column(column, name) for column in table.columns),
        rows=tuple(Row(_texts(row.keys, text, short), row.figures) for row in table.rows),
    )


def _column(column: Column, name: str) -> Column:
    if not column.heads:
        return column
    return replace(column, heads={key: f"{head}{name}" for key, head in column.heads.items()})


def _texts(texts: Mapping[str, str], text: str, short: str) -> dict[str, str]:
    """The texts of a row, each with the hostile one behind it, so that rows still find each other."""
    spoilt = dict(texts)
    for key, own in texts.items():
        column = KEYS[key]
        # The checks ask for the unit of an amount.
        counts = key == "amount_unit" and own in MULTIPLIERS and short != TEXT
        if not own or not free(column) or counts:
            continue
        longest = column.constraints.get("maxLength")
        spoilt[key] = f"{own}{text}"
        if longest:
            spoilt[key] = (
                f"{own}{TEXT}" if short == TEXT else f"{own[: longest - len(short)]}{short}"
            )
    return spoilt
