//! Accounts as a table, the most urgent first. A column in which no row has anything is left out.

use std::io::{self, Write};

use chrono::{DateTime, Utc};

use crate::{
    app::State,
    cli::{
        columns::{self, Column},
        output,
    },
    domain::{Zone, fleet::AccountRow},
    words::{Lang, Text, facts::accounts as facts, number, pages::accounts as words},
};

const COLUMNS: [(Text, bool); 12] = [
    (words::ACCOUNT, false),
    (words::BALANCE, true),
    (words::MODELS, true),
    (words::BILLED, true),
    (words::REFUSED, true),
    (words::LOW, true),
    (words::USED_UP, true),
    (words::RUNS_OUT, false),
    (words::MODEL, false),
    (words::LAPSES, true),
    (words::SPENT, true),
    (words::READ, false),
];

pub(super) fn write(
    lang: Lang,
    out: &mut dyn Write,
    state: &State,
    now: DateTime<Utc>,
    zone: Zone,
) -> io::Result<()> {
    let columns: [Column<'_>; 12] = COLUMNS.map(|(name, is_right)| (name.of(lang), is_right));
    let rows: Vec<Vec<String>> =
        state.accounts.listed().map(|listed| row(lang, &listed.account.row, now, zone)).collect();
    if !rows.is_empty() {
        columns::write_used(out, &columns, &rows)?;
    }
    let totals = facts::totals(lang, &state.accounts.totals).join(lang.pick("; ", "；"));
    output::line(out, &totals)
}

fn row(lang: Lang, row: &AccountRow, now: DateTime<Utc>, zone: Zone) -> Vec<String> {
    let balance = || Some(number::money(row.available?, row.currency.as_deref()));
    let models = row.models;
    let count = |count: Option<u32>| count.map(|count| number::count(count.into())).unwrap_or_default();
    vec![
        facts::name(lang, &row.name),
        facts::no_balance(lang, row).or_else(balance).unwrap_or_default(),
        count(models.map(|models| models.all)),
        count(models.map(|models| models.billed)),
        count(models.map(|models| models.refused)),
        count(models.map(|models| models.low)),
        count(models.map(|models| models.exhausted)),
        facts::runs_out(lang, row, now, zone).unwrap_or_default(),
        row.runs_out_next.as_ref().map(|next| next.model.as_str().to_owned()).unwrap_or_default(),
        facts::lapses(lang, row.lapses.iter().map(|(unit, amount)| (unit, amount))),
        facts::spent(lang, row.spend.iter().map(|spend| (spend.currency.as_str(), spend.payable))),
        facts::read(lang, row, now),
    ]
}
