"""Records, chain, keys, checkpoints, verification. Imports nothing of the other rooms."""
