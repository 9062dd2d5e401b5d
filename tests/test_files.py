"""The one writer: only what changed, all or nothing, never outside its folder."""

from __future__ import annotations

from pathlib import Path

import pytest

from scripts import files
from scripts.files import File, WriteError, WriteResult


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
