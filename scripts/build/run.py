"""A build: packages are read, everything is made from them, and what changed is written."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

from scripts import api, checks, files, metadata, package, search
from scripts.blocks import Page
from scripts.build import inputs, links, page_files, pictures, to_take_away
from scripts.build.pictures import Pictures
from scripts.build.track import Track
from scripts.checks.run import CheckResult
from scripts.corpus import Site
from scripts.files import File, WriteError, WriteResult
from scripts.pages.several_years import comparison_data
from scripts.pages.whole_site import corrections, head_metadata

BY_HAND = frozenset({"about", "assets"})
"""The folders below `docs/` that people write and no page may stand in."""


@dataclass(frozen=True)
class BuildResult:
    """What a build wrote, and what it left out: the department-years whose packages are unsound."""

    pages: int
    charts: int
    failures: int
    notices: int
    written: WriteResult
    left_out: tuple[CheckResult, ...] = ()


class UnsoundError(Exception):
    """Packages are not fit to be published: what the checks say of each."""

    def __init__(self, results: Sequence[CheckResult]) -> None:
        super().__init__("、".join(result.name for result in results))
        self.results = tuple(results)


def build(root: Path, track: Track, *, keep_going: bool = False) -> BuildResult:
    """Build all generated files of the site, and write what changed.

    They are made from `root`/datapackages and `root`/mkdocs.yml and stand below `root`/docs.
    Pictures are kept in `root`/.cache, for drawing them takes most of the time. Raises UnsoundError
    where a package does not pass its checks (with `keep_going` the site is built without it, and
    says so), PackageError or SettingsError, all before anything is written.
    """
    source = root / "datapackages"
    cache = root / ".cache"
    classifications = checks.classifications(source)
    # The same folders, and the same words on them, as `check` has.
    results = checks.together(
        checks.check(folder, classifications)
        for folder in track(package.folders(source), "读取并核对数据包")
    )
    unsound = [result for result in results if not result.is_sound]
    if unsound and not keep_going:
        raise UnsoundError(unsound)
    site = inputs.site(root, results, classifications)
    all_pages = links.with_twins(links.linked(site, track))
    drawn = pictures.drawn(all_pages, cache / "pictures", track)
    runtime = pictures.runtime(cache / "runtime")
    written = files.write(
        root / "docs",
        [runtime, *_files(site, source, all_pages, drawn)],
        prune=generated_folders(all_pages),
    )

    findings = [finding for year in site.years for finding in year.findings]
    failures = sum(finding.severity == "failure" for finding in findings)
    return BuildResult(
        pages=len(all_pages),
        charts=sum(len(page.charts) for page in all_pages),
        failures=failures,
        notices=len(findings) - failures,
        written=written,
        left_out=tuple(unsound),
    )


def generated_folders(all_pages: Iterable[Page]) -> list[str]:
    """The folders below `docs/` that hold nothing made by hand: what is not built anew is removed.

    They are those that pages stand in, and two for programs. Raises WriteError for a page in a
    folder that people write.

    >>> generated_folders([Page("quality/rules/tree.html", "规则", "", Html())])
    ['api/v1', 'quality', 'search']
    """
    folders = {api.FOLDER, search.FOLDER}
    for page in all_pages:
        # Pages at the root stand among files of people: index.html is built, _headers is not.
        folder, slash, _ = page.path.partition("/")
        if folder in BY_HAND:
            raise WriteError(page.path, f"people write docs/{folder}/, no page may stand there")
        if slash:
            folders.add(folder)
    return sorted(folders)


def _files(site: Site, source: Path, all_pages: Sequence[Page], drawn: Pictures) -> Iterator[File]:
    """Every file of the site but the runtime."""
    taken_away = list(to_take_away.files(site, source / "reference"))
    datasets = head_metadata.datasets(site, taken_away)
    # A page says how large a file is, so files are made before pages are told.
    sizes = {file.path: len(file.content) for file in taken_away}
    json_ld = head_metadata.descriptions(site, datasets)
    for page in all_pages:
        text = page_files.markdown(site, page, drawn, json_ld.get(page.path, ""), sizes)
        path = page.path.removesuffix(".html") + ".md"
        yield File.text(path, text)
        for chart in page.charts:
            yield from page_files.of_chart(site, page, chart, drawn)
    yield from taken_away

    yield from metadata.dcat.files(datasets, site.settings)
    yield from metadata.feeds.files(corrections.feed(site), site.settings)
    yield from metadata.signposts.files(site.settings)
    yield from head_metadata.pictures(site)
    yield from api.files(site)
    yield File.text(comparison_data.PATH, comparison_data.script(site))
    yield from search.index(search.searchable(site, {page.path for page in all_pages}))
