"""The data for programs: small JSON files under a permanent address, each with its JSON Schema."""

from __future__ import annotations

import json
from collections.abc import Iterator

from scripts.api import codes, departments
from scripts.api.addresses import FOLDER, schema_of
from scripts.api.shapes import SCHEMAS, Index, Licence, schema
from scripts.blocks import relative
from scripts.files import File
from scripts.metadata import licences
from scripts.pages import Site

# Grows when a field changes its meaning or goes; new fields leave it as it is.
VERSION = "1.0"

__all__ = ["FOLDER", "SCHEMAS", "files"]


def files(site: Site) -> Iterator[File]:
    """Every file: the entry, departments with their years and tables, codes, and the schemas."""
    yield _index(site)
    yield from departments.files(site)
    yield from codes.files(site)
    for name in SCHEMAS:
        # Schemas and the entry are read by people too; all other files are one line.
        text = json.dumps(schema(name), ensure_ascii=False, indent=1)
        yield File.text(f"{FOLDER}/schemas/{name}.json", f"{text}\n")


def _index(site: Site) -> File:
    path = f"{FOLDER}/index.json"
    layers = licences.layers(site.settings)
    index = Index(
        schema_address=schema_of("index", path),
        version=VERSION,
        name=site.settings.name,
        # Addresses are counted from this file, and these stand beside it.
        departments="departments.json",
        functions="functions.json",
        economic="economic.json",
        catalogue=relative("data/catalog.jsonld", path),
        documentation=relative("about/api.html", path),
        schemas={name: f"schemas/{name}.json" for name in SCHEMAS},
        licences=[Licence.model_validate(layer, from_attributes=True) for layer in layers],
    )
    return File.text(path, index.model_dump_json(by_alias=True, indent=1) + "\n")
