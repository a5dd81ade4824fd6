//! Free quotas from exported bills, for models for which the console gives none. They never overrule it.

use std::collections::HashSet;

use chrono::{DateTime, Utc};
use serde::{Deserialize, Serialize};

use super::{
    Kind, Model, ModelName, Quota, Unit,
    bill::{BillGrant, is_same_model},
    forecast::{Seen, Verdict},
};

/// What distinguishes a quota from exported bills: it is as old as the export, and its next call never free.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize, Deserialize)]
pub struct FromBill {
    /// Whether more may have been used than the exports tell.
    pub is_at_most: bool,
    /// The minute in which it was used up; absent while something may be left, or where it is not known when.
    pub ran_out_at: Option<DateTime<Utc>>,
    /// The minute of the first line billed after that.
    pub first_billed_at: Option<DateTime<Utc>>,
    /// The console's own answer, which states no amount; absent if there is none.
    pub console: Option<Box<Quota>>,
    /// Whether Free Quota Only is known from the bill alone.
    pub tells_switch: bool,
}

/// Up to when exported bills tell what was used, and of which models.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct BillsEnd {
    pub at: DateTime<Utc>,
    pub models: HashSet<ModelName>,
}

impl BillsEnd {
    /// Of `models`; absent if none has its quota from a bill.
    pub fn of(models: &[Model]) -> Option<Self> {
        let from_bill = || models.iter().filter(|model| model.from_bill.is_some());
        let read_at = |model: &Model| Some(model.quota.as_ref()?.read_at);
        let at = from_bill().filter_map(read_at).max()?;
        Some(Self { at, models: from_bill().map(|model| model.name.clone()).collect() })
    }

    /// What the bills tell of a model's use, up to their end: they have every line until then.
    #[must_use]
    pub fn extend(&self, mut history: Vec<Seen>) -> Vec<Seen> {
        if let Some(last) = history.last_mut() {
            last.until = last.until.max(self.at);
        }
        history
    }
}

impl FromBill {
    /// When it was used up, however long ago: to the minute, or no later than the first line billed after it.
    /// Absent while something may be left.
    pub fn end(&self) -> Option<Verdict> {
        let by = self.ran_out_at.or(self.first_billed_at)?;
        Some(Verdict::AlreadyOut { after: self.ran_out_at, by })
    }
}

impl Model {
    /// Its quota as the console gave it.
    pub fn console_quota(&self) -> Option<&Quota> {
        match &self.from_bill {
            Some(from_bill) => from_bill.console.as_deref(),
            None => self.quota.as_ref(),
        }
    }

    /// Takes the quota of exported bills, unless the console gives one. What the console said stays known.
    pub fn take_bill_grant(&mut self, grant: &BillGrant) {
        self.forget_bill_grant();
        let states_one = |quota: &Quota| quota.total.is_some() || quota.remaining.is_some();
        if self.quota.as_ref().is_some_and(states_one) {
            return;
        }
        self.from_bill = Some(Box::new(FromBill {
            is_at_most: grant.is_partial && grant.remaining().is_positive(),
            ran_out_at: grant.ran_out_at,
            first_billed_at: grant.first_billed_at,
            console: self.quota.take().map(Box::new),
            tells_switch: self.free_quota_only.is_none() && grant.free_quota_only.is_some(),
        }));
        self.quota = Some(Quota {
            total: Some(grant.total),
            remaining: Some(grant.remaining()),
            expires_at: grant.expires_at,
            quota_status: Some("VALID".into()),
            read_at: grant.read_at,
        });
        if self.kind == Kind::Other {
            self.kind = grant.kind;
        }
        if self.unit == Unit::Units {
            self.unit = grant.unit.unwrap_or(Unit::Units);
        }
        if let (None, Some((at, is_on))) = (self.free_quota_only, grant.free_quota_only) {
            (self.free_quota_only, self.free_quota_only_read_at) = (Some(is_on), Some(at));
        }
    }

    /// Restores what the console gave.
    pub fn forget_bill_grant(&mut self) {
        if let Some(from_bill) = self.from_bill.take() {
            self.quota = from_bill.console.map(|quota| *quota);
            if from_bill.tells_switch {
                (self.free_quota_only, self.free_quota_only_read_at) = (None, None);
            }
        }
    }
}

/// Takes the quotas of exported bills into `models`, which are ordered by name; returns the models that only
/// bills name.
pub fn take_bill_grants(models: &mut [Model], grants: &[BillGrant]) -> Vec<Model> {
    let mut unseen = Vec::new();
    for grant in grants {
        let exact = models.binary_search_by(|model| model.name.cmp(&grant.model)).ok();
        let is_same = |model: &Model| is_same_model(grant.model.as_str(), model.name.as_str());
        let at = exact.or_else(|| models.iter().position(is_same));
        if let Some(model) = at.and_then(|at| models.get_mut(at)) {
            model.take_bill_grant(grant);
        } else {
            let mut model = Model::named(grant.model.clone());
            model.take_bill_grant(grant);
            unseen.push(model);
        }
    }
    unseen
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::domain::{
        NextCall, Quantity, Status, Thresholds,
        account::AccountState,
        fixture::{at, quota},
    };

    const NOW: &str = "2026-11-22T06:12:07Z";

    fn grant(name: &str, used: u64) -> BillGrant {
        BillGrant {
            model: ModelName::from(name),
            kind: Kind::Video,
            unit: Some(Unit::Seconds),
            total: 100.into(),
            from: None,
            expires_at: Some(at("2027-01-01T00:00:00Z")),
            used: used.into(),
            is_partial: true,
            read_at: at(NOW),
            ran_out_at: None,
            first_billed_at: None,
            free_quota_only: Some((at(NOW), false)),
        }
    }

    fn left(model: &Model) -> Option<Quantity> {
        model.quota.as_ref().and_then(|quota| quota.remaining)
    }

    #[test]
    fn the_console_is_never_overruled() {
        let given = |total: &str, status: &str| Quota {
            quota_status: Some(status.into()),
            ..quota(total, total, "", NOW)
        };
        for (console, is_from_bill) in [
            (None, true),
            (Some(given("", "UNKNOWN")), true),
            (Some(given("50", "VALID")), false),
            (Some(given("0", "VALID")), false),
            (Some(given("50", "NEW")), false),
        ] {
            let before = Model { quota: console, ..Model::named("m".into()) };
            let mut model = before.clone();
            model.take_bill_grant(&grant("m", 40));
            assert_eq!(model.from_bill.is_some(), is_from_bill, "{:?}", before.quota);
            assert_eq!(model.console_quota(), before.quota.as_ref());
            assert_eq!(left(&model) == Some(60.into()), is_from_bill);
            model.take_bill_grant(&grant("m", 70));
            assert_eq!(left(&model) == Some(30.into()), is_from_bill, "a newer one replaces it");
            model.forget_bill_grant();
            let before = Model { kind: model.kind, unit: model.unit, ..before };
            assert_eq!(model, before);
        }
    }

    #[test]
    fn the_next_call_is_never_free() {
        let judge = |used: u64, switch: Option<bool>, overdue: bool| {
            let mut model = Model { free_quota_only: switch, ..Model::named("m".into()) };
            model.take_bill_grant(&grant("m", used));
            let status = Status::of(&model, &Thresholds::default(), at(NOW));
            let account = if overdue { AccountState::Overdue } else { AccountState::Good };
            NextCall::of(&model, status, account, at(NOW))
        };
        for (used, switch, overdue, next) in [
            (0, None, false, NextCall::Unknown),
            (0, Some(true), false, NextCall::Unknown),
            (99, None, false, NextCall::Unknown),
            // By the newest line, Free Quota Only was off.
            (100, None, false, NextCall::Billed),
            (120, Some(true), false, NextCall::Refused),
            (0, None, true, NextCall::Refused),
        ] {
            assert_eq!(judge(used, switch, overdue), next, "{used} {switch:?} {overdue}");
        }
    }

    #[test]
    fn models_are_found_whatever_their_case_and_vendor() {
        let mut models = ["GLM-5.3", "qwen-max"].map(|name| Model::named(name.into()));
        let grants = ["ZHIPU/glm-5.3", "new", "qwen-max"].map(|name| grant(name, 40));
        let unseen = take_bill_grants(&mut models, &grants);
        assert!(models.iter().all(|model| left(model) == Some(60.into())));
        let [model] = <[Model; 1]>::try_from(unseen).unwrap();
        assert_eq!((model.name.as_str(), model.kind, model.unit), ("new", Kind::Video, Unit::Seconds));
    }

    #[test]
    fn histories_from_bills_last_until_their_end() {
        let mut models = ["a", "b", "c"].map(|name| Model::named(name.into()));
        assert_eq!(BillsEnd::of(&models), None);
        take_bill_grants(&mut models, &["a", "b"].map(|name| grant(name, 40)));
        let end = BillsEnd::of(&models).unwrap();
        assert_eq!((end.at, end.models), (at(NOW), HashSet::from(["a".into(), "b".into()])));
        let seen = |from: &str, until: &str| Seen {
            from: at(from),
            until: at(until),
            remaining: 60.into(),
            total: None,
            expires_at: None,
        };
        let end = BillsEnd::of(&models).unwrap();
        let (early, late) = ("2026-11-20T00:00:00Z", "2026-11-21T00:00:00Z");
        let extended = end.extend(vec![seen(early, early), seen(late, late)]);
        assert_eq!(extended, [seen(early, early), seen(late, NOW)]);
        assert_eq!(end.extend(Vec::new()), []);
    }

    #[test]
    fn at_most_is_said_only_while_something_may_be_left() {
        for (used, at_most) in [(40, true), (100, false)] {
            let mut model = Model::named("m".into());
            model.take_bill_grant(&grant("m", used));
            assert_eq!(model.from_bill.unwrap().is_at_most, at_most);
        }
    }
}
