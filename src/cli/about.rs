//! What the program says of itself: version, data and licences, shell
//! completions, manual page.

use std::io::{self, Write};

use super::exit::{Code, Failure};
use crate::format::run::{CREDITS, DATA};

fn print(text: &[u8]) -> Result<Code, Failure> {
    let mut out = io::stdout().lock();
    out.write_all(text).and_then(|()| out.flush()).map_err(|why| Failure::stdout(&why))?;
    Ok(Code::Ok)
}

/// Prints the version; at length also the data inside and their licences.
///
/// # Errors
/// When standard output cannot be written.
pub(super) fn version(at_length: bool) -> Result<Code, Failure> {
    let mut lines = vec![format!("dateline {}", env!("CARGO_PKG_VERSION"))];
    if at_length {
        lines.push(format!("code: {}", env!("CARGO_PKG_LICENSE")));
        lines.extend(DATA.map(|data| format!("{}: sha256 {}", data.name, data.sha256)));
        lines.extend(CREDITS.map(|c| format!("{} ({}): {} {}", c.source, c.licence, c.credit, c.url)));
    }
    let text = lines.join("\n") + "\n";
    print(text.as_bytes())
}

/// Prints the completions for a shell.
///
/// # Errors
/// When standard output cannot be written.
pub(super) fn completions(shell: clap_complete::Shell, command: &mut clap::Command) -> Result<Code, Failure> {
    let mut text = Vec::new();
    clap_complete::generate(shell, command, "dateline", &mut text);
    print(&text)
}

/// Prints the manual page.
///
/// # Errors
/// When standard output cannot be written.
pub(super) fn manual(command: clap::Command) -> Result<Code, Failure> {
    let mut text = Vec::new();
    clap_mangen::Man::new(command).render(&mut text).map_err(|why| Failure::stdout(&why))?;
    print(&text)
}
