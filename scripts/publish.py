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

from scripts import files, manifest
from scripts.files import File

# What the theme brings and our pages do not load (overrides/main.html says why). The packed sitemap
# holds a date: it would differ at each build.
_UNUSED = ("assets/javascripts", "assets/stylesheets", "assets/images", "sitemap.xml.gz")

# 1 January 1980, for whatever the builder would date with today: the same packages make the same
# bytes, https://reproducible-builds.org/specs/source-date-epoch/
_EPOCH = "315532800"

# An import writes many files at once: half a second without any ends it.
_QUIET_SECONDS = 0.5
_CHANGES = frozenset({"created", "modified", "moved", "deleted"})
_MKDOCS = (sys.executable, "-m", "mkdocs")


class PublishError(Exception):
    """The builder refused, or warned: with which exit status, and what it wrote."""

    def __init__(self, status: int, output: str) -> None:
        super().__init__(output.strip())
        self.status = status
        self.output = output


def publish(root: Path) -> int:
    """Build `root`/site from `root`/docs with every warning an error; the number of HTML pages.

    It is built beside, and takes the place of the old one only when it is complete. Raises
    PublishError; the old one stands then.
    """
    site = root / "site"
    fresh = files.fresh(site)
    try:
        built = subprocess.run(
            [*_MKDOCS, "build", "--strict", "--quiet", "--clean", "--site-dir", str(fresh)],
            cwd=root,
            env=_environment(),
            capture_output=True,
            text=True,
            check=False,
        )
        if built.returncode or built.stderr.strip():
            raise PublishError(built.returncode, f"{built.stdout}{built.stderr}")
        files.remove(fresh, _UNUSED)
        files.write(fresh, _data(root / "docs"))
        files.write(fresh, [manifest.listed(fresh)])
        files.exchange(fresh, site)
    finally:
        files.remove(fresh.parent, [fresh.name])
    return sum(1 for _ in site.rglob("*.html"))


def _data(docs: Path) -> Iterator[File]:
    """What packages hold in Markdown: it is data to be taken away, and the builder is told to leave
    it out (`exclude_docs` in mkdocs.yml), for it makes a page of whatever ends in .md.
    """
    for path in sorted(docs.glob("departments/*/*/summary.md")):
        yield File(path.relative_to(docs).as_posix(), path.read_bytes())


@contextmanager
def served(root: Path, port: int) -> Iterator[Iterator[Path]]:
    """The site on this machine while the block runs; the value waits for each source that changes."""
    changed: queue.Queue[Path] = queue.Queue()
    observer = Observer()
    observer.schedule(_Changes(changed), str(root / "datapackages"), recursive=True)
    observer.start()
    builder = subprocess.Popen(
        [*_MKDOCS, "serve", "--quiet", "--dev-addr", f"127.0.0.1:{port}"],
        cwd=root,
        env=_environment(),
    )
    try:
        yield _settled(changed)
    finally:
        builder.terminate()
        observer.stop()
        observer.join()


class _Changes(FileSystemEventHandler):
    """Puts every file that was written into a queue."""

    def __init__(self, changed: queue.Queue[Path]) -> None:
        self._changed = changed

    def on_any_event(self, event: FileSystemEvent) -> None:
        # Reading a package opens and closes its files, which are events as well.
        if event.event_type in _CHANGES and not event.is_directory:
            self._changed.put(Path(os.fsdecode(event.src_path)))


def _settled(changed: queue.Queue[Path]) -> Iterator[Path]:
    """The last file of each burst of changes."""
    while True:
        last = changed.get()
        try:
            while True:
                last = changed.get(timeout=_QUIET_SECONDS)
        except queue.Empty:
            yield last


def _environment() -> dict[str, str]:
    """A fixed date unless one is set, and no advertising."""
    return {"SOURCE_DATE_EPOCH": _EPOCH, **os.environ, "NO_MKDOCS_2_WARNING": "1"}
