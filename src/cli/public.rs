//! `--public`, `--aggregate`, `--quote-max`: what may be published of a run.

use clap::{Args, ValueEnum};

use super::exit::Failure;
use super::picture_args::PictureArgs;
use super::target::Target;
use crate::format::run::RunRecord;
use crate::geoparse::AreaLevel;
use crate::pipeline::{Context, Neutral, Profile, Published, WITHHELD};
use crate::text::counted;

/// Options of what may be published.
#[derive(Debug, Clone, Default, Args)]
pub(super) struct PublicArgs {
    /// For publishing: sexual violence, abductions, detention, camps and health sites at the first-order division only; no private names, in any file
    #[arg(long)]
    pub(super) public: bool,
    /// Show every incident at its first- or second-order division, without quotes; adds aggregate.csv
    #[arg(long, value_name = "LEVEL")]
    pub(super) aggregate: Option<Level>,
    /// Cut quotes to so many characters, whole words; 0 leaves them out
    #[arg(long, value_name = "N")]
    pub(super) quote_max: Option<usize>,
}

/// A level of divisions as it is named on the command line.
#[derive(Debug, Clone, Copy, ValueEnum)]
pub(super) enum Level {
    /// First-order divisions: provinces, states
    Adm1,
    /// Second-order divisions: districts, counties; the first where unknown
    Adm2,
}

impl PublicArgs {
    /// The same, for the library.
    pub(super) fn profile(&self) -> Profile {
        let aggregate = self.aggregate.map(|level| match level {
            Level::Adm1 => AreaLevel::Adm1,
            Level::Adm2 => AreaLevel::Adm2,
        });
        Profile { public: self.public, aggregate, quote_max: self.quote_max }
    }

    /// Refuses a title, a subtitle or a name of the output that says what is
    /// withheld.
    ///
    /// # Errors
    /// When one does.
    pub(super) fn check(
        &self,
        published: &Published,
        pictures: &PictureArgs,
        target: &Target,
        context: &Context,
    ) -> Result<(), Failure> {
        if !self.profile().withholds() {
            return Ok(());
        }
        let path = match target {
            Target::Folder(path) | Target::File { path, .. } => path.file_name().and_then(|n| n.to_str()),
            Target::Stdout => None,
        };
        let words = [("--title", &pictures.title), ("--subtitle", &pictures.subtitle)];
        let title = words.into_iter().find_map(|(option, words)| {
            let name = words.as_deref().and_then(|words| published.title_fault(words, context))?;
            Some((option, name))
        });
        let path = path.and_then(|path| published.name_fault(path, context)).map(|name| ("-o", name));
        let Some((option, name)) = title.or(path) else { return Ok(()) };
        Err(Failure::usage(format!(
            "{option} names '{name}', which is withheld or may be a private name; nothing was written (choose other words)"
        )))
    }

    /// Says in the record of the run what was asked for and withheld, and names
    /// the user's own files by their hashes.
    pub(super) fn tell(&self, published: &Published, record: &mut RunRecord) {
        let profile = self.profile();
        if !profile.withholds() {
            return;
        }
        Neutral::data_files(&mut record.data_files);
        // Names of files and folders tell places as well as texts do.
        record.reports = vec![WITHHELD.to_owned(); record.reports.len()];
        for file in &mut record.corrections {
            WITHHELD.clone_into(&mut file.file);
        }
        if profile.public {
            record.counts.insert("incidents_coarsened_sensitive", published.sensitive as u64);
            record.counts.insert("incidents_coarsened_beside", published.beside as u64);
        }
        if profile.aggregate.is_some() {
            record.counts.insert("incidents_aggregated", published.aggregated as u64);
        }
    }

    /// What is said at the end; `None` where nothing was asked for.
    pub(super) fn summary(&self, published: &Published) -> Option<String> {
        let profile = self.profile();
        let public = format!(
            "public: {} and {} beside them at the first-order division",
            counted(published.sensitive as u64, "sensitive incident"),
            published.beside
        );
        match profile.aggregate {
            Some(level) => {
                Some(format!("aggregated to {}: {}", level.name(), counted(published.aggregated as u64, "incident")))
            }
            None => profile.public.then_some(public),
        }
    }
}
