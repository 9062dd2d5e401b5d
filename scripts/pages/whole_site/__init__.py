"""The pages over the whole site."""
