"""The form of a package: descriptor, files, columns, personal data."""
