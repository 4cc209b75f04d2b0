//! Texts that a spreadsheet would take for formulas, in the cells of tables.

use std::borrow::Cow;

/// A text as a cell of CSV may hold it. A spreadsheet takes what begins with
/// `=`, `+`, `-`, `@`, a tab or a carriage return for a formula and reckons it;
/// an apostrophe before it says that it is text. Plain numbers stay as they are.
pub fn guarded(text: &str) -> Cow<'_, str> {
    if is_formula(text.trim_start_matches('\'')) && text.parse::<f64>().is_err() {
        Cow::Owned(format!("'{text}"))
    } else {
        Cow::Borrowed(text)
    }
}

/// The text of a cell that [`guarded`] wrote.
pub fn unguarded(cell: &str) -> &str {
    match cell.strip_prefix('\'') {
        Some(text) if is_formula(text.trim_start_matches('\'')) && text.parse::<f64>().is_err() => text,
        _ => cell,
    }
}

fn is_formula(text: &str) -> bool {
    text.starts_with(['=', '+', '-', '@', '\t', '\r'])
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn formulas_are_texts_and_come_back() {
        assert_eq!(guarded("=HYPERLINK(1)"), "'=HYPERLINK(1)");
        assert_eq!(guarded("'@x"), "''@x");
        for text in ["=1", "+a", "-b", "@c", "'=1", "''-", "'tis", "plain", "-9.65", "'-9.65", "\tx", ""] {
            assert_eq!(unguarded(&guarded(text)), text);
        }
        assert_eq!((guarded("-9.65"), guarded("'tis")), ("-9.65".into(), "'tis".into()));
    }
}
