"""The pages of a body's year."""
