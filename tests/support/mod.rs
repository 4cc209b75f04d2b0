//! What several test modules need.

pub(crate) mod desk_of_reports;
pub(crate) mod expected;
pub(crate) mod geojson_lint;
pub(crate) mod incidents;
pub(crate) mod program;
