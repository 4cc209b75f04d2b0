//! Files beside an exported one: QGIS' style and project for our own
//! incidents, and `datapackage.json`.

use std::io::Write as _;
use std::path::{Path, PathBuf};

use clap::Args;

use super::exit::Failure;
use super::outfile::Staging;
use crate::dataset::raw::Survey;
use crate::export::{Format, Plan, data_package};
use crate::format::qgis::{self, View};

/// Which of them are asked for.
#[derive(Debug, Clone, Copy, Args)]
pub(super) struct CompanionArgs {
    /// A second row of HXL hashtags (CSV and TSV)
    #[arg(long)]
    pub(super) hxl: bool,
    /// Also datapackage.json: columns, licence, attribution
    #[arg(long)]
    datapackage: bool,
    /// Also NAME.qgz, a QGIS project with style and time (of Dateline's own incidents, in .geojson, .gpkg or .fgb)
    #[arg(long)]
    project: bool,
}

/// The files that will stand beside.
pub(super) struct Companions {
    style: Option<PathBuf>,
    project: Option<PathBuf>,
    package: Option<PathBuf>,
    force: bool,
}

impl CompanionArgs {
    /// Refuses what `--as` has no use for.
    ///
    /// # Errors
    /// Where it was asked for.
    pub(super) fn only_hxl(self) -> Result<(), Failure> {
        if self.datapackage || self.project {
            return Err(Failure::usage("--as takes neither --datapackage nor --project"));
        }
        Ok(())
    }
}

impl Companions {
    /// Which there are for a file.
    ///
    /// # Errors
    /// Where one that is asked for makes no sense.
    pub(super) fn of(arguments: CompanionArgs, plan: &Plan, path: &Path, force: bool) -> Result<Self, Failure> {
        let format = Format::of(path);
        if arguments.hxl && !format.is_some_and(Format::is_table) {
            return Err(Failure::usage("--hxl is for .csv and .tsv: a row of hashtags below the header"));
        }
        let own = plan.table.style.is_some();
        let shown = matches!(format, Some(Format::GeoJson | Format::GeoPackage | Format::FlatGeobuf));
        if arguments.project && !(own && shown) {
            let what = "--project is for Dateline's own incidents in .geojson, .gpkg or .fgb";
            return Err(Failure::usage(what));
        }
        let style = (own && format.is_some_and(Format::takes_style)).then(|| path.with_extension("qml"));
        let companions = Self {
            force,
            style: style.filter(|style| force || ours(style, b"<!DOCTYPE qgis")),
            project: arguments.project.then(|| path.with_extension("qgz")),
            package: arguments.datapackage.then(|| path.with_file_name("datapackage.json")),
        };
        Ok(companions)
    }

    /// Writes them.
    ///
    /// # Errors
    /// Where one cannot be written.
    pub(super) fn write(
        &self,
        staging: &mut Staging,
        survey: &Survey,
        plan: &Plan,
        path: &Path,
    ) -> Result<(), Failure> {
        let name = |path: &Path| path.file_name().map(|n| n.to_string_lossy().into_owned()).unwrap_or_default();
        let file = name(path);
        for asked in self.project.iter().chain(&self.package).filter(|_| !self.force) {
            staging.guard(&name(asked));
        }
        if let Some(style) = &self.style {
            staging.write(&name(style), |out| qgis::write_style(out))?;
        }
        if let Some(project) = &self.project {
            let layer = &plan.table.name;
            let source = match Format::of(path) {
                Some(Format::GeoPackage) => format!("./{file}|layername={layer}"),
                _ => format!("./{file}"),
            };
            staging.write(&name(project), |out| qgis::write_project(out, &view(survey), &source))?;
        }
        if let (Some(package), Some(format)) = (&self.package, Format::of(path)) {
            staging.write(&name(package), |out| out.write_all(data_package(plan, &file, format).as_bytes()))?;
        }
        Ok(())
    }
}

/// Whether a file is not there, or begins as ours do.
fn ours(path: &Path, beginning: &[u8]) -> bool {
    !path.exists() || std::fs::read(path).is_ok_and(|bytes| bytes.starts_with(beginning))
}

/// Where and when the incidents of a file are.
fn view(survey: &Survey) -> View {
    let seen = |name: &str| survey.names.list.iter().position(|n| n == name).and_then(|n| survey.seen.get(n));
    let range = |name| seen(name).and_then(|s| s.range);
    let columns = || {
        let (south, north) = range("latitude")?;
        let (west, east) = range("longitude")?;
        Some([west, south, east, north])
    };
    let spans = ["date_start", "date_end"].into_iter().filter_map(|name| seen(name)?.span);
    let days = spans.reduce(|a, b| (a.0.min(b.0), a.1.max(b.1)));
    View::around(survey.grounds.bounds.or_else(columns), days)
}
