"""The audit room: a local, append-only, hash-chained, signed log that anyone can verify offline.

Takes bodies (text and integers only) and directories; gives entries, heads,
verdicts, reports and proofs. Imports nothing of the other rooms except the
errors, so that verifying needs no driver, no parser and no policy.

The files in reading order: ``canonical`` and ``line`` (what a record is),
``merkle`` and ``note`` (what a head is), ``keys`` (who signs), ``files`` (how
bytes reach the disk), ``chain`` (appending), ``segment`` and ``verify``
(checking).
"""
