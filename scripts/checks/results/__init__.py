"""How the outcome of a check is told: messages, formulas, rows, output."""
