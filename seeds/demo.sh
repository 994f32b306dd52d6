#!/bin/sh
# The whole job on the seed article, in a database of its own under demo/.
set -eu

rm -rf demo
mkdir demo
VERIFY_DB=demo/demo.db
VERIFY_CONFIG=demo/config.toml
VERIFY_USER=ana
export VERIFY_DB VERIFY_CONFIG VERIFY_USER

# Print a command as it would be typed, then run it.
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

# The id of the first claim that holds these words.
claim() {
    verify list --search "$1" --json | sed -n 's/.*"id": *\([0-9][0-9]*\).*/\1/p' | head -n 1
}

run add seeds/venezuela-russia.txt \
    --title "Venezuela and Russia seal their closest alignment yet" --published 2025-05-08
run list
run mark "$(claim '"350 agreements"')" confirmed \
    --note "Counted in the foreign ministry's register" --evidence "register.pdf, p. 4"
run mark "$(claim 64)" incorrect --correction "54%, not 64%"
run show "$(claim 64)"
run add seeds/venezuela-russia-v2.txt --to venezuela-russia
run diff venezuela-russia
run report venezuela-russia -o demo/report.html
run report venezuela-russia -o demo/report.md
printf '\nThe reports are demo/report.html and demo/report.md; the database is demo/demo.db.\n'
printf 'Open the desk on it in your browser: make desk\n'
