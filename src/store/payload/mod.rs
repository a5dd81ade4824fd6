//! The data of a row as text: one compact JSON value per line, arrays instead of objects, because the read
//! before the first frame has about a millisecond. Quantities and money are strings, instants microseconds. They are
//! written by serde, and read by [`values`].
//!
//! An unreadable line costs one model; a text without a single readable line counts as no data.

mod bills;
mod outlooks;
mod values;

use std::{borrow::Cow, num::NonZeroU64};

use serde::{Deserialize, Serialize};

use self::values::{Read, Values};
use super::file::instant::to_micros;
use crate::domain::{
    Balance, Catalogued, Kind, KnownGrant, LastStatus, Model, Quantity, Quota, SaveData, SpeedLimit, Unit,
    price::Charge,
};

/// A text that borrows from the line it was read from, unless it has escapes.
#[derive(Serialize, Deserialize)]
struct Text<'a>(#[serde(borrow)] Cow<'a, str>);

/// Name, kind, unit, price, speed limit (the last two optional).
#[derive(Serialize)]
struct CataloguedRow<'a>(
    Text<'a>,
    Text<'a>,
    Text<'a>,
    Option<ChargeRow<'a>>,
    #[serde(skip_serializing_if = "Option::is_none")] Option<SpeedLimitRow>,
);

/// Calls and tokens a minute.
#[derive(Serialize)]
struct SpeedLimitRow(Option<NonZeroU64>, Option<NonZeroU64>);

/// The unit; then for tokens the price of input and of output, else the price of one.
#[derive(Serialize)]
struct ChargeRow<'a>(Text<'a>, Option<Quantity>, Option<Quantity>);

/// Name, kind, unit, quota, Free Quota Only, when that was read, hourly use, grant, since when the
/// switch may be on (the last four optional).
#[derive(Serialize)]
struct ModelRow<'a>(
    Text<'a>,
    Text<'a>,
    Text<'a>,
    Option<QuotaRow<'a>>,
    Option<bool>,
    Option<i64>,
    Option<Quantity>,
    Option<GrantRow>,
    #[serde(skip_serializing_if = "Option::is_none")] Option<i64>,
);

/// Total, expires at, came at.
#[derive(Serialize)]
struct GrantRow(Quantity, Option<i64>, Option<i64>);

/// Total, remaining, expires at, the server's status, read at.
#[derive(Serialize)]
struct QuotaRow<'a>(Option<Quantity>, Option<Quantity>, Option<i64>, Option<Text<'a>>, i64);

impl<'a> From<&'a str> for Text<'a> {
    fn from(text: &'a str) -> Self {
        Self(Cow::Borrowed(text))
    }
}

pub(super) use {bills::bills, outlooks::outlooks};

pub(super) fn encode(data: &SaveData) -> serde_json::Result<String> {
    match data {
        SaveData::Catalogue(data) => lines(data.value.iter().map(catalogued_row)),
        SaveData::Models(data) => lines(data.value.iter().map(model_row)),
        SaveData::Balance(data) => serde_json::to_string(&data.value),
        SaveData::Outlooks(data) => outlooks::encode(&data.value),
        SaveData::Bills(data) => bills::encode(&data.value),
    }
}

/// Decodes a model list; `None` if the text is none.
pub(super) fn catalogue(text: &str) -> Option<Vec<Catalogued>> {
    readable(text, |row| {
        Ok(Catalogued {
            name: row.name()?,
            kind: kind_of(&row.text()?),
            unit: unit_of(&row.text()?),
            charge: row.later(|row| row.array(charge))?.flatten(),
            speed_limit: row.later(|row| row.array(speed_limit))?.flatten(),
        })
    })
}

/// Decodes models; `None` if the text has none.
pub(super) fn models(text: &str) -> Option<Vec<Model>> {
    let mut last_status = LastStatus::default();
    readable(text, |row| {
        let unread = Model::named(row.name()?);
        Ok(Model {
            kind: kind_of(&row.text()?),
            unit: unit_of(&row.text()?),
            quota: row.maybe(|row| row.array(|row| quota(row, &mut last_status)))?,
            free_quota_only: row.maybe(Values::plain)?,
            free_quota_only_read_at: row.later(Values::instant)?,
            hourly_use: row.later(Values::quantity)?,
            grant: row.later(|row| row.array(grant))?.map(Box::new),
            free_quota_only_since: row.later(Values::instant)?,
            ..unread
        })
    })
}

pub(super) fn balance(text: &str) -> Option<Balance> {
    serde_json::from_str(text).ok()
}

fn lines(rows: impl Iterator<Item = impl Serialize>) -> serde_json::Result<String> {
    let mut text = Vec::new();
    for row in rows {
        serde_json::to_writer(&mut text, &row)?;
        text.push(b'\n');
    }
    String::from_utf8(text).map_err(serde::ser::Error::custom)
}

fn readable<'a, T>(text: &'a str, mut read: impl FnMut(&mut Values<'a>) -> Read<T>) -> Option<Vec<T>> {
    let mut values = Values::of(text);
    let rows: Vec<T> = std::iter::from_fn(|| values.line(&mut read)).flatten().collect();
    (text.is_empty() || !rows.is_empty()).then_some(rows)
}

fn catalogued_row(catalogued: &Catalogued) -> CataloguedRow<'_> {
    CataloguedRow(
        catalogued.name.as_str().into(),
        catalogued.kind.into_str().into(),
        catalogued.unit.into_str().into(),
        catalogued.charge.map(charge_row),
        catalogued.speed_limit.map(|limit| SpeedLimitRow(limit.calls_per_minute, limit.tokens_per_minute)),
    )
}

fn charge_row(charge: Charge) -> ChargeRow<'static> {
    let (of, first, second) = match charge {
        Charge::Tokens { input, output } => (Unit::Tokens, input, output),
        Charge::Each(amount, unit) => (unit, Some(amount), None),
    };
    ChargeRow(of.into_str().into(), first.map(Quantity::from), second.map(Quantity::from))
}

/// The price, if its unit is known.
fn charge(row: &mut Values<'_>) -> Read<Option<Charge>> {
    let of = row.text()?.parse();
    let [first, second] = [row.maybe(Values::quantity)?, row.maybe(Values::quantity)?];
    let [first, second] = [first, second].map(|amount| amount.map(Quantity::decimal));
    Ok(match of {
        Ok(Unit::Tokens) => Some(Charge::Tokens { input: first, output: second }),
        Ok(unit) => first.map(|amount| Charge::Each(amount, unit)),
        Err(_) => None,
    })
}

fn speed_limit(row: &mut Values<'_>) -> Read<Option<SpeedLimit>> {
    Ok(SpeedLimit::new(row.maybe(Values::plain)?, row.maybe(Values::plain)?))
}

fn model_row(model: &Model) -> ModelRow<'_> {
    ModelRow(
        model.name.as_str().into(),
        model.kind.into_str().into(),
        model.unit.into_str().into(),
        model.quota.as_ref().map(quota_row),
        model.free_quota_only,
        model.free_quota_only_read_at.map(to_micros),
        model.hourly_use,
        model.grant.as_deref().map(|KnownGrant { total, expires_at, came_at }| {
            GrantRow(*total, expires_at.map(to_micros), came_at.map(to_micros))
        }),
        model.free_quota_only_since.map(to_micros),
    )
}

fn quota_row(quota: &Quota) -> QuotaRow<'_> {
    QuotaRow(
        quota.total,
        quota.remaining,
        quota.expires_at.map(to_micros),
        quota.quota_status.as_deref().map(Text::from),
        to_micros(quota.read_at),
    )
}

/// Unreadable if an instant is invalid: a quota must not lose its expiry.
fn quota(row: &mut Values<'_>, last_status: &mut LastStatus) -> Read<Quota> {
    Ok(Quota {
        total: row.maybe(Values::quantity)?,
        remaining: row.maybe(Values::quantity)?,
        expires_at: row.maybe(Values::instant)?,
        quota_status: row.maybe(Values::text)?.map(|status| last_status.share(&status)),
        read_at: row.instant()?,
    })
}

fn grant(row: &mut Values<'_>) -> Read<KnownGrant> {
    Ok(KnownGrant {
        total: row.quantity()?,
        expires_at: row.maybe(Values::instant)?,
        came_at: row.maybe(Values::instant)?,
    })
}

fn kind_of(word: &str) -> Kind {
    word.parse().unwrap_or(Kind::Other)
}

fn unit_of(word: &str) -> Unit {
    word.parse().unwrap_or(Unit::Units)
}

#[cfg(test)]
mod tests;
