"""What can be found on the site, and the index of it: small files of which a search reads a few."""

from scripts.search.index import FOLDER, index
from scripts.search.records import Body, Entry, Line, Period, Records, searchable

__all__ = ["FOLDER", "Body", "Entry", "Line", "Period", "Records", "index", "searchable"]
