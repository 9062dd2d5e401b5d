"""What machines read about the site and its data: feeds, descriptions, citations, the catalogue."""

from scripts.metadata import citation, datasets, dcat, feeds, licences, schema_org, signposts
from scripts.metadata.datasets import Dataset
from scripts.metadata.feeds import Entry, Feed

__all__ = [
    "Dataset", "Entry", "Feed", "citation", "datasets", "dcat", "feeds", "licences", "schema_org",
    "signposts",
]  # fmt: skip
