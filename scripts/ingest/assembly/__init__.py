"""One package from many files."""
