//! When time alone next changes what is known of any model. There are many models, and adding times to instants takes
//! longer than comparing them: of each kind of change, only the first instant is kept, and the time added to that.

use chrono::{DateTime, TimeDelta, Utc};

use super::{
    Model, Thresholds, attention,
    forecast::Verdict,
    freshness::{AHEAD, LAG},
    next_call, totals,
};

/// The next change of the models noted so far.
#[derive(Debug)]
pub struct NextChange {
    /// A figure, a switch or a refusal becomes too old.
    too_old: First,
    /// A figure, a switch or a refusal is no longer in the future.
    not_ahead: First,
    /// Free Quota Only takes effect.
    takes_effect: First,
    /// A quota expires soon.
    expiring: First,
    /// What lapses of a quota counts as soon.
    lapses_soon: First,
    /// A quota has expired.
    expired: First,
    /// A quota runs out within a day.
    runs_out: First,
}

impl NextChange {
    /// The next change after `now`.
    pub fn after(now: DateTime<Utc>, thresholds: &Thresholds) -> Self {
        let first = |later| First::after(now, later);
        Self {
            too_old: first(LAG + TimeDelta::milliseconds(1)),
            not_ahead: first(-AHEAD),
            takes_effect: first(next_call::TAKES_EFFECT),
            expiring: first(-thresholds.expiring),
            lapses_soon: first(-totals::SOON),
            expired: first(TimeDelta::zero()),
            runs_out: first(-attention::SOON),
        }
    }

    /// Notes a model and what is forecast of it.
    pub fn note(&mut self, model: &Model, verdict: Option<&Verdict>) {
        if let Some(Verdict::RunsOut(runs_out)) = verdict {
            self.runs_out.note(runs_out.at);
        }
        let Some(quota) = &model.quota else { return };
        if let Some(expires_at) = quota.expires_at {
            self.expiring.note(expires_at);
            self.lapses_soon.note(expires_at);
            self.expired.note(expires_at);
        }
        let refused = model.recent.as_ref().filter(|recent| recent.is_refused).map(|recent| recent.to);
        for read_at in [Some(quota.read_at), model.free_quota_only_read_at, refused].into_iter().flatten() {
            self.too_old.note(read_at);
            self.not_ahead.note(read_at);
        }
        if let Some(since) = model.free_quota_only_since {
            self.takes_effect.note(since);
        }
    }

    /// When it is; absent if nothing changes with time alone.
    pub fn at(&self) -> Option<DateTime<Utc>> {
        let Self { too_old, not_ahead, takes_effect, expiring, lapses_soon, expired, runs_out } = self;
        [too_old, not_ahead, takes_effect, expiring, lapses_soon, expired, runs_out]
            .into_iter()
            .filter_map(First::at)
            .min()
    }
}

/// The first of the noted instants that is after `after`; what it changes is so much later.
#[derive(Debug)]
struct First {
    after: DateTime<Utc>,
    later: TimeDelta,
    noted: Option<DateTime<Utc>>,
}

impl First {
    fn after(now: DateTime<Utc>, later: TimeDelta) -> Self {
        Self { after: now.checked_sub_signed(later).unwrap_or(now), later, noted: None }
    }

    fn note(&mut self, instant: DateTime<Utc>) {
        if instant > self.after && self.noted.is_none_or(|noted| instant < noted) {
            self.noted = Some(instant);
        }
    }

    fn at(&self) -> Option<DateTime<Utc>> {
        self.noted?.checked_add_signed(self.later)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::domain::{
        AccountState, NextCall, Status,
        calls::RecentUse,
        fixture::{at, quota},
        forecast::RunsOut,
    };

    const NOW: &str = "2026-11-22T06:12:07Z";

    fn model(remaining: &str, expires_at: &str, switch: Option<bool>) -> Model {
        let quota = Some(quota("1000000", remaining, expires_at, NOW));
        let free_quota_only_read_at = switch.map(|_| at(NOW));
        Model { quota, free_quota_only: switch, free_quota_only_read_at, ..Model::named("m".into()) }
    }

    fn next_change(models: &[&Model], now: DateTime<Utc>) -> Option<DateTime<Utc>> {
        let mut next = NextChange::after(now, &Thresholds::default());
        for model in models {
            next.note(model, None);
        }
        next.at()
    }

    fn call(model: &Model, status: Status, now: DateTime<Utc>) -> NextCall {
        NextCall::of(model, status, AccountState::Good, now)
    }

    #[test]
    fn the_instant_at_which_a_reading_is_too_old_is_exact() {
        let free_quota_only_read_at = Some(at("2026-11-22T05:30:00Z"));
        let switch = Model { free_quota_only_read_at, ..model("1", "", Some(true)) };
        for model in [switch, model("640000", "", None)] {
            let change = next_change(&[&model], at(NOW)).unwrap();
            assert_eq!(call(&model, Status::Ok, change), NextCall::Unknown);
            assert_eq!(call(&model, Status::Ok, change - TimeDelta::milliseconds(1)), NextCall::Free);
        }
    }

    #[test]
    fn a_figure_from_the_future_counts_once_clocks_may_differ_that_much() {
        let model = model("640000", "", None);
        let change = next_change(&[&model], at(NOW)).unwrap();
        assert_eq!(next_change(&[&model], change), None);
        let begins = at(NOW) - AHEAD;
        assert_eq!(next_change(&[&model], begins - TimeDelta::hours(1)), Some(begins));
        assert_eq!(call(&model, Status::Ok, begins), NextCall::Free);
        assert_eq!(call(&model, Status::Ok, begins - TimeDelta::milliseconds(1)), NextCall::Unknown);
    }

    #[test]
    fn the_instant_at_which_a_switch_takes_effect_is_exact() {
        let switch = Model { free_quota_only_since: Some(at(NOW)), ..model("1", "", Some(true)) };
        let change = next_change(&[&switch], at(NOW)).unwrap();
        assert_eq!(call(&switch, Status::Low, change), NextCall::Free);
        assert_eq!(call(&switch, Status::Low, change - TimeDelta::milliseconds(1)), NextCall::Unknown);
    }

    #[test]
    fn a_refusal_says_nothing_any_more_after_an_hour() {
        let (from, to) = (at("2026-11-22T05:10:00Z"), at("2026-11-22T06:10:00Z"));
        let recent = RecentUse { from, to, since_count: None, at_most: None, is_refused: true };
        let refused = Model { recent: Some(recent.into()), ..model("1", "", Some(true)) };
        assert_eq!(next_change(&[&refused], at(NOW)), Some(at("2026-11-22T07:10:00.001Z")));
    }

    #[test]
    fn quotas_change_when_they_expire_soon_and_when_they_expire() {
        let read_long_ago = |expires_at: &str| {
            let quota = Some(quota("100", "50", expires_at, "2026-11-20T00:00:00Z"));
            Model { quota, ..Model::named("m".into()) }
        };
        let [far, near, over] = ["2026-12-22T00:00:00Z", "2026-11-23T00:00:00Z", NOW].map(read_long_ago);
        for (models, change) in [
            (&[&far][..], Some("2026-12-15T00:00:00Z")),
            (&[&near], Some("2026-11-23T00:00:00Z")),
            (&[&over], None),
            (&[&far, &over, &near], Some("2026-11-23T00:00:00Z")),
            (&[&Model::named("unread".into())], None),
        ] {
            assert_eq!(next_change(models, at(NOW)), change.map(at), "{change:?}");
        }
    }

    #[test]
    fn what_lapses_counts_from_a_week_before_however_early_an_expiry_is_announced() {
        let quota = Some(quota("100", "50", "2026-12-22T00:00:00Z", "2026-11-20T00:00:00Z"));
        let model = Model { quota, ..Model::named("m".into()) };
        let thresholds = Thresholds { expiring: TimeDelta::days(3), ..Thresholds::default() };
        let [week, three_days] = ["2026-12-15T00:00:00Z", "2026-12-19T00:00:00Z"].map(at);
        for (now, change) in [(at(NOW), week), (week, three_days)] {
            let mut next = NextChange::after(now, &thresholds);
            next.note(&model, None);
            assert_eq!(next.at(), Some(change));
        }
        let lapses = Some(7.into());
        assert_eq!(totals::lapses_soon(&model, lapses, week), lapses);
        assert_eq!(totals::lapses_soon(&model, lapses, week - TimeDelta::milliseconds(1)), None);
    }

    #[test]
    fn what_runs_out_needs_attention_from_a_day_before() {
        let (ends, from) = (at("2026-11-30T12:00:00Z"), at("2026-11-29T12:00:00Z"));
        let verdict =
            Verdict::RunsOut(RunsOut { at: ends, earliest: ends, latest: None, before_expiry: None });
        for (now, change) in [(at(NOW), Some(from)), (from, None)] {
            let mut next = NextChange::after(now, &Thresholds::default());
            next.note(&Model::named("m".into()), Some(&verdict));
            assert_eq!(next.at(), change);
        }
    }
}
