"""The settings of one site, read once from `mkdocs.yml` and typed: nothing of one place stands in code."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from pathlib import Path

from mkdocs.config import load_config
from pydantic import BaseModel, ConfigDict, ValidationError


class SettingsError(Exception):
    """`extra` in mkdocs.yml is not as expected; the message says which field, what was found and what was expected."""


class Licence(BaseModel):
    """A licence: its short name, its title, where its text stands."""

    model_config = ConfigDict(extra="forbid", frozen=True)
    name: str
    title: str
    url: str


class Feedback(BaseModel):
    """Where readers report errors; None where there is no such way."""

    model_config = ConfigDict(extra="forbid", frozen=True)
    issues: str | None = None
    mail: str | None = None


class Settings(BaseModel):
    """What differs from one site to the next; `base` is the site's address, empty where it is not known.

    `sections` are the pages that its navigation names.
    """

    model_config = ConfigDict(extra="ignore", frozen=True)
    name: str
    base: str = ""
    place: str | None = None
    licence: Licence
    feedback: Feedback = Feedback()
    sections: tuple[str, ...] = ()

    def has(self, page: str) -> bool:
        """Whether the navigation leads to a page: links to a section stand only where the section does."""
        return page.removesuffix(".html") in self.sections


def settings(path: Path) -> Settings:
    """The settings in an mkdocs.yml."""
    config = load_config(str(path))
    try:
        named = {
            "name": config.site_name,
            "base": config.site_url or "",
            "sections": _sections(config.nav),
        }
        return Settings(**named, **config.extra)
    except ValidationError as error:
        said = "；".join(
            f"extra.{'.'.join(map(str, one['loc']))}: {one['msg']}, found {one['input']!r}"
            for one in error.errors()
        )
        raise SettingsError(f"{path}: {said}") from error


def _sections(nav: Sequence[Mapping[str, str]] | None) -> tuple[str, ...]:
    """The pages that the navigation names, without their ending."""
    return tuple(page.removesuffix(".md") for item in nav or () for page in item.values())
