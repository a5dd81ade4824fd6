//! The rows of a profile, derived from its data. Recomputed when data or time change them, not per frame.

use chrono::{DateTime, Utc};

use super::forecasts::{Forecasts, runs_out};
use crate::domain::{
    Model, ModelName, Moment, NextCall, Snapshot, Status, Thresholds,
    attention::{Attention, Urgency, soon_from},
    bill::Costs,
    filter::lower_name,
    next_call::{self, Reason},
    sort::SortRow,
    status,
    totals::{Total, lapses_soon, totals},
    write::free_quota_only::{Step, has_quota},
};

/// Derived facts of one model.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Row {
    pub status: Status,
    /// Whether the next real-time call is free, billed or refused.
    pub next_call: NextCall,
    /// Why it is.
    pub reason: Reason,
    pub attention: Attention,
    /// When it runs out or ran out, according to the forecast.
    pub runs_out: Option<DateTime<Utc>>,
    /// The name in lower case, for filters.
    pub lower_name: ModelName,
}

#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Rows {
    /// One row per model of the snapshot, in the same order.
    pub rows: Vec<Row>,
    /// What is left in total.
    pub totals: Vec<Total>,
    /// When time alone changes a row next.
    pub next_change: Option<DateTime<Utc>>,
    /// Whether Free Quota Only can be turned on for any model that certainly has quota left.
    pub can_turn_on: bool,
}

impl Row {
    /// Whether calls cost money now: the quota is used up without Free Quota Only, or it has expired and this cycle's bill
    /// shows that the model is still called.
    pub fn costs(&self) -> bool {
        self.attention == Attention::Costs
            && self.next_call == NextCall::Billed
            && self.status != Status::None
    }

    pub const fn urgency(&self) -> Urgency {
        Urgency::of(self.next_call, self.reason, self.attention, self.status)
    }

    /// What `model`, whose row this is, is sorted by.
    pub(crate) fn sort_row<'a>(&self, model: &'a Model, costs: &Costs) -> SortRow<'a> {
        let Self { next_call, attention, runs_out, .. } = *self;
        let cost = if attention == Attention::Costs { costs.largest(&model.name) } else { None };
        SortRow { model, next_call, attention, cost, left_percent: model.left_percent(), runs_out }
    }
}

impl Rows {
    /// Derives the row of every model.
    pub fn judge(
        &mut self,
        snapshot: &Snapshot,
        (forecasts, costs): (&Forecasts, &Costs),
        thresholds: &Thresholds,
        now: Moment,
    ) {
        let (moment, now) = (now, now.utc);
        let account = snapshot.account_state();
        let mut names = std::mem::take(&mut self.rows).into_iter().map(|row| row.lower_name);
        let has_same_models = names.len() == snapshot.models.len();
        (self.next_change, self.can_turn_on) = (None, false);
        self.rows = snapshot
            .models
            .iter()
            .map(|model| {
                let status = Status::of(model, thresholds, now);
                self.can_turn_on = self.can_turn_on
                    || has_quota(model, moment) && Step::new(model, true, moment) == Step::Send;
                let lower_name = if has_same_models { names.next() } else { None }
                    .unwrap_or_else(|| lower_name(&model.name));
                let changes =
                    model.quota.as_ref().and_then(|quota| status::next_change(quota, thresholds, now));
                let forecast = forecasts.get(&model.name);
                let verdict = forecast.map(|forecast| &forecast.verdict);
                let runs_out_soon = verdict.and_then(soon_from).filter(|at| *at > now);
                let next_call_changes = next_call::next_change(model, now);
                self.next_change =
                    [self.next_change, changes, next_call_changes, runs_out_soon].into_iter().flatten().min();
                let runs_out = forecast.and_then(runs_out);
                let reason = Reason::of(model, status, account, moment);
                let next_call = reason.next_call();
                let is_charged = || costs.is_charged(&model.name);
                let attention = Attention::of(model, (status, next_call), verdict, is_charged, now);
                Row { status, next_call, reason, attention, runs_out, lower_name }
            })
            .collect();
        self.totals = totals(snapshot.models.iter().zip(&self.rows).map(|(model, row)| {
            let remaining = model.quota.as_ref().and_then(|quota| quota.remaining);
            let lapses = remaining.and_then(|remaining| forecasts.lapses(&model.name, remaining));
            (model, row.status, lapses_soon(model, lapses, now))
        }));
    }

    /// Drops the cached lower-case names: the set of models has changed.
    pub fn forget_names(&mut self) {
        self.rows.clear();
    }
}
