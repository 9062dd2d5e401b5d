"""What machines read about the site and its data: feeds, descriptions of datasets, citations, the catalogue."""

from scripts.metadata import feeds
from scripts.metadata.feeds import Entry, Feed

__all__ = ["Entry", "Feed", "feeds"]
