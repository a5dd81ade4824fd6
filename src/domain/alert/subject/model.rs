//! The rules of a model's free quota.

use chrono::{DateTime, TimeDelta, Utc};
use rust_decimal::Decimal;

use super::checked::{Checked, Condition};
use crate::domain::{
    AccountState, Model, Quantity, Quota, Status, Thresholds,
    alert::{Facts, QuotaFacts, Rule, Rules, RunsOut, SeenModel, Subject, json::instant},
    freshness,
    next_call::Reason,
    status::is_low,
};

/// How long an unused expired quota, or a new one, is worth an alert.
const NEWS: TimeDelta = TimeDelta::days(7);

pub(in super::super) struct CheckedModel<'a> {
    model: &'a Model,
    quota: &'a Quota,
    /// Otherwise no alert is raised or reminded of.
    pub(in super::super) is_recent: bool,
    runs_out: Option<RunsOut>,
    account: AccountState,
    /// By thresholds of zero, since each rule has its own.
    status: Status,
}

impl<'a> CheckedModel<'a> {
    /// `None` if the quota was never read, or too long ago. An expired quota needs no recent reading, so that
    /// expiry ends the alerts even of a model that is no longer listed.
    pub(in super::super) fn new(
        seen: &'a SeenModel,
        account: AccountState,
        now: DateTime<Utc>,
    ) -> Option<Self> {
        let quota = seen.model.quota.as_ref()?;
        let status = Status::of(&seen.model, &Thresholds::NONE, now);
        let is_recent = freshness::is_recent(quota.read_at, now);
        let model = &seen.model;
        let checked = Self { model, quota, is_recent, runs_out: seen.runs_out, account, status };
        (is_recent || status == Status::Expired).then_some(checked)
    }

    fn reason(&self, now: DateTime<Utc>) -> Reason {
        Reason::of(self.model, self.status, self.account, now)
    }

    fn low(&self, rules: &Rules) -> Condition {
        let mark = rules.thresholds.low_percent;
        let clear = mark.saturating_mul(Decimal::new(12, 1));
        match (self.status, self.quota.remaining, self.quota.total) {
            (Status::Expired | Status::None, ..) => Condition::NotMet,
            // A low quota has not recovered; one that was used up at once was never low.
            (Status::Exhausted, ..) => Condition::InMargin,
            (status, Some(remaining), Some(total)) if status.has_left() => {
                Condition::with_margin(is_low(remaining, total, mark), is_low(remaining, total, clear))
            }
            _ => Condition::Unknown,
        }
    }

    /// Met at once if calls show it before the figure does. Clears once more is left than figures may lag.
    fn exhausted(&self, now: DateTime<Utc>) -> Condition {
        if matches!(self.reason(now), Reason::RefusedLately | Reason::UsedSince) {
            return Condition::Met;
        }
        match (self.status, self.quota.remaining, self.quota.total) {
            (Status::Expired | Status::None, ..) => Condition::NotMet,
            (Status::Exhausted, ..) => Condition::Met,
            (status, Some(remaining), Some(total)) if status.has_left() => {
                Condition::with_margin(false, is_low(remaining, total, Decimal::TWO))
            }
            _ => Condition::Unknown,
        }
    }

    fn expiring(&self, rules: &Rules, now: DateTime<Utc>) -> Condition {
        match self.status {
            Status::Expired | Status::Exhausted | Status::None => Condition::NotMet,
            status if status.has_left() => Condition::exact(
                self.quota
                    .expires_at
                    .is_some_and(|expires| expires.signed_duration_since(now) <= rules.thresholds.expiring),
            ),
            _ => Condition::Unknown,
        }
    }

    fn expired(&self, now: DateTime<Utc>) -> Condition {
        match (self.status, self.quota.remaining, self.quota.expires_at) {
            (Status::Expired, Some(remaining), Some(expired)) => {
                Condition::exact(remaining.is_positive() && now.signed_duration_since(expired) <= NEWS)
            }
            (Status::Expired | Status::Unknown | Status::Unsupported, ..) => Condition::Unknown,
            _ => Condition::NotMet,
        }
    }

    fn new_grant(&self, now: DateTime<Utc>) -> Condition {
        match self.status {
            Status::Unknown | Status::Unsupported => Condition::Unknown,
            status => Condition::exact(
                status.has_left() && self.came_at().is_some_and(|at| now.signed_duration_since(at) <= NEWS),
            ),
        }
    }

    /// When its grant came, if that is not the one with which the account was first seen.
    fn came_at(&self) -> Option<DateTime<Utc>> {
        self.model.grant.as_ref()?.came_at
    }

    fn runs_out(&self, rules: &Rules, now: DateTime<Utc>) -> Condition {
        let within = rules.runs_out_within;
        let clear = within.checked_add(&(within / 4)).unwrap_or(within);
        match (self.status, self.runs_out) {
            (Status::Expired | Status::Exhausted | Status::None, _) => Condition::NotMet,
            (status, Some(RunsOut::At(at))) if status.has_left() => {
                let is_before_expiry = self.quota.expires_at.is_none_or(|expires| at < expires);
                let away = at.signed_duration_since(now);
                Condition::with_margin(is_before_expiry && away <= within, is_before_expiry && away <= clear)
            }
            (status, Some(RunsOut::NotBeforeExpiry)) if status.has_left() => Condition::NotMet,
            _ => Condition::Unknown,
        }
    }

    /// While the account is overdue, all calls are refused, and whether they will be billed later is unknown.
    /// A model that never had a quota did not become billed.
    fn billed(&self, now: DateTime<Utc>) -> Condition {
        match self.reason(now) {
            Reason::Charged => Condition::Met,
            // The switch can no longer be turned on.
            Reason::UsedSince if self.model.free_quota_only == Some(false) => Condition::Met,
            Reason::Stopped | Reason::RefusedLately | Reason::Covered => Condition::NotMet,
            _ => Condition::Unknown,
        }
    }
}

impl Checked for CheckedModel<'_> {
    fn subject(&self) -> Subject {
        Subject::Model(self.model.name.clone())
    }

    fn seen_at(&self) -> DateTime<Utc> {
        self.quota.read_at
    }

    fn condition(&self, rule: Rule, rules: &Rules, now: DateTime<Utc>) -> Condition {
        let condition = match rule {
            Rule::Low => self.low(rules),
            Rule::Exhausted => self.exhausted(now),
            Rule::Expiring => self.expiring(rules, now),
            Rule::Expired => self.expired(now),
            Rule::RunsOut => self.runs_out(rules, now),
            Rule::Billed => self.billed(now),
            Rule::NewGrant => self.new_grant(now),
            _ => Condition::Unknown,
        };
        if self.is_recent || condition == Condition::NotMet { condition } else { Condition::Unknown }
    }

    /// The grant: `2026-12-04T10:12:07Z/1000000`. A new one is known by when it came, whatever later readings
    /// leave out.
    fn key(&self, rule: Rule, _: &Rules) -> String {
        if let Some(came_at) = self.came_at().filter(|_| rule == Rule::NewGrant) {
            return instant::text(came_at);
        }
        let expires = self.quota.expires_at.map_or_else(|| "no-expiry".to_owned(), instant::text);
        format!("{expires}/{}", self.quota.total.unwrap_or(Quantity::ZERO))
    }

    fn facts(&self, _: Rule, _: &Rules, now: DateTime<Utc>) -> Option<Facts> {
        let runs_out_at = match self.runs_out {
            Some(RunsOut::At(at)) => Some(at),
            Some(RunsOut::NotBeforeExpiry) | None => None,
        };
        QuotaFacts::of(self.model, runs_out_at, self.reason(now)).map(Facts::Quota)
    }
}
