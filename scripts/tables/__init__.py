"""Small tables, each the answer to one question, and the facts table that holds every amount."""

from scripts.tables.facts import COLUMNS, facts, leaves, total_yuan
from scripts.tables.figures import Money, Named, money, share, total
from scripts.tables.official import Head, Line, Official, official
from scripts.tables.official import text as text_of
from scripts.tables.overview import Change, Overview, PublicItem, overview, ranked

__all__ = [
    "COLUMNS",
    "Change",
    "Head",
    "Line",
    "Money",
    "Named",
    "Official",
    "Overview",
    "PublicItem",
    "facts",
    "leaves",
    "money",
    "official",
    "overview",
    "ranked",
    "share",
    "text_of",
    "total",
    "total_yuan",
]
