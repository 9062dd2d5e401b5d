"""What every column of every table means, and how figures, labels and personal data are told."""

from scripts.schema.columns import ADDED, KEYS, LINE_ID, MISSING, NUMBER, Column, value_column
from scripts.schema.coordinates import (
    FUNDS,
    NATURES,
    PURPOSES,
    SCOPES,
    VALUES,
    VINTAGES,
    Coordinates,
    coordinates_in,
)
from scripts.schema.cover_sheet import CONTENTS, DICTIONARY, HASH, WORDS, places_in, places_in_words
from scripts.schema.derived import ABOUT, DEPARTMENTS, FACTS, PLACE
from scripts.schema.figures import (
    ABSENCES,
    BLANK,
    MULTIPLIERS,
    STORED,
    Absent,
    Figure,
    figure,
    is_storable,
    places,
    stored,
    value_of,
)
from scripts.schema.formula_guard import active, inert, looks_like_formula
from scripts.schema.kinds import KINDS, SUBJECTS, Kind, kind_of
from scripts.schema.statuses import COMPILED, STATED, STATUSES, Level, Phase, Role, Status

__all__ = [
    "ABOUT", "ABSENCES", "ADDED", "BLANK", "COMPILED", "CONTENTS", "DEPARTMENTS", "DICTIONARY",
    "FACTS", "FUNDS", "HASH", "KEYS", "KINDS", "LINE_ID", "MISSING", "MULTIPLIERS", "NATURES",
    "NUMBER", "PLACE", "PURPOSES", "SCOPES", "STATED", "STATUSES", "STORED", "SUBJECTS", "VALUES",
    "VINTAGES", "WORDS", "Absent", "Column", "Coordinates", "Figure", "Kind", "Level", "Phase", "Role",
    "Status", "active", "coordinates_in", "figure", "inert", "is_storable", "kind_of",
    "looks_like_formula", "places", "places_in", "places_in_words", "stored", "value_column", "value_of",
]  # fmt: skip
