#!/usr/bin/env python3
"""Writes a dump of the shape of GeoNames' allCountries.txt and alternateNamesV2.txt.

The places are made up; what counts is the shape: 19 columns, about 130 bytes a
row, ids that rise with gaps, classes and countries in about GeoNames' shares,
alternate names in several scripts. The same arguments give the same bytes.

    scripts/make_geonames_dump.py DIR [--rows 12000000] [--alternates 15000000]

Standard library only. 12 million rows take some minutes and 2.5 GB.
"""

import argparse
import os
import random

SYLLABLES = (
    "ka la ma na ra sa ta va ba da ga ha ja ko lo mo no ro so to vo bo do go ku lu mu nu ru su tu "
    "ke le me ne re se te ve be de ge ki li mi ni ri si ti vi bi di gi shan kent abad grad pur dorf"
).split()
ENDINGS = ["", "", "", " Qala", " Gora", "-Dere", " Khurd", " Bala", "ovka", "ville", " Creek", " Hill"]
CYRILLIC = dict(zip("abcdefghijklmnopqrstuvwxyz", "абцдефгхийклмнопкрстуввхиз"))
ARABIC = dict(zip("abcdefghijklmnopqrstuvwxyz", "ابصدافغهيجكلمنوبقرستوففخيز"))
# Class, code and share in a thousand, after GeoNames' own statistics.
FEATURES = [
    ("P", "PPL", 380), ("P", "PPLX", 20), ("P", "PPLA4", 8), ("P", "PPLL", 12), ("H", "STM", 130),
    ("H", "LK", 40), ("H", "WAD", 20), ("T", "HLL", 50), ("T", "MT", 60), ("T", "ISL", 20),
    ("L", "LCTY", 50), ("L", "PRK", 20), ("S", "SCH", 50), ("S", "CH", 40), ("S", "FRM", 40),
    ("S", "HTL", 20), ("R", "RD", 5), ("R", "ST", 5), ("A", "ADM3", 10), ("A", "ADM4", 16),
    ("V", "FRST", 2), ("U", "RDGU", 2),
]  # fmt: skip
COUNTRIES = [
    ("US", 40, -100, 12), ("CN", 35, 105, 10), ("IN", 22, 79, 6), ("RU", 58, 60, 10), ("MX", 23, -102, 6),
    ("ID", -2, 115, 5), ("PK", 30, 70, 3), ("AF", 34, 66, 3), ("IR", 32, 53, 3), ("AZ", 40.3, 47.7, 0.7),
    ("AM", 40.2, 45, 0.4), ("UA", 49, 31, 3), ("SY", 35, 38, 1), ("FR", 46.5, 2.5, 3), ("NG", 9, 8, 3),
]  # fmt: skip


def name(rng):
    """A made-up name."""
    word = "".join(rng.choice(SYLLABLES) for _ in range(rng.randint(2, 4)))
    return word.capitalize() + rng.choice(ENDINGS)


def written(text, letters):
    """The name in another script."""
    return "".join(letters.get(c, c) for c in text.lower()).title()


def row(rng, geonameid, place, feature, country, admin):
    """One row of allCountries.txt."""
    iso2, lat, lon, spread = country
    lat = max(-89.9, min(89.9, lat + rng.gauss(0, spread / 2)))
    lon = max(-179.9, min(179.9, lon + rng.gauss(0, spread)))
    letter, code = feature
    alternates = ",".join([place.upper(), written(place, CYRILLIC)][: rng.randint(0, 2)])
    people = rng.choice([0, 0, 0, rng.randint(20, 90000)]) if letter == "P" else 0
    cells = [
        geonameid, place, place, alternates, f"{lat:.5f}", f"{lon:.5f}", letter, code, iso2, "",
        admin[0], admin[1], "", "", people, "", rng.randint(0, 3000), "Etc/UTC", "2020-01-01",
    ]  # fmt: skip
    return "\t".join(map(str, cells)) + "\n"


def heads(rng):
    """Countries and divisions, as (feature, country, name, admin codes)."""
    for country in COUNTRIES:
        yield ("A", "PCLI"), country, name(rng), ("00", "")
        for first in range(1, 31):
            yield ("A", "ADM1"), country, name(rng) + " Province", (f"{first:02}", "")
            for second in range(1, 61):
                yield ("A", "ADM2"), country, name(rng) + " District", (f"{first:02}", f"{first:02}{second:03}")


def main():
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("folder")
    parser.add_argument("--rows", type=int, default=12_000_000)
    parser.add_argument("--alternates", type=int, default=15_000_000)
    arguments = parser.parse_args()
    os.makedirs(arguments.folder, exist_ok=True)
    rng = random.Random(1)
    features = [feature[:2] for feature in FEATURES]
    shares = [feature[2] for feature in FEATURES]
    ids = []
    geonameid = 40_000
    with open(os.path.join(arguments.folder, "allCountries.txt"), "w", encoding="utf-8", newline="\n") as out:
        for feature, country, place, admin in heads(rng):
            if len(ids) >= arguments.rows:
                break
            geonameid += rng.randint(1, 2)
            out.write(row(rng, geonameid, place, feature, country, admin))
            ids.append(geonameid)
        # A name in four is borne by many places.
        common = [name(rng) for _ in range(50_000)]
        while len(ids) < arguments.rows:
            chosen = rng.choices(features, shares, k=10_000)
            for feature in chosen[: arguments.rows - len(ids)]:
                geonameid += 1 if rng.random() < 0.9 else 2
                place = rng.choice(common) if rng.random() < 0.25 else name(rng)
                first = rng.randint(1, 30)
                admin = (f"{first:02}", f"{first:02}{rng.randint(1, 60):03}")
                out.write(row(rng, geonameid, place, feature, rng.choice(COUNTRIES), admin))
                ids.append(geonameid)
    with open(os.path.join(arguments.folder, "alternateNamesV2.txt"), "w", encoding="utf-8", newline="\n") as out:
        for number in range(arguments.alternates):
            place = name(rng)
            language, form = rng.choice(
                [("en", place), ("ru", written(place, CYRILLIC)), ("ar", written(place, ARABIC)), ("", place),
                 ("link", "https://example.org/" + place.replace(" ", "_"))]
            )  # fmt: skip
            historic = "1" if rng.random() < 0.03 else ""
            out.write(f"{number + 1}\t{rng.choice(ids)}\t{language}\t{form}\t\t\t\t{historic}\t\t\n")


if __name__ == "__main__":
    main()
