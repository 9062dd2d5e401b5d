"""From a grid to a table: its kind, columns, rows, and which row is above which."""
