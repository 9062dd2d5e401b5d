"""From text to statements: sections, sentences, clauses, topics, explanations."""
