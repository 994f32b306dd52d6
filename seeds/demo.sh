#!/bin/sh
# The whole job on the seed article, in a database of its own under demo/.
set -eu

rm -rf demo
mkdir demo
VERIFY_DB=demo/demo.db
VERIFY_CONFIG=demo/config.toml
VERIFY_USER=${VERIFY_USER:-ana}
export VERIFY_DB VERIFY_CONFIG VERIFY_USER

run() {
    printf '\n$ verify'
    for word in "$@"; do
        case $word in
            *[!A-Za-z0-9./:=_-]*) printf ' "%s"' "$word" ;;
            *) printf ' %s' "$word" ;;
        esac
    done
    printf '\n'
    verify "$@"
}

run add seeds/venezuela-russia.txt \
    --title "Venezuela and Russia seal their closest alignment yet" \
    --publisher "bne IntelliNews" --published 2025-05-08
run list
