//! The program: arguments, files, progress, exit codes. The only layer that
//! sees the file system, the standard streams and the environment.

mod about;
mod admin;
mod args;
mod data;
mod exit;
mod gazetteer;
mod lines;
mod lookup;
mod map;
mod mapped;
mod outfile;
mod pictures;
mod places;
mod queries;
mod reader;
mod record;
mod say;
mod sources;
mod stream;
mod summary;
mod target;

use std::ffi::OsString;
use std::process::ExitCode;

use clap::{CommandFactory, Parser};

use args::{Cli, Command};
use exit::{Code, Failure};
use say::Voice;

/// Runs the program with these arguments, the program's name first.
pub fn run(arguments: impl IntoIterator<Item = OsString>) -> ExitCode {
    let cli = match Cli::try_parse_from(arguments) {
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
        Some(Command::Lookup(arguments)) => lookup::run(arguments, &cli.data.open(voice)?.gazetteer),
        Some(Command::Gazetteer { command }) => gazetteer::run(command, voice),
        Some(Command::Completions { shell }) => about::completions(*shell, &mut Cli::command()),
        Some(Command::Man) => about::manual(Cli::command()),
    }
}
