"""The list of a site's files with their hashes, and whether a site still is what the list says."""

from __future__ import annotations

import errno
import hashlib
import http.client
import urllib.error
import urllib.parse
import urllib.request
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Literal

from scripts import files
from scripts.files import File

NAME = "manifest.sha256"
"""Where the list stands in a site: `sha256sum --check manifest.sha256` reads it as well."""
# A list of 109,000 files has 16 MB; a file of a site 25 MB at most.
_MOST_BYTES = 64 << 20
_SECONDS = 30

Get = Callable[[str], bytes | None]
"""The bytes of a file of a site by its path; None where there is no such file."""


class ManifestError(Exception):
    """A site has no list, or one that cannot be read; where, and what is the matter.

    >>> str(ManifestError("site", "没有清单 manifest.sha256"))
    'site：没有清单 manifest.sha256'
    """

    def __init__(self, place: str, what: str) -> None:
        super().__init__(place, what)
        self.place = place
        self.what = what

    def __str__(self) -> str:
        return f"{self.place}：{self.what}"


@dataclass(frozen=True)
class Difference:
    """A file of a site that is not as the list has it."""

    path: str
    what: Literal["changed", "missing", "added"]


def listed(site: Path) -> File:
    """The list of all files of a site: `sha256  path`, a line each, in the order of their paths."""
    hashes = {file.path: _hash(file.content) for file in files.read_all(site) if file.path != NAME}
    return File.text(NAME, "".join(f"{hashes[path]}  {path}\n" for path in sorted(hashes)))


def differences(place: str) -> Iterator[Difference]:
    """Every file that is changed, missing or added in a site, in the order of their paths.

    `place` is a folder or an http(s) address; what was added behind an address nobody can tell.
    Raises ManifestError where there is no list, or it cannot be read.
    """
    is_address = place.startswith(("http://", "https://"))
    get = _of_address(place) if is_address else _of_folder(Path(place))
    content = get(NAME)
    if content is None:
        raise ManifestError(place, f"没有清单 {NAME}")
    hashes = dict(_lines(place, content))
    found = set() if is_address else set(_standing(Path(place)))
    for path in sorted({*hashes, *found} - {NAME}):
        if path not in hashes:
            yield Difference(path, "added")
            continue
        bytes_there = get(path)
        if bytes_there is None:
            yield Difference(path, "missing")
        elif _hash(bytes_there) != hashes[path]:
            yield Difference(path, "changed")


def _hash(content: bytes) -> str:
    return hashlib.sha256(content).hexdigest()


def _lines(place: str, content: bytes) -> Iterator[tuple[str, str]]:
    """The paths of a list with their hashes."""
    for number, line in enumerate(content.decode("utf-8", "replace").splitlines(), start=1):
        value, blanks, path = line.partition("  ")
        is_hash = len(value) == 64 and set(value) <= set("0123456789abcdef")
        parts = path.split("/")
        # A list from elsewhere may not send us out of the site's folder.
        if not (is_hash and blanks and path) or "" in parts or ".." in parts or "\\" in path:
            raise ManifestError(place, f"{NAME} 第 {number} 行不是“SHA-256  路径”")
        yield path, value


def _standing(folder: Path) -> Iterator[str]:
    """What stands below a folder and is no folder: links and pipes too, which a server may follow."""
    for path in folder.rglob("*"):
        if path.is_symlink() or not path.is_dir():
            yield path.relative_to(folder).as_posix()


def _of_folder(folder: Path) -> Get:
    def get(path: str) -> bytes | None:
        place = folder / path
        try:
            return place.read_bytes() if place.is_file() and not place.is_symlink() else None
        except OSError as error:
            # A name that no file can bear is that of none.
            if error.errno == errno.ENAMETOOLONG:
                return None
            raise ManifestError(str(place), f"读不了：{error.strerror}") from error

    return get


def _of_address(address: str) -> Get:
    root = address if address.endswith("/") else f"{address}/"

    def get(path: str) -> bytes | None:
        place = f"{root}{urllib.parse.quote(path)}"
        # The manifest is asked of its own address and answers for it: no redirect is followed.
        try:
            with _OPENER.open(place, timeout=_SECONDS) as answer:
                content: bytes = answer.read(_MOST_BYTES + 1)
        except urllib.error.HTTPError as error:
            if error.code in (404, 410):
                return None
            raise ManifestError(place, f"服务器答 {error.code}") from error
        # The last of an address that is none: http://[.
        except (OSError, http.client.HTTPException, ValueError) as error:
            raise ManifestError(place, f"取不到：{error}") from error
        if len(content) > _MOST_BYTES:
            raise ManifestError(place, f"超过 {_MOST_BYTES >> 20} MB")
        return content

    return get


class _NoRedirect(urllib.request.HTTPRedirectHandler):
    def redirect_request(self, *_: object, **__: object) -> None:
        return None


_OPENER = urllib.request.build_opener(_NoRedirect)

WORDS: Mapping[str, str] = {"changed": "变了", "missing": "没有了", "added": "多出来的"}
"""What a difference is called."""
