"""The pages that show several years or several bodies side by side."""
