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
    let reading = QuotaReading { free_quota_only: row.free_tier_only, ..quota.into() };
    Ok((name(row.model)?, reading))
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

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;
    use crate::source::alibaba::wire::free_quota::{Category, Quotas, Switches};

    const FIELDS: [&str; 6] =
        ["model", "quotaInitTotal", "quotaValidityPeriod", "freeTierOnly", "taskId", "freeTierQuotas"];

    proptest! {
        #[test]
        fn any_row_and_any_payload_are_survived(value in ".*", field in proptest::sample::select(&FIELDS[..])) {
            for json in [
                value.clone(),
                format!(r#"{{"model":"m","{field}":{value}}}"#),
                serde_json::json!({field: value}).to_string(),
                serde_json::json!({field: [value.clone(), {"model": value}]}).to_string(),
            ] {
                let Ok(raw) = RawValue::from_string(json) else { continue };
                let now = DateTime::UNIX_EPOCH;
                let _ = (quota(&raw, now).is_ok(), switch(&raw, now).is_ok());
                let _ = (read::<Quotas<'_>>(&raw).is_some(), read::<Switches<'_>>(&raw).is_some());
                let _ = read::<Category<'_>>(&raw).is_some();
            }
        }
    }

    #[test]
    fn the_expiry_of_a_row_may_be_any_number() {
        for (milliseconds, expires) in [
            ("1830297600000", Some(Some(1_830_297_600))),
            ("0", Some(None)),
            ("null", Some(None)),
            ("-1", None),
            ("9223372036854775808000", None),
            ("79228162514264337593543950335", None),
        ] {
            let row = format!(r#"{{"model":"m","quotaValidityPeriod":{milliseconds}}}"#);
            let read = quota(&RawValue::from_string(row).unwrap(), DateTime::UNIX_EPOCH).ok();
            let read = read.map(|(_, reading)| reading.quota.expires_at.map(|at| at.timestamp()));
            assert_eq!(read, expires, "{milliseconds}");
        }
    }
}
