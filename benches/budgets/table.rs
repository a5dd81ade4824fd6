//! The table, as Markdown.

use std::fmt::Write as _;

use super::{program::Programs, rows::Others, subject::Measured};

pub(crate) struct Row {
    what: String,
    ours: String,
    pub(crate) floor: String,
    peers: [String; 3],
    budget: String,
    is_met: bool,
}

impl Row {
    pub(crate) fn new(what: &str, ours: String) -> Self {
        let (floor, budget) = (String::new(), String::new());
        Self { what: what.to_owned(), ours, floor, peers: Default::default(), budget, is_met: false }
    }

    pub(crate) fn floor(self, floor: String) -> Self {
        Self { floor, ..self }
    }

    /// The same of the floor and the other programs.
    pub(crate) fn others(self, others: &Others, text: impl Fn(&Measured) -> String) -> Self {
        let peers = others.peers.each_ref().map(|peer| peer.as_ref().map(&text).unwrap_or_default());
        Self { floor: text(&others.floor), peers, ..self }
    }

    /// The most that it may be.
    pub(crate) fn budget(self, budget: &str, is_met: bool) -> Self {
        Self { budget: budget.to_owned(), is_met, ..self }
    }
}

pub(crate) fn markdown(rows: &[Row], programs: &Programs) -> String {
    let names = programs.peers.each_ref().map(|peer| peer.name).join(" | ");
    let mut table =
        format!("| measured | quotatop | floor | {names} | budget | |\n|---|---|---|---|---|---|---|---|\n");
    for Row { what, ours, floor, peers, budget, is_met } in rows {
        let verdict = if *is_met { "ok" } else { "**MISSED**" };
        // Writing to a text cannot fail.
        let _ =
            writeln!(table, "| {what} | {ours} | {floor} | {} | {budget} | {verdict} |", peers.join(" | "));
    }
    table
}
