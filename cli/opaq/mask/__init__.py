"""Lineage + findings + policy -> MaskPlan; Batch + plan -> MaskedBatch. Pure."""
