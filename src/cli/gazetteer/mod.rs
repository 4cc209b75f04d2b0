//! `gazetteer`: indexes of places made, looked into, checked, and own places
//! added to a table.

mod add;
mod build;
mod check;
mod info;

use std::path::PathBuf;

use clap::{Args, Subcommand};

use super::data::DataArgs;
use super::exit::{Code, Failure};
use super::say::Voice;

/// What to do with gazetteers.
#[derive(Debug, Subcommand)]
pub(super) enum GazetteerCommand {
    /// Make an index (.gaz) of GeoNames' allCountries.txt, a country's file, or a table of own places
    Build(BuildArgs),
    /// What a gazetteer holds: places by class and country, version, licences
    Info(InfoArgs),
    /// Look for errors in a table of own places, an index, or the beginning of a dump
    Check(CheckArgs),
    /// Add a place to a table of own places
    Add(AddArgs),
}

/// Options of `gazetteer build`.
#[derive(Debug, Args)]
pub(super) struct BuildArgs {
    /// A dump of GeoNames (allCountries.txt, AZ.txt), - for one on standard input, or a CSV of own places
    #[arg(value_name = "FILE")]
    dump: PathBuf,
    /// GeoNames' alternate names
    #[arg(long, value_name = "alternateNamesV2.txt")]
    alternates: Option<PathBuf>,
    /// Feature classes to take [default: A,P,T,H,L,R,S]
    #[arg(long, value_name = "LIST", value_delimiter = ',', value_parser = build::class)]
    classes: Vec<char>,
    /// Countries to take (ISO 3166-1) [default: all]; countries and provinces of the whole world are always taken
    #[arg(long, value_name = "LIST", value_delimiter = ',')]
    countries: Vec<String>,
    /// The index to write
    #[arg(short, long, value_name = "FILE.gaz")]
    output: PathBuf,
    /// Write over a file that is no index
    #[arg(long)]
    force: bool,
}

/// Options of `gazetteer info`.
#[derive(Debug, Args)]
pub(super) struct InfoArgs {
    /// A .gaz file or a table of own places [default: the gazetteer inside]
    #[arg(value_name = "FILE")]
    file: Option<PathBuf>,
    /// JSON instead of a table
    #[arg(long)]
    json: bool,
}

/// Options of `gazetteer check`.
#[derive(Debug, Args)]
pub(super) struct CheckArgs {
    /// A table of own places, a .gaz file, or a dump of GeoNames
    #[arg(value_name = "FILE")]
    file: PathBuf,
    /// JSON instead of lines
    #[arg(long)]
    json: bool,
}

/// Options of `gazetteer add`.
#[derive(Debug, Args)]
pub(super) struct AddArgs {
    /// The table; made where there is none
    #[arg(value_name = "FILE.csv")]
    file: PathBuf,
    /// Name of the place
    #[arg(long)]
    name: String,
    /// Degrees north, WGS 84
    #[arg(long, value_name = "DEGREES", allow_hyphen_values = true)]
    lat: String,
    /// Degrees east, WGS 84
    #[arg(long, value_name = "DEGREES", allow_hyphen_values = true)]
    lon: String,
    /// Country, ISO 3166-1
    #[arg(long, value_name = "CODE")]
    country: Option<String>,
    /// First-order division, name or code
    #[arg(long, value_name = "NAME")]
    admin1: Option<String>,
    /// Second-order division, name or code
    #[arg(long, value_name = "NAME")]
    admin2: Option<String>,
    /// Other names, parted by ;
    #[arg(long, value_name = "NAMES")]
    alternates: Option<String>,
    /// What it is: town, spot, region, water, terrain, road, admin1, admin2
    #[arg(long, value_name = "KIND")]
    kind: Option<String>,
    /// Add it though a place of that name is known there
    #[arg(long)]
    force: bool,
}

/// Runs the command.
///
/// # Errors
/// When a file cannot be read or written, or what is asked cannot be.
pub(super) fn run(command: &GazetteerCommand, data: &DataArgs, voice: Voice) -> Result<Code, Failure> {
    match command {
        GazetteerCommand::Build(arguments) => build::run(arguments, voice),
        GazetteerCommand::Info(arguments) => info::run(arguments),
        GazetteerCommand::Check(arguments) => check::run(arguments, &data.open(voice)?.gazetteer, voice),
        GazetteerCommand::Add(arguments) => add::run(arguments, &data.open(voice)?.gazetteer),
    }
}
