//! The spatial index of a layer (GeoPackage 1.3, annex F.3): an R-tree of
//! SQLite. Filled row by row it costs more than all else; here its nodes are
//! packed in the order of a Hilbert curve and written whole.
//!
//! A node is as SQLite 3 writes it: two bytes of depth (of the root only) and
//! two of the number of cells, then cells of an id and four 32-bit floats, all
//! big-endian, in as many bytes as fifty-one cells need.

use rusqlite::{Connection, params};

use super::quoted;

/// West, east, south, north.
pub(super) type Boxed = [f64; 4];

/// Cells of a node.
const CELLS: usize = 51;
/// Bytes of a cell: an id and four floats.
const CELL: usize = 24;
/// Bytes of a node.
const NODE: usize = 4 + CELL * CELLS;

/// One entry: where it lies on the curve, its id, its box rounded outwards.
#[derive(Debug, Clone, Copy)]
struct Entry {
    at: u32,
    id: i64,
    bounds: [f32; 4],
}

/// The boxes of all rows; 32 bytes a row.
#[derive(Debug, Default)]
pub(super) struct Index {
    entries: Vec<Entry>,
    all: Option<Boxed>,
}

impl Index {
    /// Adds the box of a row.
    pub(super) fn add(&mut self, id: i64, bounds: Boxed) {
        let [west, east, south, north] = bounds;
        let [w, e, s, n] = self.all.unwrap_or(bounds);
        self.all = Some([w.min(west), e.max(east), s.min(south), n.max(north)]);
        let at = hilbert(f64::midpoint(west, east), f64::midpoint(south, north));
        self.entries.push(Entry { at, id, bounds: [down(west), up(east), down(south), up(north)] });
    }

    /// The box of all.
    pub(super) fn bounds(&self) -> Option<Boxed> {
        self.all
    }
}

/// The largest float that is not above.
fn down(degrees: f64) -> f32 {
    let near = degrees as f32;
    if f64::from(near) > degrees { near.next_down() } else { near }
}

/// The smallest float that is not below.
fn up(degrees: f64) -> f32 {
    let near = degrees as f32;
    if f64::from(near) < degrees { near.next_up() } else { near }
}

/// Where a point lies on a Hilbert curve of order 16 over the globe.
fn hilbert(lon: f64, lat: f64) -> u32 {
    let cell = |part: f64| (part * 65535.0).clamp(0.0, 65535.0) as u32;
    let (mut x, mut y) = (cell((lon + 180.0) / 360.0), cell((lat + 90.0) / 180.0));
    let mut at = 0_u32;
    let mut side = 1_u32 << 15;
    while side > 0 {
        let (right, top) = (u32::from(x & side > 0), u32::from(y & side > 0));
        at = at.wrapping_add(side.wrapping_mul(side).wrapping_mul((3 * right) ^ top));
        if top == 0 {
            if right == 1 {
                (x, y) = (65535 - x, 65535 - y);
            }
            (x, y) = (y, x);
        }
        side >>= 1;
    }
    at
}

/// Makes the index with its triggers and fills it.
pub(super) fn write(
    database: &Connection,
    table: &str,
    (geom, fid): (&str, &str),
    index: &mut Index,
) -> rusqlite::Result<()> {
    let name = format!("rtree_{table}_{geom}");
    database
        .execute_batch(&format!("CREATE VIRTUAL TABLE {} USING rtree(id, minx, maxx, miny, maxy);", quoted(&name)))?;
    fill(database, &name, index)?;
    database.execute_batch(&triggers(&name, table, geom, fid))?;
    database.execute(
        "INSERT INTO gpkg_extensions VALUES (?1, ?2, 'gpkg_rtree_index', 'http://www.geopackage.org/spec131/#extension_rtree', 'write-only')",
        [table, geom],
    )?;
    Ok(())
}

/// Writes the nodes, level by level from the leaves. Node 1 is the root.
fn fill(database: &Connection, name: &str, index: &mut Index) -> rusqlite::Result<()> {
    index.entries.sort_unstable_by_key(|e| (e.at, e.id));
    let mut level = std::mem::take(&mut index.entries);
    if level.is_empty() {
        return Ok(());
    }
    let shadow = |what: &str| quoted(&format!("{name}_{what}"));
    let mut node = database.prepare(&format!("INSERT OR REPLACE INTO {} VALUES (?1, ?2)", shadow("node")))?;
    let mut leaf_of = database.prepare(&format!("INSERT INTO {} VALUES (?1, ?2)", shadow("rowid")))?;
    let mut parent = database.prepare(&format!("INSERT INTO {} VALUES (?1, ?2)", shadow("parent")))?;
    let (mut next, mut depth) = (2_i64, 0_u16);
    let mut rowids: Vec<(i64, i64)> = Vec::new();
    loop {
        let root = level.len() <= CELLS;
        let mut above = Vec::with_capacity(level.len() / CELLS + 1);
        for cells in level.chunks(CELLS) {
            let number = if root { 1 } else { next };
            next += i64::from(!root);
            for cell in cells {
                if depth == 0 {
                    rowids.push((cell.id, number));
                } else {
                    parent.execute([cell.id, number])?;
                }
            }
            node.execute(params![number, bytes(if root { depth } else { 0 }, cells)])?;
            above.push(Entry { at: 0, id: number, bounds: around(cells) });
        }
        if depth == 0 {
            // In the order of their key, so that pages fill one after another.
            rowids.sort_unstable();
            for (id, number) in rowids.drain(..) {
                leaf_of.execute([id, number])?;
            }
        }
        if root {
            return Ok(());
        }
        level = above;
        depth += 1;
    }
}

fn bytes(depth: u16, cells: &[Entry]) -> Vec<u8> {
    let mut out = Vec::with_capacity(NODE);
    out.extend_from_slice(&depth.to_be_bytes());
    out.extend_from_slice(&(cells.len() as u16).to_be_bytes());
    for cell in cells {
        out.extend_from_slice(&cell.id.to_be_bytes());
        for degrees in cell.bounds {
            out.extend_from_slice(&degrees.to_be_bytes());
        }
    }
    out.resize(NODE, 0);
    out
}

fn around(cells: &[Entry]) -> [f32; 4] {
    let first = cells.first().map_or([0.0; 4], |c| c.bounds);
    cells.iter().fold(first, |[w, e, s, n], cell| {
        let b = cell.bounds;
        [w.min(b[0]), e.max(b[1]), s.min(b[2]), n.max(b[3])]
    })
}

/// The triggers of the specification, which keep the index true when people
/// edit the layer.
fn triggers(name: &str, table: &str, geom: &str, fid: &str) -> String {
    let (t, c, i) = (quoted(table), quoted(geom), quoted(fid));
    let rtree = quoted(name);
    let trigger = |what: &str| quoted(&format!("{name}_{what}"));
    let values = format!("NEW.{i}, ST_MinX(NEW.{c}), ST_MaxX(NEW.{c}), ST_MinY(NEW.{c}), ST_MaxY(NEW.{c})");
    let some = format!("NEW.{c} NOT NULL AND NOT ST_IsEmpty(NEW.{c})");
    let none = format!("(NEW.{c} ISNULL OR ST_IsEmpty(NEW.{c}))");
    let delete = format!("DELETE FROM {rtree} WHERE id = OLD.{i};");
    let put = format!("INSERT OR REPLACE INTO {rtree} VALUES ({values});");
    [
        format!("CREATE TRIGGER {} AFTER INSERT ON {t} WHEN ({some}) BEGIN {put} END;", trigger("insert")),
        format!("CREATE TRIGGER {} AFTER UPDATE OF {c} ON {t} WHEN OLD.{i} = NEW.{i} AND ({some}) BEGIN {put} END;", trigger("update1")),
        format!("CREATE TRIGGER {} AFTER UPDATE OF {c} ON {t} WHEN OLD.{i} = NEW.{i} AND {none} BEGIN {delete} END;", trigger("update2")),
        format!("CREATE TRIGGER {} AFTER UPDATE ON {t} WHEN OLD.{i} != NEW.{i} AND ({some}) BEGIN {delete} {put} END;", trigger("update3")),
        format!("CREATE TRIGGER {} AFTER UPDATE ON {t} WHEN OLD.{i} != NEW.{i} AND {none} BEGIN DELETE FROM {rtree} WHERE id IN (OLD.{i}, NEW.{i}); END;", trigger("update4")),
        format!("CREATE TRIGGER {} AFTER DELETE ON {t} WHEN OLD.{c} NOT NULL BEGIN {delete} END;", trigger("delete")),
    ]
    .join("\n")
}

#[cfg(test)]
mod tests {
    use super::*;

    /// What SQLite itself finds in the index, and what it says of its form.
    #[test]
    fn sqlite_reads_and_checks_the_packed_nodes() {
        for rows in [0, 1, 51, 52, 3000, 140_000] {
            let database = Connection::open_in_memory().unwrap();
            database.execute_batch("CREATE VIRTUAL TABLE r USING rtree(id, minx, maxx, miny, maxy);").unwrap();
            let mut index = Index::default();
            let at =
                |n: i64| (((n * 7919) % 36_000) as f64 / 100.0 - 180.0, ((n * 104_729) % 18_000) as f64 / 100.0 - 90.0);
            for n in 1..=rows {
                let (lon, lat) = at(n);
                index.add(n, [lon, lon + 0.5, lat, lat + 0.25]);
            }
            fill(&database, "r", &mut index).unwrap();
            let said: String = database.query_row("SELECT rtreecheck('r')", [], |row| row.get(0)).unwrap();
            assert_eq!(said, "ok", "{rows} rows");
            let within = "SELECT count(*) FROM r WHERE maxx >= 10 AND minx <= 40 AND maxy >= -20 AND miny <= 30";
            let found: i64 = database.query_row(within, [], |row| row.get(0)).unwrap();
            let expected =
                (1..=rows).map(at).filter(|(x, y)| x + 0.5 >= 10.0 && *x <= 40.0 && y + 0.25 >= -20.0 && *y <= 30.0);
            assert_eq!(found, expected.count() as i64);
            // It can still be added to.
            database.execute("INSERT INTO r VALUES (1000000, 0, 1, 0, 1)", []).unwrap();
        }
    }
}
