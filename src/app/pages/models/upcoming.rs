//! What happens to the quotas within the next days: which run out, expire or lapse, the first one first.

use chrono::{DateTime, TimeDelta, Utc};

use crate::{
    app::{ProfileId, State},
    domain::{Model, Quantity, Status},
};

/// How far ahead it looks.
pub const AHEAD: TimeDelta = TimeDelta::days(30);

/// What happens to one model.
#[derive(Debug, Clone, Copy)]
pub struct Upcoming<'a> {
    pub id: ProfileId,
    pub model: &'a Model,
    pub status: Status,
    /// When it runs out, by its forecast.
    pub runs_out: Option<DateTime<Utc>>,
    /// When it expires.
    pub expires: Option<DateTime<Utc>>,
    /// What is expected to lapse then, if anything.
    pub lapses: Option<Quantity>,
}

impl Upcoming<'_> {
    /// When the first of it happens.
    fn first(&self) -> Option<DateTime<Utc>> {
        self.runs_out.into_iter().chain(self.expires).min()
    }
}

/// The first `limit` models of the visible profiles to which anything happens, and how many others there are.
pub fn upcoming(state: &State, now: DateTime<Utc>, limit: usize) -> (Vec<Upcoming<'_>>, usize) {
    let until = now.checked_add_signed(AHEAD).unwrap_or(now);
    let is_ahead = |at: &DateTime<Utc>| *at > now && *at <= until;
    let mut all = Vec::new();
    for (id, profile) in state.shown() {
        for (model, row) in profile.snapshot.models.iter().zip(&*profile.rows.rows) {
            let Some(quota) = model.quota.as_ref().filter(|_| row.status.has_left()) else { continue };
            // A forecast that has just passed is about now.
            let runs_out = row.runs_out.filter(|at| *at <= until).map(|at| at.max(now));
            let expires = quota.expires_at.filter(is_ahead);
            if runs_out.is_none() && expires.is_none() {
                continue;
            }
            let left = quota.remaining.filter(|_| runs_out.is_none());
            let lapses = left.and_then(|left| profile.forecasts.lapses(&model.name, left));
            all.push(Upcoming { id, model, status: row.status, runs_out, expires, lapses });
        }
    }
    all.sort_by(|one, other| {
        one.first().cmp(&other.first()).then_with(|| one.model.name.as_str().cmp(other.model.name.as_str()))
    });
    let others = all.len().saturating_sub(limit);
    all.truncate(limit);
    (all, others)
}
