"""Statement + catalog + testimony -> Lineage per output column. Unknown is a value, not an absence. Pure."""
