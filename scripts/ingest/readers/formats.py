"""Which reader a file needs, told by its content: names of files are not believed."""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import NamedTuple

from scripts.ingest.document import ReadError
from scripts.ingest.readers import office, text
from scripts.ingest.readers.delimiter import separator

_SIGNED = 4096
_OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"


class FileFormat(NamedTuple):
    """A kind of file: the name of its reader, how people call it, the endings that it commonly has."""

    name: str
    title: str
    endings: tuple[str, ...]


KINDS = (
    FileFormat("pdf", "PDF", (".pdf",)),
    FileFormat("docx", "Word 文档", (".docx", ".docm", ".dotx", ".wps")),
    FileFormat("xlsx", "Excel 工作簿", (".xlsx", ".xlsm", ".xltx", ".et")),
    FileFormat("html", "网页", (".html", ".htm", ".xhtml", ".shtml")),
    FileFormat("delimited", "CSV", (".csv",)),
    FileFormat("text", "文本", (".txt", ".text", ".tsv")),
)
_BY_NAME = {kind.name: kind for kind in KINDS}
# What else arrives under the name of a disclosure: how it begins, what it is, and what to do.
_OTHERS = (
    (rb"\x89PNG|\xff\xd8\xff|GIF8|BM.{4}\0\0\0\0|II\*\0|MM\0\*|RIFF....WEBP", "图片（二进制）", "请先做文字识别（OCR），存成 Word、Excel 或文本"),
    (rb"\{\\rtf", "RTF 文档", "请用 Word 或 WPS 打开，另存为 .docx"),
    (rb"Rar!|7z\xbc\xaf|\x1f\x8b|BZh|\xfd7zXZ", "压缩包", "请解压后逐个导入"),
    (rb"(?i)\s{0,20}(?:from: <?saved by|mime-version:|content-type: *multipart/related)", "单个文件的网页（MHT）", "请用浏览器打开，另存为 .html，或用 Word 另存为 .docx"),
    (rb"(?i)<\?xml.{0,2000}?(?:urn:schemas-microsoft-com:office:spreadsheet|progid=.Excel\.Sheet)", "2003 版的 XML 表格", "请用 Excel 或 WPS 打开，另存为 .xlsx"),
    (rb"(?i)<\?xml.{0,2000}?(?:schemas\.microsoft\.com/office/word/2003|progid=.Word\.Document)", "2003 版的 XML 文档", "请用 Word 或 WPS 打开，另存为 .docx"),
)  # fmt: skip
_HTML = re.compile(
    rb"(?:\s+|<\?xml[^>]*>|<!--.*?-->)*+<(?:!doctype\s+html|html|head|body|meta|title|table|div|style|script|p|span|h[1-6])\b",
    re.IGNORECASE | re.DOTALL,
)
_HTML_INSIDE = re.compile(rb"</(?:td|tr|table|div|p|body|html)\s*>", re.IGNORECASE)
_INSIDE_OLE: tuple[tuple[str, str], ...] = (
    ("EncryptedPackage", "文件加了密码，请先去掉密码再导入"),
    ("WordDocument", "是旧版 Word 文件（.doc），请用 Word 或 WPS 打开，另存为 .docx 再导入"),
    ("Workbook", "是旧版 Excel 文件（.xls），请用 Excel 或 WPS 打开，另存为 .xlsx 再导入"),
    ("Book", "是旧版 Excel 文件（.xls），请用 Excel 或 WPS 打开，另存为 .xlsx 再导入"),
)
_SCANNED_OLE = 1 << 24


def told(path: Path) -> FileFormat:
    """The kind of a file, from how its content begins; raises ReadError, saying what to do, for what cannot be read."""
    with path.open("rb") as file:
        head = file.read(text.BEGINNING)
    if office.is_archive(path):
        return _archive(path)
    if head.startswith(_OLE):
        raise ReadError(f"{path}：{_ole(path)}")
    for begins, what, instead in _OTHERS:
        if re.match(begins, head[:_SIGNED], re.DOTALL):
            raise ReadError(f"{path}：内容是{what}，还不能读取；{instead}")
    if head.startswith(b"%PDF-") or (b"%PDF-" in head[:1024] and not _is_html(head)):
        return _BY_NAME["pdf"]
    if _is_html(head):
        return _BY_NAME["html"]
    return _BY_NAME["delimited" if separator(text.beginning(head)) else "text"]


def remarks(path: Path, kind: FileFormat) -> tuple[str, ...]:
    """What is to be said where a file's name ends otherwise than its content would have it."""
    ending = path.suffix.lower()
    if ending in kind.endings:
        return ()
    return (
        f"文件名{f'的后缀是 {ending}' if ending else '无后缀'}，内容却是{kind.title}，按{kind.title}读取",
    )


def _is_html(head: bytes) -> bool:
    for mark, encoding in ((b"\xff\xfe", "utf-16-le"), (b"\xfe\xff", "utf-16-be")):
        if head.startswith(mark):
            head = head[2:].decode(encoding, "ignore").encode()
    head = head.removeprefix(b"\xef\xbb\xbf")
    return _HTML.match(head) is not None or len(_HTML_INSIDE.findall(head)) >= 3


def _archive(path: Path) -> FileFormat:
    """The kind of an archive, by what is in it."""
    names = office.members(path)

    def has(beginning: str) -> bool:
        return any(name.startswith(beginning) for name in names)

    found: Sequence[tuple[Callable[[], bool], str]] = (
        (lambda: has("xl/workbook.bin"), "是二进制的 Excel 工作簿（.xlsb），请另存为 .xlsx 再导入"),
        (lambda: has("ppt/"), "是演示文稿，不是部门预决算公开的表和说明"),
        (lambda: "ofd.xml" in names, "是 OFD 版式文件，还不能读取；请用阅读软件转成 PDF 再导入"),
        (
            lambda: "mimetype" in names and "content.xml" in names,
            "是 ODF 文件（.odt、.ods），请另存为 .docx 或 .xlsx 再导入",
        ),
    )
    if refusal := next((words for holds, words in found if holds()), ""):
        raise ReadError(f"{path}：{refusal}")
    if has("word/"):
        return _BY_NAME["docx"]
    if has("xl/"):
        return _BY_NAME["xlsx"]
    raise ReadError(
        f"{path}：是压缩包，里面有 {len(names)} 个文件，不是 Word 或 Excel 文件；请解压后逐个导入"
    )


def _ole(path: Path) -> str:
    """What an old or locked office file is, by the names in its directory."""
    with path.open("rb") as file:
        content = file.read(_SCANNED_OLE)
    for name, words in _INSIDE_OLE:
        if name.encode("utf-16-le") + b"\0\0" in content:
            return words
    return "是旧版的办公文件，还不能读取；请用原来的软件打开，另存为 .docx 或 .xlsx 再导入"
