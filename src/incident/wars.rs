//! Wars that go by a name, a year or a length, within one report.

use jiff::civil::Date;

use super::build::Sources;
use crate::coding::EventMention;
use crate::temporal::TimeExpression;

/// "two wars, in the 1990s and in 2020": the time of a mention, a year at most,
/// holds the war.
fn spans(s: &Sources<'_>, m: &EventMention, war: &TimeExpression) -> bool {
    let range = |t: &TimeExpression| t.range.and_then(|r| Some((r.start?, r.end?)));
    let own = m.time.and_then(|t| s.times.get(t)).and_then(range);
    let year = |from: Date, to: Date| from.until(to).is_ok_and(|s| s.get_days() <= 366);
    own.zip(range(war)).is_some_and(|((from, to), (first, last))| from <= first && last <= to && year(from, to))
}

/// Whether they tell of a war that is known by its name.
pub(super) fn is_named_war(s: &Sources<'_>, all: &[&EventMention]) -> bool {
    all.iter().any(|m| war_of(s, m).is_some())
}

/// The named war that dates a mention.
fn war_of<'s>(s: &Sources<'s>, m: &EventMention) -> Option<&'s TimeExpression> {
    m.time.and_then(|t| s.times.get(t)).filter(|t| t.is_war())
}

/// "six weeks of fighting, which killed thousands": dated by the war, told of it.
pub(super) fn is_cost_of_war(s: &Sources<'_>, o: &EventMention, m: &EventMention) -> bool {
    let wars = [o, m].map(|x| war_of(s, x));
    let killed = |x: &EventMention| matches!(&*x.family, "killing" | "toll");
    wars[0].is_some() && wars[0] == wars[1] && (killed(o) || killed(m))
}

/// Beside a war that is named, one that is not ("its own war in Ukraine") is
/// another, unless its words point back.
pub(super) fn is_another_war(s: &Sources<'_>, o: &EventMention, m: &EventMention) -> bool {
    let both = o.family == "war" && m.family == "war";
    match (war_of(s, o), war_of(s, m)) {
        (Some(x), Some(y)) => x.range != y.range,
        (Some(war), None) => both && !m.definite && !spans(s, m, war),
        (None, Some(war)) => both && !o.definite && !spans(s, o, war),
        (None, None) => false,
    }
}
