//! The facts of one account at one moment that rules are checked against.

use super::SpeedShare;
use crate::domain::{Balance, Feed, FeedName, Model, ModelName, Snapshot, calls::cost::Range};
use chrono::{DateTime, Utc};
use rust_decimal::Decimal;

/// The facts of one account at one moment. Absent facts change nothing.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct Observed {
    pub profile: String,
    /// In no particular order.
    pub models: Vec<SeenModel>,
    /// Absent if it was never read.
    pub balance: Option<SeenBalance>,
    /// Of the current billing cycle; absent if no bills were read.
    pub spend: Option<SeenSpend>,
    /// Of the last hour; absent if no calls were read, or nobody asked for it.
    pub speed: Option<SeenSpeed>,
    pub feeds: Vec<SeenFeed>,
}

#[derive(Debug, Clone, PartialEq)]
pub struct SeenModel {
    pub model: Model,
    /// Absent without a forecast.
    pub runs_out: Option<RunsOut>,
}

/// A forecast.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum RunsOut {
    At(DateTime<Utc>),
    /// Some will be left at the expiry, or it is not used.
    NotBeforeExpiry,
}

#[derive(Debug, Clone, PartialEq)]
pub struct SeenBalance {
    pub balance: Balance,
    pub read_at: DateTime<Utc>,
}

/// The cost of one billing cycle, in one currency.
#[derive(Debug, Clone, PartialEq)]
pub struct SeenSpend {
    /// The billing cycle, `YYYY-MM` (UTC+8).
    pub cycle: String,
    /// The account's own; all amounts are in it.
    pub currency: String,
    /// Payable so far, before tax.
    pub to_date: Option<Decimal>,
    /// Whether amounts are missing, so that these are lower bounds.
    pub at_least: bool,
    /// Payable at the end of the cycle; absent without a forecast.
    pub projected: Option<Decimal>,
    pub read_at: DateTime<Utc>,
}

/// What the calls of one hour cost, in one currency.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct SeenSpeed {
    /// When the hour ends. The vendor's count of it may be some minutes behind.
    pub to: DateTime<Utc>,
    /// At least and at most, since it is not always known which calls a free quota covered. Calls of models that
    /// are unpriced come on top.
    pub cost: Range,
    /// The account's own; absent if it is unknown, and no price list states one.
    pub currency: Option<String>,
    /// Whether a price that states no currency was taken to be in this one.
    pub is_currency_assumed: bool,
    /// The models that cost anything, the dearest first.
    pub models: Vec<SpeedShare>,
    /// The models that may cost something, for whose use no price in this currency is known.
    pub unpriced: Vec<ModelName>,
    /// The number of the API key that used most of the dearest model; absent if unknown.
    pub api_key: Option<String>,
    /// Nine tenths of the dearest model's use came after this; absent if unknown.
    pub mostly_since: Option<DateTime<Utc>>,
    /// Whether calls are missing, so that the cost is a lower bound.
    pub at_least: bool,
    pub read_at: DateTime<Utc>,
}

#[derive(Debug, Clone, PartialEq, Eq)]
pub struct SeenFeed {
    pub name: FeedName,
    pub feed: Feed,
}

impl Observed {
    /// Without forecasts, spend and speed, which no snapshot has.
    pub fn from_snapshot(profile: &str, snapshot: &Snapshot) -> Self {
        let balance = snapshot.balance.clone().zip(snapshot.feed(FeedName::Account).fetched_at);
        Self {
            profile: profile.to_owned(),
            models: snapshot
                .models
                .iter()
                .map(|model| SeenModel { model: model.clone(), runs_out: None })
                .collect(),
            balance: balance.map(|(balance, read_at)| SeenBalance { balance, read_at }),
            spend: None,
            speed: None,
            feeds: FeedName::POLLED
                .into_iter()
                .map(|name| SeenFeed { name, feed: snapshot.feed(name).clone() })
                .collect(),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_snapshot_yields_the_facts_that_were_read() {
        let at: DateTime<Utc> = "2026-11-22T06:12:07Z".parse().unwrap();
        let mut snapshot = Snapshot::empty(at);
        snapshot.models_mut().push(Model::named("m".into()));
        snapshot.balance = Some(Balance::default());
        snapshot.feed_mut(FeedName::Quotas).fetched_at = Some(at);
        let seen = Observed::from_snapshot("work", &snapshot);
        assert_eq!((seen.profile.as_str(), seen.models.len(), seen.spend), ("work", 1, None));
        assert_eq!(seen.balance, None, "its age is unknown");
        assert_eq!(seen.feeds.len(), 3);
        assert_eq!(
            seen.feeds[0],
            SeenFeed { name: FeedName::Quotas, feed: snapshot.feed(FeedName::Quotas).clone() }
        );
        snapshot.feed_mut(FeedName::Account).fetched_at = Some(at);
        let balance = Some(SeenBalance { balance: Balance::default(), read_at: at });
        assert_eq!(Observed::from_snapshot("work", &snapshot).balance, balance);
    }
}
