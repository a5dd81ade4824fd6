//! The rows of a profile, derived from its data. Recomputed when data or time change them, not per frame.

use std::sync::Arc;

use chrono::{DateTime, TimeDelta, Utc};

use super::{
    forecasts::{Forecasts, runs_out},
    model_list::ModelList,
};
use crate::domain::{
    FeedName, Model, Moment, NextCall, Snapshot, Status, Thresholds,
    attention::{Attention, Urgency},
    bill::Costs,
    next_call::Reason,
    next_change::NextChange,
    sort::SortRow,
    totals::{Sums, Total, lapses_soon},
    write::free_quota_only::{Step, has_quota},
};

/// A model for which no quota came for this long, while others did, has left the account.
const VANISHED_AFTER: TimeDelta = TimeDelta::days(1);

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
    /// Whether the account no longer has it. Models that vanished stay in the list of models for good.
    pub has_vanished: bool,
}

#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Rows {
    /// One row per model of the snapshot, in the same order. Shared with what reads it elsewhere.
    pub rows: Arc<[Row]>,
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
    /// Derives the row of every model. `list` is the newest complete list of models.
    pub fn of(
        snapshot: &Snapshot,
        list: &ModelList,
        (forecasts, costs): (&Forecasts, &Costs),
        thresholds: &Thresholds,
        now: Moment,
    ) -> Self {
        let (moment, now) = (now, now.utc);
        let (account, quotas_read_at) =
            (snapshot.account_state(), snapshot.feed(FeedName::Quotas).fetched_at);
        let (mut next_change, mut sums) = (NextChange::after(now, thresholds), Sums::default());
        let mut can_turn_on = false;
        let rows: Arc<[Row]> = snapshot
            .models
            .iter()
            .map(|model| {
                let status = Status::of(model, thresholds, now);
                can_turn_on =
                    can_turn_on || has_quota(model, moment) && Step::new(model, true, moment) == Step::Send;
                let forecast = forecasts.get(&model.name);
                let verdict = forecast.map(|forecast| &forecast.verdict);
                next_change.note(model, verdict);
                let remaining = model.quota.as_ref().and_then(|quota| quota.remaining);
                let lapses = remaining.and_then(|remaining| forecast?.lapses(remaining));
                sums.add_model(model, status, lapses_soon(model, lapses, now));
                let runs_out = forecast.and_then(runs_out);
                let reason = Reason::of(model, status, account, moment);
                let next_call = reason.next_call();
                let is_charged = || costs.is_charged(&model.name);
                let attention = Attention::of(model, (status, next_call), verdict, is_charged, now);
                let has_vanished = has_vanished(model, quotas_read_at, list);
                Row { status, next_call, reason, attention, runs_out, has_vanished }
            })
            .collect();
        Self { rows, totals: sums.into_totals(), next_change: next_change.at(), can_turn_on }
    }

    /// The set of models has changed.
    pub fn forget(&mut self) {
        self.rows = Arc::default();
    }
}

/// Whether the account no longer has `model`: the console has not given its quota within the last day of reading quotas
/// or, where it never did, the newest complete `list` lacks it.
fn has_vanished(model: &Model, quotas_read_at: Option<DateTime<Utc>>, list: &ModelList) -> bool {
    match (model.console_quota(), quotas_read_at) {
        (Some(quota), Some(at)) => at.signed_duration_since(quota.read_at) > VANISHED_AFTER,
        _ => !list.is_empty() && !list.has(&model.name),
    }
}
