"""Office files (DOCX, XLSX) as archives of XML parts, opened without trust in what they say."""

from __future__ import annotations

import posixpath
import zipfile
import zlib
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import IO, NamedTuple

from lxml import etree  # type: ignore[import-untyped]  # lxml ships no types

from scripts.ingest.document import ReadError
from scripts.ingest.readers.limits import MB, excess, sized

_UNPACKED = 200 * MB  # bombs unpack to gigabytes
_CHUNK = 1 << 16
_MOST_NODES = 2_500_000
"""Elements, attributes and their values in all parts: some hundred bytes of memory and up to 10 µs each,
and fifty times what a long disclosure has."""
ARCHIVE = (b"PK\x03\x04", b"PK\x05\x06")
"""How a ZIP archive begins, the second where it is empty."""


class Relation(NamedTuple):
    """What a part refers to: the last word of the relation's type, and the other part's name."""

    kind: str
    part: str


class Office:
    """An open office file; every part is read as a stream, counted byte by byte."""

    def __init__(self, path: Path, archive: zipfile.ZipFile) -> None:
        self.path = path
        self._archive = archive
        # Programs differ in the case of names: `xl/sharedStrings.xml`, `xl/SharedStrings.xml`.
        self._names = {name.lower(): name for name in archive.namelist()}
        self._unpacked = 0
        self._nodes = 0

    @property
    def names(self) -> tuple[str, ...]:
        """The names of all that the archive holds, folders with their slash, as written."""
        return tuple(self._archive.namelist())

    def content(self, part: str, most: int) -> bytes:
        """The bytes of a part; raises ReadError where it is larger than `most`."""
        name = self._names[part.lower()]
        with self._archive.open(name) as stream:
            bounded = _BoundedStream(self, stream, most)
            pieces = iter(bounded.read, b"")
            return b"".join(pieces)

    def elements(
        self, part: str, *names: str, within: str | tuple[str, ...], most: int = _UNPACKED
    ) -> Iterator[etree._Element]:
        """The elements of these names directly below `within`, in order.

        Each goes when the next one comes, so that a part never stands in memory whole. Raises
        ReadError where the part defines a document type, or is larger than `most` bytes.
        """
        if part.lower() not in self._names:
            return
        parents = (within,) if isinstance(within, str) else within
        with self._archive.open(self._names[part.lower()]) as stream:
            # No document type, no entities, no file or address is ever followed.
            events = etree.iterparse(
                _BoundedStream(self, stream, most),
                events=("end",),
                tag=[f"{{*}}{name}" for name in names],
                resolve_entities=False,
                load_dtd=False,
                no_network=True,
                huge_tree=False,
                remove_comments=True,
                remove_pis=True,
            )
            is_looked_at = False
            for _, element in events:
                # It stands before all elements, and is there with the first.
                if not is_looked_at and element.getroottree().docinfo.internalDTD is not None:
                    what = "内部带有文档类型定义（DTD），正常的办公文件没有，不予读取"
                    raise ReadError(what, path=self.path)
                is_looked_at = True
                parent = element.getparent()
                if parent is None or local(parent) not in parents:
                    continue
                yield element
                # Not `element.clear()`: of many children that takes time by the square.
                while element.getprevious() is not None:
                    del parent[0]

    def relations(self, part: str) -> dict[str, Relation]:
        """What a part refers to inside the file, by the references' ids.

        The file as a whole is the part "". References to the outside are left out.
        """
        folder, name = posixpath.split(part)
        path = posixpath.join(folder, "_rels", f"{name}.rels")
        relations = {}

        for element in self.elements(path, "Relationship", within="Relationships"):
            if element.get("TargetMode") == "External":
                continue
            target = posixpath.join("/", folder, element.get("Target", ""))
            relations[element.get("Id", "")] = Relation(
                kind=element.get("Type", "").rpartition("/")[2],
                part=posixpath.normpath(target).lstrip("/"),
            )

        return relations

    def related(self, part: str) -> dict[str, str]:
        """The parts that a part refers to, by the kind of reference.

        For a workbook, `{"styles": "xl/styles.xml", "sharedStrings": "xl/sharedStrings.xml", …}`.
        """
        relations = self.relations(part).values()
        return {relation.kind: relation.part for relation in relations}

    def main(self, usual: str) -> str:
        """The part that holds the document: `usual` where nothing says; ReadError if neither."""
        relations = self.relations("").values()
        named = [part for kind, part in relations if kind == "officeDocument"]
        for part in (*named, usual):
            if part.lower() in self._names:
                return part
        advice = "请重新下载，或用原来的软件打开后另存"
        raise ReadError("办公文件里没有正文，文件不完整", path=self.path, advice=advice)

    def add(self, chunk: bytes) -> None:
        """Note that some bytes were unpacked; raises ReadError past the limits."""
        self._unpacked += len(chunk)
        if self._unpacked > 2 * _UNPACKED:
            raise _bomb(self.path)
        # A row may have millions of blank cells, and a sheet of blank rows, in a small file.
        self._nodes += chunk.count(b"<") + 2 * chunk.count(b"=")
        if self._nodes > _MOST_NODES:
            raise excess(self.path, f"办公文件里的标签和属性超过 {_MOST_NODES} 个")


class _BoundedStream:
    """A part's bytes, counted as they are unpacked: what an archive says of sizes may be a lie."""

    def __init__(self, office: Office, stream: IO[bytes], most: int) -> None:
        self._office = office
        self._stream = stream
        self._left = self._most = most

    def read(self, size: int = -1) -> bytes:
        """The next bytes, in small pieces; raises ReadError past the limit of the part."""
        if not 0 <= size <= _CHUNK:
            size = _CHUNK
        chunk = self._stream.read(size)
        self._office.add(chunk)
        self._left -= len(chunk)
        if self._left < 0:
            what = f"正文超过 {self._most // MB} MB，不像一份部门预决算公开"
            raise ReadError(what, path=self._office.path, advice="请拆开后再导入")
        return chunk


@contextmanager
def opened(path: Path) -> Iterator[Office]:
    """An office file, open; what is broken or hostile in it, now or later, ends as a ReadError."""
    sized(path, _UNPACKED)
    try:
        with zipfile.ZipFile(path) as archive:
            infos = archive.infolist()
            # The first bit says that a member is encrypted (APPNOTE.TXT, 4.4.4).
            if any(info.flag_bits & 1 for info in infos):
                raise ReadError("文件加了密码，请先去掉密码再导入", path=path)
            unpacked = sum(info.file_size for info in infos)
            if len(infos) > 10_000 or unpacked > _UNPACKED or any(map(_is_squeezed, infos)):
                raise _bomb(path)
            yield Office(path, archive)
    except (zipfile.BadZipFile, zlib.error, EOFError) as error:
        what = "压缩内容损坏或不完整（可能没有下载完），请重新下载"
        raise ReadError(what, path=path) from error
    except etree.XMLSyntaxError as error:
        advice = "请用原来的软件打开后另存"
        raise ReadError("内部的 XML 损坏，读不下去", path=path, advice=advice) from error
    except NotImplementedError as error:
        what = "用了少见的压缩方法，请用办公软件打开后另存"
        raise ReadError(what, path=path) from error


def is_archive(path: Path) -> bool:
    """Whether a file begins as an archive does."""
    with path.open("rb") as file:
        return file.read(4) in ARCHIVE


def members(path: Path) -> tuple[str, ...]:
    """The names of what is in an archive, in small letters; ReadError if it must not be opened."""
    with opened(path) as office:
        names = [name.lower() for name in office.names]
    return tuple(dict.fromkeys(names))


def _bomb(path: Path) -> ReadError:
    """The refusal of a file that unpacks to more than any disclosure holds."""
    what = "解压后大得不正常（可能是压缩炸弹），不予读取"
    return ReadError(what, path=path, advice="请核对文件的来源")


def local(element: etree._Element) -> str:
    """An element's name without its namespace, which differs between the two editions of OOXML."""
    return str(element.tag).rpartition("}")[2]


def attribute(element: etree._Element, name: str, default: str = "") -> str:
    """An attribute's value by its name without namespace."""
    for key, value in element.attrib.items():
        if key.rpartition("}")[2] == name:
            return str(value)
    return default


def _is_squeezed(info: zipfile.ZipInfo) -> bool:
    # Bombs pack at nearly the 1 : 1032 that the method can reach; small parts of blanks alone may
    # pack as tightly and do no harm.
    if info.file_size <= 10 * MB:
        return False
    packed = max(1, info.compress_size)
    return info.file_size > 200 * packed
