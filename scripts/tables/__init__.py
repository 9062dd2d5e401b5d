"""Small tables, each the answer to one question, and the facts table that holds every amount."""

from scripts.tables.codes import LENGTHS, Code, Sum, Use, children, codes
from scripts.tables.comparison import MEASURES, Measure, Profile, incomparable, profiles, within
from scripts.tables.datasets import Dataset, Value, datasets, reference_datasets
from scripts.tables.excerpts import Excerpt, excerpts
from scripts.tables.execution import Execution, between, printed
from scripts.tables.facts import COLUMNS, facts, leaves, total_yuan
from scripts.tables.figures import Money, Named, money, share, total
from scripts.tables.lastyear import Change, since
from scripts.tables.official import Across, Head, Official, official
from scripts.tables.official import text as text_of
from scripts.tables.overview import Compared, Overview, PublicItem, Staff, overview, ranked
from scripts.tables.passages import ALL, ROUNDED, Passage, passages
from scripts.tables.public import PUBLIC, public
from scripts.tables.purposes import Purpose, purposes, together
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
from scripts.tables.striking import Standout, striking
from scripts.tables.years import Column, History, Line, Step, columns, economy, functions, measured, projects, step

__all__ = [
    "ALL",
    "COLUMNS",
    "DEPARTMENT",
    "FUNCTION",
    "GOVERNMENT",
    "LENGTHS",
    "MEASURES",
    "NOTHING",
    "PUBLIC",
    "ROUNDED",
    "Across",
    "Cell",
    "Change",
    "Code",
    "Column",
    "Compared",
    "Dataset",
    "Excerpt",
    "Execution",
    "Head",
    "History",
    "Line",
    "Measure",
    "Money",
    "Named",
    "Official",
    "Overview",
    "Passage",
    "Profile",
    "PublicItem",
    "Purpose",
    "Spending",
    "Staff",
    "Standout",
    "Step",
    "Sum",
    "Use",
    "Value",
    "added",
    "between",
    "by_economy",
    "by_function",
    "children",
    "codes",
    "columns",
    "datasets",
    "economy",
    "excerpts",
    "facts",
    "functions",
    "incomparable",
    "leaves",
    "measured",
    "money",
    "official",
    "overview",
    "passages",
    "printed",
    "profiles",
    "projects",
    "public",
    "purposes",
    "ranked",
    "reference_datasets",
    "share",
    "since",
    "step",
    "striking",
    "text_of",
    "together",
    "total",
    "total_yuan",
    "within",
]
