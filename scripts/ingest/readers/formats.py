"""Which format a file has, told by its content: names of files are not believed."""

from __future__ import annotations

import re
from pathlib import Path
from typing import NamedTuple

from scripts.ingest.document import ReadError
from scripts.ingest.readers import office, text
from scripts.ingest.readers.delimited import separator


class FileFormat(NamedTuple):
    """A kind of file: its name, how people call it, the endings that it commonly has."""

    name: str
    title: str
    endings: tuple[str, ...]


PDF = FileFormat("pdf", "PDF", (".pdf",))
DOCX = FileFormat("docx", "Word 文档", (".docx", ".docm", ".dotx", ".wps"))
XLSX = FileFormat("xlsx", "Excel 工作簿", (".xlsx", ".xlsm", ".xltx", ".et"))
HTML = FileFormat("html", "网页", (".html", ".htm", ".xhtml", ".shtml"))
DELIMITED = FileFormat("delimited", "CSV", (".csv",))
TEXT = FileFormat("text", "文本", (".txt", ".text", ".tsv"))

# What else arrives under the name of a disclosure: how it begins, what it is, what to do.
_UNREADABLE = (
    (
        rb"\x89PNG|\xff\xd8\xff|GIF8|BM.{4}\0\0\0\0|II\*\0|MM\0\*|RIFF....WEBP",
        "图片（二进制）",
        "请先做文字识别（OCR），存成 Word、Excel 或文本",
    ),
    (rb"\{\\rtf", "RTF 文档", "请用 Word 或 WPS 打开，另存为 .docx"),
    (rb"Rar!|7z\xbc\xaf|\x1f\x8b|BZh|\xfd7zXZ", "压缩包", "请解压后逐个导入"),
    (
        rb"(?i)\s{0,20}(?:from: <?saved by|mime-version:|content-type: *multipart/related)",
        "单个文件的网页（MHT）",
        "请用浏览器打开，另存为 .html，或用 Word 另存为 .docx",
    ),
    (
        rb"(?i)<\?xml.{0,2000}?"
        rb"(?:urn:schemas-microsoft-com:office:spreadsheet|progid=.Excel\.Sheet)",
        "2003 版的 XML 表格",
        "请用 Excel 或 WPS 打开，另存为 .xlsx",
    ),
    (
        rb"(?i)<\?xml.{0,2000}?"
        rb"(?:schemas\.microsoft\.com/office/word/2003|progid=.Word\.Document)",
        "2003 版的 XML 文档",
        "请用 Word 或 WPS 打开，另存为 .docx",
    ),
)
_SIGNED = 4096  # how many bytes of a file may hold the sign of its format

# A page begins with an element, after blanks, comments and an XML declaration at most; a part of a
# page that begins with bare text shows what it is by closing three elements.
_HTML_BEGINS = re.compile(
    rb"(?:\s+|<\?xml[^>]*>|<!--.*?-->)*+<(?:!doctype\s+html|html|head|body|meta|title|table"
    rb"|div|style|script|p|span|h[1-6])\b",
    re.IGNORECASE | re.DOTALL,
)
_HTML_CLOSES = re.compile(rb"</(?:td|tr|table|div|p|body|html)\s*>", re.IGNORECASE)

# Names in the directory of an old or locked office file, in the order in which they are looked for.
_INSIDE_OLE = {
    "EncryptedPackage": "文件加了密码，请先去掉密码再导入",
    "WordDocument": "是旧版 Word 文件（.doc），请用 Word 或 WPS 打开，另存为 .docx 再导入",
    "Workbook": "是旧版 Excel 文件（.xls），请用 Excel 或 WPS 打开，另存为 .xlsx 再导入",
    "Book": "是旧版 Excel 文件（.xls），请用 Excel 或 WPS 打开，另存为 .xlsx 再导入",
}


def file_format(path: Path) -> FileFormat:
    """The format of a file by how it begins; ReadError, saying what to do, for an unread one."""
    with path.open("rb") as file:
        head = file.read(text.BEGINNING)
    if head.startswith(office.ARCHIVE):
        return _in_archive(path)
    if head.startswith(b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"):
        raise ReadError(_inside_ole(path), path=path)

    for begins, what, advice in _UNREADABLE:
        if re.match(begins, head[:_SIGNED], re.DOTALL):
            raise ReadError(f"内容是{what}，还不能读取", path=path, advice=advice)

    is_html = _is_html(head)
    # Some systems put a line or a mark before the sign of a PDF.
    if head.startswith(b"%PDF-") or (b"%PDF-" in head[:1024] and not is_html):
        return PDF
    if is_html:
        return HTML
    if separator(text.beginning(head)):
        return DELIMITED
    return TEXT


def remarks(path: Path, file_format: FileFormat) -> tuple[str, ...]:
    """What is to be said where a file's name ends otherwise than its content would have it.

    >>> remarks(Path("budget.doc"), PDF)
    ('文件名的后缀是 .doc，内容却是PDF，按PDF读取',)
    """
    ending = path.suffix.lower()
    if ending in file_format.endings:
        return ()

    named = f"的后缀是 {ending}" if ending else "无后缀"
    title = file_format.title
    return (f"文件名{named}，内容却是{title}，按{title}读取",)


def _is_html(head: bytes) -> bool:
    for mark, encoding in ((b"\xff\xfe", "utf-16-le"), (b"\xfe\xff", "utf-16-be")):
        if head.startswith(mark):
            text = head[2:].decode(encoding, "ignore")
            head = text.encode()

    head = head.removeprefix(b"\xef\xbb\xbf")
    closed = len(_HTML_CLOSES.findall(head))
    if closed >= 3:
        return True
    return _HTML_BEGINS.match(head) is not None


def _in_archive(path: Path) -> FileFormat:
    names = office.members(path)
    folders = {name.partition("/")[0] for name in names if "/" in name}
    refusal = ""
    if any(name.startswith("xl/workbook.bin") for name in names):
        refusal = "是二进制的 Excel 工作簿（.xlsb），请另存为 .xlsx 再导入"
    elif "ppt" in folders:
        refusal = "是演示文稿，不是部门预决算公开的表和说明"
    elif "ofd.xml" in names:
        refusal = "是 OFD 版式文件，还不能读取；请用阅读软件转成 PDF 再导入"
    elif "mimetype" in names and "content.xml" in names:
        refusal = "是 ODF 文件（.odt、.ods），请另存为 .docx 或 .xlsx 再导入"
    if refusal:
        raise ReadError(refusal, path=path)

    # The folders are fixed by the programs, whatever the names of the parts in them.
    if "word" in folders:
        return DOCX
    if "xl" in folders:
        return XLSX
    what = f"是压缩包，里面有 {len(names)} 个文件，不是 Word 或 Excel 文件"
    raise ReadError(what, path=path, advice="请解压后逐个导入")


def _inside_ole(path: Path) -> str:
    """What an old or locked office file is, by the names in its directory."""
    with path.open("rb") as file:
        content = file.read(1 << 24)
    for name, words in _INSIDE_OLE.items():
        if name.encode("utf-16-le") + b"\0\0" in content:
            return words
    return "是旧版的办公文件，还不能读取；请用原来的软件打开，另存为 .docx 或 .xlsx 再导入"
