"""The settings of one site, read once from `mkdocs.yml`: nothing of one place stands in code."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

from mkdocs.config import load_config
from pydantic import BaseModel, ConfigDict, ValidationError
from pydantic_core import ErrorDetails


class SettingsError(Exception):
    """`extra` in mkdocs.yml is not as expected: in which file, and what is wrong with which."""

    def __init__(self, path: Path, errors: Sequence[ErrorDetails]) -> None:
        sentences = []
        for error in errors:
            # extra.feedback.post: Extra inputs are not permitted, found 'y'
            field = ".".join(map(str, error["loc"]))
            sentences.append(f"extra.{field}: {error['msg']}, found {error['input']!r}")
        super().__init__(f"{path}: {'；'.join(sentences)}")
        self.path = path
        self.errors = tuple(errors)


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
    """What differs from one site to the next; `base` is its address, "" where it is not known.

    `sections` are the pages that its navigation names.
    """

    # `extra` of mkdocs.yml may hold what themes and plugins want to know.
    model_config = ConfigDict(extra="ignore", frozen=True)
    name: str
    base: str = ""
    place: str | None = None
    licence: Licence
    feedback: Feedback = Feedback()
    sections: tuple[str, ...] = ()

    def has(self, page: str) -> bool:
        """Whether the navigation leads to a page: links to a section stand only where it does."""
        return page.removesuffix(".html") in self.sections


def settings(path: Path) -> Settings:
    """The settings in an mkdocs.yml; SettingsError for a field that is missing or unknown."""
    # Not yaml: a tag under markdown_extensions is Python's own.
    config = load_config(str(path))
    sections: list[str] = []
    for item in config.nav or ():
        sections += [page.removesuffix(".md") for page in item.values()]
    try:
        return Settings(
            name=config.site_name,
            base=config.site_url or "",
            sections=tuple(sections),
            **config.extra,
        )
    except ValidationError as error:
        raise SettingsError(path, error.errors()) from error
