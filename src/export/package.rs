//! `datapackage.json` (Frictionless Data Package 1): what a file is, its
//! columns and whose data it is.

use serde_json::{Map, Value, json};

use super::format::Format;
use super::plan::Plan;
use super::table::{Kind, Shapes};
use crate::format::incident_row::IncidentRow;
use crate::format::table::Row as _;

/// The description of a file that a plan was written to, indented.
pub fn data_package(plan: &Plan, file: &str, format: Format) -> String {
    let table = &plan.table;
    let columns = if format.is_table() { (0..table.columns.len()).collect() } else { table.properties() };
    let own = table.id.is_some();
    let mut fields: Vec<Value> = columns
        .into_iter()
        .map(|n| {
            let column = &table.columns[n];
            let mut field = json!({"name": column.name, "type": type_of(column.kind)});
            // Columns of other people's files may have our names and another sense.
            if let Some(known) = IncidentRow::COLUMNS.iter().find(|c| own && c.name == column.name) {
                field["description"] = json!(known.meaning);
            }
            field
        })
        .collect();
    if format.is_table() && table.point.is_none() && table.shapes == Shapes::Points {
        for name in ["latitude", "longitude"] {
            fields.push(json!({"name": table.free_name(name), "type": "number"}));
        }
    }
    let mut resource = json!({
        "name": slug(&table.name),
        "path": file,
        "format": format.ending(),
        "encoding": "utf-8",
        "schema": {"fields": fields, "missingValues": [""]},
    });
    if format.is_table() {
        resource["profile"] = json!("tabular-data-resource");
        if format == Format::Tsv {
            resource["dialect"] = json!({"delimiter": "\t"});
        }
    }
    let mut package = Map::new();
    package.insert("name".to_owned(), json!(slug(&table.name)));
    package.insert("title".to_owned(), json!(table.name));
    if let Some(licence) = &table.credit.licence {
        package.insert("licenses".to_owned(), json!([{"name": licence.replace(' ', "-"), "title": licence}]));
    }
    if let Some(attribution) = &table.credit.attribution {
        package.insert("sources".to_owned(), json!([{"title": attribution}]));
    }
    package.insert("resources".to_owned(), json!([resource]));
    let text = serde_json::to_string_pretty(&Value::Object(package)).unwrap_or_default();
    text + "\n"
}

const fn type_of(kind: Kind) -> &'static str {
    // The names are those of Table Schema, which the data dictionary shares.
    match kind {
        Kind::Text => "string",
        other => other.name(),
    }
}

/// A name as packages have them: small letters, digits, hyphens.
fn slug(name: &str) -> String {
    let plain = |c: char| if c.is_ascii_alphanumeric() || c == '.' || c == '_' { c.to_ascii_lowercase() } else { '-' };
    let slug: String = name.chars().map(plain).collect();
    let slug = slug.trim_matches('-');
    if slug.is_empty() { "rows".to_owned() } else { slug.to_owned() }
}
