"""What every column of every table means, and how figures, labels and personal data are told."""

from scripts.schema.amounts import (
    ABSENCES,
    BLANK,
    MULTIPLIERS,
    Absent,
    Figure,
    figure,
    places,
    stored,
    value_of,
)
from scripts.schema.columns import KEYS, LINE_ID, MISSING, NUMBER, Column, value_column
from scripts.schema.coordinates import FUNDS, NATURES, PURPOSES, SCOPES, VALUES, VINTAGES, Coordinates
from scripts.schema.derived import ABOUT, DEPARTMENTS, FACTS, LEVELS, PLACE
from scripts.schema.kinds import COMPILED, KINDS, STATED, STATUSES, Kind, kind_of
from scripts.schema.spreadsheets import active, inert, looks_like_formula

__all__ = [
    "ABOUT",
    "ABSENCES",
    "BLANK",
    "COMPILED",
    "DEPARTMENTS",
    "FACTS",
    "FUNDS",
    "KEYS",
    "KINDS",
    "LEVELS",
    "LINE_ID",
    "MISSING",
    "MULTIPLIERS",
    "NATURES",
    "NUMBER",
    "PLACE",
    "PURPOSES",
    "SCOPES",
    "STATED",
    "STATUSES",
    "VALUES",
    "VINTAGES",
    "Absent",
    "Column",
    "Coordinates",
    "Figure",
    "Kind",
    "active",
    "figure",
    "inert",
    "kind_of",
    "looks_like_formula",
    "places",
    "stored",
    "value_column",
    "value_of",
]
