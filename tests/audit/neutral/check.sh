#!/bin/sh
# check.sh LOG: the chain of a log's first segment, with sha256sum and jq only.
# Exit 0: every line is canonical JSON, every seq counts up, every prev is the hash of the line before.
set -eu
segment="$1/segments/000000000000.jsonl"
previous=0000000000000000000000000000000000000000000000000000000000000000
sequence=0
while IFS= read -r line; do
    [ "$(printf '%s' "$line" | jq -cjS .)" = "$line" ] || { echo "line $sequence is not canonical"; exit 1; }
    [ "$(printf '%s' "$line" | jq -r .prev)" = "$previous" ] || { echo "line $sequence does not follow"; exit 1; }
    [ "$(printf '%s' "$line" | jq -r .body.seq)" = "$sequence" ] || { echo "line $sequence has another number"; exit 1; }
    previous=$(printf '%s' "$line" | sha256sum | cut -d' ' -f1)
    sequence=$((sequence + 1))
done < "$segment"
[ "$(sed -n 2p "$1/checkpoint")" = "$sequence" ] || { echo "the head asks for another number of records"; exit 1; }
[ "$(sed -n 4p "$1/checkpoint")" = "chain $previous" ] || { echo "the head names another last line"; exit 1; }
