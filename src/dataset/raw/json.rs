//! Cuts a stream of JSON into its records: the features of a collection, or
//! the values one after another. Nothing but the record in hand is kept.

use std::io::{self, BufRead};

/// The longest value beside the features that is kept.
const KEPT: usize = 64 * 1024;
/// The longest record.
const LONGEST: usize = 256 * 1024 * 1024;

/// Why the stream cannot be cut further.
#[derive(Debug)]
pub(super) enum Stop {
    /// It cannot be read.
    Io(io::Error),
    /// It is no JSON here.
    Form(&'static str),
}

impl From<io::Error> for Stop {
    fn from(why: io::Error) -> Self {
        Self::Io(why)
    }
}

/// Where in the stream the reader stands.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum At {
    /// Between values.
    Top,
    /// In the list of a collection.
    Features,
    /// Behind that list, in the collection.
    Rest,
}

/// The stream.
pub(super) struct Records<'i> {
    input: Box<dyn BufRead + 'i>,
    at: At,
    /// The line of the next byte, from 1.
    pub(super) line: u64,
    /// Members of the collection that are short, as JSON.
    pub(super) members: Vec<(String, String)>,
    /// Whether there was a collection.
    pub(super) collection: bool,
}

impl<'i> Records<'i> {
    pub(super) fn new(input: Box<dyn BufRead + 'i>) -> Self {
        Self { input, at: At::Top, line: 1, members: Vec::new(), collection: false }
    }

    /// Appends the next record to `out` and tells the line on which it begins;
    /// `None` at the end.
    pub(super) fn next(&mut self, out: &mut Vec<u8>) -> Result<Option<u64>, Stop> {
        loop {
            match self.at {
                At::Top => {
                    let Some(first) = self.peek()? else { return Ok(None) };
                    let line = self.line;
                    match first {
                        b'{' => {
                            if self.object(out)? {
                                return Ok(Some(line));
                            }
                        }
                        // Records of a table's list: `[{...}, {...}]`.
                        b'[' => {
                            self.skip(1);
                            self.at = At::Features;
                        }
                        b',' | b']' => return Err(Stop::Form("a stray comma or bracket")),
                        _ => {
                            self.value(out)?;
                            return Ok(Some(line));
                        }
                    }
                }
                At::Features => match self.peek()? {
                    None => return Err(Stop::Form("the list of features is not closed")),
                    Some(b',') => self.skip(1),
                    Some(b']') => {
                        self.skip(1);
                        self.at = if self.collection { At::Rest } else { At::Top };
                    }
                    Some(_) => {
                        let line = self.line;
                        self.value(out)?;
                        return Ok(Some(line));
                    }
                },
                At::Rest => match self.peek()? {
                    None => return Err(Stop::Form("the collection is not closed")),
                    Some(b',') => self.skip(1),
                    Some(b'}') => {
                        self.skip(1);
                        self.at = At::Top;
                    }
                    Some(b'"') => self.member()?,
                    Some(_) => return Err(Stop::Form("a name in quotes is expected")),
                },
            }
        }
    }

    /// An object at the top: whole into `out`, unless it turns out to be a
    /// collection, whose list is then next.
    fn object(&mut self, out: &mut Vec<u8>) -> Result<bool, Stop> {
        let begin = out.len();
        self.skip(1);
        out.push(b'{');
        loop {
            match self.peek()? {
                None => return Err(Stop::Form("an object is not closed")),
                Some(b'}') => {
                    self.skip(1);
                    out.push(b'}');
                    return Ok(true);
                }
                Some(b',') => {
                    self.skip(1);
                    out.push(b',');
                }
                Some(b'"') => {
                    let name = out.len();
                    self.value(out)?;
                    let features = &out[name..] == b"\"features\"";
                    self.colon()?;
                    if features && self.peek()? == Some(b'[') {
                        self.skip(1);
                        self.keep(&out[begin..name]);
                        out.truncate(begin);
                        (self.collection, self.at) = (true, At::Features);
                        return Ok(false);
                    }
                    out.push(b':');
                    self.value(out)?;
                }
                Some(_) => return Err(Stop::Form("a name in quotes is expected")),
            }
            if out.len() - begin > LONGEST {
                return Err(Stop::Form("a record of more than 256 MB"));
            }
        }
    }

    /// Keeps the members that stood before the list.
    fn keep(&mut self, before: &[u8]) {
        let mut text = before.to_vec();
        while text.last() == Some(&b',') {
            text.pop();
        }
        text.push(b'}');
        if let Ok(members) = serde_json::from_slice::<serde_json::Map<String, serde_json::Value>>(&text) {
            self.members.extend(members.into_iter().map(|(name, value)| (name, value.to_string())));
        }
    }

    fn member(&mut self) -> Result<(), Stop> {
        let (mut name, mut value) = (Vec::new(), Vec::new());
        self.value(&mut name)?;
        self.colon()?;
        self.value(&mut value)?;
        if let Ok(name) = serde_json::from_slice(&name)
            && value.len() <= KEPT
        {
            self.members.push((name, String::from_utf8_lossy(&value).into_owned()));
        }
        Ok(())
    }

    fn colon(&mut self) -> Result<(), Stop> {
        if self.peek()? != Some(b':') {
            return Err(Stop::Form("a colon is expected"));
        }
        self.skip(1);
        Ok(())
    }

    /// The next byte that is no blank and no mark between records.
    fn peek(&mut self) -> io::Result<Option<u8>> {
        loop {
            let bytes = self.input.fill_buf()?;
            if bytes.is_empty() {
                return Ok(None);
            }
            let blank = |b: &u8| matches!(b, b' ' | b'\t' | b'\r' | b'\n' | 0x1e);
            let blanks = bytes.iter().take_while(|b| blank(b)).count();
            let next = bytes.get(blanks).copied();
            self.line += memchr::memchr_iter(b'\n', &bytes[..blanks]).count() as u64;
            self.skip(blanks);
            if next.is_some() {
                return Ok(next);
            }
        }
    }

    fn skip(&mut self, bytes: usize) {
        self.input.consume(bytes);
    }

    /// Appends a whole value without the blanks before it: up to its last bracket or quote, or up to what
    /// follows a number or word.
    fn value(&mut self, out: &mut Vec<u8>) -> Result<(), Stop> {
        self.peek()?;
        let begin = out.len();
        let mut walk = Walk::default();
        loop {
            let bytes = self.input.fill_buf()?;
            if bytes.is_empty() {
                return if walk.word { Ok(()) } else { Err(Stop::Form("the file ends inside a value")) };
            }
            let (used, done) = walk.over(bytes);
            self.line += memchr::memchr_iter(b'\n', &bytes[..used]).count() as u64;
            out.extend_from_slice(&bytes[..used]);
            self.skip(used);
            if done {
                return Ok(());
            }
            if out.len() - begin > LONGEST {
                return Err(Stop::Form("a record of more than 256 MB"));
            }
        }
    }
}

/// How far a value has been walked.
#[derive(Debug, Default)]
struct Walk {
    depth: usize,
    text: bool,
    /// The last byte of the piece before was a backslash inside a text.
    escaped: bool,
    /// It is a number or a word, which ends before a comma, bracket or blank.
    word: bool,
    begun: bool,
}

impl Walk {
    /// Walks over a piece; tells how much of it belongs to the value, and
    /// whether the value ends there.
    fn over(&mut self, piece: &[u8]) -> (usize, bool) {
        let mut at = 0;
        // A stray bracket is a value of its own, so that reading goes on.
        let least = usize::from(!self.begun);
        if !self.begun {
            self.begun = true;
            self.word = !matches!(piece[0], b'{' | b'[' | b'"');
        }
        if self.word {
            let ends = |b: &u8| matches!(b, b',' | b']' | b'}' | b':' | b' ' | b'\t' | b'\r' | b'\n');
            return piece.iter().position(ends).map_or((piece.len(), false), |n| (n.max(least), true));
        }
        loop {
            if self.text {
                if self.escaped {
                    if at == piece.len() {
                        return (at, false);
                    }
                    self.escaped = false;
                    at += 1;
                }
                let Some(n) = memchr::memchr2(b'"', b'\\', &piece[at..]) else { return (piece.len(), false) };
                at += n + 1;
                if piece[at - 1] == b'\\' {
                    self.escaped = true;
                    continue;
                }
                self.text = false;
                if self.depth == 0 {
                    return (at, true);
                }
            }
            let Some(n) = piece[at..].iter().position(|b| matches!(b, b'"' | b'{' | b'}' | b'[' | b']')) else {
                return (piece.len(), false);
            };
            at += n + 1;
            match piece[at - 1] {
                b'"' => self.text = true,
                b'{' | b'[' => self.depth += 1,
                _ => {
                    self.depth = self.depth.saturating_sub(1);
                    if self.depth == 0 {
                        return (at, true);
                    }
                }
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use std::io::BufReader;

    use super::*;

    /// The records with their lines, the members beside them, whether all is whole.
    type Read = (Vec<(String, u64)>, Vec<(String, String)>, bool);

    fn records(text: &str, buffer: usize) -> Read {
        let mut records = Records::new(Box::new(BufReader::with_capacity(buffer, text.as_bytes())));
        let mut all = Vec::new();
        loop {
            let mut out = Vec::new();
            match records.next(&mut out) {
                Ok(Some(line)) => all.push((String::from_utf8(out).unwrap(), line)),
                Ok(None) => return (all, records.members, true),
                Err(_) => return (all, records.members, false),
            }
        }
    }

    #[test]
    fn collections_and_lines_are_cut_whatever_the_buffer() {
        let text = "{\"type\":\"FeatureCollection\",\n\"name\":\"a\\\"b\",\"features\":[\n{\"a\":\"}]\\\\\",\"b\":[1,{}]},\n{\"c\":2}\n],\"licence\":\"x\"}\n";
        for buffer in [1, 2, 7, 4096] {
            let (all, members, whole) = records(text, buffer);
            assert_eq!(all, [("{\"a\":\"}]\\\\\",\"b\":[1,{}]}".to_owned(), 3), ("{\"c\":2}".to_owned(), 4)]);
            assert_eq!(members.last().unwrap(), &("licence".to_owned(), "\"x\"".to_owned()));
            assert!(whole && members.len() == 3, "{members:?}");
            let (lines, _, whole) = records("{\"a\": 1 , \"b\":{\"c\":\"{\"}}\n\u{1e}{\"a\":2}\n 7", buffer);
            let lines: Vec<&str> = lines.iter().map(|(text, _)| text.as_str()).collect();
            assert_eq!((lines, whole), (vec!["{\"a\":1,\"b\":{\"c\":\"{\"}}", "{\"a\":2}", "7"], true));
        }
    }

    #[test]
    fn what_is_cut_off_is_told() {
        for text in ["{\"features\":[{\"a\":1},{\"b\":", "{\"a\"", "{\"a\" 1}", "{\"features\":[]", "{1}"] {
            assert!(!records(text, 3).2, "{text}");
        }
        assert_eq!(records("{\"features\":[{\"a\":1},7,{\"b\":2}]}", 5).0.len(), 3);
    }
}
