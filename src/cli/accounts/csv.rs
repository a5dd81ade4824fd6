//! Accounts as comma-separated values. What a row has several of is joined by semicolons.

use std::io::{self, Write};

use crate::{
    app::State,
    cli::csv::{or_empty, text, write_row},
    domain::{fleet::AccountRow, time::rfc3339},
};

const FIELDS: [&str; 15] = [
    "profile",
    "state",
    "available",
    "currency",
    "models",
    "billed",
    "refused",
    "low",
    "exhausted",
    "runs_out_next_model",
    "runs_out_next_at",
    "lapses_within_7d",
    "spend",
    "cycle",
    "fetched_at",
];

pub(super) fn write(out: &mut dyn Write, state: &State) -> io::Result<()> {
    writeln!(out, "{}", FIELDS.join(","))?;
    state.accounts.listed().try_for_each(|listed| write_account(out, &listed.account.row))
}

fn write_account(out: &mut dyn Write, row: &AccountRow) -> io::Result<()> {
    let (models, next) = (row.models, row.runs_out_next.as_ref());
    let count = |count: Option<u32>| or_empty(count.map(|count| count.to_string()));
    let lapses: Vec<String> =
        row.lapses.iter().map(|(unit, amount)| format!("{}={amount}", unit.into_str())).collect();
    let spend: Vec<String> =
        row.spend.iter().map(|spend| format!("{}={}", spend.currency, spend.payable)).collect();
    let fields: [_; FIELDS.len()] = [
        text(&row.name.profile),
        row.state.into_str().into(),
        or_empty(row.available.map(|amount| amount.to_string())),
        text(row.currency.as_deref().unwrap_or_default()),
        count(models.map(|models| models.all)),
        count(models.map(|models| models.billed)),
        count(models.map(|models| models.refused)),
        count(models.map(|models| models.low)),
        count(models.map(|models| models.exhausted)),
        text(next.map(|next| next.model.as_str()).unwrap_or_default()),
        or_empty(next.map(|next| rfc3339(next.at))),
        lapses.join(";").into(),
        text(&spend.join(";")).into_owned().into(),
        or_empty(row.spend.first().map(|spend| spend.cycle.to_string())),
        or_empty(row.read_at().map(rfc3339)),
    ];
    write_row(out, &fields)
}
