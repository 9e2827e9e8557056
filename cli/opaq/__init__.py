"""opaq: read-only queries with masked answers and signed proof."""

__version__ = "0.1.0"
