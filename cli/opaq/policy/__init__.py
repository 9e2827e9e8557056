"""What is sensitive, for whom, and what to do about it: categories, presets, policy files."""
