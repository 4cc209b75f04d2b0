//! A table stored column by column.
//!
//! First line: the number of rows and of columns, parted by a tab. Then each
//! column's cells, one a line. Shared by the data's maker (which writes it) and
//! the build script (which reads it).

/// Turns lines of tab-separated cells into columns.
pub(crate) fn transpose(table: &[u8]) -> Result<Vec<u8>, String> {
    let text = std::str::from_utf8(table).map_err(|e| e.to_string())?;
    let rows: Vec<Vec<&str>> = text.lines().map(|line| line.split('\t').collect()).collect();
    let width = rows.first().map_or(0, Vec::len);
    if rows.iter().any(|row| row.len() != width) {
        return Err("rows of different lengths".into());
    }
    let mut out = format!("{}\t{width}\n", rows.len());
    out.reserve(table.len());
    for column in 0..width {
        for row in &rows {
            out.push_str(row[column]);
            out.push('\n');
        }
    }
    Ok(out.into_bytes())
}

/// The cells of a stored table, row by row.
pub(crate) fn cells(stored: &[u8]) -> Result<Vec<Vec<&str>>, String> {
    let text = std::str::from_utf8(stored).map_err(|e| e.to_string())?;
    let mut lines = text.lines();
    let size = lines.next().and_then(|line| line.split_once('\t'));
    let parsed = size.and_then(|(rows, columns)| Some((rows.parse().ok()?, columns.parse().ok()?)));
    let (height, width): (usize, usize) = parsed.ok_or("no header line")?;
    let all: Vec<&str> = lines.collect();
    if all.len() != height * width {
        return Err(format!("{} cells, {height} rows of {width} expected", all.len()));
    }
    Ok((0..height).map(|r| (0..width).map(|c| all[c * height + r]).collect()).collect())
}

/// The table as lines of tab-separated cells again.
#[allow(dead_code)] // The maker's check.
pub(crate) fn rows(stored: &[u8]) -> Result<Vec<u8>, String> {
    let mut out = String::with_capacity(stored.len());
    for row in cells(stored)? {
        out.push_str(&row.join("\t"));
        out.push('\n');
    }
    Ok(out.into_bytes())
}
