"""What the pages claim, read from them as a reader reads it, is what the CSV files bear; altered figures alter the claims."""

from __future__ import annotations

import html
import re
from collections import Counter
from functools import cache

from scripts import build, package, settings, tables
from scripts.corpus import BudgetYear, Site
from scripts.glossary import Glossary
from scripts.pages.several_years import codes
from scripts.pages.year import overview
from tests.conftest import ROOT
from tests.support.claims import Claim, Held, of_change, of_code, of_overview

PACKAGES = ROOT / "datapackages"


@cache
def site() -> Site:
    """All packages of the repository, unchecked."""
    years = [BudgetYear(one, tables.overview(one), (), ()) for one in package.read_all(PACKAGES)]
    return Site(settings.settings(ROOT / "mkdocs.yml"), Glossary(()), build.beside(years))


def plain(body: str) -> str:
    """A page as a reader reads it: pictures gone, a line for each block."""
    body = re.sub(r"<(svg|style|script)\b.*?</\1>", "", body, flags=re.DOTALL)
    body = re.sub(
        r"</(p|li|tr|h\d|div|section|td|th|figcaption|caption|summary|dt|dd)>|<br>", "\n", body
    )
    text = html.unescape(re.sub(r"<[^>]+>", "", body))
    return re.sub(r"\s*\n\s*", "\n", text)


@cache
def claims() -> tuple[Claim, ...]:
    """Every claim of the pages that the independent reading understands."""
    helds = {folder: Held(folder) for folder in package.find(PACKAGES)}
    found: list[Claim] = []
    for year in site().years:
        held = helds[PACKAGES / year.package.path]
        stated = held.disclosure
        before = [
            one
            for folder, one in helds.items()
            if folder.parent == held.folder.parent
            and (one.disclosure["year"], one.disclosure["phase"])
            == (int(str(stated["year"])) - 1, stated["phase"])
        ]
        text = plain(str(overview.page(year, site()).body))
        found += of_overview(year.package.path, text, held)
        found += of_change(year.package.path, text, held, before)
    for page in codes.pages(site()):
        code = re.sub(r"\D", "", page.path.rpartition("/")[2])
        if code:
            found += of_code(page.path, plain(str(page.body)), code, list(helds.values()))
    return tuple(found)


def test_every_claim_is_borne_by_the_files() -> None:
    wrong = [claim for claim in claims() if not claim.holds]
    assert not wrong, "\n".join(f"{one.kind} {one.page}: {one.text}" for one in wrong)


def test_enough_is_claimed_to_be_worth_reading() -> None:
    kinds = Counter(claim.kind for claim in claims())
    assert sum(kinds.values()) >= 300, kinds
    assert len(kinds) >= 15, kinds
