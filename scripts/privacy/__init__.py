"""What is personal in a text: numbers, addresses and names that no package and no page may hold."""

from scripts.privacy.detector import (
    MARK,
    PersonalDatum,
    asks_for,
    cleaned,
    find,
    is_contact,
)
from scripts.privacy.folding import fold
from scripts.privacy.surnames import is_name

__all__ = ["MARK", "PersonalDatum", "asks_for", "cleaned", "find", "fold", "is_contact", "is_name"]
