"""Small tables, each the answer to one question, and the facts table that holds every amount."""

from scripts.tables.excerpts import Excerpt, excerpts
from scripts.tables.facts import COLUMNS, facts, leaves, total_yuan
from scripts.tables.figures import Money, Named, money, share, total
from scripts.tables.overview import Change, Overview, PublicItem, overview, ranked

__all__ = [
    "COLUMNS",
    "Change",
    "Excerpt",
    "Money",
    "Named",
    "Overview",
    "PublicItem",
    "excerpts",
    "facts",
    "leaves",
    "money",
    "overview",
    "ranked",
    "share",
    "total",
    "total_yuan",
]
