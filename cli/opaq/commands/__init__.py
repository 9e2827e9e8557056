"""argv -> exit code; one module per command; the only place beside main that knows Typer."""
