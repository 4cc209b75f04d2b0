//! The program: arguments, files, progress, exit codes. The only layer that
//! sees the file system, the standard streams and the environment.

mod about;
mod admin;
mod areas;
mod args;
mod chart;
mod choice;
mod claims;
mod companions;
mod corrections;
mod data;
mod diff;
mod draw;
mod exit;
mod explain;
mod export;
mod export_as;
mod gazetteer;
mod input_rows;
mod inspect;
mod join;
mod lines;
mod lookup;
mod map;
mod mapped;
mod outfile;
mod picture_args;
mod picture_file;
mod pictures;
mod places;
mod public;
mod queries;
mod reader;
mod record;
mod rejects;
mod rows;
mod run_folder;
mod say;
mod score;
mod shades;
mod sources;
mod stream;
mod summary;
mod target;
mod verify;

use std::ffi::OsString;
use std::process::ExitCode;

use clap::{CommandFactory, Parser};

use crate::gazetteer::parse_point;
use args::{Cli, Command};
use exit::{Code, Failure};
use say::Voice;

/// Runs the program with these arguments, the program's name first.
pub fn run(arguments: impl IntoIterator<Item = OsString>) -> ExitCode {
    let cli = match Cli::try_parse_from(arguments.into_iter().map(shielded)) {
        Ok(cli) => cli,
        Err(wrong) => {
            // Help goes to standard output and is no error.
            let _ = wrong.print();
            return if wrong.use_stderr() { Code::Usage } else { Code::Ok }.into();
        }
    };
    match dispatch(&cli) {
        Ok(code) => code.into(),
        Err(failure) => {
            if !failure.message.is_empty() {
                say::error(&failure.message);
            }
            failure.code.into()
        }
    }
}

/// An argument as clap must see it: "-33.9,18.4" is a point south of the
/// equator and no option, which a space before it shows.
fn shielded(argument: OsString) -> OsString {
    let point = argument.to_str().filter(|a| a.starts_with('-') && parse_point(a).is_ok());
    point.map(|a| format!(" {a}").into()).unwrap_or(argument)
}

fn dispatch(cli: &Cli) -> Result<Code, Failure> {
    if cli.version {
        return about::version(cli.common.verbose);
    }
    if let Some(threads) = cli.common.threads {
        let pool = rayon::ThreadPoolBuilder::new().num_threads(threads.into());
        pool.build_global().map_err(|why| Failure::new(format!("--threads {threads}: {why}")))?;
    }
    let voice = Voice::new(cli.common);
    match &cli.command {
        None => map::run(&cli.map, &cli.data, voice),
        Some(Command::Map(arguments)) => map::run(arguments, &cli.data, voice),
        Some(Command::Extract(arguments)) => stream::extract(arguments, cli.data.open(voice)?.gazetteer),
        Some(Command::Places(arguments)) => places::run(arguments, cli.data.open(voice)?.gazetteer, voice),
        Some(Command::Explain(arguments)) => explain::run(arguments, &cli.data, voice),
        Some(Command::Lookup(arguments)) => lookup::run(arguments, &cli.data.open(voice)?.gazetteer, voice),
        Some(Command::Score(arguments)) => score::run(arguments, cli.data.open(voice)?.gazetteer, voice),
        Some(Command::Claims(arguments)) => claims::run(arguments, voice),
        Some(Command::Draw(arguments)) => draw::run(arguments, &cli.data.open(voice)?.gazetteer, voice),
        Some(Command::Chart(arguments)) => chart::run(arguments, voice),
        Some(Command::Join(arguments)) => join::run(arguments, &cli.data.open(voice)?.gazetteer, voice),
        Some(Command::Export(arguments)) => export::run(arguments, &cli.data, voice),
        Some(Command::Inspect(arguments)) => inspect::run(arguments, voice),
        Some(Command::Diff(arguments)) => diff::run(arguments),
        Some(Command::Verify(arguments)) => verify::run(arguments, &cli.data, voice),
        Some(Command::Correct(arguments)) => corrections::correct(arguments, &cli.data.open(voice)?.gazetteer),
        Some(Command::Corrections { command }) => corrections::run(command, &cli.data.open(voice)?.gazetteer, voice),
        Some(Command::Agree(arguments)) => corrections::agree(arguments, &cli.data.open(voice)?.gazetteer, voice),
        Some(Command::Gazetteer { command }) => gazetteer::run(command, &cli.data, voice),
        Some(Command::Completions { shell }) => about::completions(*shell, &mut Cli::command()),
        Some(Command::Man) => about::manual(Cli::command()),
    }
}
