#!/usr/bin/env python3
"""Makes the fonts in this folder: Noto Sans cut down to what pictures need.

    apt-get download fonts-noto-core=20201225-1      (Debian 12)
    pip install fonttools==4.68.0
    python3 make.py fonts-noto-core_20201225-1_all.deb

The same package and the same fonttools give the same bytes. Noto is under the
SIL Open Font License 1.1 (OFL.txt); the cut fonts keep their names, which the
licence allows since Noto reserves no font name.
"""
import pathlib
import subprocess
import sys
import tempfile

from fontTools import subset
from fontTools.ttLib import TTFont

# Basic and extended Latin, Greek, Cyrillic, combining marks, punctuation,
# currency, a few signs.
COMMON = (
    "U+0020-007E,U+00A0-024F,U+0259,U+02B0-02DD,U+0300-0338,U+0370-03FF,U+0400-052F,"
    "U+1E00-1EFF,U+2010-2027,U+202F-203A,U+2044,U+2070-2089,U+20A0-20BF,U+2116,U+2122,"
    "U+2150-215F,U+2190-2199,U+2212,U+2248,U+2264,U+2265,U+25A1,U+25CF,U+FFFD"
)
# Italics only for names of waters and short notes.
ITALIC = "U+0020-007E,U+00A0-017F,U+01CD-01DC,U+0218-021B,U+0259,U+02BB-02BF,U+0400-045F,U+2010-2026"
FONTS = {
    "NotoSans-Regular.ttf": COMMON,
    "NotoSans-Bold.ttf": COMMON,
    "NotoSans-Italic.ttf": ITALIC,
    "NotoSansArmenian-Regular.ttf": "U+0531-058F",
    "NotoSansGeorgian-Regular.ttf": "U+10A0-10FF",
    "NotoSansArabic-Regular.ttf": "U+060C,U+061B,U+061F,U+0620-065F,U+0660-066D,U+0670-06D3,U+06D5,U+06F0-06F9,U+200C,U+200D",
    "NotoSansHebrew-Regular.ttf": "U+05B0-05C7,U+05D0-05EA,U+05F0-05F4",
}
# Letters of these join, or take other shapes by their neighbours.
JOINED = {"NotoSansArabic-Regular.ttf": ["init", "medi", "fina", "isol", "rlig", "calt"]}


def cut(source, unicodes, target):
    options = subset.Options()
    options.layout_features = ["kern", "mark", "mkmk", "ccmp", "locl", *JOINED.get(target.name, [])]
    options.hinting = False
    options.desubroutinize = True
    options.name_IDs = [0, 1, 2, 13, 14]
    options.notdef_outline = True
    options.drop_tables += ["DSIG", "STAT", "MVAR", "meta"]
    font = TTFont(source, recalcTimestamp=False)
    subsetter = subset.Subsetter(options)
    subsetter.populate(unicodes=subset.parse_unicodes(unicodes))
    subsetter.subset(font)
    font.save(target)


def main(package):
    here = pathlib.Path(__file__).parent
    with tempfile.TemporaryDirectory() as folder:
        subprocess.run(["dpkg-deb", "-x", package, folder], check=True)
        found = pathlib.Path(folder, "usr/share/fonts/truetype/noto")
        for name, unicodes in FONTS.items():
            cut(found / name, unicodes, here / name)
            print(name, (here / name).stat().st_size)


if __name__ == "__main__":
    main(sys.argv[1])
