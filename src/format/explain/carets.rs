//! A sentence with carets under the words that gave each field, in lines of
//! bounded width.

use std::fmt::Write as _;

use anstyle::{AnsiColor, Style};

use crate::format::columns::harmless;
use crate::incident::telling::Marked;

/// The widest line of text, in characters.
pub(super) const WIDTH: usize = 96;

/// How the words of a field are shown.
pub(super) fn style(field: &str) -> Style {
    let colour = match field {
        "trigger" | "harm" => AnsiColor::Red,
        "side_a" | "side_b" | "actor" => AnsiColor::Yellow,
        "place" => AnsiColor::Green,
        "time" => AnsiColor::Cyan,
        "speaker" => AnsiColor::Blue,
        "weapon" | "victim" | "target" => AnsiColor::White,
        _ => AnsiColor::Magenta,
    };
    Style::new().fg_color(Some(colour.into())).bold()
}

/// Carets and the field's name, somewhere in a line.
struct Piece<'m> {
    from: usize,
    to: usize,
    /// Empty where the words go on from the line before.
    label: &'m str,
    style: Style,
}

/// The sentence in lines, each followed by its carets.
pub(super) fn marked(sentence: &Marked) -> String {
    let chars: Vec<char> = harmless(&sentence.text).chars().collect();
    let mut out = String::new();
    for (from, to) in lines(&chars) {
        out.push_str("  ");
        coloured(&mut out, &chars, sentence, from, to);
        out.push('\n');
        for lane in lanes(sentence, from, to) {
            out.push_str("  ");
            let mut at = 0;
            for piece in lane {
                let Piece { from, to, label, style } = piece;
                let gap = if label.is_empty() { "" } else { " " };
                let _ = write!(out, "{:at$}{style}{}{style:#}{gap}{label}", "", "^".repeat(to - from), at = from - at);
                at = to + gap.len() + label.chars().count();
            }
            out.push('\n');
        }
    }
    out
}

/// Half-open ranges of characters, broken between words.
fn lines(chars: &[char]) -> Vec<(usize, usize)> {
    let mut out = Vec::new();
    let mut from = 0;
    while chars.len() - from > WIDTH {
        let space = (from + 1..=from + WIDTH).rev().find(|&i| chars[i] == ' ');
        let to = space.unwrap_or(from + WIDTH);
        out.push((from, to));
        from = if space.is_some() { to + 1 } else { to };
    }
    out.push((from, chars.len()));
    out
}

/// A line of the text; of marks that hold one another the inner one shows.
fn coloured(out: &mut String, chars: &[char], sentence: &Marked, from: usize, to: usize) {
    let mut current: Option<&str> = None;
    for (i, c) in chars.iter().enumerate().take(to).skip(from) {
        let over = sentence.marks.iter().filter(|m| m.within[0] <= i && i < m.within[1]);
        let field = over.min_by_key(|m| m.within[1] - m.within[0]).map(|m| &*m.field);
        if field != current {
            if let Some(old) = current {
                let _ = write!(out, "{:#}", style(old));
            }
            if let Some(new) = field {
                let _ = write!(out, "{}", style(new));
            }
            current = field;
        }
        out.push(*c);
    }
    if let Some(old) = current {
        let _ = write!(out, "{:#}", style(old));
    }
}

/// The marks of a line in as few lines of carets as hold them with their names.
fn lanes(sentence: &Marked, from: usize, to: usize) -> Vec<Vec<Piece<'_>>> {
    let mut lanes: Vec<(usize, Vec<Piece<'_>>)> = Vec::new();
    for mark in &sentence.marks {
        let [start, end] = mark.within;
        if end <= from || start >= to {
            continue;
        }
        let label = if start >= from { &*mark.field } else { "" };
        let piece = Piece { from: start.max(from) - from, to: end.min(to) - from, label, style: style(&mark.field) };
        let ends = piece.to + 2 + label.chars().count();
        match lanes.iter_mut().find(|(used, _)| *used <= piece.from) {
            Some((used, lane)) => {
                *used = ends;
                lane.push(piece);
            }
            None => lanes.push((ends, vec![piece])),
        }
    }
    lanes.into_iter().map(|(_, lane)| lane).collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::incident::telling::Mark;

    fn shown(text: &str, marks: &[(&str, &'static str)]) -> String {
        let mark = |(words, field): &(&str, &'static str)| {
            let start = text.chars().count() - text[text.find(words).unwrap()..].chars().count();
            Mark { field: (*field).into(), within: [start, start + words.chars().count()], ..Mark::default() }
        };
        let sentence = Marked { text: text.to_owned(), marks: marks.iter().map(mark).collect(), ..Marked::default() };
        anstream::adapter::strip_str(&marked(&sentence)).to_string()
    }

    #[test]
    fn carets_stand_under_the_words_and_what_would_overlap_goes_below() {
        let marks = [("Şuşa", "place"), ("Two men", "killed"), ("died", "trigger")];
        let text = shown("In Şuşa Two men died.", &marks);
        assert_eq!(text, "  In Şuşa Two men died.\n     ^^^^ place   ^^^^ trigger\n          ^^^^^^^ killed\n");
    }

    #[test]
    fn long_sentences_are_broken_and_their_marks_with_them() {
        let text = format!("{} the end of it", "word ".repeat(18).trim_end());
        let shown = shown(&text, &[("word the end of it", "time")]);
        let lines: Vec<&str> = shown.lines().collect();
        assert_eq!(lines.len(), 4, "{shown}");
        assert!(lines[1].ends_with("^ time") && lines[3].trim() == "^^^^^^^^^", "{shown}");
    }
}
