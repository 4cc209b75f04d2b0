//! Tables of any columns as files that QGIS, spreadsheets and scripts open.
//!
//! A [`Table`] says which columns there are; [`Format::open`] gives a
//! [`Writer`] that takes the rows one by one and keeps none that it need not
//! keep. Writers decide nothing but how a value is spelt in their format.

mod copy;
mod csv;
mod fgb;
mod format;
mod geojson;
mod gpkg;
mod hxl;
mod jsonl;
mod kml;
mod lines;
mod mark;
mod own;
mod package;
mod parquet;
mod plan;
mod shape;
mod shaped;
mod table;

pub use copy::{Copied, Reject, check, copy, layer_name};
pub use format::{Format, Sink};
pub use own::write_incidents;
pub use package::data_package;
pub use plan::Plan;
pub use shaped::{Dropped, Fitted, Shaped, fit};
pub use table::{Column, Credit, Kind, Shape, Shapes, Table, Value, Writer};
