//! Long lists in bounded memory: appended bytes and sorted records that go to
//! files when they outgrow it.
//!
//! The build script keeps all in memory; `gazetteer build` gives a folder
//! beside the file that it writes.

use std::cmp::Reverse;
use std::collections::BinaryHeap;
use std::fs::File;
use std::io::{BufReader, BufWriter, Read, Seek, Write};

type Result<T> = std::result::Result<T, String>;

/// Gives an empty file for reading and writing that is gone once it is closed.
pub type NewFile = std::sync::Arc<dyn Fn() -> std::io::Result<File> + Send + Sync>;

/// Where lists are kept.
#[derive(Clone, Default)]
pub struct Room {
    /// For what does not fit; without it, everything stays in memory.
    pub file: Option<NewFile>,
    /// Bytes that a sorted list may hold in memory, where there are files.
    pub bytes: usize,
}

impl std::fmt::Debug for Room {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("Room").field("files", &self.file.is_some()).field("bytes", &self.bytes).finish()
    }
}

impl Room {
    fn file(&self) -> Result<Option<File>> {
        self.file.as_ref().map(|new| new().map_err(|why| full(&why))).transpose()
    }
}

fn full(why: &std::io::Error) -> String {
    format!("cannot write the parts of the index: {why}")
}

fn lost(why: &std::io::Error) -> String {
    format!("cannot read the parts of the index: {why}")
}

/// Bytes that are only appended to.
#[derive(Debug)]
pub(crate) struct Spool {
    memory: Vec<u8>,
    file: Option<BufWriter<File>>,
    len: u64,
}

impl Spool {
    /// An empty one.
    pub(crate) fn new(room: &Room) -> Result<Self> {
        let file = room.file()?.map(|file| BufWriter::with_capacity(1 << 18, file));
        Ok(Self { memory: Vec::new(), file, len: 0 })
    }

    /// One that holds these bytes.
    pub(crate) fn of(bytes: Vec<u8>) -> Self {
        Self { len: bytes.len() as u64, memory: bytes, file: None }
    }

    /// How many bytes it holds.
    pub(crate) fn len(&self) -> u64 {
        self.len
    }

    /// Appends bytes.
    pub(crate) fn add(&mut self, bytes: &[u8]) -> Result<()> {
        self.len += bytes.len() as u64;
        if let Some(file) = &mut self.file {
            return file.write_all(bytes).map_err(|why| full(&why));
        }
        self.memory.extend_from_slice(bytes);
        Ok(())
    }

    /// Writes all of it.
    pub(crate) fn copy(self, out: &mut impl Write) -> Result<()> {
        match self.file {
            Some(file) => {
                let mut file = file.into_inner().map_err(|why| full(why.error()))?;
                file.rewind().map_err(|why| lost(&why))?;
                std::io::copy(&mut BufReader::with_capacity(1 << 18, file), out).map(|_| ()).map_err(|why| full(&why))
            }
            None => out.write_all(&self.memory).map_err(|why| full(&why)),
        }
    }
}

/// Records that come out sorted by their keys; equal keys in the order in which
/// they came in.
#[derive(Debug, Default)]
pub(crate) struct Sorter {
    room: Room,
    /// Key, begin and length of each record in `bytes`.
    records: Vec<(u64, u32, u32)>,
    bytes: Vec<u8>,
    runs: Vec<File>,
    count: u64,
}

impl Sorter {
    /// An empty one.
    pub(crate) fn new(room: &Room) -> Self {
        Self { room: room.clone(), records: Vec::new(), bytes: Vec::new(), runs: Vec::new(), count: 0 }
    }

    /// How many records came in.
    pub(crate) fn count(&self) -> u64 {
        self.count
    }

    /// Adds a record.
    pub(crate) fn add(&mut self, key: u64, record: &[u8]) -> Result<()> {
        let held = self.bytes.len() + self.records.len() * size_of::<(u64, u32, u32)>();
        let spills = self.room.file.is_some() && held >= self.room.bytes;
        if spills || self.bytes.len() + record.len() > u32::MAX as usize {
            self.spill()?;
        }
        self.records.push((key, self.bytes.len() as u32, record.len() as u32));
        self.bytes.extend_from_slice(record);
        self.count += 1;
        Ok(())
    }

    fn spill(&mut self) -> Result<()> {
        let file = self.room.file()?.ok_or("more than 4 GB of places in memory")?;
        self.records.sort_unstable_by_key(|(key, begin, _)| (*key, *begin));
        let mut out = BufWriter::with_capacity(1 << 18, file);
        for (key, begin, len) in self.records.drain(..) {
            let record = &self.bytes[begin as usize..(begin + len) as usize];
            out.write_all(&key.to_le_bytes()).map_err(|why| full(&why))?;
            out.write_all(&len.to_le_bytes()).map_err(|why| full(&why))?;
            out.write_all(record).map_err(|why| full(&why))?;
        }
        self.bytes.clear();
        let mut file = out.into_inner().map_err(|why| full(why.error()))?;
        file.rewind().map_err(|why| lost(&why))?;
        self.runs.push(file);
        Ok(())
    }

    /// Gives all records in order.
    pub(crate) fn each(self, mut take: impl FnMut(u64, &[u8]) -> Result<()>) -> Result<()> {
        let mut sorted = self.sorted()?;
        while let Some((key, record)) = sorted.next()? {
            take(key, record)?;
        }
        Ok(())
    }

    /// All records, to be taken one by one in order.
    pub(crate) fn sorted(mut self) -> Result<Sorted> {
        if self.runs.is_empty() {
            self.records.sort_unstable_by_key(|(key, begin, _)| (*key, *begin));
            return Ok(Sorted {
                memory: self.records,
                bytes: self.bytes,
                at: 0,
                runs: Vec::new(),
                heads: BinaryHeap::new(),
            });
        }
        self.spill()?;
        let mut runs: Vec<Run> = self.runs.into_iter().map(Run::new).collect();
        let mut heads = BinaryHeap::new();
        for (n, run) in runs.iter_mut().enumerate() {
            heads.extend(run.next()?.map(|key| Reverse((key, n))));
        }
        Ok(Sorted { memory: Vec::new(), bytes: Vec::new(), at: 0, runs, heads })
    }
}

/// Records in order.
pub(crate) struct Sorted {
    memory: Vec<(u64, u32, u32)>,
    bytes: Vec<u8>,
    /// How many were given.
    at: usize,
    runs: Vec<Run>,
    /// Keys of the runs' next records.
    heads: BinaryHeap<Reverse<(u64, usize)>>,
}

impl Sorted {
    /// The next record with its key; equal keys in the order in which they came.
    pub(crate) fn next(&mut self) -> Result<Option<(u64, &[u8])>> {
        self.at += 1;
        if self.runs.is_empty() {
            let next = self.memory.get(self.at - 1).copied();
            return Ok(next.map(|(key, begin, len)| (key, &self.bytes[begin as usize..(begin + len) as usize])));
        }
        let Some(Reverse((key, n))) = self.heads.pop() else { return Ok(None) };
        let run = &mut self.runs[n];
        std::mem::swap(&mut run.record, &mut run.given);
        self.heads.extend(run.next()?.map(|key| Reverse((key, n))));
        Ok(Some((key, &self.runs[n].given)))
    }
}

/// A sorted file of records, and the one that is read.
struct Run {
    file: BufReader<File>,
    record: Vec<u8>,
    /// The record before it.
    given: Vec<u8>,
}

impl Run {
    fn new(file: File) -> Self {
        Self { file: BufReader::with_capacity(1 << 17, file), record: Vec::new(), given: Vec::new() }
    }

    /// Reads the next record; its key, or `None` at the end.
    fn next(&mut self) -> Result<Option<u64>> {
        let mut head = [0; 12];
        match self.file.read_exact(&mut head) {
            Err(why) if why.kind() == std::io::ErrorKind::UnexpectedEof => return Ok(None),
            other => other.map_err(|why| lost(&why))?,
        }
        let (key, len) = head.split_at(8);
        let len = len.try_into().map_or(0, u32::from_le_bytes);
        self.record.resize(len as usize, 0);
        self.file.read_exact(&mut self.record).map_err(|why| lost(&why))?;
        Ok(Some(key.try_into().map_or(0, u64::from_le_bytes)))
    }
}

#[cfg(test)]
mod tests {
    use super::super::rows::Row;
    use super::super::write::{Writer, core_range};
    use super::*;

    /// Room that is full after some records.
    fn narrow() -> Room {
        Room { file: Some(std::sync::Arc::new(tempfile::tempfile)), bytes: 500 }
    }

    fn all(sorter: Sorter) -> Vec<(u64, Vec<u8>)> {
        let mut out = Vec::new();
        sorter
            .each(|key, record| {
                out.push((key, record.to_vec()));
                Ok(())
            })
            .unwrap();
        out
    }

    #[test]
    fn files_give_what_memory_gives() {
        let (mut one, mut other) = (Sorter::new(&Room::default()), Sorter::new(&narrow()));
        let mut state = 1_u64;
        for n in 0..2000_u32 {
            state = state.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
            // Few keys: equal ones must keep their order.
            let (key, record) = (state >> 58, format!("{n}{}", "x".repeat((state >> 40 & 31) as usize)));
            one.add(key, record.as_bytes()).unwrap();
            other.add(key, record.as_bytes()).unwrap();
        }
        assert!(other.runs.len() > 10, "it had to use files");
        let (one, other) = (all(one), all(other));
        assert!(one.is_sorted_by_key(|(key, _)| *key) && one.len() == 2000);
        assert_eq!(one, other);
    }

    #[test]
    fn an_index_written_through_files_is_the_same() {
        let written = |room: &Room| {
            let mut writer = Writer::new(room).unwrap();
            for n in 0..300 {
                let names = vec![(0, format!("Place {}", n % 40)), (1, format!("Other-{n}"))];
                let row = Row { geonameid: n + 1, lat_e5: n as i32 * 1000, iso2: "AZ".into(), names, ..Row::default() };
                writer.add(&row, core_range(&row)).unwrap();
            }
            let mut out = Vec::new();
            writer.finish("from\ttest\n", &mut out).unwrap();
            out
        };
        assert_eq!(written(&Room::default()), written(&narrow()));
    }
}
