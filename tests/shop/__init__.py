"""A small shop, invented, for tests on every engine: people, orders, payments, notes, keys; some views."""
