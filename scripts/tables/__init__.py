"""Small tables, each the answer to one question, and the facts table that holds every amount."""

from scripts.tables.codes import LENGTHS, Code, Sum, Use, children, codes
from scripts.tables.comparison import MEASURES, Measure, Profile, incomparable, profiles, within
from scripts.tables.execution import Execution, between, printed
from scripts.tables.facts import COLUMNS, facts, leaves, total_yuan
from scripts.tables.figures import Money, Named, money, share, total
from scripts.tables.overview import Change, Overview, PublicItem, overview, ranked
from scripts.tables.public import PUBLIC, public
from scripts.tables.spending import (
    DEPARTMENT,
    FUNCTION,
    GOVERNMENT,
    NOTHING,
    Cell,
    Spending,
    added,
    by_economy,
    by_function,
)
from scripts.tables.years import Column, History, Line, Step, columns, economy, functions, measured, projects, step

__all__ = [
    "COLUMNS",
    "DEPARTMENT",
    "FUNCTION",
    "GOVERNMENT",
    "LENGTHS",
    "MEASURES",
    "NOTHING",
    "PUBLIC",
    "Cell",
    "Change",
    "Code",
    "Column",
    "Execution",
    "History",
    "Line",
    "Measure",
    "Money",
    "Named",
    "Overview",
    "Profile",
    "PublicItem",
    "Spending",
    "Step",
    "Sum",
    "Use",
    "added",
    "between",
    "by_economy",
    "by_function",
    "children",
    "codes",
    "columns",
    "economy",
    "facts",
    "functions",
    "incomparable",
    "leaves",
    "measured",
    "money",
    "overview",
    "printed",
    "profiles",
    "projects",
    "public",
    "ranked",
    "share",
    "step",
    "total",
    "total_yuan",
    "within",
]
