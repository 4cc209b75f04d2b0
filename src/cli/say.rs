//! What is said on standard error: progress, warnings, the summary. Colours
//! and bars only on a terminal; `NO_COLOR` is obeyed.

use std::collections::BTreeMap;
use std::io::{IsTerminal, Write};
use std::time::Duration;

use anstyle::{AnsiColor, Style};
use indicatif::{ProgressBar, ProgressDrawTarget, ProgressStyle};

use super::args::Common;
use crate::error::Notice;

/// Warnings of one kind that are shown in full.
const SHOWN: usize = 3;

/// How much is said.
#[derive(Debug, Clone, Copy)]
pub(super) struct Voice {
    quiet: bool,
    verbose: bool,
}

fn line(label: &str, colour: AnsiColor, text: &str) {
    let style = Style::new().fg_color(Some(colour.into())).bold();
    // What cannot be said on standard error cannot be said anywhere.
    let _ = writeln!(anstream::stderr().lock(), "{style}{label}{style:#}{text}");
}

/// Says why a run ended; also when quiet.
pub(super) fn error(text: &str) {
    line("error: ", AnsiColor::Red, text);
}

impl Voice {
    /// As the options want it.
    pub(super) fn new(common: Common) -> Self {
        Self { quiet: common.quiet, verbose: common.verbose }
    }

    /// Says a line of the summary.
    pub(super) fn say(self, text: &str) {
        if !self.quiet {
            let _ = writeln!(anstream::stderr().lock(), "{text}");
        }
    }

    /// Says a line that only those want who ask for more.
    pub(super) fn detail(self, text: &str) {
        if self.verbose {
            self.say(text);
        }
    }

    /// Says the warnings: those of one kind together, the first few of each in
    /// full, all of them with `--verbose`.
    pub(super) fn warnings<'n>(self, label: &str, notices: impl IntoIterator<Item = &'n Notice>) {
        if self.quiet {
            return;
        }
        let mut kinds: BTreeMap<(String, &str), Vec<&Notice>> = BTreeMap::new();
        let mut order = Vec::new();
        for notice in notices {
            let key = (kind(&notice.what), notice.remedy.as_str());
            if !kinds.contains_key(&key) {
                order.push(key.clone());
            }
            kinds.entry(key).or_default().push(notice);
        }
        let shown = if self.verbose { usize::MAX } else { SHOWN };
        for key in order {
            let same = kinds.remove(&key).unwrap_or_default();
            for notice in same.iter().take(shown) {
                line(label, AnsiColor::Yellow, &notice.to_string());
            }
            if same.len() > shown {
                self.say(&format!("  and {} more like it (--verbose shows them)", same.len() - shown));
            }
        }
    }

    /// Says each warning in full.
    pub(super) fn each_warning<'n>(self, notices: impl IntoIterator<Item = &'n Notice>) {
        for notice in notices.into_iter().filter(|_| !self.quiet) {
            line("warning: ", AnsiColor::Yellow, &notice.to_string());
        }
    }

    /// A bar over so many bytes; nothing where standard error is no terminal.
    pub(super) fn bar(self, bytes: Option<u64>) -> ProgressBar {
        let silent = self.quiet || !std::io::stderr().is_terminal();
        let target = if silent { ProgressDrawTarget::hidden() } else { ProgressDrawTarget::stderr_with_hz(10) };
        let bar = ProgressBar::with_draw_target(bytes, target);
        let template = match bytes {
            Some(_) => "{bar:30} {percent:>3} %  {msg}  {eta} left",
            None => "{spinner} {msg}  {elapsed}",
        };
        if let Ok(style) = ProgressStyle::with_template(template) {
            bar.set_style(style);
        }
        if !silent && bytes.is_none() {
            bar.enable_steady_tick(Duration::from_millis(100));
        }
        bar
    }
}

/// Notices are alike when they differ in numbers and quoted words only.
fn kind(what: &str) -> String {
    let mut kind = String::new();
    let mut quoted = false;
    for c in what.chars() {
        match c {
            '\'' | '"' => quoted = !quoted,
            _ if quoted || c.is_ascii_digit() => {}
            c => kind.push(c),
        }
    }
    kind
}

#[cfg(test)]
mod tests {
    use super::kind;

    #[test]
    fn warnings_of_one_kind_are_known_by_their_words() {
        assert_eq!(kind("published 'soon' is no date"), kind("published '4.8.' is no date"));
        assert_eq!(kind("51 MB, too large"), kind("9 MB, too large"));
        assert_ne!(kind("the file is empty"), kind("not UTF-8"));
    }
}
