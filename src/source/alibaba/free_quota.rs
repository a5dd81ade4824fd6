//! Free quotas and Free Quota Only states: requested in batches, so that a batch that fails costs only
//! itself.

use std::{
    collections::HashSet,
    sync::atomic::{AtomicBool, Ordering},
};

use chrono::{DateTime, Utc};
use futures_util::{StreamExt, stream};
use rust_decimal::{Decimal, prelude::ToPrimitive};
use serde::Deserialize;
use serde_json::{Value, json, value::RawValue};

use super::{
    CONSOLE_CALLS, Live,
    console::Api,
    fetch::Fetch,
    wire::{
        free_quota::{QuotaRow, Quotas, SwitchRow, Switches},
        lenient::object,
    },
};
use crate::domain::{Cause, FailureKind, ModelName, Quantity, Quota, request::Rows};

/// Models per call; the server's own limit is not documented, and larger batches failed.
const BATCH: usize = 20;

/// Rows per answer: the requested ones, and room for servers that add models of the same family.
const MOST_ROWS: usize = 5 * BATCH;

/// The most bytes that an answer may hold.
const LIMIT: u64 = 2 * 1024 * 1024;

pub(super) struct BatchRequest<T> {
    api: Api,
    /// The field of the request that has the models.
    request: &'static str,
    /// Finds the list of rows; `None` if the payload has another shape.
    rows: fn(&RawValue) -> Option<Vec<&RawValue>>,
    /// Reads one row, with the time of its arrival.
    row: fn(&RawValue, DateTime<Utc>) -> Row<T>,
    /// The value for a requested model without a row; absent if a missing row means nothing.
    unanswered: Option<fn() -> T>,
}

/// An error if the row was not understood.
type Row<T> = Result<(ModelName, T), Odd>;

pub(super) struct Odd;

pub(super) const QUOTAS: BatchRequest<Quota> = BatchRequest {
    api: Api {
        name: "zeldaEasy.bailian-commerce.freeTrial.queryFreeTierQuota",
        what: "the free quotas",
        holds: &["freeTierQuotas"],
        limit: LIMIT,
    },
    request: "queryFreeTierQuotaRequest",
    rows: |raw| read::<Quotas<'_>>(raw)?.free_tier_quotas,
    row: quota,
    unanswered: None,
};

pub(super) const SWITCHES: BatchRequest<Option<bool>> = BatchRequest {
    api: Api {
        name: "zeldaEasy.bailian-commerce.freeTrial.queryFreeTierOnlyStatus",
        what: "the Free Quota Only states",
        holds: &["freeTierOnlyStatuses"],
        limit: LIMIT,
    },
    request: "queryFreeTierOnlyStatusRequest",
    rows: |raw| read::<Switches<'_>>(raw)?.free_tier_only_statuses,
    row: switch,
    unanswered: Some(|| None),
};

/// Requests data for all of `models`; an error only if nothing at all could be read.
pub(super) async fn read_all<T: Send>(
    live: &Live,
    fetch: &Fetch,
    request: &BatchRequest<T>,
    models: &[ModelName],
) -> Result<Rows<T>, Cause> {
    live.sign_in.begin(&fetch.logins).await;
    let stopped = AtomicBool::new(false);
    let requests =
        models.chunks(BATCH).map(|batch| (batch.to_vec(), json!({request.request: {"models": batch}})));
    let requests: Vec<(usize, (Vec<ModelName>, Value))> = requests.enumerate().collect();
    let mut batches: Vec<(usize, Result<Batch<T>, Cause>)> = stream::iter(requests)
        .map(|(place, (requested, data))| {
            let stopped = &stopped;
            async move {
                let slot = match live.console_slot().await {
                    Ok(slot) => slot,
                    Err(cause) => return Some((place, Err(cause))),
                };
                if stopped.load(Ordering::Relaxed) {
                    return None;
                }
                let result = slot
                    .signed_in(fetch, request.api, &data)
                    .await
                    .and_then(|payload| request.read(&payload.raw, payload.arrived, &requested));
                if result.as_ref().is_err_and(ends_it) {
                    stopped.store(true, Ordering::Relaxed);
                }
                Some((place, result))
            }
        })
        .buffer_unordered(CONSOLE_CALLS)
        .filter_map(std::future::ready)
        .collect()
        .await;
    batches.sort_by_key(|(place, _)| *place);
    joined(request.api.what, batches.into_iter().map(|(_, result)| result))
}

/// Whether every further batch would fail likewise, or should not be sent.
fn ends_it(cause: &Cause) -> bool {
    matches!(
        cause.kind(),
        FailureKind::SignIn | FailureKind::Permission | FailureKind::RateLimited | FailureKind::Timeout
    )
}

struct Batch<T> {
    rows: Vec<(ModelName, T)>,
    odd: usize,
    /// The number of requested models, if not a single row came.
    silent: usize,
}

fn joined<T>(what: &str, batches: impl Iterator<Item = Result<Batch<T>, Cause>>) -> Result<Rows<T>, Cause> {
    let mut all = Rows::default();
    let mut silent = 0_usize;
    for batch in batches {
        match batch {
            Ok(batch) => {
                all.rows.extend(batch.rows);
                all.odd = all.odd.saturating_add(batch.odd);
                silent = silent.saturating_add(batch.silent);
            }
            Err(cause) => all.failed = all.failed.or(Some(cause)),
        }
    }
    all.failed = all.failed.or_else(|| {
        let detail = incomplete(all.odd, silent, all.rows.is_empty())?;
        Some(Cause::Undecodable { what: what.to_owned(), detail })
    });
    match all.failed {
        Some(cause) if all.rows.is_empty() => Err(cause),
        _ => Ok(all),
    }
}

/// What is wrong with answers that came. One model that has left the server fails nothing, though a batch
/// may hold that model alone.
fn incomplete(odd: usize, silent: usize, nothing_came: bool) -> Option<String> {
    match (odd, silent) {
        (0, 0) => None,
        (0, 1) => nothing_came.then(|| "no row came for 1 model".to_owned()),
        (0, _) => Some(format!("no row came for {silent} models")),
        (1, _) => Some("1 row was not understood".to_owned()),
        _ => Some(format!("{odd} rows were not understood")),
    }
}

impl<T> BatchRequest<T> {
    fn read(
        &self,
        payload: &RawValue,
        arrived: DateTime<Utc>,
        requested: &[ModelName],
    ) -> Result<Batch<T>, Cause> {
        let Some(list) = (self.rows)(payload) else {
            let detail = format!("{} is no list", self.api.holds.join(" or "));
            return Err(Cause::Undecodable { what: self.api.what.to_owned(), detail });
        };
        if list.len() > MOST_ROWS {
            let detail = format!("more than {MOST_ROWS} rows for {} models", requested.len());
            return Err(Cause::Undecodable { what: self.api.what.to_owned(), detail });
        }
        let mut batch = Batch { rows: Vec::new(), odd: 0, silent: 0 };
        for raw in list {
            match (self.row)(raw, arrived) {
                Ok(row) => batch.rows.push(row),
                Err(Odd) => batch.odd = batch.odd.saturating_add(1),
            }
        }
        // An odd row may be the one of any model.
        if batch.odd == 0 {
            match self.unanswered {
                Some(unanswered) => {
                    let answered: HashSet<&ModelName> = batch.rows.iter().map(|(name, _)| name).collect();
                    let missing: Vec<ModelName> =
                        requested.iter().filter(|name| !answered.contains(name)).cloned().collect();
                    batch.rows.extend(missing.into_iter().map(|name| (name, unanswered())));
                }
                None if batch.rows.is_empty() => batch.silent = requested.len(),
                None => {}
            }
        }
        Ok(batch)
    }
}

fn read<'a, T: Deserialize<'a>>(raw: &'a RawValue) -> Option<T> {
    object(raw.get()).ok()
}

fn quota(raw: &RawValue, arrived: DateTime<Utc>) -> Row<Quota> {
    let row: QuotaRow = read(raw).ok_or(Odd)?;
    let quota = Quota {
        total: row.quota_init_total,
        remaining: row.quota_total,
        expires_at: row.quota_validity_period.map(expiry).transpose()?.flatten(),
        quota_status: row.quota_status.map(Into::into),
        read_at: arrived,
    };
    Ok((name(row.model)?, quota))
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

fn switch(raw: &RawValue, _: DateTime<Utc>) -> Row<Option<bool>> {
    let row: SwitchRow = read(raw).ok_or(Odd)?;
    Ok((name(row.model)?, row.free_tier_only))
}

fn name(model: Option<String>) -> Result<ModelName, Odd> {
    model.filter(|model| !model.is_empty()).map(ModelName::new).ok_or(Odd)
}
