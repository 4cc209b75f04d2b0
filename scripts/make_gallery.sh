#!/bin/sh
# Draws output/gallery/ anew: scripts/make_gallery.sh target/release/dateline
set -eu
dateline=$1
cd "$(dirname "$0")/.."
from=tests/gallery
to=output/gallery
all="$from/caucasus.csv $from/damascus.csv $from/syria.csv $from/africa.csv $from/elsewhere.csv"
mkdir -p "$to"

draw() {
    name=$1
    shift
    "$dateline" draw -q "$@" --width 600 --force -o "$to/$name.png"
}

chart() {
    name=$1
    shift
    "$dateline" chart -q "$@" --width 600 --force -o "$to/$name.png"
}

draw caucasus "$from/caucasus.csv"
draw city "$from/damascus.csv" --title "UCDP GED events around Damascus"
draw country "$from/syria.csv" --theme dark
draw continent "$from/africa.csv"
draw hexagons $all --hexagons --title "UCDP GED events by hexagons"
draw world $all
draw antimeridian "$from/fiji.csv" --size hurt --title "Invented: unrest on both sides of the 180th meridian"
draw choropleth "$from/africa.csv" --choropleth country --aggregate sum:best --title "Killed in UCDP GED events, by country"
draw print "$from/caucasus.csv" --theme print
draw panels "$from/syria.csv" --panels year
for kind in timeline cumulative places actors; do
    chart "$kind" $all --kind "$kind"
done
chart calendar "$from/syria.csv" --kind calendar
chart claims output --kind claims
