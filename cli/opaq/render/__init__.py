"""MaskedBatch -> bytes, one module per format."""
