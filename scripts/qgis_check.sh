#!/usr/bin/env bash
# qgis_check.sh FOLDER [PNG]   whether GDAL and QGIS read an output folder of Dateline as it is meant.
#
# Two steps, each skipped with a word where its tool is absent:
#   ogrinfo (Debian gdal-bin): layer, columns and their types.
#   QGIS (Debian python3-qgis, headless): style applied on load, dates as dates, one geometry type, temporal
#   controller in the project. PNG takes what QGIS draws, for the eye.
#
# A column in which every value is null has no type in GeoJSON: GDAL calls it text. So dates and deaths are only asked
# for their type where the table has at least one.
set -euo pipefail
out=${1:?usage: qgis_check.sh FOLDER [PNG]}
png=${2:-}
layer=$out/incidents.geojson
[ -f "$layer" ] || { echo "$layer: not there (run dateline REPORTS -o $out first)"; exit 1; }

# Columns of dates and counts that hold at least one value.
filled() {
    python3 - "$out/incidents.csv" "$@" <<'PYTHON'
import csv, sys
rows = list(csv.DictReader(open(sys.argv[1], encoding="utf-8", newline="")))
print(",".join(c for c in sys.argv[2:] if any(r[c] for r in rows)))
PYTHON
}
dates=$(filled date_start date_end published_first published_last)
counts=$(filled killed_min killed_max killed_best wounded_min n_reports n_claims)

if command -v ogrinfo >/dev/null; then
    facts=$(ogrinfo -ro -al -so "$layer" 2>&1)
    if grep -qE '^(ERROR|Warning)' <<<"$facts"; then echo "$facts"; exit 1; fi
    for field in ${dates//,/ }; do
        grep -qE "^$field: Date " <<<"$facts" || { echo "GDAL does not read $field as a date"; exit 1; }
    done
    for field in ${counts//,/ }; do
        grep -qE "^$field: Integer " <<<"$facts" || { echo "GDAL does not read $field as an integer"; exit 1; }
    done
    echo "GDAL reads $layer: $(grep -E '^Feature Count' <<<"$facts")"
else
    echo "skipped: ogrinfo is not installed (Debian gdal-bin)"
fi

if ! /usr/bin/python3 -c 'import qgis.core' 2>/dev/null; then
    echo "skipped: QGIS is not installed (Debian python3-qgis)"
    exit 0
fi
QT_QPA_PLATFORM=offscreen /usr/bin/python3 - "$out" "$dates" "$counts" "$png" 2>/dev/null <<'PYTHON'
import os, sys
from qgis.core import QgsApplication, QgsMapRendererParallelJob, QgsMapSettings, QgsProject, QgsRectangle, QgsVectorLayer, QgsWkbTypes
from qgis.PyQt.QtCore import QSize, QVariant
from qgis.PyQt.QtGui import QColor

out, dates, counts, png = sys.argv[1], sys.argv[2], sys.argv[3], sys.argv[4]
app = QgsApplication([], False)
app.initQgis()
faults = []


def check(right, fault):
    if not right:
        faults.append(fault)


layer = QgsVectorLayer(os.path.join(out, "incidents.geojson"), "incidents", "ogr")
check(layer.isValid(), "the layer is not valid")
check(layer.loadDefaultStyle()[1], "incidents.qml is not found")
check(layer.renderer() and layer.renderer().type() == "categorizedSymbol", "the style is not applied")
check(layer.labelsEnabled() and layer.mapTipTemplate(), "labels or map tip are missing")
check(len(layer.dataProvider().subLayers()) <= 1, "the layer is split by geometry type")
types = {f.name(): QVariant.typeToName(f.type()) for f in layer.fields()}
for field in filter(None, dates.split(",")):
    check(types.get(field) == "QDate", f"{field} is {types.get(field)}, not a date")
for field in filter(None, counts.split(",")):
    check(types.get(field) in ("int", "qlonglong"), f"{field} is {types.get(field)}, not an integer")
for index in range(layer.fields().count()):
    check(layer.fields().at(index).alias() != "", f"{layer.fields().at(index).name()} has no alias")

# The ground of --areas, where it was asked for.
for name, kind in (("areas", "MultiPolygon"), ("lines", "MultiLineString")):
    path = os.path.join(out, name + ".geojson")
    if not os.path.exists(path):
        continue
    ground = QgsVectorLayer(path, name, "ogr")
    check(ground.isValid(), f"{name}: the layer is not valid")
    check(ground.loadDefaultStyle()[1], f"{name}.qml is not found")
    if ground.featureCount():
        check(QgsWkbTypes.displayString(ground.wkbType()) == kind, f"{name}: {QgsWkbTypes.displayString(ground.wkbType())}")
        check(ground.renderer().type() == "categorizedSymbol", f"{name}: the style is not applied")
    for feature in ground.getFeatures() if kind == "MultiPolygon" else ():
        broken = feature.geometry().validateGeometry()
        check(not broken, f"{name}: {feature['place']}: {[fault.what() for fault in broken][:2]}")

project = QgsProject.instance()
check(project.read(os.path.join(out, "incidents.qgz")), "incidents.qgz is not read")
layers = list(project.mapLayers().values())
check(len(layers) == 1 and layers[0].isValid(), "the project's layer is not found beside it")
if layers and layers[0].isValid():
    when = layers[0].temporalProperties()
    check(when.isActive() and (when.startField(), when.endField()) == ("date_start", "date_end"), "temporal settings are off")
    check(layers[0].renderer().type() == "categorizedSymbol", "the project's style is not applied")
    check(project.crs().authid() == "EPSG:4326", f"the project's reference system is {project.crs().authid()!r}")
    if png:
        settings = QgsMapSettings()
        settings.setLayers(layers)
        settings.setDestinationCrs(project.crs())
        extent = QgsRectangle(layers[0].extent())
        extent.grow(max(extent.width(), extent.height()) * 0.1 or 0.5)
        settings.setExtent(extent)
        settings.setOutputSize(QSize(1200, 800))
        settings.setBackgroundColor(QColor("white"))
        job = QgsMapRendererParallelJob(settings)
        job.start()
        job.waitForFinished()
        job.renderedImage().save(png)
for fault in faults:
    print("QGIS:", fault)
if not faults:
    print(f"QGIS reads {layer.featureCount()} incidents with style, types and time")
sys.stdout.flush()
os._exit(1 if faults else 0)
PYTHON
