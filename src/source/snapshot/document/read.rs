//! Reading the document: only `schema` and each model's `model` are required.

use chrono::{DateTime, Utc};
use serde::Deserialize;

use super::{
    SCHEMA,
    fields::{Odd, Raw, instant, money, text},
    rows::Rows,
};
use crate::domain::{
    Balance, Cause, Failure, FailureKind, Feed, FeedName, FeedState, Snapshot, time::full_second,
};

#[derive(Deserialize)]
struct Document<'a> {
    #[serde(borrow)]
    schema: Raw<'a>,
    #[serde(borrow)]
    taken_at: Raw<'a>,
    #[serde(borrow)]
    profile: Raw<'a>,
    #[serde(borrow)]
    source: Raw<'a>,
    #[serde(borrow)]
    site: Raw<'a>,
    #[serde(borrow)]
    region: Raw<'a>,
    #[serde(borrow)]
    feeds: Option<Feeds<'a>>,
    #[serde(borrow)]
    account: Option<Account<'a>>,
    models: Option<Rows>,
}

#[derive(Deserialize, Default)]
struct Feeds<'a> {
    #[serde(borrow)]
    quotas: Option<FeedEntry<'a>>,
    #[serde(borrow)]
    account: Option<FeedEntry<'a>>,
}

#[derive(Deserialize)]
struct FeedEntry<'a> {
    #[serde(borrow)]
    state: Raw<'a>,
    #[serde(borrow)]
    fetched_at: Raw<'a>,
    #[serde(borrow)]
    error: Option<ErrorEntry<'a>>,
}

#[derive(Deserialize, Default)]
struct ErrorEntry<'a> {
    #[serde(borrow)]
    kind: Raw<'a>,
    #[serde(borrow)]
    message: Raw<'a>,
    #[serde(borrow)]
    remedy: Raw<'a>,
}

#[derive(Deserialize)]
struct Account<'a> {
    #[serde(borrow)]
    available: Raw<'a>,
    #[serde(borrow)]
    currency: Raw<'a>,
}

/// The schema alone, whatever the rest.
#[derive(Deserialize)]
struct Head<'a> {
    #[serde(borrow)]
    schema: Raw<'a>,
}

/// Reads a document. `fallback` replaces a missing `taken_at`.
///
/// Status and next call are ignored. A row without a name is left out; one with an odd number has an unknown
/// quota. Of rows with the same name the last counts, in the position of the first.
///
/// # Errors
/// [`Cause::Undecodable`]: cut off, no JSON, another schema, or of another shape.
pub fn read(bytes: &[u8], fallback: DateTime<Utc>) -> Result<Snapshot, Cause> {
    let bytes = bytes.strip_prefix("\u{feff}".as_bytes()).unwrap_or(bytes);
    let json = str::from_utf8(bytes).ok().ok_or_else(|| undecodable("it is not UTF-8"))?;
    let document = serde_json::from_str::<Document<'_>>(json).map_err(|error| {
        let other_schema =
            serde_json::from_str::<Head<'_>>(json).ok().and_then(|head| check(head.schema).err());
        other_schema.unwrap_or_else(|| undecodable(place_of(&error)))
    })?;
    check(document.schema)?;
    document
        .into_snapshot(fallback)
        .map_err(|Odd| undecodable("a taken_at or fetched_at is not an RFC 3339 time"))
}

impl Document<'_> {
    fn into_snapshot(self, fallback: DateTime<Utc>) -> Result<Snapshot, Odd> {
        let taken_at = instant(self.taken_at)?.unwrap_or_else(|| full_second(fallback));
        let feeds = self.feeds.unwrap_or_default();
        let quotas = feed(feeds.quotas, self.models.is_some(), taken_at)?;
        let account = feed(feeds.account, self.account.is_some(), taken_at)?;
        let read_at = quotas.fetched_at.unwrap_or(taken_at);
        Ok(Snapshot {
            taken_at,
            profile: text(self.profile).map(Into::into),
            source: text(self.source).and_then(|word| word.parse().ok()),
            site: text(self.site).and_then(|word| word.parse().ok()),
            region: text(self.region).and_then(|word| word.parse().ok()),
            models: self.models.unwrap_or_default().into_models(read_at).into(),
            balance: self.account.and_then(Account::into_balance),
            feeds: [(FeedName::Quotas, quotas), (FeedName::Account, account)].into_iter().collect(),
        })
    }
}

/// A feed that is not described counts as read when the document was taken, if its data are present.
fn feed(entry: Option<FeedEntry<'_>>, has_data: bool, taken_at: DateTime<Utc>) -> Result<Feed, Odd> {
    let Some(entry) = entry else {
        return Ok(Feed { fetched_at: has_data.then_some(taken_at), failure: None });
    };
    let state = text(entry.state).and_then(|word| word.parse().ok());
    let off = state == Some(FeedState::Off);
    let never = off || state == Some(FeedState::Failed);
    let fetched_at = instant(entry.fetched_at)?.or_else(|| (!never).then_some(taken_at));
    let error = entry.error.or_else(|| off.then(ErrorEntry::default));
    let since = fetched_at.unwrap_or(taken_at);
    Ok(Feed { fetched_at, failure: error.map(|error| Failure { cause: error.into_cause(off), since }) })
}

impl ErrorEntry<'_> {
    fn into_cause(self, off: bool) -> Cause {
        let kind = text(self.kind).and_then(|word| word.parse().ok());
        Cause::Reported {
            kind: kind.unwrap_or(if off { FailureKind::Config } else { FailureKind::Server }),
            message: text(self.message).unwrap_or_default().into_owned(),
            remedy: text(self.remedy).unwrap_or_default().into_owned(),
            off,
        }
    }
}

impl Account<'_> {
    fn into_balance(self) -> Option<Balance> {
        let available = money(self.available);
        let currency = text(self.currency).map(Into::into);
        let is_stated = available.is_some() || currency.is_some();
        is_stated.then(|| Balance { available, currency, ..Balance::default() })
    }
}

/// Fails unless the document has our schema.
fn check(schema: Raw<'_>) -> Result<(), Cause> {
    let Some(schema) = text(schema) else {
        return Err(undecodable(format!("it has no \"schema\": \"{SCHEMA}\"")));
    };
    if schema == SCHEMA {
        return Ok(());
    }
    let (family, own) = SCHEMA.rsplit_once('/').unwrap_or((SCHEMA, "0"));
    let number = schema.strip_prefix(family).and_then(|rest| rest.strip_prefix('/')?.parse::<u64>().ok());
    Err(undecodable(match number {
        Some(number) if own.parse().is_ok_and(|own: u64| own < number) => {
            format!("its schema number {number} is newer than {SCHEMA}")
        }
        _ => format!("its schema is not {SCHEMA}"),
    }))
}

/// Where and why, without any content.
fn place_of(error: &serde_json::Error) -> String {
    let why = match error.classify() {
        serde_json::error::Category::Eof => "it is cut off",
        serde_json::error::Category::Data => "it is not a snapshot",
        serde_json::error::Category::Syntax | serde_json::error::Category::Io => "it is not JSON",
    };
    format!("{why}: line {}, column {}", error.line(), error.column())
}

fn undecodable(detail: impl Into<String>) -> Cause {
    Cause::Undecodable { what: "the snapshot".into(), detail: detail.into() }
}
