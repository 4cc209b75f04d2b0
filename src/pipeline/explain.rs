//! Reports with what their incidents rest on, and which triggers came to
//! nothing, in the order of the inputs.

use std::collections::BTreeSet;
use thin_vec::thin_vec;

use super::chunks::in_chunks;
use super::context::Context;
use super::read::{CodedReport, read_report};
use super::run::{Input, unique};
use crate::coding::Rejected;
use crate::error::Notice;
use crate::gazetteer::Gazetteer;
use crate::incident::{self, Incident, PackedAccount};
use crate::text::Span;

/// A report whose incidents say why they read as they do.
#[derive(Debug)]
pub struct ToldReport {
    /// The report.
    pub read: CodedReport,
    /// Triggers that came to nothing, in text order.
    pub rejected: Vec<Rejected>,
}

/// What came of an input.
#[derive(Debug)]
pub enum Explained {
    /// A report that was read.
    Read(Box<ToldReport>),
    /// An input, or a part of one, that was not read.
    NotRead(Notice),
    /// What is odd about an input that is read all the same.
    Odd(Notice),
}

/// Gives those incidents of a report for which `asked` holds their accounts.
pub fn tell(report: &mut CodedReport, gazetteer: &Gazetteer, asked: impl Fn(&Incident) -> bool) {
    let CodedReport { document: doc, times, toponyms, mentions, incidents, .. } = report;
    let read = incident::Read { doc, times, toponyms, mentions, gazetteer };
    for incident in incidents.iter_mut().filter(|i| asked(i)) {
        incident.accounts = thin_vec![PackedAccount::from(&incident::account(incident, &read))];
    }
}

/// Reads all inputs, on all threads, and hands each outcome to `take`.
///
/// # Errors
/// Those of `take`.
pub fn explain_reports<E>(
    inputs: impl Iterator<Item = Input>,
    context: &Context,
    mut take: impl FnMut(Explained) -> Result<(), E>,
) -> Result<(), E> {
    let (mut ids, mut renamed) = (BTreeSet::new(), Vec::new());
    let inputs = inputs.map(|input| unique(input, &mut ids, &mut renamed));
    let explain = |input: Input| match input {
        Input::Report(report) => match read_report(*report, context) {
            Ok(read) => Explained::Read(Box::new(explained(read, context))),
            Err(notice) => Explained::NotRead(*notice),
        },
        Input::NotRead(notice) => Explained::NotRead(notice),
        Input::Odd(notice) => Explained::Odd(notice),
    };
    in_chunks(inputs, Input::bytes, explain, &mut take)?;
    renamed.into_iter().map(Explained::Odd).try_for_each(take)
}

fn explained(mut read: CodedReport, context: &Context) -> ToldReport {
    tell(&mut read, &context.gazetteer, |_| true);
    let CodedReport { document, anchor, times, toponyms, mentions, incidents, .. } = &read;
    let taken: Vec<Span> = mentions.iter().map(|m| m.trigger).collect();
    let mut rejected = context.coder.rejected(document, anchor, times, toponyms, &context.lexicon, &taken);
    let left = |i: &usize| !incidents.iter().any(|x| x.members.contains(i));
    rejected.extend((0..mentions.len()).filter(left).map(|i| Rejected {
        words: mentions[i].trigger,
        sentence: mentions[i].sentence,
        frame: mentions[i].frame.clone(),
        why: "too little is told of it: no place, day, parties or figures",
    }));
    rejected.sort_by_key(|r| r.words);
    ToldReport { read, rejected }
}
