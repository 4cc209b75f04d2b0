//! Where the last whole record of a piece of a table ends.

/// What a piece of a table holds.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Cut {
    /// Whole records up to this byte; the rest begins one.
    At(usize),
    /// No whole record: a quoted cell that is not closed yet begins in the
    /// first.
    Open,
    /// No line end at all.
    None,
}

/// Looks for the end of the last record. A quote opens a cell only where the
/// cell begins; within it two quotes are one.
pub(super) fn last_record(piece: &[u8], delimiter: u8) -> Cut {
    let mut end = None;
    let mut at = 0;
    while let Some(quote) = memchr::memchr(b'"', &piece[at..]).map(|n| at + n) {
        if let Some(line) = memchr::memrchr(b'\n', &piece[at..quote]) {
            end = Some(at + line + 1);
        }
        let opens = quote == 0 || matches!(piece[quote - 1], b'\n' | b'\r') || piece[quote - 1] == delimiter;
        at = if opens {
            match closing(piece, quote + 1) {
                Some(after) => after,
                None => return end.map_or(Cut::Open, Cut::At),
            }
        } else {
            quote + 1
        };
    }
    if let Some(line) = memchr::memrchr(b'\n', &piece[at..]) {
        end = Some(at + line + 1);
    }
    end.map_or(Cut::None, Cut::At)
}

/// Whether nothing but the end of its cell follows each closing quote of a
/// record: else a quote was not closed, and lines that follow were swallowed.
pub(super) fn is_sound(record: &[u8], delimiter: u8) -> bool {
    let mut at = 0;
    while let Some(quote) = memchr::memchr(b'"', &record[at..]).map(|n| at + n) {
        let opens = quote == 0 || matches!(record[quote - 1], b'\n' | b'\r') || record[quote - 1] == delimiter;
        at = quote + 1;
        if opens {
            let Some(after) = closing(record, at) else { return record.last() == Some(&b'"') };
            let next = record[after..].iter().find(|b| **b != b' ');
            if next.is_some_and(|b| !matches!(b, b'\n' | b'\r') && *b != delimiter) {
                return false;
            }
            at = after;
        }
    }
    true
}

/// The byte after the quote that closes a cell.
fn closing(piece: &[u8], mut at: usize) -> Option<usize> {
    loop {
        let quote = at + memchr::memchr(b'"', &piece[at..])?;
        match piece.get(quote + 1) {
            Some(b'"') => at = quote + 2,
            Some(_) => return Some(quote + 1),
            // The next byte decides whether it closes.
            None => return None,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn text_behind_a_closing_quote_is_a_fault() {
        let sound = |text: &str| is_sound(text.as_bytes(), b',');
        assert!(sound("a,\"b\nc\",d\n") && sound("\"a\"\"b\"\r\n") && sound("5\" gun,\"\"\n") && sound("a,\"b\""));
        assert!(!sound("a,\"open\nb,\"two\n") && !sound("\"a\" b,c\n") && sound("\"a\" ,c\n"));
    }

    #[test]
    fn quoted_line_ends_end_no_record() {
        let cut = |text: &str| last_record(text.as_bytes(), b',');
        assert_eq!(cut("a,b\nc,d\ne"), Cut::At(8));
        assert_eq!(cut("a,\"b\nc\"\nd,\"e\n"), Cut::At(8));
        assert_eq!(cut("a,\"b\"\"\nc\",d\ne"), Cut::At(12));
        // A quote inside a cell is a letter like any other.
        assert_eq!(cut("5\" gun,a\nb"), Cut::At(9));
        assert_eq!((cut("\"a\nb"), cut("ab"), cut("\"a\"")), (Cut::Open, Cut::None, Cut::Open));
    }
}
