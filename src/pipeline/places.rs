//! The place names of many reports, on all threads, in the order of the
//! inputs.

use std::collections::BTreeSet;

use super::chunks::in_chunks;
use super::context::Context;
use super::read::{NamedPlaces, read_places, read_report};
use super::run::{Input, unique};
use crate::document::Report;
use crate::error::Notice;

/// What came of an input.
#[derive(Debug)]
pub enum Named {
    /// A report with its place names.
    Read(Box<NamedPlaces>),
    /// An input, or a part of one, that was not read.
    NotRead(Notice),
    /// What is odd about an input that is read all the same.
    Odd(Notice),
}

/// Reads the place names of all inputs and hands each outcome to `take`. With
/// `roles` the events are read too, which give names their roles.
///
/// # Errors
/// Those of `take`.
pub fn name_places<E>(
    inputs: impl Iterator<Item = Input>,
    roles: bool,
    context: &Context,
    mut take: impl FnMut(Named) -> Result<(), E>,
) -> Result<(), E> {
    let (mut ids, mut renamed) = (BTreeSet::new(), Vec::new());
    let inputs = inputs.map(|input| unique(input, &mut ids, &mut renamed));
    let name = |input: Input| match input {
        Input::Report(report) => match read(*report, roles, context) {
            Ok(named) => Named::Read(Box::new(named)),
            Err(notice) => Named::NotRead(*notice),
        },
        Input::NotRead(notice) => Named::NotRead(notice),
        Input::Odd(notice) => Named::Odd(notice),
    };
    in_chunks(inputs, Input::bytes, name, &mut take)?;
    renamed.into_iter().map(Named::Odd).try_for_each(take)
}

fn read(report: Report, roles: bool, context: &Context) -> Result<NamedPlaces, Box<Notice>> {
    if !roles {
        return read_places(report, context);
    }
    let read = read_report(report, context)?;
    Ok(NamedPlaces { document: read.document, toponyms: read.toponyms })
}
