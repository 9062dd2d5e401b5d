"""Small tables, each the answer to one question, and the facts table that holds every amount."""

from scripts.tables.facts import COLUMNS, facts, leaves, total_yuan
from scripts.tables.figures import Money, Named, money, share, total
from scripts.tables.lastyear import Change, between
from scripts.tables.overview import Compared, Overview, PublicItem, Staff, overview, ranked
from scripts.tables.striking import Standout, striking

__all__ = [
    "COLUMNS",
    "Change",
    "Compared",
    "Money",
    "Named",
    "Overview",
    "PublicItem",
    "Staff",
    "Standout",
    "between",
    "facts",
    "leaves",
    "money",
    "overview",
    "ranked",
    "share",
    "striking",
    "total",
    "total_yuan",
]
