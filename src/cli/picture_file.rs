//! One picture as a file of its own, with its words beside it for those who
//! cannot see it.

use std::fs;
use std::io::Write;
use std::path::Path;

use super::exit::Failure;
use super::outfile::Staging;
use super::picture_args::PictureArgs;
use super::pictures::PictureKind;
use crate::scene::Scene;

/// How the words beside our pictures begin.
const BEGINNINGS: [&str; 8] =
    ["Map. ", "Timeline. ", "Cumulative. ", "Places. ", "Actors. ", "Claims. ", "Calendar. ", "Deaths by who "];

/// The format that a name asks for; refuses what cannot be written, before
/// anything is drawn.
///
/// # Errors
/// Where the name has an ending of another form.
pub(super) fn check(output: &str) -> Result<PictureKind, Failure> {
    let ending = Path::new(output).extension().and_then(|e| e.to_str()).map(str::to_ascii_lowercase);
    let kind = PictureKind::ALL.into_iter().find(|kind| Some(kind.ending()) == ending.as_deref());
    let why = || Failure::usage(format!("-o {output}: a picture is written as NAME.png, NAME.svg or NAME.pdf"));
    kind.ok_or_else(why)
}

/// Refuses a height for a picture that has its own.
///
/// # Errors
/// Where one is asked for.
pub(super) fn without_height(arguments: &PictureArgs, what: &str) -> Result<(), Failure> {
    match arguments.height {
        None => Ok(()),
        Some(_) => {
            Err(Failure::usage(format!("--height: {what} is as high as it needs (give --width, which sets both)")))
        }
    }
}

/// Writes a picture, in further formats where they are asked for, and NAME.txt
/// beside it; all or none.
///
/// # Errors
/// Where it cannot be drawn or written, or another's file stands there.
pub(super) fn write(
    scene: Scene,
    (output, kind): (&str, PictureKind),
    arguments: &PictureArgs,
    force: bool,
) -> Result<(), Failure> {
    let scene = scene.as_wanted(&arguments.options());
    let path = Path::new(output);
    let words = path.with_extension("txt");
    let ours = is_ours(&words);
    let mut staging = Staging::file(path, force, |_| ours)?;
    let mut kinds = vec![kind];
    kinds.extend(PictureKind::wanted(arguments).into_iter().skip(1).filter(|also| *also != kind));
    let beside = kinds.iter().skip(1).map(|kind| path.with_extension(kind.ending()));
    if let Some(theirs) = beside.chain([words.clone()]).find(|file| !force && !ours && file.exists()) {
        let remedy = "choose another name with -o, or --force to overwrite it";
        return Err(Failure::new(format!("{}: exists and is not Dateline's own ({remedy})", theirs.display())));
    }
    let name = |path: &Path| path.file_name().map(|n| n.to_string_lossy().into_owned()).unwrap_or_default();
    for (n, kind) in kinds.into_iter().enumerate() {
        let picture = kind.bytes(&scene, arguments)?;
        let file = if n == 0 { path.to_path_buf() } else { path.with_extension(kind.ending()) };
        staging.write(&name(&file), |out| out.write_all(&picture))?;
    }
    staging.write(&name(&words), |out| writeln!(out, "{}", scene.description))?;
    staging.commit()?;
    Ok(())
}

/// Whether the words beside a picture say that it is one of ours. A PNG has no
/// mark of its maker.
fn is_ours(words: &Path) -> bool {
    fs::read_to_string(words).is_ok_and(|text| BEGINNINGS.iter().any(|beginning| text.starts_with(beginning)))
}
