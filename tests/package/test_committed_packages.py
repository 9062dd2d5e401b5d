"""The packages that the project holds: valid, sound, and exactly what the import makes of their documents."""

from __future__ import annotations

from collections.abc import Iterator
from hashlib import sha256
from pathlib import Path

import pytest
from frictionless import Package as Frictionless

from scripts import package
from scripts.ingest.assembly import batch
from scripts.package import to_files
from tests.conftest import ROOT
from tests.support.shares import share

PACKAGES = ROOT / "datapackages"
FOLDERS = package.find(PACKAGES)
SHARED = ROOT.parent / "shared"


@pytest.mark.parametrize(
    "path",
    [
        *sorted(PACKAGES.glob("reference/**/datapackage.json")),
        *share((folder / "datapackage.json" for folder in FOLDERS), 6, "frictionless"),
    ],
    ids=lambda path: path.parent.name,
)
def test_frictionless_accepts_every_package_offline(
    path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("requests.sessions.Session.request", _refused)
    report = Frictionless(str(path)).validate()
    assert report.valid, report.flatten(["place", "rowNumber", "fieldName", "note"])


def _refused(*arguments: object, **options: object) -> None:
    raise AssertionError("validation asked the network")


@pytest.mark.parametrize(
    "folder", share(FOLDERS, 10, "import"), ids=lambda folder: folder.parent.name
)
def test_a_package_is_what_the_import_makes_of_its_document(folder: Path, tmp_path: Path) -> None:
    held = package.read(folder)
    documents = {sha256(path.read_bytes()).hexdigest(): path for path in _documents()}
    missing = [source.title for source in held.sources if source.sha256 not in documents]
    if missing:
        pytest.skip(
            f"the documents of {held.path} are not beside this repository: {', '.join(missing)}"
        )
    paths = [documents[source.sha256] for source in held.sources]
    (made,) = (
        one.package
        for one in batch.ingest_all(paths, batch.ImportOptions(slug=held.slug), tmp_path).outcomes
    )
    stored = {file.path: file.content for file in to_files(made)}
    for path, content in stored.items():
        assert (folder / path).read_bytes() == content, path


def _documents() -> Iterator[Path]:
    yield from (SHARED / "source").glob("*.txt")
    yield from (SHARED / "corpus").glob("*.pdf")


@pytest.mark.parametrize("folder", FOLDERS, ids=lambda folder: folder.parent.name)
def test_what_a_person_wrote_holds_no_figure(folder: Path) -> None:
    held = package.read(folder)
    words = held.summary + "".join(note.note for note in held.notes)
    assert not any(character.isdigit() for character in words)
