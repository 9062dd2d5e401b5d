"""The manifest of a site: whoever changes, takes or adds a file is told of."""

from __future__ import annotations

import functools
import http.server
import os
import subprocess
import threading
from collections.abc import Iterator
from pathlib import Path

import pytest

from scripts import files, manifest
from scripts.files import File
from scripts.manifest import Difference, ManifestError


@pytest.fixture
def site(tmp_path: Path) -> Path:
    folder = tmp_path / "site"
    files.write(
        folder,
        [
            File.text("index.html", "首页"),
            File.text("data/a b.csv", "1\n"),
            File.text("404.html", "没有"),
        ],
    )
    files.write(folder, [manifest.listed(folder)])
    return folder


@pytest.fixture
def address(site: Path) -> Iterator[str]:
    class Quiet(http.server.SimpleHTTPRequestHandler):
        def log_message(self, *_: object) -> None: ...

    handler = functools.partial(Quiet, directory=str(site))
    with http.server.ThreadingHTTPServer(("127.0.0.1", 0), handler) as server:
        threading.Thread(target=server.serve_forever, daemon=True).start()
        yield f"http://127.0.0.1:{server.server_port}"
        server.shutdown()


def test_a_site_as_it_was_built_differs_in_nothing(site: Path, address: str) -> None:
    assert list(manifest.differences(str(site))) == []
    assert list(manifest.differences(address)) == []
    assert list(manifest.differences(f"{address}/")) == []


def test_a_changed_a_missing_and_an_added_file_are_told(site: Path, address: str) -> None:
    (site / "index.html").write_text("别的", "utf-8")
    (site / "data/a b.csv").unlink()
    (site / "new.html").write_text("", "utf-8")
    changed = [Difference("data/a b.csv", "missing"), Difference("index.html", "changed")]
    assert list(manifest.differences(address)) == changed
    assert list(manifest.differences(str(site))) == [*changed, Difference("new.html", "added")]


def test_programs_of_others_read_the_list(site: Path) -> None:
    checked = subprocess.run(
        ["sha256sum", "--check", "--strict", manifest.NAME],
        cwd=site,
        capture_output=True,
        check=False,
    )
    assert checked.returncode == 0, checked.stderr


@pytest.mark.parametrize(
    "line", ["x", "0" * 64, "0" * 64 + "  ../x", "0" * 64 + "  /etc/x", "0" * 63 + "g  x"]
)
def test_a_list_that_cannot_be_read_is_refused(line: str, site: Path) -> None:
    (site / manifest.NAME).write_text(f"{line}\n", "utf-8")
    with pytest.raises(ManifestError, match="第 1 行"):
        list(manifest.differences(str(site)))


def test_a_folder_and_a_server_without_a_list_are_told(
    tmp_path: Path, site: Path, address: str
) -> None:
    (site / manifest.NAME).unlink()
    for place in (str(tmp_path), address):
        with pytest.raises(ManifestError, match="没有清单"):
            list(manifest.differences(place))
    with pytest.raises(ManifestError, match="取不到"):
        list(manifest.differences("http://127.0.0.1:1/"))


def test_a_link_and_a_pipe_that_were_added_are_told(site: Path, tmp_path: Path) -> None:
    (site / "link.html").symlink_to(site / "index.html")
    (site / "elsewhere").symlink_to(tmp_path)
    os.mkfifo(site / "pipe")
    told = [Difference(name, "added") for name in ("elsewhere", "link.html", "pipe")]
    assert list(manifest.differences(str(site))) == told


def test_a_name_that_no_file_can_bear_is_that_of_a_missing_one(site: Path) -> None:
    path = site / manifest.NAME
    path.write_text(f"{path.read_text('utf-8')}{'0' * 64}  {'长' * 300}\n", "utf-8")
    assert list(manifest.differences(str(site))) == [Difference("长" * 300, "missing")]


@pytest.mark.parametrize("place", ["http://[", "http://", "http://127.0.0.1:x"])
def test_an_address_that_is_none_is_told(place: str) -> None:
    with pytest.raises(ManifestError):
        list(manifest.differences(place))
