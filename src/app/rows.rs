//! The rows of the list, derived from the facts: judged, filtered and ordered. Kept, not recomputed per frame.

use chrono::{DateTime, Utc};
use rust_decimal::Decimal;

use super::{
    View,
    forecasts::{Forecasts, runs_out},
};
use crate::domain::{
    Model, NextCall, Quota, Snapshot, Status, Thresholds,
    filter::{Candidate, lower_name},
    next_call,
    sort::{Judged, order},
    status,
    totals::{Total, Untouched, lapses_soon, totals},
};

/// What was told of one model.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Row {
    /// Its status.
    pub status: Status,
    /// What a real-time call made now would be.
    pub next_call: NextCall,
    /// The share that is left, in percent; absent where it cannot be told.
    pub left_percent: Option<Decimal>,
    /// When it runs out, or ran out, as foreseen; absent where it does not, or nobody knows.
    pub runs_out: Option<DateTime<Utc>>,
    /// Its name in lower case, for filters.
    pub lower_name: Box<str>,
}

/// The rows of one profile.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Rows {
    /// One row per model of the snapshot, in its order.
    pub rows: Vec<Row>,
    /// The positions of the rows that are listed, in the order of the list.
    pub index: Vec<u32>,
    /// The models that one line stands for.
    pub folded: Untouched,
    /// What is left in all.
    pub totals: Vec<Total>,
    /// The earliest instant at which a row changes by time alone.
    pub next_change: Option<DateTime<Utc>>,
}

impl Rows {
    /// Judges every model anew. The order of the list stays as it is, unless models have come or gone.
    pub fn judge(
        &mut self,
        snapshot: &Snapshot,
        forecasts: &Forecasts,
        thresholds: &Thresholds,
        now: DateTime<Utc>,
    ) {
        let account = snapshot.account_state();
        let mut names = std::mem::take(&mut self.rows).into_iter().map(|row| row.lower_name);
        let same = names.len() == snapshot.models.len();
        self.next_change = None;
        self.rows = snapshot
            .models
            .iter()
            .map(|model| {
                let status = Status::of(model, thresholds, now);
                let lower_name =
                    if same { names.next() } else { None }.unwrap_or_else(|| lower_name(&model.name));
                let changes =
                    model.quota.as_ref().and_then(|quota| status::next_change(quota, thresholds, now));
                self.next_change = [self.next_change, changes, next_call::next_change(model, now)]
                    .into_iter()
                    .flatten()
                    .min();
                let left_percent = model.quota.as_ref().and_then(Quota::left_percent);
                let runs_out = forecasts.of(&model.name).and_then(runs_out);
                let next_call = NextCall::of(model, status, account, now);
                Row { status, next_call, left_percent, runs_out, lower_name }
            })
            .collect();
        self.totals = totals(snapshot.models.iter().zip(&self.rows).map(|(model, row)| {
            let remaining = model.quota.as_ref().and_then(|quota| quota.remaining);
            let lapses = remaining.and_then(|remaining| forecasts.lapses(&model.name, remaining));
            (model, row.status, lapses_soon(model, lapses, now))
        }));
    }

    /// Forgets the prepared names: the models are not the same ones any more.
    pub fn forget_names(&mut self) {
        self.rows.clear();
    }

    /// Lists what the view wants, in its order.
    pub fn arrange(&mut self, snapshot: &Snapshot, view: &View) {
        let folds = !view.unfolded && view.filter.is_empty();
        self.folded = Untouched::default();
        self.index.clear();
        for (position, (model, row)) in snapshot.models.iter().zip(&self.rows).enumerate() {
            if folds && Untouched::holds(model, row.status) {
                self.folded.add(model);
            } else if view.filter.matches(candidate(model, row)) {
                self.index.extend(u32::try_from(position).ok());
            }
        }
        if self.index.is_empty() && self.folded.models > 0 {
            // Nothing but untouched models: then they are the list.
            self.folded = Untouched::default();
            self.index.extend((0..self.rows.len()).filter_map(|position| u32::try_from(position).ok()));
        }
        let rows = self.index.iter().filter_map(|at| Some((*at, judged(snapshot, &self.rows, *at)?)));
        self.index = order(view.sort, view.reversed, rows);
    }
}

fn candidate<'a>(model: &Model, row: &'a Row) -> Candidate<'a> {
    Candidate { lower_name: &row.lower_name, kind: model.kind, status: row.status, next_call: row.next_call }
}

fn judged<'a>(snapshot: &'a Snapshot, rows: &'a [Row], position: u32) -> Option<Judged<'a>> {
    let position = usize::try_from(position).ok()?;
    let row = rows.get(position)?;
    let Row { status, next_call, left_percent, runs_out, .. } = *row;
    Some(Judged { model: snapshot.models.get(position)?, status, next_call, left_percent, runs_out })
}
