//! The rows of answers, each converted on its own.

use chrono::{DateTime, Utc};
use rust_decimal::{Decimal, prelude::ToPrimitive};
use serde::Deserialize;
use serde_json::value::RawValue;

use crate::{
    domain::{ModelName, Quantity, Quota, request::QuotaReading},
    source::alibaba::wire::{
        free_quota::{QuotaRow, SwitchRow},
        lenient::object,
    },
};

/// An error if the row was not understood.
pub(super) type Row<T> = Result<(ModelName, T), Odd>;

pub(super) struct Odd;

pub(super) fn read<'a, T: Deserialize<'a>>(raw: &'a RawValue) -> Option<T> {
    object(raw.get()).ok()
}

pub(super) fn quota(raw: &RawValue, arrived: DateTime<Utc>) -> Row<QuotaReading> {
    let row: QuotaRow = read(raw).ok_or(Odd)?;
    let quota = Quota {
        total: row.quota_init_total,
        remaining: row.quota_total,
        expires_at: row.quota_validity_period.map(expiry).transpose()?.flatten(),
        quota_status: row.quota_status.map(Into::into),
        read_at: arrived,
    };
    Ok((name(row.model)?, QuotaReading { quota, free_quota_only: row.free_tier_only }))
}

/// From epoch milliseconds, rounded down to seconds. Zero means not stated.
fn expiry(milliseconds: Quantity) -> Result<Option<DateTime<Utc>>, Odd> {
    if milliseconds == Quantity::ZERO {
        return Ok(None);
    }
    let seconds = milliseconds.decimal().checked_div(Decimal::ONE_THOUSAND).and_then(|s| s.floor().to_i64());
    seconds
        .filter(|seconds| *seconds >= 0)
        .and_then(|seconds| DateTime::from_timestamp(seconds, 0))
        .map(Some)
        .ok_or(Odd)
}

pub(super) fn switch(raw: &RawValue, _: DateTime<Utc>) -> Row<Option<bool>> {
    let row: SwitchRow = read(raw).ok_or(Odd)?;
    Ok((name(row.model)?, row.free_tier_only))
}

fn name(model: Option<String>) -> Result<ModelName, Odd> {
    model.filter(|model| !model.is_empty()).map(ModelName::new).ok_or(Odd)
}
