"""Whether a file of the repository, or of what is built, holds a mobile or an identity number: what the tests and the guard see.

Simpler than the detector of `scripts/privacy`, and so a second eye beside it: it looks at code, at logs and into archives too.

    python -m tests.support.personal FILE…      names each place in these files and ends with status 1 where there is one
"""

from __future__ import annotations

import io
import re
import sys
import zipfile
from collections.abc import Iterable, Iterator
from datetime import date
from pathlib import Path

_MOBILE = re.compile(r"(?<![0-9A-Fa-f.])1[3-9]\d(?:\d{8}|([ -])\d{4}\1\d{4})(?![0-9A-Fa-f]|\.\d)")
_IDENTITY = re.compile(r"(?<![0-9A-Za-z.])\d{17}[0-9Xx](?![0-9A-Za-z])")
_HASH = re.compile(r"\b[0-9a-f]{64}\b")


def check_character(seventeen: str) -> str:
    """The eighteenth character of an identity number (GB 11643: ISO 7064, MOD 11-2)."""
    rest = 0
    for digit in seventeen:
        rest = (rest + int(digit)) * 2 % 11
    return "0123456789X"[(12 - rest) % 11]


def _is_identity(number: str) -> bool:
    try:
        date(int(number[6:10]), int(number[10:12]), int(number[12:14]))
    except ValueError:
        return False
    return check_character(number[:17]) == number[17].upper()


def starts(text: str) -> list[int]:
    """Where a text holds a mobile or an identity number: places only, so that no report repeats one."""
    plain = _HASH.sub(lambda match: "-" * len(match.group()), text)
    mobiles = [match.start() for match in _MOBILE.finditer(plain)]
    return mobiles + [
        match.start() for match in _IDENTITY.finditer(plain) if _is_identity(match.group())
    ]


def _texts(root: Path, path: Path) -> Iterator[tuple[str, str]]:
    """The texts in a file with their names: its own, or those of what an archive (XLSX too) holds."""
    content = path.read_bytes()
    if not zipfile.is_zipfile(io.BytesIO(content)):
        yield (
            str(path.relative_to(root)),
            "" if b"\0" in content else content.decode("utf-8", errors="replace"),
        )
        return
    with zipfile.ZipFile(io.BytesIO(content)) as archive:
        for name in archive.namelist():
            yield (
                f"{path.relative_to(root)}!{name}",
                archive.read(name).decode("utf-8", errors="replace"),
            )


def places(root: Path, paths: Iterable[Path]) -> list[str]:
    """Where files hold personal data: name and line, never what."""
    return [
        f"{name} line {text.count(chr(10), 0, start) + 1}"
        for path in paths
        for name, text in _texts(root, path)
        for start in starts(text)
    ]


if __name__ == "__main__":
    here = Path.cwd()
    given = [here / name for name in sys.argv[1:]]
    found = places(here, [path for path in given if path.is_file() and not path.is_symlink()])
    found += [
        f"the name of file {number}" for number, name in enumerate(sys.argv[1:], 1) if starts(name)
    ]
    sys.exit("\n".join(f"personal data: {place}" for place in found) or 0)
