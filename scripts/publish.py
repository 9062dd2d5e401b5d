"""From `docs/` to `site/`: the builder is run, and what no page uses is taken out of its output."""

from __future__ import annotations

import os
import queue
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from watchdog.events import FileSystemEvent, FileSystemEventHandler
from watchdog.observers import Observer

from scripts import files

UNUSED = ("assets/javascripts", "assets/stylesheets", "assets/images", "sitemap.xml.gz")
"""What the theme brings and our pages do not load (overrides/main.html says why); the packed sitemap holds a date."""

EPOCH = "315532800"
"""1 January 1980, for whatever the builder would date with today: the same packages make the same bytes."""


class PublishError(Exception):
    """The builder refused; the message is what it said."""


def publish(root: Path) -> int:
    """Build `root`/site from `root`/docs with every warning an error; the number of HTML pages."""
    command = [sys.executable, "-m", "mkdocs", "build", "--strict", "--quiet", "--clean"]
    done = subprocess.run(
        command, cwd=root, env=environment(), capture_output=True, text=True, check=False
    )
    if done.returncode or done.stderr.strip():
        raise PublishError(f"{done.stdout}{done.stderr}".strip())
    files.remove(root / "site", UNUSED)
    return sum(1 for _ in (root / "site").rglob("*.html"))


@contextmanager
def served(root: Path, port: int) -> Iterator[Iterator[Path]]:
    """The site on this machine while the block runs; the value tells, one after another, which sources changed."""
    command = [
        sys.executable,
        "-m",
        "mkdocs",
        "serve",
        "--quiet",
        "--dev-addr",
        f"127.0.0.1:{port}",
    ]
    changed: queue.Queue[Path] = queue.Queue()
    watch = Observer()
    watch.schedule(_Changes(changed), str(root / "datapackages"), recursive=True)
    watch.start()
    builder = subprocess.Popen(command, cwd=root, env=environment())
    try:
        yield _settled(changed)
    finally:
        builder.terminate()
        watch.stop()
        watch.join()


class _Changes(FileSystemEventHandler):
    """Puts every file that was written into a queue."""

    def __init__(self, changed: queue.Queue[Path]) -> None:
        self._changed = changed

    def on_any_event(self, event: FileSystemEvent) -> None:
        if (
            event.event_type in ("created", "modified", "moved", "deleted")
            and not event.is_directory
        ):
            self._changed.put(Path(os.fsdecode(event.src_path)))


def _settled(changed: queue.Queue[Path]) -> Iterator[Path]:
    """The last file of each burst of changes: an import writes many at once."""
    while True:
        last = changed.get()
        try:
            while True:
                last = changed.get(timeout=0.5)
        except queue.Empty:
            yield last


def environment() -> dict[str, str]:
    """The environment of the builder: a fixed date unless one is given, and no advertising."""
    given = dict(os.environ)
    return {"SOURCE_DATE_EPOCH": EPOCH} | given | {"NO_MKDOCS_2_WARNING": "1"}
