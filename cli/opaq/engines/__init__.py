"""Statement -> column batches, and the database's own testimony about origins. One module per database."""
