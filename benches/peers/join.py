#!/usr/bin/env python3
"""Joins the same tables with Dateline and with whatever peers are installed, and prints ratios.

    benches/peers/join.py target/release/dateline [FOLDER]

Makes invented tables in FOLDER (a temporary one without it) and joins them:
100,000 x 1,000,000 rows within 25 km and 3 days, both tables with eight
columns, all of them written; 1,000,000 x 1,000,000 rows by a key of texts; and
16,600 rows in UCDP's columns matched with 4,000 in ACLED's. DuckDB joins by the
grid that its users write by hand (a cell of 25 km and a day, then haversine),
from CSV to CSV as Dateline does. Its haversine and Dateline's ellipsoid differ
by up to 0.6 %: the pairs near the limit are reckoned again with geographiclib,
and then both must have the same. Wall seconds, CPU seconds and peak memory are
those of the whole process. Peers: duckdb, pandas, scipy (cKDTree), geopandas,
PostGIS (where psql reaches a database that has it; of its server only the wall
seconds are known); what is not installed is named and left out. geopandas joins
a tenth of the left side, since it takes minutes; its time is given as it is.
"""
import csv
import datetime
import importlib.util
import json
import math
import os
import random
import subprocess
import sys
import tempfile

KM, DAYS = 25.0, 3
HEADER = ["event", "event_date", "latitude", "longitude", "event_type", "actor1", "fatalities", "notes"]
TYPES = ["Battles", "Protests", "Riots", "Explosions/Remote violence", "Violence against civilians"]


def make_events(path, count, prefix, seed):
    rng = random.Random(seed)
    first = datetime.date(2018, 1, 1)
    days = [(first + datetime.timedelta(n)).isoformat() for n in range(1096)]
    with open(path, "w", newline="") as out:
        writer = csv.writer(out, lineterminator="\n")
        writer.writerow(HEADER)
        for n in range(count):
            place = (f"{rng.uniform(2, 17):.5f}", f"{rng.uniform(2, 17):.5f}")
            kind, actor = rng.choice(TYPES), f"Band {rng.randrange(400)}"
            notes = f"Invented, row {n} of a test" if n % 7 == 0 else f"Invented row {n} of a test"
            writer.writerow([f"{prefix}{n}", rng.choice(days), *place, kind, actor, rng.randrange(9), notes])


def make_keys(path, count, prefix, seed):
    rng = random.Random(seed)
    keys = list(range(count))
    rng.shuffle(keys)
    with open(path, "w", newline="") as out:
        out.write(f"key,{prefix}_name,{prefix}_a,{prefix}_b,{prefix}_c\n")
        for key in keys:
            out.write(f"K{key * 3 // 2:08d},{prefix} {key % 977},{key % 13},{key / 7:.3f},2020-01-{key % 28 + 1:02d}\n")


def make_twins(ucdp, acled, count, sample, seed):
    rng = random.Random(seed)
    first = datetime.date(2014, 1, 1)
    with open(ucdp, "w", newline="") as out, open(acled, "w", newline="") as other:
        there, here = csv.writer(out), csv.writer(other)
        there.writerow("id,type_of_violence,side_a,side_b,where_prec,where_coordinates,country,latitude,longitude,date_prec,date_start,date_end,best,high,low".split(","))
        here.writerow("event_id_cnty,event_date,time_precision,event_type,actor1,inter1,actor2,country,location,latitude,longitude,geo_precision,fatalities".split(","))
        for n in range(count):
            lat, lon = rng.gauss(33, 1.2), rng.gauss(44, 1.5)
            day, dead = first + datetime.timedelta(rng.randrange(2500)), rng.randrange(1, 9)
            kind, prec = rng.choice([1, 2, 3]), rng.choices([1, 2, 3, 4, 5, 6], [60, 15, 12, 8, 3, 2])[0]
            there.writerow([n, kind, "Government of Examplia", f"Band {n % 40}", prec, f"Town {n % 900}", "Examplia", f"{lat:.4f}", f"{lon:.4f}", 1, day, day, dead, dead, dead])
            if rng.random() < sample / count:
                moved = day + datetime.timedelta(rng.choice([0, 0, 0, 1]))
                here.writerow([f"EXA{n}", moved, 1, "Battles" if kind < 3 else TYPES[4], f"Band {n % 40}", "Rebel group", "Military Forces of Examplia", "Examplia", f"Town {n % 900}", f"{lat + rng.gauss(0, 0.03):.4f}", f"{lon:.4f}", 1, dead])


def haversine(a, b):
    half = lambda degrees: math.sin(math.radians(degrees) / 2) ** 2
    h = half(b[0] - a[0]) + math.cos(math.radians(a[0])) * math.cos(math.radians(b[0])) * half(b[1] - a[1])
    return 2 * 6371.0088 * math.asin(math.sqrt(min(1, h)))


def duckdb_near(left, right, out, km=KM, ids=False):
    import duckdb

    cell = KM * 1.01 / 111.195
    duckdb.execute("SET threads = 2")
    columns = "l.event, r.event" if ids else "l.*, r.*"
    duckdb.execute(f"""
        COPY (
          WITH l AS (SELECT *, floor(latitude / {cell})::INT cy, floor(longitude / {cell} * 0.95)::INT cx FROM read_csv('{left}')),
               g AS (SELECT *, floor(latitude / {cell})::INT gy, floor(longitude / {cell} * 0.95)::INT gx FROM read_csv('{right}')),
               n AS (SELECT l.*, cy + dy AS gy, cx + dx AS gx, event_date + dd AS day
                     FROM l, (SELECT unnest([-1, 0, 1]) dy), (SELECT unnest([-1, 0, 1]) dx),
                          (SELECT unnest(range(-{DAYS}, {DAYS} + 1))::INT dd))
          SELECT {columns} FROM n l JOIN g r ON l.gy = r.gy AND l.gx = r.gx AND l.day = r.event_date
          WHERE 2 * 6371.0088 * asin(sqrt(least(1, pow(sin(radians(r.latitude - l.latitude) / 2), 2)
                + cos(radians(l.latitude)) * cos(radians(r.latitude)) * pow(sin(radians(r.longitude - l.longitude) / 2), 2)))) <= {km}
        ) TO '{out}' (HEADER)""")


def duckdb_key(left, right, out):
    import duckdb

    duckdb.execute("SET threads = 2")
    duckdb.execute(f"COPY (SELECT l.*, r.* EXCLUDE (key) FROM read_csv('{left}') l JOIN read_csv('{right}') r USING (key)) TO '{out}' (HEADER)")


def pandas_key(left, right, out):
    import pandas as pd

    pd.read_csv(left).merge(pd.read_csv(right), on="key").to_csv(out, index=False)


def scipy_near(left, right, out):
    import numpy as np
    import pandas as pd
    from scipy.spatial import cKDTree

    a, b = (pd.read_csv(path, parse_dates=["event_date"]) for path in (left, right))

    def points(t):
        lat, lon = np.radians(t.latitude), np.radians(t.longitude)
        return np.column_stack([np.cos(lat) * np.cos(lon), np.cos(lat) * np.sin(lon), np.sin(lat)])

    chord = 2 * math.sin(KM / 6371.0088 / 2)
    pairs = []
    days_a, days_b = ((t.event_date - pd.Timestamp("2018-01-01")).dt.days.to_numpy() for t in (a, b))
    pa, pb = points(a), points(b)
    for day in np.unique(days_a):
        la, lb = np.flatnonzero(days_a == day), np.flatnonzero(abs(days_b - day) <= DAYS)
        for i, near in zip(la, cKDTree(pb[lb]).query_ball_point(pa[la], chord)):
            pairs.extend((i, j) for j in lb[near])
    left_rows, right_rows = map(list, zip(*pairs))
    joined = pd.concat([a.iloc[left_rows].reset_index(drop=True), b.iloc[right_rows].add_suffix("_right").reset_index(drop=True)], axis=1)
    joined.to_csv(out, index=False)


def geopandas_near(left, right, out):
    import geopandas as gpd
    import pandas as pd

    a, b = pd.read_csv(left, parse_dates=["event_date"]), pd.read_csv(right, parse_dates=["event_date"])
    a = a.head(len(a) // 10)
    frame = lambda t: gpd.GeoDataFrame(t, geometry=gpd.points_from_xy(t.longitude, t.latitude), crs=4326).to_crs("+proj=aeqd +lat_0=9.5 +lon_0=9.5")
    joined = gpd.sjoin(frame(a), frame(b), predicate="dwithin", distance=KM * 1000)
    joined[(joined.event_date_left - joined.event_date_right).abs().dt.days <= DAYS].drop(columns="geometry").to_csv(out, index=False)


def postgis_near(left, right, out):
    columns = "event text, event_date date, latitude float8, longitude float8, event_type text, actor1 text, fatalities int, notes text"
    load = "".join(
        f"CREATE TEMP TABLE {name} ({columns});\n\\copy {name} FROM '{path}' CSV HEADER\n"
        f"ALTER TABLE {name} ADD g geography; UPDATE {name} SET g = ST_SetSRID(ST_MakePoint(longitude, latitude), 4326);\n"
        for name, path in (("l", left), ("r", right))
    )
    near = f"ST_DWithin(l.g, r.g, {KM * 1000:g}) AND r.event_date BETWEEN l.event_date - {DAYS} AND l.event_date + {DAYS}"
    script = (
        f"{load}CREATE INDEX ON r USING gist (g); ANALYZE l; ANALYZE r;\n"
        f"\\copy (SELECT l.*, r.* FROM l JOIN r ON {near}) TO '{out}' CSV HEADER\n"
    )
    subprocess.run(["psql", "-q", "-v", "ON_ERROR_STOP=1"], input=script, text=True, check=True)


def has_postgis():
    """Whether psql, by the PG* variables, reaches a database with PostGIS."""
    try:
        return subprocess.run(["psql", "-tAc", "SELECT postgis_version()"], capture_output=True).returncode == 0
    except FileNotFoundError:
        return False


PEERS = {
    "near": {"duckdb": duckdb_near, "scipy": scipy_near, "geopandas": geopandas_near, "postgis": postgis_near},
    "key": {"duckdb": duckdb_key, "pandas": pandas_key},
}


def measured(command):
    """Wall and CPU seconds and peak MB of a process."""
    code = (
        "import json, resource, subprocess, sys, time\n"
        "begin = time.perf_counter()\n"
        "done = subprocess.run(sys.argv[1:], stdout=subprocess.DEVNULL, stderr=subprocess.PIPE, text=True)\n"
        "wall = time.perf_counter() - begin\n"
        "use = resource.getrusage(resource.RUSAGE_CHILDREN)\n"
        "print(json.dumps([done.returncode, wall, use.ru_utime + use.ru_stime, use.ru_maxrss / 1024, done.stderr[-300:]]))\n"
    )
    told = subprocess.run([sys.executable, "-c", code, *command], capture_output=True, text=True, check=True)
    status, *figures, error = json.loads(told.stdout)
    return (None if status else figures), error


def compare(title, own, peers):
    print(title)
    base, error = measured(own)
    if base is None:
        sys.exit(f"dateline failed: {error}")
    print(f"  {'dateline':10} {base[0]:7.2f} s {base[1]:7.2f} s CPU {base[2]:6.0f} MB")
    for name, command in peers.items():
        figures, error = measured(command)
        if figures is None:
            print(f"  {name:10} failed: {error.strip().splitlines()[-1:]}")
            continue
        ratios = f"{figures[0] / base[0]:6.1f} x the time, {figures[2] / base[2]:4.1f} x the memory"
        print(f"  {name:10} {figures[0]:7.2f} s {figures[1]:7.2f} s CPU {figures[2]:6.0f} MB {ratios}")


def same_pairs(left, right, ours, folder):
    """Whether DuckDB has the same pairs, with those near the limit reckoned on the ellipsoid."""
    from geographiclib.geodesic import Geodesic

    theirs = os.path.join(folder, "wide.csv")
    duckdb_near(left, right, theirs, KM * 1.007, ids=True)
    points = {}
    for path in (left, right):
        with open(path) as file:
            points.update((row["event"], (float(row["latitude"]), float(row["longitude"]))) for row in csv.DictReader(file))
    pairs, again = set(), 0
    with open(theirs) as file:
        for a, b in list(csv.reader(file))[1:]:
            if haversine(points[a], points[b]) > KM * 0.993:
                again += 1
                if Geodesic.WGS84.Inverse(*points[a], *points[b])["s12"] > KM * 1000:
                    continue
            pairs.add((a, b))
    with open(ours) as file:
        own = {(row["event"], row["event_right"]) for row in csv.DictReader(file)}
    print(f"  pairs: dateline {len(own)}, duckdb {len(pairs)} ({again} near the limit reckoned again), differing {len(own ^ pairs)}")


def main():
    binary = os.path.abspath(sys.argv[1])
    with tempfile.TemporaryDirectory() as temporary:
        folder = sys.argv[2] if len(sys.argv) > 2 else temporary
        path = lambda name: os.path.join(folder, name)
        made = {"small.csv": (make_events, 100_000, "a", 1), "large.csv": (make_events, 1_000_000, "b", 2), "left.csv": (make_keys, 1_000_000, "l", 3), "right.csv": (make_keys, 1_000_000, "r", 4)}
        for name, (maker, *arguments) in made.items():
            if not os.path.exists(path(name)):
                maker(path(name), *arguments)
        make_twins(path("ucdp.csv"), path("acled.csv"), 16_600, 4_000, 5)
        here = {name: importlib.util.find_spec(name) is not None for name in ("duckdb", "pandas", "scipy", "geopandas")}
        here["postgis"] = has_postgis()
        print("not installed:", ", ".join(name for name, there in here.items() if not there) or "none")
        peer = lambda job, left, right: {
            name: [sys.executable, os.path.abspath(__file__), "--peer", job, name, path(left), path(right), path(f"{name}.csv")]
            for name in PEERS[job]
            if here[name]
        }
        own = lambda left, right, *how: [binary, "join", path(left), path(right), *how, "-o", path("own.csv"), "--force", "--threads", "2", "-q"]
        near = own("small.csv", "large.csv", "--within", f"{KM:g}km,{DAYS}d")
        compare("100,000 x 1,000,000 within 25 km and 3 days", near, peer("near", "small.csv", "large.csv"))
        if here["duckdb"] and importlib.util.find_spec("geographiclib"):
            same_pairs(path("small.csv"), path("large.csv"), path("own.csv"), folder)
        compare("1,000,000 x 1,000,000 by key", own("left.csv", "right.csv", "--on", "key"), peer("key", "left.csv", "right.csv"))
        compare("16,600 x 4,000 matched", own("acled.csv", "ucdp.csv", "--match"), {})


if __name__ == "__main__":
    if sys.argv[1:2] == ["--peer"]:
        PEERS[sys.argv[2]][sys.argv[3]](*sys.argv[4:])
    elif len(sys.argv) < 2:
        sys.exit(__doc__)
    else:
        main()
