#!/bin/sh
# openssl.sh LOG VKEY: the head's signature by the key VKEY, with openssl only.
set -eu
work=$(mktemp -d)
trap 'rm -r "$work"' EXIT
name=${2%%+*}
rest=${2#*+}
# the vkey ends in base64(0x01 || public key); SubjectPublicKeyInfo of Ed25519 is a fixed prefix and the key
{ printf '\060\052\060\005\006\003\053\145\160\003\041\000'; printf '%s' "${rest#*+}" | base64 -d | tail -c 32; } > "$work/key.der"
# what is signed is everything before the empty line
sed '/^$/,$d' "$1/checkpoint" > "$work/text"
for signature in $(sed '1,/^$/d' "$1/checkpoint" | awk -v name="$name" '$2 == name { print $3 }'); do
    printf '%s' "$signature" | base64 -d | tail -c 64 > "$work/signature"
    if openssl pkeyutl -verify -pubin -keyform DER -inkey "$work/key.der" -rawin \
        -in "$work/text" -sigfile "$work/signature" > /dev/null 2>&1; then
        exit 0
    fi
done
echo "no signature of this key"
exit 1
