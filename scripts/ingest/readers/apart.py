"""A reader in a process of its own: a library that crashes, or never ends, takes only that with it."""

from __future__ import annotations

import faulthandler
import os
import pickle
import resource
import signal
import sys
import traceback
import warnings
from collections.abc import Callable
from contextlib import suppress
from pathlib import Path
from typing import BinaryIO, NoReturn

from scripts.ingest.document import Document, ReadError
from scripts.ingest.readers.limits import MB

Progress = Callable[[int, int], None]
Read = Callable[[Path, Progress], Document]

CRASHED = "读到一半，读取程序崩溃了，或者超过了时间和内存的上限；没有读取"
_SECONDS, _MEMORY = 160, 1024 * MB
"""What a reader may take; of what it does not refuse the largest takes some 20 s and 400 MB."""


def read_apart(read: Read, path: Path, progress: Progress | None) -> Document:
    """What a reader makes of a file, or the error that it raises.

    ReadError too where its process ends before it has said either.
    """
    show = progress or _silent
    # A process is split in two safely on Linux alone: not on macOS, and Windows knows no such thing.
    if sys.platform != "linux":
        return read(path, show)
    ours, theirs = os.pipe()
    process = _split()
    if not process:
        os.close(ours)
        _tell(read, path, theirs)
    os.close(theirs)
    try:
        with os.fdopen(ours, "rb") as stream:
            document = _heard(stream, show)
    finally:
        with suppress(ProcessLookupError):
            os.kill(process, signal.SIGKILL)
        os.waitpid(process, 0)
    if document is None:
        raise ReadError(CRASHED, path=path, advice="请用别的程序打开，另存一份再导入")
    return document


def _silent(_page: int, _pages: int) -> None:
    pass


def _split() -> int:
    with warnings.catch_warnings():
        # Python warns where threads run, from 3.12 on: ours draw the bar of progress, and the
        # other process draws nothing.
        warnings.simplefilter("ignore", DeprecationWarning)
        return os.fork()


# In the process that reads


def _tell(read: Read, path: Path, to: int) -> NoReturn:
    """Read a file, tell what comes of it, and end."""
    try:
        _bounded()
        with os.fdopen(to, "wb") as stream:
            try:
                said: object = read(path, lambda *place: _say(stream, place))
            except Exception as error:
                # Where in the reader it came from is lost otherwise.
                error.add_note(traceback.format_exc())
                said = error
            _say(stream, said)
    finally:
        # What the process before has to tidy up at its end is no business of this one.
        os._exit(0)


def _say(stream: BinaryIO, said: object) -> None:
    pickle.dump(said, stream)
    stream.flush()


def _bounded() -> None:
    """Let this process take no more than a reader needs, and end without a word when it crashes."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    faulthandler.disable()
    held = int(Path("/proc/self/statm").read_text("ascii").split()[0]) * resource.getpagesize()
    for kind, most in (
        (resource.RLIMIT_CORE, 0),
        (resource.RLIMIT_CPU, _SECONDS),
        (resource.RLIMIT_AS, held + _MEMORY),
    ):
        _, hard = resource.getrlimit(kind)
        if hard != resource.RLIM_INFINITY:
            most = min(most, hard)
        resource.setrlimit(kind, (most, most))


# In the process that waits for it


def _heard(stream: BinaryIO, show: Progress) -> Document | None:
    """The document that a reader tells, each page before it; None where it falls silent."""
    while True:
        try:
            said = pickle.load(stream)
        except (EOFError, pickle.UnpicklingError):
            return None
        if isinstance(said, tuple):
            show(*said)
        elif isinstance(said, Exception):
            raise said
        else:
            assert isinstance(said, Document)
            return said
