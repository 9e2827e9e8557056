"""Names, types, values -> findings (category, likelihood, evidence; never a sample of the data). Pure."""
