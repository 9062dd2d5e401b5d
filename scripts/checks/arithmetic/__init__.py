"""What figures say about each other: in and between tables, in prose and performance sheets."""
