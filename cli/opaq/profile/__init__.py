"""Flags, environment, files -> one resolved Profile, with the origin of every setting."""
