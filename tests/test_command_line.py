"""The command line where the system refuses: a sentence, an exit status, and what stood before still stands."""

from __future__ import annotations

import errno
import os
import resource
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

from scripts import files
from scripts.__main__ import main

ROOT = Path(__file__).parents[1]


def _run(folder: Path, *arguments: str, most_bytes: int = 0) -> subprocess.CompletedProcess[str]:
    def limit() -> None:
        if most_bytes:
            resource.setrlimit(resource.RLIMIT_FSIZE, (most_bytes, most_bytes))

    return subprocess.run(
        [sys.executable, "-m", "scripts", *arguments],
        cwd=folder,
        env={**os.environ, "PYTHONPATH": str(ROOT), "PYTHONDONTWRITEBYTECODE": "1"},
        capture_output=True,
        text=True,
        check=False,
        preexec_fn=limit,
    )


def test_a_disk_that_takes_no_more_is_told_and_leaves_no_half_package(
    disclosure: Path, tmp_path: Path
) -> None:
    done = _run(tmp_path, "import", str(disclosure), "--out", "packages", most_bytes=2_000)
    assert done.returncode == 2, done.stderr
    assert "没有写成" in done.stderr and "Traceback" not in done.stderr
    assert not list(tmp_path.rglob("*.csv"))
    # The same once more, with room: nothing of the first try is in the way.
    assert _run(tmp_path, "import", str(disclosure), "--out", "packages").returncode == 0
    (written,) = (tmp_path / "packages/departments").glob("*/*")
    before = {path.name: path.read_bytes() for path in written.rglob("*.csv")}
    disclosure_2 = tmp_path / "again.txt"
    disclosure_2.write_text(disclosure.read_text("utf-8").replace("18.00", "19.00"), "utf-8")
    done = _run(tmp_path, "import", str(disclosure_2), "--out", "packages", most_bytes=2_000)
    assert done.returncode == 2 and "没有写成" in done.stderr
    assert {path.name: path.read_bytes() for path in written.rglob("*.csv")} == before


def test_what_cannot_be_read_is_not_told_as_not_written(
    disclosure: Path,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
) -> None:
    def refuse(*_: object) -> None:
        raise PermissionError(errno.EACCES, "Permission denied", "datapackages/x")

    # Whoever runs the tests may be allowed everything, so the refusal is made up.
    monkeypatch.setattr(Path, "rglob", refuse)
    monkeypatch.setattr(sys, "argv", ["scripts", "check", str(tmp_path)])
    with pytest.raises(SystemExit) as ended:
        main()
    assert ended.value.code == 2
    assert capsys.readouterr().err.strip() == "datapackages/x：没有权限，没有读成"


def test_what_cannot_be_written_says_that_the_old_file_stands(
    disclosure: Path,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
) -> None:
    def refuse(*_: object) -> None:
        raise PermissionError(errno.EACCES, "Permission denied", "packages/x")

    monkeypatch.setattr(Path, "write_bytes", refuse)
    monkeypatch.setattr(
        sys, "argv", ["scripts", "import", str(disclosure), "--out", str(tmp_path / "o")]
    )
    with pytest.raises(SystemExit) as ended:
        main()
    assert ended.value.code == 2
    told = capsys.readouterr().err.strip()
    assert told.endswith("packages/x：没有权限，没有写成；原来的文件还在")


def test_an_error_of_what_files_are_made_from_is_none_of_writing(tmp_path: Path) -> None:
    def unreadable() -> Iterator[files.File]:
        raise PermissionError(errno.EACCES, "Permission denied", "x")
        yield

    for put in (files.write, files.replace):
        with pytest.raises(PermissionError) as caught:
            put(tmp_path / "new", unreadable())
        assert not isinstance(caught.value, files.NotWrittenError)
    assert not list(tmp_path.iterdir())


def test_what_a_killed_program_left_is_put_right_before_anything_else(tmp_path: Path) -> None:
    (tmp_path / ".site.0.old").mkdir()
    (tmp_path / ".site.0.old/index.html").write_text("old", "utf-8")
    (tmp_path / ".site.0.part").mkdir()
    left = tmp_path / "datapackages/departments/x/.2024-budget.0.part"
    left.mkdir(parents=True)
    done = _run(tmp_path, "verify", "nowhere")
    assert done.returncode == 2 and "没有清单" in done.stderr
    assert (tmp_path / "site/index.html").read_text("utf-8") == "old"
    assert not list(tmp_path.rglob(".*"))
