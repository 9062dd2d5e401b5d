"""From a file to a document: one reader per format."""
