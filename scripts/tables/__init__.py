"""Small tables, each the answer to one question, and the facts table that holds every amount."""

from scripts.tables.codes import LENGTHS, Code, Sum, Use, children, codes
from scripts.tables.comparison import Measure, Profile, incomparable, profiles
from scripts.tables.datasets import Dataset, Value, datasets, reference_datasets
from scripts.tables.excerpts import Excerpt, excerpts
from scripts.tables.execution import Execution, between, printed
from scripts.tables.facts import facts, total_yuan
from scripts.tables.flows import ALL, ROUNDED, MoneyFlow, passages
from scripts.tables.highlights import Highlight, highlights
from scripts.tables.history import (
    Column,
    History,
    Line,
    Step,
    economy,
    functions,
    measured,
    projects,
    step,
)
from scripts.tables.money import Money, Named, money, ranked, share, total
from scripts.tables.overview import Overview, overview
from scripts.tables.printed_layout import Across, Head, PrintedLayout, official, text_of
from scripts.tables.purposes import Purpose, purposes, together
from scripts.tables.spending import DEPARTMENT, FUNCTION, GOVERNMENT, NOTHING, Cell, by_function
from scripts.tables.three_public import PUBLIC, PublicItem, public
from scripts.tables.year_on_year import YearOnYear, since

__all__ = [
    "ALL", "DEPARTMENT", "FUNCTION", "GOVERNMENT", "LENGTHS", "NOTHING", "PUBLIC", "ROUNDED",
    "Across", "Cell", "Code", "Column", "Dataset", "Excerpt", "Execution", "Head", "Highlight",
    "History", "Line", "Measure", "Money", "MoneyFlow", "Named", "Overview", "PrintedLayout",
    "Profile", "PublicItem", "Purpose", "Step", "Sum", "Use", "Value", "YearOnYear", "between",
    "by_function", "children", "codes", "datasets", "economy", "excerpts", "facts", "functions",
    "highlights", "incomparable", "measured", "money", "official", "overview", "passages",
    "printed", "profiles", "projects", "public", "purposes", "ranked", "reference_datasets",
    "share", "since", "step", "text_of", "together", "total", "total_yuan",
]  # fmt: skip
