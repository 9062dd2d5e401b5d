"""Small tables, each the answer to one question, and the facts table that holds every amount."""

from scripts.tables.by_code import (
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
from scripts.tables.codes import LENGTHS, Code, Sum, Use, children, codes
from scripts.tables.comparison import MEASURES, Measure, Profile, incomparable, profiles, within
from scripts.tables.datasets import Dataset, Value, datasets, reference_datasets
from scripts.tables.excerpts import Excerpt, excerpts
from scripts.tables.execution import Execution, between, printed
from scripts.tables.facts import COLUMNS, facts, leaves, total_yuan
from scripts.tables.flows import ALL, ROUNDED, MoneyFlow, passages
from scripts.tables.highlights import Highlight, highlights
from scripts.tables.history import (
    Column,
    History,
    Line,
    Step,
    columns,
    economy,
    functions,
    measured,
    projects,
    step,
)
from scripts.tables.money import Money, Named, money, ranked, share, total
from scripts.tables.overview import Overview, overview
from scripts.tables.printed_layout import Across, Head, PrintedLayout, official
from scripts.tables.printed_layout import text as text_of
from scripts.tables.public_items import Compared, PublicItem
from scripts.tables.purposes import Purpose, purposes, together
from scripts.tables.staff import Staff
from scripts.tables.three_public import PUBLIC, public
from scripts.tables.year_on_year import YearOnYear, since

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
    "Code",
    "Column",
    "Compared",
    "Dataset",
    "Excerpt",
    "Execution",
    "Head",
    "Highlight",
    "History",
    "Line",
    "Measure",
    "Money",
    "MoneyFlow",
    "Named",
    "Overview",
    "PrintedLayout",
    "Profile",
    "PublicItem",
    "Purpose",
    "Spending",
    "Staff",
    "Step",
    "Sum",
    "Use",
    "Value",
    "YearOnYear",
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
    "highlights",
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
    "text_of",
    "together",
    "total",
    "total_yuan",
    "within",
]
