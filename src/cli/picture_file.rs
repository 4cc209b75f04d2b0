//! One picture as a file of its own, with its words beside it for those who
//! cannot see it.

use std::fs;
use std::io::Write;
use std::path::Path;

use super::exit::Failure;
use super::outfile::Staging;
use crate::render;
use crate::scene::Scene;

/// How the words beside our pictures begin.
const BEGINNINGS: [&str; 8] =
    ["Map. ", "Timeline. ", "Cumulative. ", "Places. ", "Actors. ", "Claims. ", "Calendar. ", "Deaths by who "];

/// Refuses what cannot be written, before anything is drawn.
///
/// # Errors
/// Where the name has an ending of another form.
pub(super) fn check(output: &str) -> Result<(), Failure> {
    let ending = Path::new(output).extension().and_then(|e| e.to_str()).map(str::to_ascii_lowercase);
    match ending.as_deref() {
        Some("png") => Ok(()),
        _ => Err(Failure::usage(format!("-o {output}: a picture is written as NAME.png"))),
    }
}

/// Writes a picture and, beside it, NAME.txt; both or neither.
///
/// # Errors
/// Where it cannot be drawn or written, or another's file stands there.
pub(super) fn write(scene: &Scene, output: &str, force: bool) -> Result<(), Failure> {
    let path = Path::new(output);
    let words = path.with_extension("txt");
    let ours = is_ours(&words);
    let mut staging = Staging::file(path, force, |_| ours)?;
    if !force && words.exists() && !ours {
        let remedy = "choose another name with -o, or --force to overwrite it";
        return Err(Failure::new(format!("{}: exists and is not Dateline's own ({remedy})", words.display())));
    }
    let picture = render::png(scene)?;
    let name = |path: &Path| path.file_name().map(|n| n.to_string_lossy().into_owned()).unwrap_or_default();
    staging.write(&name(path), |out| out.write_all(&picture))?;
    staging.write(&name(&words), |out| writeln!(out, "{}", scene.description))?;
    staging.commit()?;
    Ok(())
}

/// Whether the words beside a picture say that it is one of ours. A PNG has no
/// mark of its maker.
fn is_ours(words: &Path) -> bool {
    fs::read_to_string(words).is_ok_and(|text| BEGINNINGS.iter().any(|beginning| text.starts_with(beginning)))
}
