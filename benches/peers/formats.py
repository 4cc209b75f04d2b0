#!/usr/bin/env python3
"""Writes and reads the same rows with Dateline and with whatever peers are installed, and prints ratios.

    benches/peers/formats.py target/release/dateline [ROWS] [FORMAT ...]

ROWS invented events (a million, if not told) are written as CSV, and that file
is then turned into each FORMAT (geojson, gpkg, fgb, parquet, kml, jsonl) by
Dateline, by ogr2ogr and by geopandas with pyogrio; then the GeoJSON is read
whole by each. Every program starts from the same CSV and finds the kinds of
columns by itself. Seconds are those of the clock and of the processor (Dateline
uses all cores, so that on a busy machine the latter tell more), memory is the
peak of the whole process. What is not installed is named and left out. Nothing here
fails: these are figures, not tests.
"""
import importlib.util
import json
import os
import random
import shutil
import subprocess
import sys
import tempfile

TYPES = ["Battles", "Explosions/Remote violence", "Violence against civilians", "Protests", "Riots", "Strategic developments"]
DRIVERS = {"geojson": "GeoJSON", "gpkg": "GPKG", "fgb": "FlatGeobuf", "kml": "KML", "parquet": "Parquet"}
WORDS = "shelling of the road near village group army soldiers reported killed wounded according to the local council and".split()


def make(path, rows):
    """A table of invented events, the same for the same number of rows."""
    chance = random.Random(7)
    head = "event_id,event_date,year,event_type,actor1,actor2,country,admin1,location,latitude,longitude,geo_precision,source,notes,fatalities\n"
    with open(path, "w", encoding="utf-8") as out:
        out.write(head)
        for n in range(rows):
            lat, lon = chance.uniform(-35, 60), chance.uniform(-80, 140)
            note = " ".join(chance.choices(WORDS, k=18))
            day = f"{2010 + n % 14}-{1 + n % 12:02}-{1 + n % 28:02}"
            out.write(
                f'EXA{n},{day},{day[:4]},{TYPES[n % 6]},"Hill Band, {n % 90}",Military Forces of Examplia {n % 50},Examplia,'
                f'Province {n % 40},Place {n % 9000},{lat:.4f},{lon:.4f},{1 + n % 3},Example Wire; Paper {n % 30},"{note}, no. {n}",{n % 12}\n'
            )


def pyogrio_write(path, out):
    import geopandas as gpd
    import pandas as pd

    data = pd.read_csv(path, parse_dates=["event_date"])
    points = gpd.GeoDataFrame(data, geometry=gpd.points_from_xy(data.longitude, data.latitude), crs=4326)
    if out.endswith(".parquet"):
        points.to_parquet(out)
    else:
        points.to_file(out, engine="pyogrio")


def pyogrio_read(path, _):
    import pyogrio

    print(len(pyogrio.read_dataframe(path)))


PEERS = {"write": pyogrio_write, "read": pyogrio_read}


def measured(command, folder):
    """Seconds of the clock and of the processor, peak MB, and what was said, of a process."""
    code = (
        "import json, resource, subprocess, sys, time\n"
        "begin = time.perf_counter()\n"
        "done = subprocess.run(sys.argv[1:], stdout=subprocess.DEVNULL, stderr=subprocess.PIPE, text=True)\n"
        "seconds = time.perf_counter() - begin\n"
        "use = resource.getrusage(resource.RUSAGE_CHILDREN)\n"
        "print(json.dumps([done.returncode, seconds, use.ru_utime + use.ru_stime, use.ru_maxrss / 1024, done.stderr[-300:]]))\n"
    )
    told = subprocess.run([sys.executable, "-c", code, *command], capture_output=True, text=True, check=True, cwd=folder)
    status, seconds, cpu, memory, error = json.loads(told.stdout)
    return None if status else (seconds, cpu, memory), error


def race(title, runs, folder):
    print(title)
    own = None
    for name, command in runs.items():
        figures, error = measured(command, folder)
        if figures is None:
            print(f"  {name:10} failed: {error.strip().splitlines()[-1:]}")
            continue
        own = own or figures
        times = [theirs / ours for theirs, ours in zip(figures, own)]
        ratio = "" if name == "dateline" else "  {:5.1f} x the time, {:5.1f} x the CPU, {:4.1f} x the memory".format(*times)
        seconds, cpu, memory = figures
        print(f"  {name:10} {seconds:7.2f} s {cpu:7.2f} s CPU {memory:7.0f} MB{ratio}")


def main():
    binary = os.path.abspath(sys.argv[1])
    rows = int(sys.argv[2]) if len(sys.argv) > 2 else 1_000_000
    formats = sys.argv[3:] or ["geojson", "gpkg", "fgb", "parquet", "jsonl", "kml"]
    ogr, pyogrio = shutil.which("ogr2ogr"), importlib.util.find_spec("pyogrio") and importlib.util.find_spec("geopandas")
    absent = [name for name, there in (("ogr2ogr", ogr), ("pyogrio with geopandas", pyogrio)) if not there]
    if absent:
        print("not installed:", ", ".join(absent))
    with tempfile.TemporaryDirectory() as folder:
        table = os.path.join(folder, "events.csv")
        make(table, rows)
        print(f"{rows:,} rows, {os.path.getsize(table) / 1e6:.0f} MB of CSV")
        for form in formats:
            out = {name: os.path.join(folder, f"{name}.{form}") for name in ("dateline", "ogr2ogr", "pyogrio")}
            runs = {"dateline": [binary, "export", table, "-o", out["dateline"], "--force"]}
            if ogr and form in DRIVERS:
                places = ["-oo", "X_POSSIBLE_NAMES=longitude", "-oo", "Y_POSSIBLE_NAMES=latitude", "-oo", "AUTODETECT_TYPE=YES"]
                runs["ogr2ogr"] = [ogr, "-q", "-f", DRIVERS[form], out["ogr2ogr"], table, *places, "-a_srs", "EPSG:4326"]
            if pyogrio and form in DRIVERS and form != "kml":
                runs["pyogrio"] = [sys.executable, os.path.abspath(__file__), "--peer", "write", table, out["pyogrio"]]
            race(f"CSV to {form}", runs, folder)
            print(f"  {os.path.getsize(out['dateline']) / 1e6:.0f} MB" if os.path.exists(out["dateline"]) else "  nothing")
            if form == "geojson":
                runs = {"dateline": [binary, "inspect", out["dateline"]]}
                if ogr:
                    runs["ogrinfo"] = [shutil.which("ogrinfo"), "-ro", "-al", "-so", out["dateline"]]
                if pyogrio:
                    runs["pyogrio"] = [sys.executable, os.path.abspath(__file__), "--peer", "read", out["dateline"], ""]
                race("GeoJSON read", runs, folder)
            for path in out.values():
                if os.path.exists(path):
                    os.remove(path)


if __name__ == "__main__":
    if sys.argv[1:2] == ["--peer"]:
        PEERS[sys.argv[2]](sys.argv[3], sys.argv[4])
    elif len(sys.argv) < 2:
        sys.exit(__doc__)
    else:
        main()
