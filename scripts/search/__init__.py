"""What can be found on the site, and the index of it: small files of which a search reads a few."""

from scripts.search.index import FOLDER, index
from scripts.search.records import Body, Entry, Found, Line, Period, found

__all__ = ["FOLDER", "Body", "Entry", "Found", "Line", "Period", "found", "index"]
