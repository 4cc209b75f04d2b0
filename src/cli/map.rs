//! The default command: reports in, a folder of maps and tables out.

use std::collections::BTreeSet;
use std::io::{self, BufWriter, Write};
use std::path::Path;

use super::admin;
use super::areas::{self, Drawn};
use super::args::MapArgs;
use super::corrections;
use super::data::DataArgs;
use super::exit::{Code, Failure};
use super::outfile::{RUN_RECORD, Staging};
use super::pictures::Pictures;
use super::reader::Reader;
use super::record::record;
use super::say::Voice;
use super::sources::{self, Sources};
use super::summary;
use super::target::{FileKind, Target};
use crate::coding::Status;
use crate::correct::Corrections;
use crate::export::{Sink, write_incidents};
use crate::format::aggregate_row::AggregateRow;
use crate::format::check_row::CheckRow;
use crate::format::claim_row::ClaimRow;
use crate::format::correction_row::CorrectionRow;
use crate::format::gap_rows::NotReadRow;
use crate::format::geojson::{self, FeatureWriter};
use crate::format::incident_row::IncidentRow;
use crate::format::not_mapped_row::NotMappedRow;
use crate::format::qgis::{self, View};
use crate::format::run::{InputRecord, RunRecord};
use crate::format::{nested, tables};
use crate::gazetteer::Gazetteer;
use crate::incident::{Choice, MergeOptions};
use crate::pipeline::{
    Coded, CodedReport, Context, Neutral, Options, Profile, Published, Run, Stage, mention, publish,
};
use crate::text::counted;

/// Runs the command.
///
/// # Errors
/// When nothing can be read, or the output not be written.
pub(super) fn run(arguments: &MapArgs, data: &DataArgs, voice: Voice) -> Result<Code, Failure> {
    if arguments.reports.is_empty() {
        return Err(Failure::usage(
            "no reports named (files, folders, globs, or - for standard input; --help has examples)",
        ));
    }
    let target = Target::of(&arguments.output)?;
    if arguments.ground && !matches!(target, Target::Folder(_)) {
        return Err(Failure::usage("--areas writes two files more; give a folder with -o"));
    }
    target.takes(&arguments.pictures)?;
    let mut sources = sources::find(&arguments.reports, arguments.manifest.as_deref())?;
    nothing_to_read(&sources)?;
    let mut staging = target.open(arguments.force)?;
    let worldview = data.worldview();
    let mut data = data.open(voice)?;
    let areas = arguments.areas.open(voice)?;
    data.also("admin", arguments.areas.admin.as_deref());
    data.also("manifest", arguments.manifest.as_deref());
    for path in &arguments.corrections {
        data.also("corrections", Some(path.as_path()));
    }
    let data_files = data.records()?;
    let given = corrections::open(&arguments.corrections, &mut sources, &mut data.gazetteer)?;
    let context = Context::new(data.gazetteer, arguments.date)?;
    // Only incidents.jsonl has room for them.
    let accounts = matches!(target, Target::Folder(_) | Target::File { kind: FileKind::JsonLines, .. });
    let corrections = given.corrections.clone();
    let profile = arguments.publish.profile();
    let accounts = accounts && !profile.withholds();
    let options = Options { accounts, corrections, ..options(arguments, &context.gazetteer)? };
    let how = (options.clone(), profile);
    let (mut coded, mut inputs, neutral) = read(sources, how, &context, &mut staging, &target, voice)?;
    let corrected = given.files(&coded);
    summary::warn(&coded, voice);
    if coded.reports == 0 {
        return Err(Failure::new("no report could be read; nothing was written"));
    }
    let published = publish(&profile, &mut coded, &neutral, &context);
    arguments.publish.check(&published, &arguments.pictures, &target, &context)?;
    if profile.withholds() {
        neutral.inputs(&mut inputs);
    }
    let worldview = worldview.map(|file| if profile.withholds() { "the user's own table".to_owned() } else { file });
    if let Some(areas) = &areas {
        admin::fill(&mut coded.all, areas);
    }
    let rows: Vec<IncidentRow> = coded.incidents().iter().map(IncidentRow::new).collect();
    let record = record(&rows, &coded, arguments, &options, (inputs, data_files), corrected.clone());
    let pictures = || {
        let unnamed = published.unnamed();
        Pictures::new(&coded, (arguments, &record.run), &context, worldview.as_deref(), unnamed)
    };
    match &target {
        Target::Folder(folder) => {
            pictures().write(&mut staging, voice)?;
            let ground = arguments.ground.then(|| areas::write(coded.incidents(), &context.gazetteer, &mut staging));
            let ground = ground.transpose()?;
            // A sheet is for those who check, and asks for what was withheld.
            if !profile.withholds() {
                let sheet = corrections::write_review(folder, &mut staging, coded.incidents(), arguments.force)?;
                voice.each_warning(&sheet);
            }
            write_folder(&mut staging, &rows, &coded, arguments, Made { record, ground, published: &published })?;
        }
        Target::File { kind: FileKind::Picture(kind), name, .. } => {
            let picture = pictures().map(*kind, voice)?;
            staging.write(name, |out| out.write_all(&picture))?;
        }
        Target::File { kind: FileKind::Table(format), name, path } => {
            let sink = Sink::File(staging.place(name), path.clone());
            write_incidents(*format, sink, &rows)?;
        }
        Target::File { kind, name, .. } => staging.write(name, |out| write_one(*kind, out, &rows, &coded))?,
        Target::Stdout => {
            let mut out = BufWriter::new(io::stdout().lock());
            write_one(FileKind::GeoJson, &mut out, &rows, &coded)
                .and_then(|()| out.flush())
                .map_err(|e| Failure::stdout(&e))?;
        }
    }
    let files = staging.commit()?;
    summary::say(&coded, &rows, &target, files, voice);
    if let Some(line) = corrections::summary(&corrected) {
        voice.say(&line);
    }
    arguments.publish.summary(&published).into_iter().for_each(|said| voice.say(&said));
    say_timings(&context, voice);
    Ok(code(arguments, &rows))
}

fn say_timings(context: &Context, voice: Voice) {
    for stage in Stage::ALL {
        let seconds = context.timings.of(stage).as_secs_f64();
        voice.detail(&format!("  {:<10} {seconds:.2} s over all threads", stage.name()));
    }
}

/// With nothing but arguments that cannot be read there is no going on.
fn nothing_to_read(sources: &Sources) -> Result<(), Failure> {
    if !sources.files.is_empty() {
        return Ok(());
    }
    let told: Vec<String> = sources.not_read.iter().map(ToString::to_string).collect();
    Err(Failure::new(told.join("\n")))
}

fn options(arguments: &MapArgs, gazetteer: &Gazetteer) -> Result<Options, Failure> {
    let defaults = MergeOptions::default();
    let merge = (!arguments.no_merge).then(|| MergeOptions {
        km: arguments.merge_km.unwrap_or(defaults.km),
        days: arguments.merge_days.unwrap_or(defaults.days),
    });
    let mut statuses: BTreeSet<Status> = arguments.status.iter().map(|s| Status::from(*s)).collect();
    if statuses.is_empty() {
        statuses = Choice::default().statuses;
        statuses.extend(arguments.background.then_some(Status::Background));
        statuses.extend(arguments.planned.then_some(Status::Planned));
    }
    let choice = arguments.choice.choice(statuses, gazetteer)?;
    Ok(Options { merge, choice, accounts: false, corrections: Corrections::default() })
}

/// Reads all reports. Place mentions are many and are written at once.
fn read(
    sources: Sources,
    (options, profile): (Options, Profile),
    context: &Context,
    staging: &mut Staging,
    target: &Target,
    voice: Voice,
) -> Result<(Coded, Vec<InputRecord>, Neutral), Failure> {
    let bar = voice.bar(sources.bytes());
    let mut places = match target {
        Target::Folder(_) => {
            Some(FeatureWriter::new(staging.create("places.geojson")?, "places").map_err(|e| cannot_write(&e))?)
        }
        Target::File { .. } | Target::Stdout => None,
    };
    let mut reader = Reader::new(sources);
    let mut run = Run::new(context, options);
    let mut reports = 0u64;
    let mut neutral = Neutral::default();
    let told = std::iter::from_fn(|| {
        let input = reader.next()?;
        bar.set_position(reader.bytes());
        Some(input)
    });
    run.read(told, |report: &CodedReport| -> Result<(), Failure> {
        reports += 1;
        bar.set_message(counted(reports, "report"));
        if profile.withholds() {
            neutral.add(report);
        }
        let Some(places) = &mut places else { return Ok(()) };
        let tables = (&context.gazetteer, &context.lexicon);
        let mut mentions = report.toponyms.iter().filter_map(|t| mention(&profile, &report.document, t, tables));
        mentions.try_for_each(|row| places.write(&row)).map_err(|e| cannot_write(&e))
    })?;
    if let Some(places) = places {
        places.finish().map_err(|e| cannot_write(&e))?;
    }
    bar.finish_and_clear();
    Ok((run.finish(), reader.records(), neutral))
}

fn cannot_write(why: &io::Error) -> Failure {
    Failure::io(Path::new("places.geojson"), "cannot write", why)
}

fn write_one(kind: FileKind, out: &mut impl Write, rows: &[IncidentRow], coded: &Coded) -> io::Result<()> {
    match kind {
        FileKind::GeoJson => geojson::write(out, "incidents", rows),
        FileKind::Csv => tables::write(out, rows.iter()),
        FileKind::JsonLines => nested::write(out, coded.incidents()),
        FileKind::Picture(_) | FileKind::Table(_) => Ok(()), // Written apart.
    }
}

/// What a run says of itself beside its incidents.
struct Made<'p> {
    record: RunRecord,
    ground: Option<Drawn>,
    published: &'p Published,
}

fn write_folder(
    staging: &mut Staging,
    rows: &[IncidentRow],
    coded: &Coded,
    arguments: &MapArgs,
    made: Made<'_>,
) -> Result<(), Failure> {
    let all = || coded.all.iter();
    let not_mapped = coded.left_out().map(|(incident, why)| NotMappedRow::new(incident, why));
    staging.write("incidents.geojson", |out| geojson::write(out, "incidents", rows))?;
    staging.write("incidents.csv", |out| tables::write(out, rows.iter()))?;
    staging.write("incidents.jsonl", |out| nested::write(out, coded.incidents()))?;
    staging.write("not_mapped.csv", |out| tables::write(out, not_mapped))?;
    staging.write("claims.csv", |out| tables::write(out, all().flat_map(ClaimRow::of)))?;
    staging.write("checks.csv", |out| tables::write(out, coded.checks.iter().map(CheckRow::from)))?;
    if arguments.publish.aggregate.is_some() {
        staging.write("aggregate.csv", |out| tables::write(out, AggregateRow::of(coded.incidents())))?;
    }
    staging.write("unresolved.csv", |out| tables::write(out, coded.unresolved.iter()))?;
    staging.write("not_read.csv", |out| tables::write(out, coded.not_read.iter().map(NotReadRow::from)))?;
    staging
        .write("corrections_log.csv", |out| tables::write(out, coded.corrections.iter().map(CorrectionRow::from)))?;
    staging.write("data_dictionary.csv", |out| tables::write_dictionary(out))?;
    staging.write("incidents.qml", |out| qgis::write_style(out))?;
    staging.write("incidents.qgz", |out| qgis::write_project(out, &View::of(rows), "./incidents.geojson"))?;
    let mut record = made.record;
    if let Some(ground) = made.ground {
        ground.tell(&mut record);
    }
    record.outputs = staging.records()?;
    arguments.publish.tell(made.published, &mut record);
    staging.write(RUN_RECORD, |out| record.write(out))
}

fn code(arguments: &MapArgs, rows: &[IncidentRow]) -> Code {
    if rows.is_empty() {
        Code::Nothing
    } else if arguments.strict && summary::unplaced(rows) + summary::undated(rows) > 0 {
        Code::Strict
    } else {
        Code::Ok
    }
}
