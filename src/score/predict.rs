//! Our own reading of the gold's texts.

use rayon::prelude::*;

use super::gold::{Mention, Text};
use crate::error::Notice;
use crate::geoparse::{Toponym, ToponymKind};
use crate::pipeline::{Context, NamedPlaces, read_places};
use crate::text::Field;

/// Reads the texts of the gold, on all threads, and gives what was found in
/// each, in their order. A text that cannot be read has no names; the notices
/// say why.
pub fn predict(gold: &[Text], context: &Context) -> (Vec<Text>, Vec<Notice>) {
    let read: Vec<_> = gold.par_iter().map(|text| read_places(text.report.clone(), context)).collect();
    let mut notices = Vec::new();
    let texts = gold.iter().zip(read).map(|(text, read)| {
        let mentions = match read {
            Ok(read) => mentions(&read),
            Err(notice) => {
                notices.push(*notice);
                Vec::new()
            }
        };
        Text { id: text.id.clone(), mentions, ..Text::default() }
    });
    (texts.collect(), notices)
}

fn mentions(read: &NamedPlaces) -> Vec<Mention> {
    let mention = |toponym: &Toponym| {
        let span = read.document.source(toponym.span);
        (span.field == Field::Text).then(|| Mention {
            start: span.chars.start,
            end: span.chars.end,
            name: toponym.name.clone(),
            // The named place, as the stream has it, and not where "near" leads.
            point: toponym
                .named
                .as_deref()
                .or(toponym.location.as_ref())
                .map(|l| (l.lat, l.lon))
                .filter(|p| *p != (0.0, 0.0)),
            kind: kind(toponym.kind).to_owned(),
            radius_km: 0.0,
        })
    };
    read.toponyms.iter().filter_map(mention).collect()
}

fn kind(kind: ToponymKind) -> &'static str {
    match kind {
        ToponymKind::Literal => "literal",
        ToponymKind::Metonym => "metonym",
        ToponymKind::Demonym => "demonym",
        ToponymKind::Organisation => "organisation",
    }
}
