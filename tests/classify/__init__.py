"""Tests of the classify room."""
