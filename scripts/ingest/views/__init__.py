"""What a person is told of an import: text, page, JSON, the page on a draft."""
