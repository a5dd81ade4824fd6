//! The facts of an event: `words` makes sentences of them, and programs read them as JSON.

use chrono::{DateTime, Utc};
use rust_decimal::Decimal;
use serde::{Deserialize, Serialize};

use super::{
    Rule, Scope,
    json::{instant, instant_or_null, quantity_or_null},
};
use crate::domain::{
    FailureKind, Kind, Model, ModelName, NextCall, Quantity, Unit,
    next_call::Reason,
    remedy::{CALLERS, disable_key},
};

/// The facts of an event, by the scope of its rule. Absent facts are null in JSON.
#[derive(Debug, Clone, PartialEq, Serialize)]
#[serde(untagged)]
pub enum Facts {
    Quota(QuotaFacts),
    Balance(BalanceFacts),
    Spend(SpendFacts),
    Speed(SpeedFacts),
    Feed(FeedFacts),
}

#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct QuotaFacts {
    /// What the model does; absent in events of older versions.
    #[serde(default)]
    pub kind: Option<Kind>,
    pub unit: Unit,
    #[serde(with = "quantity_or_null")]
    pub total: Option<Quantity>,
    /// For an expired quota, the amount that lapsed.
    #[serde(with = "quantity_or_null")]
    pub remaining: Option<Quantity>,
    #[serde(default, with = "instant_or_null")]
    pub expires_at: Option<DateTime<Utc>>,
    /// Absent without a forecast, or if it does not run out before it expires.
    #[serde(default, with = "instant_or_null")]
    pub runs_out_at: Option<DateTime<Utc>>,
    pub free_quota_only: Option<bool>,
    pub next_call: NextCall,
    /// Present if `remaining` is what the console shows, but calls are known to have used it up; until when they
    /// are counted.
    #[serde(default, skip_serializing_if = "Option::is_none", with = "instant_or_null")]
    pub counted_until: Option<DateTime<Utc>>,
    /// By our clock; the vendor's count may be an hour behind.
    #[serde(with = "instant")]
    pub read_at: DateTime<Utc>,
}

#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct BalanceFacts {
    /// Negative if the account owes money.
    pub available: Decimal,
    pub currency: Option<String>,
    /// The threshold of [`Rule::BalanceBelow`]; absent for [`Rule::Overdue`].
    pub limit: Option<Decimal>,
    #[serde(with = "instant")]
    pub read_at: DateTime<Utc>,
}

#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct SpendFacts {
    /// The billing cycle, `YYYY-MM`.
    pub cycle: String,
    /// Payable so far, before tax.
    pub to_date: Option<Decimal>,
    /// Payable at the end of the cycle if spending continues at the current rate.
    pub projected: Option<Decimal>,
    pub limit: Decimal,
    pub currency: String,
    /// Whether amounts are missing, so that these are lower bounds.
    #[serde(default, skip_serializing_if = "std::ops::Not::not")]
    pub at_least: bool,
    #[serde(with = "instant")]
    pub read_at: DateTime<Utc>,
}

/// What the calls of one hour cost. Amounts are estimated from list prices, before tax.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct SpeedFacts {
    /// When the hour ends.
    #[serde(with = "instant")]
    pub to: DateTime<Utc>,
    /// At least, as far as it is known which calls a free quota covered.
    pub least: Decimal,
    /// At most, without the unpriced models.
    pub most: Decimal,
    pub limit: Decimal,
    /// Absent if it is unknown.
    pub currency: Option<String>,
    /// Whether a price that states no currency was taken to be in this one.
    pub currency_assumed: bool,
    /// The dearest first, at most [`Self::MODELS`].
    pub models: Vec<SpeedShare>,
    /// May cost something, but no price in this currency is known; at most [`Self::MODELS`].
    pub unpriced: Vec<ModelName>,
    /// The number of the API key that used most of the dearest model; absent if unknown.
    pub api_key: Option<String>,
    /// Nine tenths of the dearest model's use came after this; absent if unknown.
    #[serde(default, with = "instant_or_null")]
    pub mostly_since: Option<DateTime<Utc>>,
    /// Whether calls are missing, so that these are lower bounds.
    #[serde(default, skip_serializing_if = "std::ops::Not::not")]
    pub at_least: bool,
    #[serde(with = "instant")]
    pub read_at: DateTime<Utc>,
}

/// What the calls of one model cost.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct SpeedShare {
    pub model: ModelName,
    pub least: Decimal,
    pub most: Decimal,
}

#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct FeedFacts {
    pub error: FailureKind,
    #[serde(with = "instant")]
    pub since: DateTime<Utc>,
}

impl SpeedFacts {
    /// More models than this are left out.
    pub const MODELS: usize = 10;

    /// The command that disables the API key that used most; absent if none is known.
    pub fn key_command(&self) -> Option<String> {
        disable_key(self.api_key.as_deref()?)
    }

    /// What to do about it: disable that key, or else see who calls. Free Quota Only cannot be turned on any more.
    pub fn remedy(&self) -> String {
        self.key_command().unwrap_or_else(|| CALLERS.to_owned())
    }
}

impl QuotaFacts {
    /// The facts of `model`, with what its forecast says and why its next call is what it is; `None` if its quota
    /// was never read.
    pub fn of(model: &Model, runs_out_at: Option<DateTime<Utc>>, reason: Reason) -> Option<Self> {
        let quota = model.quota.as_ref()?;
        let is_by_calls = matches!(reason, Reason::RefusedLately | Reason::UsedSince);
        Some(Self {
            kind: Some(model.kind),
            unit: model.unit,
            total: quota.total,
            remaining: quota.remaining,
            expires_at: quota.expires_at,
            runs_out_at,
            free_quota_only: model.free_quota_only,
            next_call: reason.next_call(),
            counted_until: model.recent.as_ref().filter(|_| is_by_calls).map(|recent| recent.to),
            read_at: quota.read_at,
        })
    }
}

impl Facts {
    /// Parses the JSON of the facts of `rule`.
    pub fn parse(rule: Rule, json: &str) -> Option<Self> {
        match rule.scope() {
            Scope::Model => serde_json::from_str(json).map(Self::Quota),
            Scope::Balance => serde_json::from_str(json).map(Self::Balance),
            Scope::Spend => serde_json::from_str(json).map(Self::Spend),
            Scope::Speed => serde_json::from_str(json).map(Self::Speed),
            Scope::Feed => serde_json::from_str(json).map(Self::Feed),
        }
        .ok()
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::domain::fixture::at;

    #[test]
    fn facts_are_exact_in_json_and_round_trip() {
        let read_at = at("2026-11-22T06:12:07Z");
        let spend = SpendFacts {
            cycle: "2026-11".into(),
            to_date: Some("20.01".parse().unwrap()),
            projected: None,
            limit: "20.00".parse().unwrap(),
            currency: "USD".into(),
            at_least: false,
            read_at,
        };
        for (rule, facts, json) in [
            (
                Rule::Low,
                Facts::Quota(QuotaFacts {
                    kind: Some(Kind::Video),
                    unit: Unit::Seconds,
                    total: Some("12345678901234567890.5".parse().unwrap()),
                    remaining: Some("0.5".parse().unwrap()),
                    expires_at: Some(at("2026-12-04T10:12:07Z")),
                    runs_out_at: None,
                    free_quota_only: None,
                    next_call: NextCall::Unknown,
                    counted_until: None,
                    read_at,
                }),
                r#"{"kind":"video","unit":"seconds","total":12345678901234567890.5,"remaining":0.5,"expires_at":"2026-12-04T10:12:07Z","runs_out_at":null,"free_quota_only":null,"next_call":"unknown","read_at":"2026-11-22T06:12:07Z"}"#,
            ),
            (
                Rule::Overdue,
                Facts::Balance(BalanceFacts {
                    available: "-12.40".parse().unwrap(),
                    currency: Some("USD".into()),
                    limit: None,
                    read_at,
                }),
                r#"{"available":"-12.40","currency":"USD","limit":null,"read_at":"2026-11-22T06:12:07Z"}"#,
            ),
            (
                Rule::SpendOver,
                Facts::Spend(spend.clone()),
                r#"{"cycle":"2026-11","to_date":"20.01","projected":null,"limit":"20.00","currency":"USD","read_at":"2026-11-22T06:12:07Z"}"#,
            ),
            (
                Rule::SpendOver,
                Facts::Spend(SpendFacts { at_least: true, ..spend }),
                r#"{"cycle":"2026-11","to_date":"20.01","projected":null,"limit":"20.00","currency":"USD","at_least":true,"read_at":"2026-11-22T06:12:07Z"}"#,
            ),
            (
                Rule::SpendSpeed,
                Facts::Speed(SpeedFacts {
                    to: read_at,
                    least: "4.10".parse().unwrap(),
                    most: "6.4".parse().unwrap(),
                    limit: "5.00".parse().unwrap(),
                    currency: None,
                    currency_assumed: false,
                    models: vec![SpeedShare {
                        model: "m".into(),
                        least: "4.10".parse().unwrap(),
                        most: "6.4".parse().unwrap(),
                    }],
                    unpriced: vec!["n".into()],
                    api_key: Some("1110000".into()),
                    mostly_since: None,
                    at_least: false,
                    read_at,
                }),
                r#"{"to":"2026-11-22T06:12:07Z","least":"4.10","most":"6.4","limit":"5.00","currency":null,"currency_assumed":false,"models":[{"model":"m","least":"4.10","most":"6.4"}],"unpriced":["n"],"api_key":"1110000","mostly_since":null,"read_at":"2026-11-22T06:12:07Z"}"#,
            ),
            (
                Rule::SignIn,
                Facts::Feed(FeedFacts { error: FailureKind::SignIn, since: read_at }),
                r#"{"error":"sign_in","since":"2026-11-22T06:12:07Z"}"#,
            ),
        ] {
            assert_eq!(serde_json::to_string(&facts).unwrap(), json);
            assert_eq!(Facts::parse(rule, json), Some(facts));
            assert_eq!(Facts::parse(rule, "{}"), None);
        }
    }
}
