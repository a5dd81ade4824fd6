//! What is seen at one moment of one account: the facts that rules look at.

use chrono::{DateTime, Utc};
use rust_decimal::Decimal;
use strum::IntoEnumIterator as _;

use crate::domain::{Balance, Feed, FeedName, Model, Snapshot};

/// The facts of one account at one moment. What is absent changes nothing.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct Observed {
    /// The profile's name: events carry it.
    pub profile: String,
    /// The models, in no particular order.
    pub models: Vec<SeenModel>,
    /// The balance; absent where it was never read.
    pub balance: Option<SeenBalance>,
    /// What was spent in the current billing cycle; absent where no bills were read.
    pub spend: Option<SeenSpend>,
    /// The feeds.
    pub feeds: Vec<SeenFeed>,
}

/// One model.
#[derive(Debug, Clone, PartialEq)]
pub struct SeenModel {
    /// What is known of it.
    pub model: Model,
    /// When it runs out; absent where there is no forecast.
    pub runs_out: Option<RunsOut>,
}

/// A forecast.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum RunsOut {
    /// At its pace nothing is left at this instant.
    At(DateTime<Utc>),
    /// What is left outlasts its expiry, or is not used.
    NotBeforeExpiry,
}

/// The balance.
#[derive(Debug, Clone, PartialEq)]
pub struct SeenBalance {
    /// The balance as it was read.
    pub balance: Balance,
    /// When it was read, by our clock.
    pub read_at: DateTime<Utc>,
}

/// What was spent in one billing cycle, in one currency.
#[derive(Debug, Clone, PartialEq)]
pub struct SeenSpend {
    /// The billing cycle, `YYYY-MM` (UTC+8).
    pub cycle: String,
    /// The account's own currency, in which all amounts are.
    pub currency: String,
    /// Payable so far, before tax; absent where not known.
    pub to_date: Option<Decimal>,
    /// Whether amounts are missing in it, so that it is what was spent at least.
    pub at_least: bool,
    /// Payable at the end of the cycle at its pace; absent where there is no forecast.
    pub projected: Option<Decimal>,
    /// When it was read, by our clock.
    pub read_at: DateTime<Utc>,
}

/// One feed.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct SeenFeed {
    /// Which one.
    pub name: FeedName,
    /// Its freshness, and what it fails with.
    pub feed: Feed,
}

impl Observed {
    /// What `snapshot` shows. It knows neither forecasts nor spend.
    pub fn from_snapshot(profile: &str, snapshot: &Snapshot) -> Self {
        let seen_balance = |read_at| {
            let balance = snapshot.balance.clone()?;
            Some(SeenBalance { balance, read_at })
        };
        Self {
            profile: profile.to_owned(),
            models: snapshot
                .models
                .iter()
                .map(|model| SeenModel { model: model.clone(), runs_out: None })
                .collect(),
            balance: snapshot.account.fetched_at.and_then(seen_balance),
            spend: None,
            feeds: FeedName::iter()
                .map(|name| SeenFeed { name, feed: snapshot.feed(name).clone() })
                .collect(),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_snapshot_shows_what_was_read() {
        let at: DateTime<Utc> = "2026-11-22T06:12:07Z".parse().unwrap();
        let mut snapshot = Snapshot::empty(at);
        snapshot.models = vec![Model::named("m".into())];
        snapshot.balance = Some(Balance::default());
        snapshot.quotas.fetched_at = Some(at);
        let seen = Observed::from_snapshot("work", &snapshot);
        assert_eq!((seen.profile.as_str(), seen.models.len(), seen.spend), ("work", 1, None));
        assert_eq!(seen.balance, None, "nobody knows how old it is");
        assert_eq!(seen.feeds.len(), FeedName::iter().len());
        assert_eq!(seen.feeds[0], SeenFeed { name: FeedName::Quotas, feed: snapshot.quotas.clone() });
        snapshot.account.fetched_at = Some(at);
        let balance = Some(SeenBalance { balance: Balance::default(), read_at: at });
        assert_eq!(Observed::from_snapshot("work", &snapshot).balance, balance);
    }
}
