//! Place names of reports as they may be published: while reports are read
//! nobody knows yet which towns will have to be withheld, so that countries and
//! first-order divisions alone are written, at once and from flat memory.

use super::Profile;
use super::neutral::of_report;
use crate::document::Document;
use crate::format::place_row::PlaceRow;
use crate::gazetteer::{FeatureClass, Gazetteer, same_name};
use crate::geoparse::{AreaLevel, Toponym, locate};
use crate::lexicon::Lexicon;

/// The row of a mention, where it may be published.
pub fn mention(
    profile: &Profile,
    document: &Document,
    toponym: &Toponym,
    (gaz, lexicon): (&Gazetteer, &Lexicon),
) -> Option<PlaceRow> {
    if !profile.withholds() {
        return Some(PlaceRow::new(document, toponym));
    }
    let named = toponym.named.as_deref().or(toponym.location.as_ref())?;
    let id = named.place?;
    let second = !profile.public && profile.aggregate == Some(AreaLevel::Adm2);
    let wide = match gaz.place(id).class {
        FeatureClass::Country | FeatureClass::Admin1 => true,
        FeatureClass::Admin2 => second,
        _ => false,
    };
    // A name a letter off may be that of another place.
    let own = gaz.names(id).any(|(name, _)| same_name(name, &toponym.name));
    let country = || !lexicon.countries.find(&toponym.name).is_empty();
    if !(wide && (own || country())) {
        return None;
    }
    let location = Some(locate(gaz, id, document.published.date));
    let plain = Toponym { relation: None, named: None, location, ..toponym.clone() };
    let report = &document.report;
    Some(PlaceRow::new(document, &plain).of_report(of_report(&report.id, &report.text)))
}
