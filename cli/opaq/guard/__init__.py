"""Text -> Statement, or a refusal. Layers: scanner, verbs and clauses, function catalogue. Pure; no I/O."""
