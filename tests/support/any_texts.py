"""Texts that nobody thought of, for every field of a package and every place of a document to import.

`texts` draws them; `put` sets one into a document of a form. `imported` is what the import and then the checks say of it.
The proof in `benchmarks/` tries thousands, the suite a small share that is the same each time.
"""

from __future__ import annotations

import re
import shutil
from collections.abc import Callable, Mapping, Sequence
from dataclasses import replace
from functools import cache
from pathlib import Path

import openpyxl
from hypothesis import strategies as st

from scripts import build, checks, files, ingest, package
from scripts.checks import Finding
from scripts.ingest.document import Block, Grid, Paragraph, ReadError
from scripts.ingest.readers.load import loaded
from tests.support import convert, hostile, hostile_texts, spoil

# What means something to some reader on the way: to a browser, a spreadsheet, a terminal, us.
_PIECES = (
    *(value for value in hostile.VALUES.values() if isinstance(value, str) and len(value) < 200),
    hostile_texts.TEXT, hostile_texts.NAME, "\u200b", "\u202e", "\u2028", "\xad", "\ufeff", "\0", "\r", "\t", "\v\f",
    "<", ">", "&", "&#8203;", "&lt;", '"', "'", "=1+1", "@x", "-", "—", "/", "无", "１２３", "٣", "Ⅳ", "①", "½", "²", "١",
    "1,234.50", "(12)", "1e5", "0x10", "9" * 30, "0." + "1" * 30, "NaN", "-0", "2025年", "二〇二五年", "00年", "9999年度部门预算",
    "单位：元", "单位：万元", "单位：", "合计", "其中：", "注：", "表", "公开01表", "第一部分", "附件", "一、", "本表无数据", "万元", "%",
    "收入总计", "支出总计", "科目编码", "科目名称", "预算数", "一般公共预算支出表", "2010301", "项目名称", "联系人：", "部门：", "本级",
    "某某市某某局", "[", "(", "\\", "\\d+", "{0}", "{{ x }}", "|", "__", "::", "##[", "%s", "../", "con", ".", "长" * 250, "🙂", "𠀀",
)  # fmt: skip

texts: st.SearchStrategy[str] = st.lists(
    st.one_of(
        st.sampled_from(_PIECES),
        st.text(max_size=12),
        st.text(
            st.characters(categories=("Cs", "Cf", "Cc", "Co", "Cn", "Zl", "Zp", "Zs")), max_size=4
        ),
        st.text("0123456789,.-，．— \u200b万元%", max_size=12),
    ),
    max_size=5,
).map("".join) | st.sampled_from(
    ["长" * 201, "长" * 10_001, "9" * 30, "<b>" * 80, "\u200b" * 300, "1" * 16 + ".1234567"]
)
"""Any text: letters of any script, surrogates alone, and pieces that mean something somewhere."""

# Packages


def small(root: Path) -> Path:
    """The folder of the package that the document makes, below `datapackages`."""
    report = ingest.ingest(_to_text(document(), root / "a.txt"), "good")
    folder = root / "datapackages" / report.package.path
    files.replace(folder, package.to_files(report.package))
    return folder


def refused(folder: Path, field: str, text: str) -> list[Finding]:
    """What the checks have against a good package with a text in one field of it."""
    hostile.FIELDS[field](folder, text)
    return hostile.outcome(folder.parents[2], _known())


def shown(folder: Path) -> None:
    """Make all generated pages and files of the packages beside a folder, and those of one spoilt one."""
    root = folder.parents[3]
    for name in ("overrides", "docs/assets", "docs/about", "datapackages/reference"):
        shutil.copytree(spoil.ROOT / name, root / name, dirs_exist_ok=True)
    shutil.copy(spoil.ROOT / "mkdocs.yml", root / "mkdocs.yml")
    build.build(root, lambda items, what: items, keep_going=True)


def is_told(findings: Sequence[Finding]) -> bool:
    """Whether each finding names its file, what was found, shortened, and what is expected."""
    return all(
        finding.file and finding.expected and finding.message and len(finding.found) < 500
        for finding in findings
    )


@cache
def _known() -> Mapping[str, checks.codes.Classification]:
    return checks.classifications(spoil.PACKAGES)


# Documents

_Write = Callable[[Sequence[Block], Path], Path]


def _to_text(blocks: Sequence[Block], path: Path) -> Path:
    lines: list[str] = []
    for block in blocks:
        if isinstance(block, Paragraph):
            lines.append(block.text)
        else:
            lines += ["\t".join(row.cells) for row in block.rows]
    path.write_bytes("\n".join(lines).encode("utf-8", "surrogatepass"))
    return path


def _to_raw_html(blocks: Sequence[Block], path: Path) -> Path:
    """A page in which the texts are markup: what a text cannot be, it may be there."""
    parts = []
    for block in blocks:
        if isinstance(block, Paragraph):
            parts.append(f"<p>{block.text}</p>")
            continue
        rows = ("".join(f"<td>{cell}</td>" for cell in row.cells) for row in block.rows)
        parts.append("<table>" + "".join(f"<tr>{row}</tr>" for row in rows) + "</table>")
    page = '<html><meta charset="utf-8"><body>' + "\n".join(parts) + "</body></html>"
    path.write_bytes(page.encode("utf-8", "surrogatepass"))
    return path


def _to_named_xlsx(blocks: Sequence[Block], path: Path) -> Path:
    """A workbook whose sheets bear the first texts that stand on them, as far as a sheet may."""
    convert.to_xlsx(blocks, path)
    book = openpyxl.load_workbook(path)
    for number, sheet in enumerate(book.worksheets, start=1):
        name = re.sub(r"[]:/?*[\\\t\r\n]", "", str(sheet.cell(1, 1).value))
        sheet.title = f"{number}{name}"[:31]
    book.save(path)
    return path


FORMS: Mapping[str, _Write] = {
    "txt": _to_text,
    "csv": lambda blocks, path: convert.to_csv(_writable(blocks), path),
    "html": lambda blocks, path: convert.to_html(_writable(blocks), path),
    "raw.html": _to_raw_html,
    "docx": lambda blocks, path: convert.to_docx(_in_xml(blocks), path),
    "xlsx": lambda blocks, path: _to_named_xlsx(_in_xml(blocks), path),
}
"""The writers of documents of each form; they leave out what a file of that form cannot hold."""

_NO_XML = re.compile("[^\t\n\r\x20-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")


def _changed(blocks: Sequence[Block], change: Callable[[str], str]) -> list[Block]:
    changed: list[Block] = []
    for block in blocks:
        if isinstance(block, Paragraph):
            changed.append(replace(block, text=change(block.text)))
            continue
        rows = tuple(replace(row, cells=tuple(map(change, row.cells))) for row in block.rows)
        changed.append(Grid(rows))
    return changed


def _in_xml(blocks: Sequence[Block]) -> list[Block]:
    return _changed(blocks, lambda text: _NO_XML.sub("", text))


def _writable(blocks: Sequence[Block]) -> list[Block]:
    return _changed(blocks, lambda text: re.sub("[\ud800-\udfff]", "", text))


@cache
def document() -> tuple[Block, ...]:
    """A small disclosure: whose it is, tables of totals, of income and of spending, some prose."""
    blocks = loaded(spoil.FIXTURE).blocks
    grids = [at for at, block in enumerate(blocks) if isinstance(block, Grid)]
    contents, end = grids[0], grids[3]
    # Without the contents: what a heading says there is said again over its table.
    return blocks[:contents] + blocks[contents + 7 : end + 1] + blocks[-3:]


def places() -> int:
    """How many texts the document has."""
    own: list[str] = []
    _changed(document(), lambda text: own.append(text) or text)
    return len(own)


Text = tuple[int, str, str]
"""Where a text comes to stand, in which of the `WAYS`, and the text."""


def put(put_in: Sequence[Text]) -> list[Block]:
    """The document with texts in the place of others, before or behind them, or in their middle."""
    seen = -1

    def change(own: str) -> str:
        nonlocal seen
        seen += 1
        for at, how, text in put_in:
            if seen == at:
                half = len(own) // 2
                ways = {"instead": text, "before": text + own, "behind": own + text}
                own = ways.get(how, own[:half] + text + own[half:])
        return own

    return _changed(document(), change)


WAYS = ("instead", "before", "behind", "within")


def documents() -> st.SearchStrategy[list[Block]]:
    """The document with some texts in some places of it, the first of them most often."""
    last = places() - 1
    at = st.one_of(st.integers(0, 24), st.integers(0, last))
    return st.lists(st.tuples(at, st.sampled_from(WAYS), texts), min_size=1, max_size=5).map(put)


def imported(blocks: Sequence[Block], form: str, folder: Path) -> str | list[Finding]:
    """Why a document is refused, or what the checks have against the form of its package: nothing."""
    path = folder / f"a.{form}"
    FORMS[form](blocks, path)
    try:
        report = ingest.ingest(path, "x")
    except ReadError as error:
        return str(error)
    # What a person is told is made too: it must not be where something breaks.
    told = "\n".join(report.lines())
    assert told.isprintable() or not re.search("[\x00-\x08\x0b-\x1f\ud800-\udfff]", told)
    root = folder / "datapackages"
    files.replace(root / report.package.path, package.to_files(report.package))
    return hostile.outcome(root, _known())
