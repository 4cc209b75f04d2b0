//! Lines and areas as they are committed: what `basemap.bin` and `areas.bin`
//! share. The build script reads them and lays them out ([`super::blocks`]).
//!
//! Whole numbers are LEB128; signed ones are zigzag. A grid is four
//! little-endian `f64`: degrees per unit east and north, degrees at 0. A line
//! is its number of points, then each point as the difference from the last. A
//! ring is its number of arcs, then each; `!i` is arc `i` backwards.

type Result<T> = std::result::Result<T, String>;

/// A ring as numbers of arcs; `!i` is arc `i` backwards.
pub(crate) type Ring = Vec<i32>;

/// The number of an arc of a ring, whichever way it runs.
pub(crate) fn index(arc: i32) -> usize {
    (if arc < 0 { !arc } else { arc }) as usize
}

/// Lines in units.
#[derive(Debug)]
pub(crate) struct Packed {
    /// Degrees per unit east and north, degrees at 0.
    pub(crate) grid: [f64; 4],
    /// The points of each line.
    pub(crate) lines: Vec<Vec<[i32; 2]>>,
}

/// What is left to read.
pub(crate) struct Reader<'b> {
    what: &'static str,
    rest: &'b [u8],
}

impl<'b> Reader<'b> {
    /// A reader of a file that begins and ends with these bytes.
    pub(crate) fn new(what: &'static str, bytes: &'b [u8], magic: &[u8]) -> Result<Self> {
        let body = bytes.strip_prefix(magic).and_then(|b| b.strip_suffix(b"END\n"));
        match body {
            Some(rest) => Ok(Self { what, rest }),
            None => Err(Self { what, rest: &[] }.broken("the first or last line")),
        }
    }

    /// Whether all was read.
    ///
    /// # Errors
    /// When something is left.
    pub(crate) fn end(&self) -> Result<()> {
        if self.rest.is_empty() { Ok(()) } else { Err(self.broken("the end")) }
    }

    fn broken(&self, part: &str) -> String {
        format!("{}: {part} is cut off or out of range", self.what)
    }

    #[inline]
    pub(crate) fn number(&mut self) -> Result<usize> {
        // Most are small, and there are a million of them.
        match self.rest {
            [byte, rest @ ..] if *byte < 0x80 => {
                let n = usize::from(*byte);
                self.rest = rest;
                Ok(n)
            }
            _ => self.long_number(),
        }
    }

    fn long_number(&mut self) -> Result<usize> {
        let (mut n, mut shift) = (0_u64, 0);
        loop {
            let (&byte, rest) = self.rest.split_first().ok_or_else(|| self.broken("a number"))?;
            self.rest = rest;
            n |= u64::from(byte & 0x7f).checked_shl(shift).unwrap_or(0);
            if byte < 0x80 {
                return Ok(n as usize);
            }
            shift += 7;
        }
    }

    pub(crate) fn signed(&mut self) -> Result<i32> {
        let n = self.number()? as u64;
        Ok(((n >> 1) as i64 ^ -((n & 1) as i64)) as i32)
    }

    fn float(&mut self) -> Result<f64> {
        let (head, rest) = self.rest.split_first_chunk::<8>().ok_or_else(|| self.broken("a grid"))?;
        self.rest = rest;
        Ok(f64::from_le_bytes(*head))
    }

    pub(crate) fn text(&mut self) -> Result<String> {
        let len = self.number()?;
        let (head, rest) = self.rest.split_at_checked(len).ok_or_else(|| self.broken("a name"))?;
        self.rest = rest;
        String::from_utf8(head.to_vec()).map_err(|_e| self.broken("a name"))
    }

    fn grid(&mut self) -> Result<[f64; 4]> {
        Ok([self.float()?, self.float()?, self.float()?, self.float()?])
    }

    pub(crate) fn many<T>(&mut self, mut one: impl FnMut(&mut Self) -> Result<T>) -> Result<Vec<T>> {
        (0..self.number()?).map(|_| one(self)).collect()
    }

    fn line(&mut self) -> Result<Vec<[i32; 2]>> {
        let mut at = [0, 0];
        self.many(|r| {
            at = [at[0] + r.signed()?, at[1] + r.signed()?];
            Ok(at)
        })
    }

    /// A grid and its lines.
    pub(crate) fn lines(&mut self) -> Result<Packed> {
        Ok(Packed { grid: self.grid()?, lines: self.many(Self::line)? })
    }

    /// A grid and lines, each with numbers before it.
    pub(crate) fn numbered_lines(&mut self) -> Result<(Packed, Vec<Vec<usize>>)> {
        let grid = self.grid()?;
        let both = self.many(|r| Ok((r.many(Self::number)?, r.line()?)))?;
        let (numbers, lines) = both.into_iter().unzip();
        Ok((Packed { grid, lines }, numbers))
    }

    /// A ring.
    pub(crate) fn ring(&mut self) -> Result<Ring> {
        self.many(Self::signed)
    }
}
