//! The plan and the result, as table, JSON and CSV.

use std::io::{self, Write};

use serde::Serialize;
use serde_json::Number;

use crate::{
    cli::{
        columns, csv, document,
        outcome::{self, ErrorOut},
        output,
    },
    domain::{
        Model, Quantity, Quota, Status, Thresholds,
        write::{Outcome, free_quota_only::Step},
    },
    words::{
        Lang, Text,
        cli::free_quota_only as texts,
        facts::change,
        pages::models::{detail, table},
    },
};

const SCHEMA: &str = "quotatop.free-quota-only/1";

/// A model, what was to be done about it, and what came of that.
#[derive(Debug)]
pub(super) struct Row {
    /// As read before anything was changed.
    pub(super) model: Model,
    pub(super) step: Step,
    /// Absent unless a change was made.
    pub(super) outcome: Option<Outcome>,
    /// What the server states afterwards; absent if nothing, or if it was not read.
    pub(super) after: Option<bool>,
}

impl Row {
    /// The contract's word.
    fn word(&self) -> &'static str {
        self.outcome.as_ref().map_or(self.step.into_str(), Outcome::into_str)
    }

    fn quantity(&self, of: fn(&Quota) -> Option<Quantity>) -> Option<Quantity> {
        self.model.quota.as_ref().and_then(of)
    }

    fn left(&self, lang: Lang) -> String {
        let quota = self.model.quota.as_ref();
        // By the time of its reading: nothing else depends on it here.
        let status = quota
            .map_or(Status::Unknown, |quota| Status::of(&self.model, &Thresholds::default(), quota.read_at));
        detail::left(lang, &self.model, status)
    }
}

/// What would be changed, and what that means.
pub(super) fn preview(lang: Lang, out: &mut dyn Write, rows: &[Row], on: bool) -> io::Result<()> {
    let sent = rows.iter().filter(|row| row.step == Step::Send).count();
    output::line(out, &texts::heading(lang, on, sent))?;
    let cells = rows.iter().map(|row| {
        vec![
            row.model.name.to_string(),
            change::switch(lang, row.model.free_quota_only).to_owned(),
            row.left(lang),
            change::step(lang, row.step, on).to_owned(),
        ]
    });
    columns::write_texts(
        lang,
        out,
        [table::MODEL, texts::NOW, texts::LEFT, texts::CHANGE],
        &cells.collect::<Vec<_>>(),
    )?;
    let means: &[Text] = if on { &change::TURNING_ON } else { &change::TURNING_OFF };
    means.iter().filter(|_| sent > 0).try_for_each(|text| output::line(out, text.of(lang)))
}

/// A result that is printed.
pub(super) struct Printed<'a> {
    pub(super) profile: &'a str,
    pub(super) on: bool,
    pub(super) dry_run: bool,
    pub(super) rows: &'a [Row],
}

#[derive(Serialize)]
struct Document<'a> {
    schema: &'static str,
    profile: &'a str,
    to: &'static str,
    dry_run: bool,
    models: Vec<ModelOut<'a>>,
}

#[derive(Serialize)]
struct ModelOut<'a> {
    model: &'a str,
    unit: &'static str,
    total: Option<Number>,
    remaining: Option<Number>,
    before: Option<bool>,
    outcome: &'static str,
    error: Option<ErrorOut>,
    after: Option<bool>,
}

impl Printed<'_> {
    pub(super) fn table(&self, lang: Lang, out: &mut dyn Write) -> io::Result<()> {
        let cells = self.rows.iter().map(|row| {
            let outcome = row.outcome.as_ref().map(|outcome| change::outcome(lang, outcome));
            let state = if row.outcome.is_some() { row.after } else { row.model.free_quota_only };
            vec![
                row.model.name.to_string(),
                change::switch(lang, row.model.free_quota_only).to_owned(),
                change::switch(lang, state).to_owned(),
                outcome.unwrap_or_else(|| change::step(lang, row.step, self.on).to_owned()),
            ]
        });
        let headings = [table::MODEL, texts::BEFORE, texts::NOW, texts::OUTCOME];
        columns::write_texts(lang, out, headings, &cells.collect::<Vec<_>>())
    }

    pub(super) fn json(&self, out: &mut dyn Write) -> io::Result<()> {
        let models = self.rows.iter().map(|row| ModelOut {
            model: row.model.name.as_str(),
            unit: row.model.unit.into_str(),
            total: row.quantity(|quota| quota.total).and_then(number),
            remaining: row.quantity(|quota| quota.remaining).and_then(number),
            before: row.model.free_quota_only,
            outcome: row.word(),
            error: ErrorOut::of(row.outcome.as_ref()),
            after: row.after,
        });
        let document = Document {
            schema: SCHEMA,
            profile: self.profile,
            to: self.to(),
            dry_run: self.dry_run,
            models: models.collect(),
        };
        document::write(out, &document)
    }

    pub(super) fn csv(&self, out: &mut dyn Write) -> io::Result<()> {
        writeln!(out, "model,unit,total,remaining,before,to,outcome,code,after")?;
        for row in self.rows {
            let quantity = |of| csv::or_empty(row.quantity(of).map(|quantity| quantity.to_string()));
            let switch = |is_on: Option<bool>| csv::or_empty(is_on.map(|is_on| is_on.to_string()));
            let fields = [
                csv::text(row.model.name.as_str()),
                row.model.unit.into_str().into(),
                quantity(|quota| quota.total),
                quantity(|quota| quota.remaining),
                switch(row.model.free_quota_only),
                self.to().into(),
                row.word().into(),
                csv::text(outcome::code(row.outcome.as_ref()).unwrap_or_default()),
                switch(row.after),
            ];
            csv::write_row(out, &fields)?;
        }
        Ok(())
    }

    const fn to(&self) -> &'static str {
        if self.on { "on" } else { "off" }
    }
}

fn number(quantity: Quantity) -> Option<Number> {
    quantity.to_string().parse().ok()
}
