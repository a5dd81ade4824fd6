//! The rows of a profile, derived from the facts. Dated, not recomputed per frame.

use chrono::{DateTime, Utc};
use rust_decimal::Decimal;

use super::forecasts::{Forecasts, runs_out};
use crate::domain::{
    Moment, NextCall, Quota, Snapshot, Status, Thresholds,
    filter::lower_name,
    next_call, status,
    totals::{Total, lapses_soon, totals},
};

/// What was derived for one model.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Row {
    /// Its status.
    pub status: Status,
    /// What a real-time call made now would be.
    pub next_call: NextCall,
    /// The share that is left, in percent; absent where it is unknown.
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
    /// What is left in all.
    pub totals: Vec<Total>,
    /// The earliest instant at which a row changes by time alone.
    pub next_change: Option<DateTime<Utc>>,
}

impl Rows {
    /// Judges every model.
    pub fn judge(
        &mut self,
        snapshot: &Snapshot,
        forecasts: &Forecasts,
        thresholds: &Thresholds,
        now: Moment,
    ) {
        let (moment, now) = (now, now.utc);
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
                let next_call = NextCall::of(model, status, account, moment);
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
}
