"""What figures say about each other: within a table, between tables, in prose and in performance
sheets.
"""
