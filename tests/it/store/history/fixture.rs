//! The history in the store. Times are minutes from a fixed start.

use std::collections::HashMap;

use chrono::{DateTime, TimeDelta, Utc};
use quotatop::{
    domain::{Balance, Quantity, forecast::Seen, history::Gap},
    store::{AccountKey, Identity},
};

pub(crate) use std::{path::Path, time::Duration};

pub(crate) use quotatop::domain::{Dated, Model, ModelName, SaveData, Site};

pub(crate) use crate::store::fixture::{Desk, Instance, PATIENCE};
use crate::support::state::models::{quota, text_model};

pub(crate) const TOTAL: i64 = 1_000;

pub(crate) fn at(minute: i64) -> DateTime<Utc> {
    "2026-01-05T00:00:00Z".parse::<DateTime<Utc>>().unwrap() + TimeDelta::minutes(minute)
}

/// The minute of an instant, which must be a full one.
pub(crate) fn minute(instant: DateTime<Utc>) -> i64 {
    let since = instant.signed_duration_since(at(0));
    assert_eq!(TimeDelta::minutes(since.num_minutes()), since, "{instant}");
    since.num_minutes()
}

pub(crate) fn identity(login: &str) -> Identity {
    let key = |fingerprint: String| {
        Some(AccountKey { profile: "p".to_owned(), site: Site::International, fingerprint })
    };
    Identity { quotas: key(format!("ap-southeast-1/{login}")), account: key("pair".to_owned()), bills: None }
}

pub(crate) fn model(name: &str, left: i64, read_at: i64) -> Model {
    let number = |number: i64| Quantity::from(rust_decimal::Decimal::from(number));
    let expires_at = at(1_000_000 + i64::try_from(name.len()).unwrap());
    text_model(name, quota(number(left), number(TOTAL), Some(expires_at), at(read_at)))
}

/// Figures as minutes and what was left.
pub(crate) type Span = (i64, i64, i64);

pub(crate) fn spans(seen: &[Seen]) -> Vec<Span> {
    let spans = |seen: &Seen| {
        (minute(seen.from), minute(seen.until), seen.remaining.to_string().parse::<i64>().unwrap())
    };
    seen.iter().map(spans).collect()
}

impl Desk {
    pub(crate) fn identity(&self) -> Identity {
        identity(self.login)
    }

    pub(crate) fn set_clock(&self, minute: i64) {
        self.bench.set_clock(at(minute));
    }

    /// A poll at this minute, which is also the clock's.
    pub(crate) fn poll(&self, minute: i64, models: Vec<Model>) {
        self.set_clock(minute);
        self.store
            .save(&self.identity(), SaveData::Models(Dated { value: models.into(), fetched_at: at(minute) }));
        self.flush();
    }

    /// Polls of one model at these minutes.
    pub(crate) fn polls(&self, polls: impl IntoIterator<Item = (i64, i64)>) {
        for (minute, left) in polls {
            self.poll(minute, vec![model("m", left, minute)]);
        }
    }

    pub(crate) fn balance(&self, minute: i64, available: &str, currency: &str) {
        self.set_clock(minute);
        let available = Some(available.parse().unwrap());
        let value = Balance { available, currency: Some(currency.to_owned()), ..Balance::default() };
        self.store.save(&self.identity(), SaveData::Balance(Dated { value, fetched_at: at(minute) }));
        self.flush();
    }

    pub(crate) fn flush(&self) {
        self.store.flush().wait();
    }

    pub(crate) fn seen_since(&self, model: &str, since: i64) -> Vec<Seen> {
        let model = ModelName::new(model);
        self.store.read_history(&self.identity(), model, at(since), |it| it).wait()
    }

    pub(crate) fn spans(&self, model: &str) -> Vec<Span> {
        spans(&self.seen_since(model, -100_000))
    }

    pub(crate) fn gaps(&self, model: &str) -> Vec<(i64, i64)> {
        let model = ModelName::new(model);
        let gaps: Vec<Gap> = self.store.read_gaps(&self.identity(), model, at(-1)).wait();
        gaps.iter().map(|gap| (minute(gap.from), minute(gap.until))).collect()
    }

    pub(crate) fn all_since(&self, since: i64) -> HashMap<ModelName, Vec<Seen>> {
        self.store.read_histories(&self.identity(), at(since), |it| it).wait()
    }
}
