"""The one writer: only what changed, all or nothing, never outside its folder."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import pytest

from scripts import files
from scripts.files import File, WriteError, WriteResult

ROOT = Path(__file__).parents[1]


def _texts(folder: Path) -> dict[str, str]:
    return {file.path: file.content.decode() for file in files.read_all(folder)}


def test_a_file_is_written_only_where_its_content_changed(tmp_path: Path) -> None:
    one, two = File.text("a.txt", "甲\n"), File.text("b/c.txt", "乙\n")
    assert files.write(tmp_path, [one, two]) == WriteResult(changed=2, same=0, removed=0)
    before = (tmp_path / "a.txt").stat().st_mtime_ns
    assert files.write(tmp_path, [one, File.text("b/c.txt", "丙\n")]) == WriteResult(
        changed=1, same=1, removed=0
    )
    assert (tmp_path / "a.txt").stat().st_mtime_ns == before
    assert _texts(tmp_path) == {"a.txt": "甲\n", "b/c.txt": "丙\n"}


def test_a_link_is_not_followed(tmp_path: Path) -> None:
    files.write(tmp_path / "here", [File.text("a.txt", "甲")])
    (tmp_path / "secret").mkdir()
    (tmp_path / "secret/b.txt").write_text("秘密", "utf-8")
    (tmp_path / "here/b.txt").symlink_to(tmp_path / "secret/b.txt")
    (tmp_path / "here/c").symlink_to(tmp_path / "secret")
    assert _texts(tmp_path / "here") == {"a.txt": "甲"}


def test_what_is_stale_goes_only_below_the_folders_named(tmp_path: Path) -> None:
    files.write(
        tmp_path,
        [File.text("old/x/1.txt", ""), File.text("old/2.txt", ""), File.text("kept/3.txt", "")],
    )
    assert files.write(
        tmp_path, [File.text("old/2.txt", "")], prune=["old", "never"]
    ) == WriteResult(0, 1, 1)
    assert _texts(tmp_path) == {"old/2.txt": "", "kept/3.txt": ""}
    assert not (tmp_path / "old" / "x").exists()


@pytest.mark.parametrize("write", [files.write, files.replace])
@pytest.mark.parametrize("path", ["/etc/x", "../x", "a/../../x"])
def test_no_path_leaves_its_folder(write: object, path: str, tmp_path: Path) -> None:
    assert callable(write)
    with pytest.raises(WriteError, match="may not leave"):
        write(tmp_path / "here", [File.text(path, "")])
    assert not (tmp_path / "here").exists()


@pytest.mark.parametrize("write", [files.write, files.replace])
def test_one_path_twice_is_an_error_and_nothing_is_written(write: object, tmp_path: Path) -> None:
    assert callable(write)
    with pytest.raises(WriteError, match=r"a\.txt: written twice"):
        write(tmp_path / "here", [File.text("a.txt", "1"), File.text("a.txt", "2")])
    assert not (tmp_path / "here").exists()


def test_a_folder_replaced_holds_exactly_the_new_files(tmp_path: Path) -> None:
    folder = tmp_path / "package"
    files.replace(folder, [File.text("a.txt", "1"), File.text("b.txt", "2")])
    files.replace(folder, [File.text("b.txt", "3"), File.text("c/d.txt", "4")])
    assert _texts(folder) == {"b.txt": "3", "c/d.txt": "4"}
    assert [path.name for path in tmp_path.iterdir()] == ["package"]
    assert folder.stat().st_mode & 0o777 == 0o755


@pytest.mark.parametrize("fails_at", [1, 2, 3])
def test_a_replacement_that_fails_leaves_what_was_there(
    fails_at: int, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    folder = tmp_path / "package"
    files.replace(folder, [File.text("a.txt", "1")])
    rename, calls = Path.rename, iter(range(1, 10))

    def fails(path: Path, target: Path) -> Path:
        if next(calls) == fails_at:
            raise OSError("no space")
        return rename(path, target)

    monkeypatch.setattr(Path, "rename", fails)
    if fails_at < 3:
        with pytest.raises(OSError, match="no space"):
            files.replace(folder, [File.text("a.txt", "2")])
    monkeypatch.undo()
    assert _texts(folder) == {"a.txt": "1"}
    assert [path.name for path in tmp_path.iterdir()] == ["package"]


def test_a_missing_folder_holds_no_files(tmp_path: Path) -> None:
    assert list(files.read_all(tmp_path / "none")) == []


LINKS = {"to-in": "in.txt", "to-out": "../out.txt", "self": "self", "one": "two", "two": "one"}


def test_what_is_inside_a_folder_is_told_with_its_links_followed(tmp_path: Path) -> None:
    here = tmp_path / "here"
    files.write(tmp_path, [File.text("out.txt", ""), File.text("here/in.txt", "")])
    for name, target in LINKS.items():
        (here / name).symlink_to(target)
    inside = ["in.txt", "none.txt", "in.txt/none", "to-in"]
    outside = ["to-out", "../out.txt", "self", "one", "self/x", "a\0b"]
    assert [n for n in (*inside, *outside) if files.is_inside(here, here / n)] == inside


# A program that is killed

WORK = """
import os, sys
import os
import subprocess
import sys
from pathlib import Path
from scripts import files
from scripts.files import File

folder, what, stop = Path(sys.argv[1]), sys.argv[2], int(sys.argv[3])
steps = 0


def counted(act):
    def step(*args, **options):
        global steps
        steps += 1
        if steps == stop:
            os.kill(os.getpid(), 9)
        return act(*args, **options)

    return step


for owner, name in ((os, "replace"), (Path, "rename"), (Path, "unlink"), (Path, "write_bytes"), (Path, "chmod")):
    setattr(owner, name, counted(getattr(owner, name)))
new = [File.text("a.txt", "new"), File.text("b/c.txt", "new"), File.text("d.txt", "new")]
files.write(folder, new, prune=["."]) if what == "write" else files.replace(folder, new)
"""
OLD = {"a.txt": "old", "b/x.txt": "old", "d.txt": "old"}
NEW = {"a.txt": "new", "b/c.txt": "new", "d.txt": "new"}


@pytest.mark.parametrize("what", ["write", "replace"])
@pytest.mark.parametrize("stop", range(1, 26, 2))
def test_whoever_is_killed_leaves_the_old_or_the_new(what: str, stop: int, tmp_path: Path) -> None:
    folder = tmp_path / "place"
    files.replace(folder, [File.text(path, text) for path, text in OLD.items()])
    done = subprocess.run(
        [sys.executable, "-c", WORK, str(folder), what, str(stop)], cwd=ROOT, check=False
    )
    files.recover(tmp_path, "place")
    assert _texts(folder) in (OLD, NEW)
    if done.returncode == 0:
        assert _texts(folder) == NEW
    assert [path.name for path in tmp_path.iterdir()] == ["place"]


def test_what_a_program_at_work_has_beside_its_folder_stays(tmp_path: Path) -> None:
    # The process that runs the tests' parent is at work.
    mine, dead = tmp_path / f".place.{os.getppid()}.part", tmp_path / ".place.0.part"
    mine.mkdir()
    dead.mkdir()
    files.recover(tmp_path, "place")
    assert mine.exists()
    assert not dead.exists()


@pytest.mark.parametrize("write", [files.write, files.replace])
def test_everybody_may_read_what_is_written(write: object, tmp_path: Path) -> None:
    assert callable(write)
    before = os.umask(0o077)
    try:
        write(tmp_path / "one/two", [File.text("three/a.txt", "")])
    finally:
        os.umask(before)
    modes = {path.name: path.stat().st_mode & 0o777 for path in (tmp_path / "one").rglob("*")}
    assert modes == {"two": 0o755, "three": 0o755, "a.txt": 0o644}


@pytest.mark.parametrize("journal", ['{"remove": ["../secret"], "prune": []}', "x", "{}"])
def test_a_left_over_that_is_not_ours_removes_nothing(journal: str, tmp_path: Path) -> None:
    """A stranger's folder that looks like one of ours may send nobody out of its place."""
    (tmp_path / "secret").write_text("secret", "utf-8")
    files.replace(tmp_path / "place", [File.text("a.txt", "old")])
    part = tmp_path / ".place.0.part"
    (part / "new").mkdir(parents=True)
    (part / "journal.json").write_text(journal, "utf-8")
    with pytest.raises(WriteError):
        files.recover(tmp_path, "place")
    assert (tmp_path / "secret").exists()
    (part / "journal.json").write_text('{"remove": [], "prune": []}', "utf-8")
    (part / "new/b.txt").symlink_to(tmp_path / "secret")
    with pytest.raises(WriteError, match="link"):
        files.recover(tmp_path, "place")
    assert _texts(tmp_path / "place") == {"a.txt": "old"}


def test_a_folder_of_a_person_that_looks_like_a_left_over_stays(tmp_path: Path) -> None:
    (tmp_path / ".notes.0.old").mkdir()
    files.recover(tmp_path, "docs|site")
    assert (tmp_path / ".notes.0.old").is_dir()


def test_one_file_needs_no_room_beside_its_folder(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(files, "_beside", lambda *_: pytest.fail("wrote beside the folder"))
    assert files.write(tmp_path, [File.text("report.json", "{}")]) == WriteResult(1, 0, 0)
