"""What printed words mean: column words, table titles, quantities, codes."""
