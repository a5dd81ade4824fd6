//! The data of a row as text: one compact JSON value per line, arrays instead of objects, because the read
//! before the first frame has about a millisecond. Quantities and money are strings, instants microseconds.
//!
//! An unreadable line costs one model; a text without a single readable line counts as no data.

mod bills;
mod outlooks;

use std::{borrow::Cow, num::NonZeroU64};

use serde::{Deserialize, Serialize};

use super::file::instant::{from_micros, to_micros};
use crate::domain::{
    Balance, Catalogued, Kind, KnownGrant, LastStatus, Model, ModelName, Quantity, Quota, SaveData,
    SpeedLimit, Unit, price::Charge,
};

/// A text that borrows from the line it was read from, unless it has escapes.
#[derive(Serialize, Deserialize)]
struct Text<'a>(#[serde(borrow)] Cow<'a, str>);

/// Name, kind, unit, price, speed limit (the last two optional).
#[derive(Serialize, Deserialize)]
struct CataloguedRow<'a>(
    #[serde(borrow)] Text<'a>,
    Text<'a>,
    Text<'a>,
    #[serde(borrow, default)] Option<ChargeRow<'a>>,
    #[serde(default, skip_serializing_if = "Option::is_none")] Option<SpeedLimitRow>,
);

/// Calls and tokens a minute.
#[derive(Serialize, Deserialize)]
struct SpeedLimitRow(Option<NonZeroU64>, Option<NonZeroU64>);

/// The unit; then for tokens the price of input and of output, else the price of one.
#[derive(Serialize, Deserialize)]
struct ChargeRow<'a>(#[serde(borrow)] Text<'a>, Option<Quantity>, Option<Quantity>);

/// Name, kind, unit, quota, Free Quota Only, when that was read, hourly use, grant, since when the
/// switch may be on (the last four optional).
#[derive(Serialize, Deserialize)]
struct ModelRow<'a>(
    #[serde(borrow)] Text<'a>,
    Text<'a>,
    Text<'a>,
    Option<QuotaRow<'a>>,
    Option<bool>,
    #[serde(default)] Option<i64>,
    #[serde(default)] Option<Quantity>,
    #[serde(default)] Option<GrantRow>,
    #[serde(default, skip_serializing_if = "Option::is_none")] Option<i64>,
);

/// Total, expires at, came at.
#[derive(Serialize, Deserialize)]
struct GrantRow(Quantity, Option<i64>, Option<i64>);

/// Total, remaining, expires at, the server's status, read at.
#[derive(Serialize, Deserialize)]
struct QuotaRow<'a>(Option<Quantity>, Option<Quantity>, Option<i64>, #[serde(borrow)] Option<Text<'a>>, i64);

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
    readable(text, |CataloguedRow(name, kind, unit, charge, speed_limit)| {
        let charge = charge.and_then(|row| charge_of(&row));
        let speed_limit = speed_limit.and_then(|SpeedLimitRow(calls, tokens)| SpeedLimit::new(calls, tokens));
        Some(Catalogued {
            name: named(name),
            kind: kind_of(&kind),
            unit: unit_of(&unit),
            charge,
            speed_limit,
        })
    })
}

/// Decodes models; `None` if the text has none.
pub(super) fn models(text: &str) -> Option<Vec<Model>> {
    let mut last_status = LastStatus::default();
    readable(text, |row| {
        let ModelRow(name, kind, unit, quota, free_quota_only, switch_read_at, hourly_use, grant, since) =
            row;
        let quota = match quota {
            Some(row) => Some(quota_of(row, &mut last_status)?),
            None => None,
        };
        Some(Model {
            kind: kind_of(&kind),
            unit: unit_of(&unit),
            quota,
            free_quota_only,
            free_quota_only_read_at: switch_read_at.and_then(from_micros),
            free_quota_only_since: since.and_then(from_micros),
            grant: grant.map(|GrantRow(total, expires_at, came_at)| {
                Box::new(KnownGrant {
                    total,
                    expires_at: expires_at.and_then(from_micros),
                    came_at: came_at.and_then(from_micros),
                })
            }),
            hourly_use,
            ..Model::named(named(name))
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

fn readable<'a, Row: Deserialize<'a>, T>(
    text: &'a str,
    mut convert: impl FnMut(Row) -> Option<T>,
) -> Option<Vec<T>> {
    let rows: Vec<T> =
        text.lines().filter_map(|line| serde_json::from_str(line).ok().and_then(&mut convert)).collect();
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

fn charge_of(ChargeRow(of, first, second): &ChargeRow<'_>) -> Option<Charge> {
    let [first, second] = [first, second].map(|amount| amount.map(Quantity::decimal));
    match of.0.parse().ok()? {
        Unit::Tokens => Some(Charge::Tokens { input: first, output: second }),
        unit => first.map(|amount| Charge::Each(amount, unit)),
    }
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

/// `None` if an instant is invalid: a quota must not lose its expiry.
fn quota_of(row: QuotaRow<'_>, last_status: &mut LastStatus) -> Option<Quota> {
    let QuotaRow(total, remaining, expires_at, status, read_at) = row;
    let expires_at = match expires_at {
        Some(micros) => Some(from_micros(micros)?),
        None => None,
    };
    let quota_status = status.map(|status| last_status.share(&status.0));
    Some(Quota { total, remaining, expires_at, quota_status, read_at: from_micros(read_at)? })
}

fn named(name: Text<'_>) -> ModelName {
    match name.0 {
        Cow::Borrowed(name) => ModelName::new(name),
        Cow::Owned(name) => ModelName::new(name),
    }
}

fn kind_of(word: &Text<'_>) -> Kind {
    word.0.parse().unwrap_or(Kind::Other)
}

fn unit_of(word: &Text<'_>) -> Unit {
    word.0.parse().unwrap_or(Unit::Units)
}

#[cfg(test)]
mod tests;
