//! Tables for people's eyes: columns as wide as their widest cell.

/// The rows as lines, the cells of a column one under another, two spaces
/// between columns, no space at the ends of lines.
pub fn aligned<S: AsRef<str>>(rows: &[Vec<S>]) -> String {
    let mut widths: Vec<usize> = Vec::new();
    for row in rows {
        widths.resize(widths.len().max(row.len()), 0);
        for (width, cell) in widths.iter_mut().zip(row) {
            *width = (*width).max(cell.as_ref().chars().count());
        }
    }
    let mut text = String::new();
    for row in rows {
        let begin = text.len();
        for (width, cell) in widths.iter().zip(row) {
            let cell = cell.as_ref();
            text.push_str(cell);
            let gap = width + 2 - cell.chars().count().min(*width);
            text.extend(std::iter::repeat_n(' ', gap));
        }
        text.truncate(begin + text[begin..].trim_end_matches(' ').len());
        text.push('\n');
    }
    text
}

/// Text that cannot steer a terminal: control characters, and those that turn
/// the direction of what follows, are shown as such.
pub fn harmless(text: &str) -> String {
    text.chars().map(|c| if steers(c) { '\u{fffd}' } else { c }).collect()
}

fn steers(c: char) -> bool {
    let turns = matches!(c, '\u{202a}'..='\u{202e}' | '\u{2066}'..='\u{2069}');
    turns || c.is_control() && !matches!(c, '\n' | '\t')
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn cells_stand_under_each_other() {
        let rows = [vec!["a", "bcd", "e"], vec!["long", "", "f"], vec!["x"]];
        assert_eq!(aligned(&rows), "a     bcd  e\nlong       f\nx\n");
        assert_eq!(aligned::<&str>(&[]), "");
    }

    #[test]
    fn a_terminal_is_not_steered() {
        assert_eq!(harmless("a\u{1b}[31m\tb\n"), "a\u{fffd}[31m\tb\n");
        assert_eq!(harmless("dead: \u{202e}21\u{2066}"), "dead: \u{fffd}21\u{fffd}");
    }
}
