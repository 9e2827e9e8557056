"""Patterns and checksums, as data: what a value must look like to be of a category. No I/O, no names of columns."""
