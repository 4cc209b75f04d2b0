//! A span of the source as it is published: `[start, end]` in a text, an
//! object that names its field in a title. For `#[serde(with = "…")]`.

use serde::de::Deserializer;
use serde::ser::{SerializeMap, Serializer};
use serde::{Deserialize, Serialize};

use super::{CharSpan, Field, SourceSpan};

/// Writes a span.
///
/// # Errors
/// Those of the writer.
pub fn serialize<S: Serializer>(span: &SourceSpan, serializer: S) -> Result<S::Ok, S::Error> {
    let CharSpan { start, end } = span.chars;
    match span.field {
        Field::Text => [start, end].serialize(serializer),
        Field::Title => {
            let mut map = serializer.serialize_map(Some(3))?;
            map.serialize_entry("field", "title")?;
            map.serialize_entry("start", &start)?;
            map.serialize_entry("end", &end)?;
            map.end()
        }
    }
}

#[derive(Deserialize)]
#[serde(untagged)]
enum Told {
    Text([usize; 2]),
    Named { field: Field, start: usize, end: usize },
}

/// Reads a span.
///
/// # Errors
/// When it has neither form.
pub fn deserialize<'de, D: Deserializer<'de>>(deserializer: D) -> Result<SourceSpan, D::Error> {
    Ok(match Told::deserialize(deserializer)? {
        Told::Text([start, end]) => SourceSpan { field: Field::Text, chars: CharSpan { start, end } },
        Told::Named { field, start, end } => SourceSpan { field, chars: CharSpan { start, end } },
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[derive(Debug, PartialEq, Serialize, Deserialize)]
    struct Holder(#[serde(with = "super")] SourceSpan);

    #[test]
    fn both_forms_come_back_as_they_went() {
        for (field, text) in [(Field::Text, "[3,8]"), (Field::Title, "{\"field\":\"title\",\"start\":3,\"end\":8}")] {
            let span = Holder(SourceSpan { field, chars: CharSpan { start: 3, end: 8 } });
            assert_eq!(serde_json::to_string(&span).unwrap(), text);
            assert_eq!(serde_json::from_str::<Holder>(text).unwrap(), span);
        }
    }
}
