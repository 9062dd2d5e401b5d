"""Office files (DOCX, XLSX) as archives of XML parts, opened without trust in what they say of themselves."""

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
from scripts.ingest.readers.limits import MB, sized

_PARTS = 10_000
_UNPACKED = 200 * MB
_RATIO = 200
_RATIO_FROM = 10 * MB
_CHUNK = 1 << 16


class Relation(NamedTuple):
    """What a part refers to: the last word of the relation's type, and the name of the other part."""

    kind: str
    part: str


class Office:
    """An open office file; every part is read as a stream, counted byte by byte."""

    def __init__(self, path: Path, archive: zipfile.ZipFile) -> None:
        self.path = path
        self._archive = archive
        self._names = {name.lower(): name for name in archive.namelist()}
        self._read = 0

    def has(self, part: str) -> bool:
        """Whether the file holds a part of this name, in whatever case."""
        return part.lower() in self._names

    @property
    def names(self) -> tuple[str, ...]:
        """The names of all that the archive holds, folders with their slash, as they are written."""
        return tuple(self._archive.namelist())

    def content(self, part: str, most: int) -> bytes:
        """The bytes of a part; raises ReadError where it is larger than `most`."""
        with self._archive.open(self._names[part.lower()]) as stream:
            counted = _Counted(self, stream, most)
            return b"".join(iter(counted.read, b""))

    def elements(
        self, part: str, *names: str, within: str | tuple[str, ...], most: int = _UNPACKED
    ) -> Iterator[etree._Element]:
        """The elements of these names directly below `within`, in order; each is emptied after its use.

        Raises ReadError where the part defines a document type, or is larger than `most` bytes.
        """
        if not self.has(part):
            return
        above = (within,) if isinstance(within, str) else within
        with self._archive.open(self._names[part.lower()]) as stream:
            # No document type, no entities, no file or address is ever followed.
            events = etree.iterparse(
                _Counted(self, stream, most),
                events=("end",),
                tag=[f"{{*}}{name}" for name in names],
                resolve_entities=False,
                load_dtd=False,
                no_network=True,
                huge_tree=False,
                remove_comments=True,
                remove_pis=True,
            )
            for _, element in events:
                if element.getroottree().docinfo.internalDTD is not None:
                    raise ReadError(
                        f"{self.path}：内部带有文档类型定义（DTD），正常的办公文件没有，不予读取"
                    )
                parent = element.getparent()
                if parent is None or local(parent) not in above:
                    continue
                yield element
                element.clear()
                while element.getprevious() is not None:
                    del parent[0]

    def relations(self, part: str) -> dict[str, Relation]:
        """What a part refers to inside the file, by the references' ids; the file as a whole is the part ""."""
        folder, name = posixpath.split(part)
        found: dict[str, Relation] = {}
        for one in self.elements(
            posixpath.join(folder, "_rels", f"{name}.rels"), "Relationship", within="Relationships"
        ):
            if one.get("TargetMode") != "External":
                target = posixpath.normpath(posixpath.join("/", folder, one.get("Target", "")))
                found[one.get("Id", "")] = Relation(
                    one.get("Type", "").rpartition("/")[2], target.lstrip("/")
                )
        return found

    def main(self, usual: str) -> str:
        """The name of the part that holds the document itself."""
        named = (one.part for one in self.relations("").values() if one.kind == "officeDocument")
        main = next((part for part in named if self.has(part)), usual)
        if not self.has(main):
            raise ReadError(
                f"{self.path}：办公文件里没有正文，文件不完整；请重新下载，或用原来的软件打开后另存"
            )
        return main

    def add(self, count: int) -> None:
        """Note that so many bytes were unpacked; raises ReadError past the limit."""
        self._read += count
        if self._read > 2 * _UNPACKED:
            raise bomb(self.path)


class _Counted:
    """A part's bytes, counted as they are unpacked: what an archive says of its sizes may be a lie."""

    def __init__(self, office: Office, stream: IO[bytes], most: int) -> None:
        self._office = office
        self._stream = stream
        self._left = self._most = most

    def read(self, size: int = -1) -> bytes:
        """The next bytes, in small pieces."""
        piece = self._stream.read(_CHUNK if size < 0 else min(size, _CHUNK))
        self._office.add(len(piece))
        self._left -= len(piece)
        if self._left < 0:
            raise ReadError(
                f"{self._office.path}：正文超过 {self._most // MB} MB，不像一份部门预决算公开；请拆开后再导入"
            )
        return piece


@contextmanager
def opened(path: Path) -> Iterator[Office]:
    """An office file, open; whatever is broken or hostile in it ends as a ReadError."""
    sized(path, _UNPACKED)
    try:
        with zipfile.ZipFile(path) as archive:
            _check(path, archive.infolist())
            yield Office(path, archive)
    except (zipfile.BadZipFile, zlib.error, EOFError) as error:
        raise ReadError(f"{path}：压缩内容损坏或不完整（可能没有下载完），请重新下载") from error
    except etree.XMLSyntaxError as error:
        raise ReadError(f"{path}：内部的 XML 损坏，读不下去；请用原来的软件打开后另存") from error
    except NotImplementedError as error:
        raise ReadError(f"{path}：用了少见的压缩方法，请用办公软件打开后另存") from error


def is_archive(path: Path) -> bool:
    """Whether a file begins as an archive does."""
    with path.open("rb") as file:
        return file.read(4) in (b"PK\x03\x04", b"PK\x05\x06")


def members(path: Path) -> tuple[str, ...]:
    """The names of what is in an archive; raises ReadError where that cannot be told, or must not be opened."""
    with opened(path) as office:
        return tuple(office._names)


def bomb(path: Path) -> ReadError:
    """The refusal of a file that unpacks to more than any disclosure holds."""
    return ReadError(f"{path}：解压后大得不正常（可能是压缩炸弹），不予读取；请核对文件的来源")


def local(element: etree._Element) -> str:
    """An element's name without its namespace, which differs between the two editions of the standard."""
    return str(element.tag).rpartition("}")[2]


def attribute(element: etree._Element, name: str, default: str = "") -> str:
    """An attribute's value by its name without namespace."""
    found = (value for key, value in element.attrib.items() if key.rpartition("}")[2] == name)
    return str(next(found, default))


def _check(path: Path, infos: list[zipfile.ZipInfo]) -> None:
    if any(info.flag_bits & 1 for info in infos):
        raise ReadError(f"{path}：文件加了密码，请先去掉密码再导入")
    total = sum(info.file_size for info in infos)
    squeezed = any(
        info.file_size > _RATIO_FROM and info.file_size > _RATIO * max(1, info.compress_size)
        for info in infos
    )
    if len(infos) > _PARTS or total > _UNPACKED or squeezed:
        raise bomb(path)
