"""How a document was published: when, how complete, how fine, how readable."""
