"""A library that crashes takes only the process with it that reads: the file is refused in words."""

from __future__ import annotations

import ctypes
import os
import signal
import time
from collections.abc import Callable
from pathlib import Path
from typing import NoReturn

import pytest
from typer.testing import CliRunner

from scripts.__main__ import app
from scripts.ingest.document import Document, Paragraph, Place, ReadError
from scripts.ingest.readers import apart
from scripts.ingest.readers.apart import Progress, read_apart
from scripts.ingest.readers.limits import MB
from scripts.ingest.readers.load import loaded
from tests.support import choking_pdf

PATH = Path("a.pdf")
DOCUMENT = Document((Paragraph("某局", Place(page=1)),), "0" * 64, pages=2)


def _signalled(_path: Path, _progress: Progress) -> NoReturn:
    os.kill(os.getpid(), signal.SIGSEGV)
    raise AssertionError


def _aborted(_path: Path, progress: Progress) -> NoReturn:
    progress(1, 2)
    os.abort()


def _astray(_path: Path, _progress: Progress) -> NoReturn:
    ctypes.string_at(0)
    raise AssertionError


def _endless(_path: Path, _progress: Progress) -> NoReturn:
    while True:
        pass


@pytest.mark.parametrize("read", [_signalled, _aborted, _astray, _endless])
def test_a_reader_that_dies_is_told_in_words(
    read: Callable[[Path, Progress], Document],
    monkeypatch: pytest.MonkeyPatch,
    capfd: pytest.CaptureFixture[str],
) -> None:
    monkeypatch.setattr(apart, "_SECONDS", 1)
    with pytest.raises(ReadError, match="没有读取") as refused:
        read_apart(read, PATH, None)
    assert str(refused.value).startswith("a.pdf：")
    assert "".join(capfd.readouterr()) == ""


def test_a_reader_gets_no_more_memory_than_it_needs(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(apart, "_MEMORY", 100 * MB)
    with pytest.raises(MemoryError):
        read_apart(lambda path, progress: Document((), str(bytearray(200 * MB))), PATH, None)
    assert read_apart(lambda path, progress: DOCUMENT, PATH, None) == DOCUMENT


def test_the_document_its_pages_and_its_errors_are_as_without() -> None:
    def read(path: Path, progress: Progress) -> Document:
        progress(1, 2)
        progress(2, 2)
        return DOCUMENT

    def refuse(path: Path, progress: Progress) -> NoReturn:
        raise ReadError("是图片", path=path, advice="请做文字识别", remarks=("一",))

    shown: list[tuple[int, int]] = []
    assert read_apart(read, PATH, lambda *place: shown.append(place)) == DOCUMENT
    assert shown == [(1, 2), (2, 2)]
    with pytest.raises(ReadError) as refused:
        read_apart(refuse, PATH, None)
    assert str(refused.value) == "a.pdf：是图片；请做文字识别；一"


def test_whoever_is_interrupted_leaves_no_reader_behind() -> None:
    def read(path: Path, progress: Progress) -> NoReturn:
        progress(1, os.getpid())
        time.sleep(600)
        raise AssertionError

    processes = []

    def interrupt(_page: int, process: int) -> None:
        processes.append(process)
        raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        read_apart(read, PATH, interrupt)
    (process,) = processes
    with pytest.raises(ProcessLookupError):
        os.kill(process, 0)


FORMS = {
    "lzw": lambda path, levels: choking_pdf.bomb(path, levels, pack=choking_pdf.lzw),
    "locked": lambda path, levels: choking_pdf.locked(choking_pdf.bomb(path, levels)),
}
"""PDF files whose forms cannot be looked into before the library draws them."""


@pytest.mark.parametrize("kind", FORMS)
def test_forms_that_nobody_looked_into_do_not_end_the_import(
    kind: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(apart, "_SECONDS", 3)
    monkeypatch.setattr(apart, "_MEMORY", 300 * MB)
    path = FORMS[kind](tmp_path / "a.pdf", 12)
    result = CliRunner().invoke(app, ["import", str(path), "--out", str(tmp_path / "out")])
    assert result.exit_code == 2 and "没有读取" in result.output.replace("\n", "")
    assert not (tmp_path / "out").exists()


@pytest.mark.parametrize("kind", FORMS)
def test_a_few_forms_of_that_kind_are_read(kind: str, tmp_path: Path) -> None:
    document = loaded(FORMS[kind](tmp_path / "a.pdf", 2))
    assert list(document.texts)[-1] == "甲"


def test_blanks_before_an_operator_hide_no_form(tmp_path: Path) -> None:
    forms = [(f"/X{level + 1}{' ' * 200}Do " * 10, [level + 1]) for level in range(12)]
    path = choking_pdf.document(tmp_path / "a.pdf", "/X0\r\n  Do", forms=[*forms, ("", [])])
    with pytest.raises(ReadError, match="大得异常"):
        loaded(path)
