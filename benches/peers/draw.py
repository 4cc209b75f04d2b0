#!/usr/bin/env python3
"""Draws the same points with Dateline and with whatever peers are installed, and prints ratios.

    benches/peers/draw.py target/release/dateline POINTS.csv [POINTS.csv ...]

POINTS.csv has the columns longitude, latitude, event_type, fatalities. Each
program draws a picture of 1600 x 1200 pixels: circles by deaths, coloured by
type, and for datashader counts of cells. Dateline draws ground, borders, names,
legend and locator besides; the peers draw their points alone, which is in
their favour. CPU seconds and peak memory are those of the whole process, from
reading the table to the written PNG. Peers: mapnik, cartopy, geopandas,
datashader (Python packages) and QGIS (qgis.core); what is not installed is
named and left out.
"""
import importlib.util
import json
import os
import subprocess
import sys
import tempfile

COLORS = {
    "Battles": "#d55e00",
    "Explosions/Remote violence": "#e69f00",
    "Violence against civilians": "#cc79a7",
    "Protests": "#009e73",
    "Riots": "#0072b2",
    "Strategic developments": "#5f5f5f",
}


def table(path):
    import pandas as pd

    return pd.read_csv(path)


def cartopy(path, out):
    import matplotlib

    matplotlib.use("Agg")
    import cartopy.crs as ccrs
    import matplotlib.pyplot as plt

    data = table(path)
    figure = plt.figure(figsize=(16, 12), dpi=100)
    axes = figure.add_axes([0, 0, 1, 1], projection=ccrs.LambertConformal(45, 41.5))
    axes.scatter(
        data.longitude,
        data.latitude,
        s=20 + 6 * data.fatalities,
        c=data.event_type.map(COLORS),
        alpha=0.7,
        edgecolors="white",
        linewidths=0.5,
        transform=ccrs.PlateCarree(),
    )
    figure.savefig(out)


def geopandas(path, out):
    import matplotlib

    matplotlib.use("Agg")
    import geopandas as gpd
    import matplotlib.pyplot as plt

    data = table(path)
    points = gpd.GeoDataFrame(data, geometry=gpd.points_from_xy(data.longitude, data.latitude), crs=4326)
    points = points.to_crs("+proj=lcc +lat_1=39 +lat_2=43 +lon_0=45")
    figure, axes = plt.subplots(figsize=(16, 12), dpi=100)
    points.plot(ax=axes, markersize=20 + 6 * data.fatalities, color=data.event_type.map(COLORS), alpha=0.7)
    figure.savefig(out)


def datashader(path, out):
    import datashader as ds
    import datashader.transfer_functions as tf

    canvas = ds.Canvas(plot_width=1600, plot_height=1200)
    tf.shade(canvas.points(table(path), "longitude", "latitude")).to_pil().save(out)


def mapnik(path, out):
    import mapnik as m

    picture = m.Map(1600, 1200, "+proj=lcc +lat_1=39 +lat_2=43 +lon_0=45 +units=m +ellps=WGS84")
    picture.background = m.Color("white")
    style = m.Style()
    for name, color in COLORS.items():
        rule = m.Rule()
        rule.filter = m.Expression(f"[event_type] = '{name}'")
        symbol = m.MarkersSymbolizer()
        symbol.fill = m.Color(color)
        symbol.width = m.Expression("5 + 2 * pow([fatalities], 0.5)")
        symbol.height = m.Expression("5 + 2 * pow([fatalities], 0.5)")
        symbol.allow_overlap = True
        rule.symbols.append(symbol)
        style.rules.append(rule)
    picture.append_style("points", style)
    layer = m.Layer("points", "+proj=longlat +datum=WGS84")
    layer.datasource = m.Datasource(type="csv", file=path)
    layer.styles.append("points")
    picture.layers.append(layer)
    picture.zoom_all()
    m.render_to_file(picture, out)


def qgis(path, out):
    from qgis.core import (
        QgsApplication,
        QgsCategorizedSymbolRenderer,
        QgsMapRendererParallelJob,
        QgsMapSettings,
        QgsMarkerSymbol,
        QgsProperty,
        QgsRendererCategory,
        QgsVectorLayer,
    )
    from qgis.PyQt.QtCore import QSize

    os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")
    application = QgsApplication([], False)
    application.initQgis()
    layer = QgsVectorLayer(f"file://{path}?delimiter=,&xField=longitude&yField=latitude&crs=epsg:4326", "points", "delimitedtext")
    categories = []
    for name, color in COLORS.items():
        symbol = QgsMarkerSymbol.createSimple({"name": "circle", "color": color, "outline_color": "white", "outline_width": "0.2"})
        symbol.setDataDefinedSize(QgsProperty.fromExpression("1.3 + 0.5 * sqrt(fatalities)"))
        categories.append(QgsRendererCategory(name, symbol, name))
    layer.setRenderer(QgsCategorizedSymbolRenderer("event_type", categories))
    settings = QgsMapSettings()
    settings.setLayers([layer])
    settings.setOutputSize(QSize(1600, 1200))
    settings.setExtent(layer.extent())
    job = QgsMapRendererParallelJob(settings)
    job.start()
    job.waitForFinished()
    job.renderedImage().save(out)
    application.exitQgis()


PEERS = {"mapnik": mapnik, "cartopy": cartopy, "geopandas": geopandas, "datashader": datashader, "qgis": qgis}


def measured(command):
    """CPU seconds and peak MB of a process."""
    code = (
        "import json, resource, subprocess, sys\n"
        "done = subprocess.run(sys.argv[1:], stdout=subprocess.DEVNULL, stderr=subprocess.PIPE, text=True)\n"
        "use = resource.getrusage(resource.RUSAGE_CHILDREN)\n"
        "print(json.dumps([done.returncode, use.ru_utime + use.ru_stime, use.ru_maxrss / 1024, done.stderr[-300:]]))\n"
    )
    told = subprocess.run([sys.executable, "-c", code, *command], capture_output=True, text=True, check=True)
    status, seconds, memory, error = json.loads(told.stdout)
    return None if status else (seconds, memory), error


def main():
    binary, files = os.path.abspath(sys.argv[1]), [os.path.abspath(f) for f in sys.argv[2:]]
    absent = [name for name in PEERS if importlib.util.find_spec(name) is None]
    if absent:
        print("not installed:", ", ".join(absent))
    with tempfile.TemporaryDirectory() as folder:
        for path in files:
            out = os.path.join(folder, "out.png")
            print(os.path.basename(path))
            runs = {f"dateline {how}": [binary, "draw", path, f"--{how}", "-o", out, "--force"] for how in ("no-hexagons", "hexagons")}
            runs |= {name: [sys.executable, __file__, "--peer", name, path, out] for name in PEERS if name not in absent}
            own = {}
            for name, command in runs.items():
                figures, error = measured(command)
                if figures is None:
                    print(f"  {name:22} failed: {error.strip().splitlines()[-1:]}")
                    continue
                seconds, memory = figures
                if name.startswith("dateline"):
                    own[name] = figures
                    print(f"  {name:22} {seconds:7.2f} s CPU {memory:7.0f} MB")
                    continue
                base = own.get("dateline hexagons" if name == "datashader" else "dateline no-hexagons")
                ratio = f"  {seconds / base[0]:5.1f} x the time, {memory / base[1]:4.1f} x the memory" if base else ""
                print(f"  {name:22} {seconds:7.2f} s CPU {memory:7.0f} MB{ratio}")


if __name__ == "__main__":
    if sys.argv[1:2] == ["--peer"]:
        PEERS[sys.argv[2]](sys.argv[3], sys.argv[4])
    elif len(sys.argv) < 3:
        sys.exit(__doc__)
    else:
        main()
