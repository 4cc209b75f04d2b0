#!/usr/bin/env bash
# without_supplement.sh COMMAND [ARGUMENTS]   what the hand-made supplement of the gazetteer is worth.
#
# Builds the program with an empty gazetteer/supplement.tsv, in target/without-supplement and from a copy of the sources
# there, and runs COMMAND [ARGUMENTS] with the path of that program as its last argument, for example
#   scripts/without_supplement.sh ../shared/score/run_all
set -euo pipefail
[ $# -gt 0 ] || { echo "usage: without_supplement.sh COMMAND [ARGUMENTS]"; exit 2; }
cd "$(dirname "${BASH_SOURCE[0]}")/.."
copy=$PWD/target/without-supplement
mkdir -p "$copy"
git ls-files -z --cached --others --exclude-standard -- . ':!output' ':!tests' | tar --null -T - -cf - | tar -xf - -C "$copy"
# The test target must have a file.
mkdir -p "$copy/tests" && echo 'fn main() {}' >"$copy/tests/main.rs"
# Comments and the head stay, the rows go.
awk '/^#/ || !head++ { print }' gazetteer/supplement.tsv >"$copy/gazetteer/supplement.tsv"
(cd "$copy" && cargo build --release --quiet --bin dateline)
"$@" "$copy/target/release/dateline"
