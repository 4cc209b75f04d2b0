//! Review sheets that people have filled in, read back as corrections. The
//! sheet itself is written by `format::review_row`.

use super::read::Draft;
use super::types::Fault;

/// Whether a header is that of a review sheet.
pub fn is_sheet(header: &[String]) -> bool {
    let has = |name: &str| header.iter().any(|h| h == name);
    has("decision") && has("id") && !has("action")
}

/// What a decision says.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) enum Decision {
    /// It is right.
    Confirm,
    /// It is no incident.
    Drop,
    /// These fields have these values.
    Set(Vec<(String, String)>),
    /// It is one with another.
    Merge,
    /// The incident of a report is another one.
    Split,
}

impl Decision {
    /// In a word, by which coders are compared.
    pub(super) const fn name(&self) -> &'static str {
        match self {
            Self::Confirm => "confirm",
            Self::Drop => "drop",
            Self::Set(_) => "set",
            Self::Merge => "merge",
            Self::Split => "split",
        }
    }

    /// Reads a decision with its field and value. A list of `field=value`,
    /// parted by semicolons, may stand in the value, or be the decision itself.
    ///
    /// # Errors
    /// The column that is wrong, what is, and what to do.
    pub(super) fn parse(
        decision: &str,
        field: Option<&str>,
        value: Option<&str>,
    ) -> Result<Self, (&'static str, String, String)> {
        let remedy = || "write ok, drop, set, merge or split".to_owned();
        match decision.trim().to_lowercase().as_str() {
            "ok" | "confirm" | "confirmed" | "yes" => Ok(Self::Confirm),
            "drop" | "reject" | "rejected" | "no" => Ok(Self::Drop),
            "merge" => Ok(Self::Merge),
            "split" => Ok(Self::Split),
            "set" | "correct" | "corrected" => match (field, value) {
                (Some(field), Some(value)) => Ok(Self::Set(vec![(field.to_owned(), value.to_owned())])),
                (None, Some(list)) => assignments(list).map(Self::Set).ok_or_else(|| {
                    let what = format!("'{list}' does not say which field is set");
                    ("value", what, "name it in the column field, or write FIELD=VALUE; FIELD=VALUE".to_owned())
                }),
                (_, None) => Err(("value", "no value to set".to_owned(), "give one, or 'unknown'".to_owned())),
            },
            other => match assignments(decision) {
                Some(list) => Ok(Self::Set(list)),
                None => Err(("decision", format!("'{other}' is no decision"), remedy())),
            },
        }
    }
}

/// A list of `field=value`, parted by semicolons; `None` where the first names
/// no field. What has no `=` belongs to the value before it.
fn assignments(list: &str) -> Option<Vec<(String, String)>> {
    let mut out: Vec<(String, String)> = Vec::new();
    for part in list.split(';').filter(|p| !p.trim().is_empty()) {
        match (part.split_once('='), out.last_mut()) {
            (Some((field, value)), _) => out.push((field.trim().to_lowercase(), value.trim().to_owned())),
            (None, Some((_, value))) => *value = format!("{value};{part}"),
            (None, None) => return None,
        }
    }
    (!out.is_empty()).then_some(out)
}

/// The corrections that a row of a sheet asks for, as lines of a file of
/// corrections. A row without decision asks for nothing.
pub(super) fn decided(row: &Draft) -> (Vec<Draft>, Option<Fault>) {
    let Some(decision) = row.cell("decision") else {
        let idle = row.cell("value").map(|_| {
            let what = "a value without a decision; nothing is done";
            Fault { left_out: false, ..row.fault("decision", what, "write set beside it, or empty it") }
        });
        return (Vec::new(), idle);
    };
    let decision = match Decision::parse(decision, row.cell("field"), row.cell("value")) {
        Ok(decision) => decision,
        Err((column, what, remedy)) => return (Vec::new(), Some(row.fault(column, what, remedy))),
    };
    let draft = |action: &str, set: Option<(&str, &str)>| {
        let taken =
            [("id", "incident_id"), ("report_id", ""), ("quote", ""), ("coder", "who"), ("note", "why"), ("when", "")];
        let kept = row.cells.iter().filter_map(|(name, text, shown)| {
            let (_, to) = taken.iter().find(|(from, _)| from == name)?;
            Some((if to.is_empty() { name.clone() } else { (*to).to_owned() }, text.clone(), shown.clone()))
        });
        let shown = |column: &str| {
            row.cells.iter().find(|(n, ..)| n == column).map_or_else(|| format!("column '{column}'"), |c| c.2.clone())
        };
        let mut cells: Vec<_> = kept.collect();
        cells.push(("action".to_owned(), action.to_owned(), shown("decision")));
        let value = set.map(|(_, value)| value).or_else(|| row.cell("value"));
        cells.extend(set.map(|(field, _)| ("field".to_owned(), field.to_owned(), shown("field"))));
        cells.extend(value.filter(|v| !v.is_empty()).map(|v| ("value".to_owned(), v.to_owned(), shown("value"))));
        Draft { at: row.at.clone(), cells }
    };
    let drafts = match &decision {
        Decision::Set(list) => list.iter().map(|(field, value)| draft("set", Some((field, value)))).collect(),
        other => vec![draft(other.name(), None)],
    };
    (drafts, None)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn decisions_are_written_in_several_ways() {
        let parse = |decision, field, value| Decision::parse(decision, field, value);
        let set = |list: &[(&str, &str)]| {
            Ok(Decision::Set(list.iter().map(|(f, v)| ((*f).to_owned(), (*v).to_owned())).collect()))
        };
        assert_eq!(parse(" OK ", None, None), Ok(Decision::Confirm));
        assert_eq!(parse("reject", None, None), Ok(Decision::Drop));
        assert_eq!(parse("set", Some("place"), Some("a=b")), set(&[("place", "a=b")]));
        assert_eq!(
            parse("set", None, Some("killed_best = 3; side_a=A; B;place=Goris")),
            set(&[("killed_best", "3"), ("side_a", "A; B"), ("place", "Goris")])
        );
        assert_eq!(parse("killed_best=3", None, None), set(&[("killed_best", "3")]));
        assert_eq!(parse("perhaps", None, None).unwrap_err().0, "decision");
        assert!(parse("set", None, Some("3")).unwrap_err().1.contains("does not say which field"));
        assert_eq!(parse("set", Some("place"), None).unwrap_err().0, "value");
    }
}
