//! The fields that a correction can set: their names, how a value is read and
//! checked, and what follows from it.

use std::sync::Arc;

use jiff::civil::Date;

use super::actor;
use super::figure::Figure;
use super::place::{self, PlaceRef};
use super::types::Known;
use super::value::{
    ATTRIBUTIONS, INITIATORS, INTERS, PRECISIONS, STATUSES, UNKNOWN, Wrong, among, count, day, event_type, is_unknown,
    iso3, or_unknown, plainest, plover, word,
};
use crate::coding::{EventType, Inter, Plover, Side, Status, SubEvent};
use crate::gazetteer::Gazetteer;
use crate::incident::{Attribution, Incident, Initiator};
use crate::temporal::{DateBasis, DatePrecision};

/// A field with its new value; `None` is unknown.
#[derive(Debug, Clone, PartialEq)]
pub enum Change {
    /// ACLED's type; the sub-type becomes the plainest of that type.
    EventType(EventType),
    /// ACLED's sub-type; the type follows.
    SubEvent(SubEvent),
    /// PLOVER's category.
    Plover(Plover),
    /// Reported, claimed, denied, planned, background, generic.
    Status(Status),
    /// Who stands behind it.
    Attribution(Attribution),
    /// The first day.
    DateStart(Option<Date>),
    /// The last day.
    DateEnd(Option<Date>),
    /// How closely the days are known.
    DatePrecision(DatePrecision),
    /// The place.
    Place(Option<PlaceRef>),
    /// The name of a side.
    Side(Side, Option<String>),
    /// The state of a side.
    SideIso3(Side, Option<String>),
    /// The kind of a side.
    Inter(Side, Option<Inter>),
    /// Which side began.
    Initiator(Option<Initiator>),
    /// Who says which side began.
    InitiatorBy(Option<String>),
    /// Who says that it was their act.
    ClaimedBy(Option<String>),
    /// A figure.
    Count(Figure, Option<u32>),
}

/// The other fields, in the order in which they are applied: sides and types
/// first, since figures hang on them; days before places, since the status of
/// a place is that of a day.
const OTHERS: [&str; 20] = [
    "event_type",
    "sub_event_type",
    "plover",
    "side_a",
    "side_b",
    "side_a_iso3",
    "side_b_iso3",
    "inter_a",
    "inter_b",
    "initiator",
    "initiator_by",
    "responsibility_claimed_by",
    "status",
    "attribution",
    "date",
    "date_start",
    "date_end",
    "date_precision",
    "place",
    "geonameid",
];

/// All fields that can be set. `date` is `date_start` and `date_end` at once,
/// `geonameid` another name of `place`.
pub fn fields() -> impl Iterator<Item = &'static str> {
    OTHERS.into_iter().chain(Figure::all().map(Figure::name))
}

impl Change {
    /// Reads the value of a field; `date` gives two changes.
    ///
    /// # Errors
    /// What is wrong with the field or the value, and what to do.
    pub fn parse(field: &str, value: &str, gazetteer: &Gazetteer) -> Result<Vec<Self>, (String, String)> {
        let value = value.trim();
        if value.is_empty() {
            return Err(("no value".to_owned(), format!("give one, or '{UNKNOWN}' where it is not known")));
        }
        if field == "date" {
            let (start, end) = value.split_once('/').unwrap_or((value, value));
            return Ok(vec![Self::DateStart(day(start)?), Self::DateEnd(day(end)?)]);
        }
        Self::one(field, value, gazetteer).map(|change| vec![change])
    }

    fn one(field: &str, value: &str, gazetteer: &Gazetteer) -> Result<Self, Wrong> {
        let text = || (!is_unknown(value)).then(|| value.to_owned());
        let side = || if field.starts_with("side_a") || field == "inter_a" { Side::SideA } else { Side::SideB };
        Ok(match field {
            "event_type" => Self::EventType(event_type(value)?),
            "sub_event_type" => Self::SubEvent(among(value, SubEvent::ALL, SubEvent::name)?),
            "plover" => Self::Plover(plover(value)?),
            "status" => Self::Status(among(value, STATUSES, Status::name)?),
            "attribution" => Self::Attribution(among(value, ATTRIBUTIONS, word)?),
            "date_start" => Self::DateStart(day(value)?),
            "date_end" => Self::DateEnd(day(value)?),
            "date_precision" => Self::DatePrecision(among(value, PRECISIONS, word)?),
            "place" | "geonameid" => Self::Place(or_unknown(value, |v| place::parse(v, gazetteer))?),
            "side_a" | "side_b" => Self::Side(side(), text()),
            "side_a_iso3" | "side_b_iso3" => Self::SideIso3(side(), or_unknown(value, |v| iso3(v, gazetteer))?),
            "inter_a" | "inter_b" => Self::Inter(side(), or_unknown(value, |v| among(v, INTERS, Inter::name))?),
            "initiator" => Self::Initiator(or_unknown(value, |v| among(v, INITIATORS, word))?),
            "initiator_by" => Self::InitiatorBy(text()),
            "responsibility_claimed_by" => Self::ClaimedBy(text()),
            _ => {
                let figure = Figure::all().find(|f| f.name() == field).ok_or_else(|| unknown_field(field))?;
                Self::Count(figure, or_unknown(value, count)?)
            }
        })
    }

    /// The name of the field.
    pub fn field(&self) -> &'static str {
        let of = |side: Side, a, b| if side == Side::SideA { a } else { b };
        match self {
            Self::EventType(_) => "event_type",
            Self::SubEvent(_) => "sub_event_type",
            Self::Plover(_) => "plover",
            Self::Status(_) => "status",
            Self::Attribution(_) => "attribution",
            Self::DateStart(_) => "date_start",
            Self::DateEnd(_) => "date_end",
            Self::DatePrecision(_) => "date_precision",
            Self::Place(_) => "place",
            Self::Side(side, _) => of(*side, "side_a", "side_b"),
            Self::SideIso3(side, _) => of(*side, "side_a_iso3", "side_b_iso3"),
            Self::Inter(side, _) => of(*side, "inter_a", "inter_b"),
            Self::Initiator(_) => "initiator",
            Self::InitiatorBy(_) => "initiator_by",
            Self::ClaimedBy(_) => "responsibility_claimed_by",
            Self::Count(figure, _) => figure.name(),
        }
    }

    /// Whether both cannot hold: other values of one field, or a sub-type of
    /// another type.
    pub(super) fn contradicts(&self, other: &Self) -> bool {
        match (self, other) {
            (Self::EventType(kind), Self::SubEvent(sub)) | (Self::SubEvent(sub), Self::EventType(kind)) => {
                sub.event_type() != *kind
            }
            _ => self.field() == other.field() && self != other,
        }
    }

    /// In which order changes of one incident are applied; `killed_best` comes
    /// last, so that it finds the bounds that were set.
    pub(super) fn rank(&self) -> (usize, Option<std::cmp::Reverse<Figure>>) {
        match self {
            Self::Count(figure, _) => (OTHERS.len(), Some(std::cmp::Reverse(*figure))),
            other => (OTHERS.iter().position(|name| *name == other.field()).unwrap_or(0), None),
        }
    }

    /// The value that the incident has in this field, as the tables write it.
    pub(super) fn shown(&self, incident: &mut Incident) -> Option<String> {
        let i = &*incident;
        let side = |side: Side| if side == Side::SideA { i.side_a.as_ref() } else { i.side_b.as_ref() };
        match self {
            Self::EventType(_) => Some(i.sub_event.event_type().name().to_owned()),
            Self::SubEvent(_) => Some(i.sub_event.name().to_owned()),
            Self::Plover(_) => Some(i.plover.name().to_owned()),
            Self::Status(_) => Some(i.status.name().to_owned()),
            Self::Attribution(_) => Some(word(i.attribution)),
            Self::DateStart(_) => i.when.start.map(|d| d.to_string()),
            Self::DateEnd(_) => i.when.end.map(|d| d.to_string()),
            Self::DatePrecision(_) => Some(word(i.date_precision)),
            Self::Place(_) => i.location.as_ref().map(|l| l.name.clone()),
            Self::Side(which, _) => side(*which).map(|a| a.name.clone()),
            Self::SideIso3(which, _) => side(*which).and_then(|a| a.iso3.clone()),
            Self::Inter(which, _) => side(*which).and_then(|a| a.inter).map(|k| k.name().to_owned()),
            Self::Initiator(_) => i.initiator.map(word),
            Self::InitiatorBy(_) => i.initiator_by.clone(),
            Self::ClaimedBy(_) => i.responsibility_claimed_by.clone(),
            Self::Count(figure, _) => figure.of(&mut incident.tolls).map(|count| count.to_string()),
        }
    }

    /// Whether it is a first or last day.
    pub(super) fn is_day(&self) -> bool {
        matches!(self, Self::DateStart(_) | Self::DateEnd(_))
    }

    /// Why the incident cannot have this value.
    pub(super) fn impossible(&self, i: &Incident) -> Option<String> {
        let (Self::SideIso3(side, _) | Self::Inter(side, _)) = self else { return None };
        let (actor, name) = if *side == Side::SideA { (&i.side_a, "side_a") } else { (&i.side_b, "side_b") };
        actor.is_none().then(|| format!("the incident has no {name}"))
    }

    /// Sets the field, and what hangs on it.
    pub(super) fn apply(&self, i: &mut Incident, known: &Known<'_>) {
        match self {
            Self::EventType(kind) if i.sub_event.event_type() == *kind => {}
            Self::EventType(kind) => plainest(*kind).into_iter().for_each(|sub| set_sub_event(i, sub)),
            Self::SubEvent(sub) => set_sub_event(i, *sub),
            Self::Plover(plover) => i.plover = *plover,
            Self::Status(status) => i.status = *status,
            Self::Attribution(attribution) => i.attribution = *attribution,
            // The first day alone moves an incident of one day, and dates an undated one.
            Self::DateStart(day) if i.when.start == i.when.end => set_days(i, *day, *day),
            Self::DateStart(day) => set_days(i, *day, i.when.end),
            Self::DateEnd(day) => set_days(i, i.when.start, *day),
            Self::DatePrecision(precision) => set_precision(i, *precision),
            Self::Place(place) => set_place(i, *place, known.gazetteer),
            Self::Side(side, name) => {
                let slot = slot(i, *side);
                *slot = name.as_deref().map(|name| Arc::new(actor::named(name, slot.as_deref(), known.lexicon)));
                i.rederive();
            }
            Self::SideIso3(side, iso3) => with_side(i, *side, |a| a.iso3.clone_from(iso3)),
            Self::Inter(side, inter) => with_side(i, *side, |a| a.inter = *inter),
            Self::Initiator(initiator) => i.initiator = *initiator,
            Self::InitiatorBy(name) => i.initiator_by.clone_from(name),
            Self::ClaimedBy(name) => i.responsibility_claimed_by.clone_from(name),
            Self::Count(figure, count) => figure.set(&mut i.tolls, *count),
        }
    }
}

fn set_sub_event(i: &mut Incident, sub: SubEvent) {
    i.sub_event = sub;
    i.plover = sub.plover();
    i.rederive();
}

fn slot(i: &mut Incident, side: Side) -> &mut Option<Arc<crate::coding::Actor>> {
    if side == Side::SideA { &mut i.side_a } else { &mut i.side_b }
}

fn with_side(i: &mut Incident, side: Side, set: impl FnOnce(&mut crate::coding::Actor)) {
    if let Some(actor) = slot(i, side) {
        set(Arc::make_mut(actor));
    }
    i.rederive();
}

fn set_days(i: &mut Incident, start: Option<Date>, end: Option<Date>) {
    (i.when.start, i.when.end) = (start, end);
    i.date_basis = start.or(end).map(|_| DateBasis::Correction);
    i.weekday = None;
    let precision = match (start, end) {
        (Some(start), Some(end)) if start == end => DatePrecision::Day,
        (Some(_), Some(_)) => DatePrecision::Range,
        _ => DatePrecision::Open,
    };
    set_precision(i, precision);
}

fn set_precision(i: &mut Incident, precision: DatePrecision) {
    i.date_precision = precision;
    i.when.precision = precision;
}

fn set_place(i: &mut Incident, place: Option<PlaceRef>, gazetteer: &Gazetteer) {
    let day = i.day();
    let told = i.place_as_reported.as_deref();
    i.location = place.map(|place| Arc::new(place::location(place, told, day, gazetteer)));
    // It told where the other place was.
    i.relation = None;
}

fn unknown_field(field: &str) -> Wrong {
    let what = if field.is_empty() { "no field to set".to_owned() } else { format!("'{field}' cannot be set") };
    (what, format!("use one of: {}", fields().collect::<Vec<_>>().join(", ")))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::lexicon::Lexicon;

    fn apply(i: &mut Incident, sets: &[(&str, &str)]) {
        let (gazetteer, lexicon) = (Gazetteer::embedded().unwrap(), Lexicon::english().unwrap());
        let known = Known { gazetteer: &gazetteer, lexicon: &lexicon };
        for (field, value) in sets {
            let changes = Change::parse(field, value, &gazetteer).unwrap_or_else(|why| panic!("{field}: {why:?}"));
            for change in &changes {
                change.apply(i, &known);
            }
        }
    }

    #[test]
    fn every_field_is_read_and_told_back() {
        let gazetteer = Gazetteer::embedded().unwrap();
        for field in fields().filter(|f| *f != "date" && *f != "geonameid") {
            let values = ["unknown", "Battles", "Attack", "ASSAULT", "claimed", "asserted", "day", "3"];
            let read = values.iter().find_map(|value| Change::parse(field, value, &gazetteer).ok());
            assert_eq!(read.expect(field)[0].field(), field);
        }
    }

    #[test]
    fn what_hangs_on_a_field_is_reckoned_anew() {
        let mut i = Incident::new("i1", SubEvent::Attack);
        apply(&mut i, &[("side_a", "Military Forces of Armenia"), ("side_b", "Military Forces of Azerbaijan")]);
        apply(&mut i, &[("event_type", "battles"), ("date", "2022-08-03"), ("place", "Goris")]);
        assert_eq!((i.sub_event, i.type_of_violence, i.civilian_targeting), (SubEvent::ArmedClash, Some(1), false));
        assert_eq!((i.date_basis, i.date_precision), (Some(DateBasis::Correction), DatePrecision::Day));
        assert_eq!(i.location.as_ref().unwrap().country.as_deref(), Some("Armenia"));
        apply(&mut i, &[("date_start", "2022-08-02")]);
        assert_eq!(i.when.end, "2022-08-02".parse().ok(), "an incident of one day moves");
        apply(&mut i, &[("date_end", "2022-08-04")]);
        assert_eq!((i.when.start, i.date_precision), ("2022-08-02".parse().ok(), DatePrecision::Range));
        apply(&mut i, &[("date", "unknown"), ("place", "unknown"), ("side_b", "Unknown")]);
        assert_eq!((i.when.start, i.date_basis, i.location.is_some(), i.side_b.is_some()), (None, None, false, false));
    }

    #[test]
    fn a_figure_that_is_set_has_its_own_basis() {
        let mut i = Incident::new("i1", SubEvent::Attack);
        apply(&mut i, &[("killed_best", "4"), ("wounded_max", "9")]);
        assert_eq!((i.tolls.killed_best, i.tolls.killed_best_basis), (Some(4), Some("correction")));
        assert_eq!((i.tolls.killed.min, i.tolls.killed.max, i.tolls.wounded.max), (Some(4), Some(4), Some(9)));
        i.tolls.killed = crate::incident::Toll { min: Some(6), max: None };
        apply(&mut i, &[("killed_best", "5.0")]);
        assert_eq!((i.tolls.killed.min, i.tolls.killed.max), (Some(5), None), "open above stays open");
        apply(&mut i, &[("killed_best", "unknown")]);
        assert_eq!((i.tolls.killed_best, i.tolls.killed_best_basis), (None, None));
    }

    #[test]
    fn wrong_values_say_what_is_right() {
        let gazetteer = Gazetteer::embedded().unwrap();
        for (field, value, what, remedy) in [
            ("killed_best", "four", "'four' is no whole number", "digits"),
            ("killed_best", "", "no value", "'unknown'"),
            ("date_start", "3 August", "'3 August' is no date", "YYYY-MM-DD"),
            ("date", "2022-08-03/2022-02-30", "'2022-02-30' is no date", "YYYY-MM-DD"),
            ("status", "sure", "'sure' is none", "reported; claimed"),
            ("sub_event_type", "Melee", "'Melee' is none", "Armed clash; "),
            ("side_a_iso3", "ZZZ", "'ZZZ' is no country", "alpha-3"),
            ("title", "x", "'title' cannot be set", "event_type, sub_event_type"),
        ] {
            let (is, then) = Change::parse(field, value, &gazetteer).unwrap_err();
            assert!(is.contains(what) && then.contains(remedy), "{field}: {is} ({then})");
        }
    }
}
