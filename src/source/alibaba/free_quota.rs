//! Free quotas and Free Quota Only states: asked for in batches, so that what one batch fails at costs that
//! batch alone.

use std::sync::atomic::{AtomicBool, Ordering};

use chrono::{DateTime, Utc};
use futures_util::{StreamExt, stream};
use rust_decimal::{Decimal, prelude::ToPrimitive};
use serde::Deserialize;
use serde_json::{Value, json, value::RawValue};

use super::{
    CONSOLE_CALLS, Live,
    console::Api,
    visit::Visit,
    wire::{
        free_quota::{QuotaRow, Quotas, SwitchRow, Switches},
        lenient::object,
    },
};
use crate::domain::{Cause, FailureKind, ModelName, Quantity, Quota, poll::Rows};

/// The most models of one call; the server's own limit is not documented, and larger batches failed.
const BATCH: usize = 20;

/// The most bytes that an answer may hold.
const LIMIT: u64 = 2 * 1024 * 1024;

/// One kind of question about models.
pub(super) struct Question<T> {
    api: Api,
    /// The field of the request that holds the models.
    request: &'static str,
    /// The field of the payload that holds the rows.
    list: &'static str,
    /// Finds that list; none where the payload has another shape.
    rows: fn(&RawValue) -> Option<Vec<&RawValue>>,
    /// Reads one row, with the time of its arrival.
    row: fn(&RawValue, DateTime<Utc>) -> Row<T>,
}

/// A row that was read: nothing where it says nothing, an error where it cannot be understood.
type Row<T> = Result<Option<(ModelName, T)>, Odd>;

/// A row that cannot be understood.
pub(super) struct Odd;

/// The free quotas.
pub(super) const QUOTAS: Question<Quota> = Question {
    api: Api {
        name: "zeldaEasy.bailian-commerce.freeTrial.queryFreeTierQuota",
        what: "the free quotas",
        limit: LIMIT,
    },
    request: "queryFreeTierQuotaRequest",
    list: "freeTierQuotas",
    rows: |raw| read::<Quotas<'_>>(raw)?.free_tier_quotas,
    row: quota,
};

/// The Free Quota Only states.
pub(super) const SWITCHES: Question<bool> = Question {
    api: Api {
        name: "zeldaEasy.bailian-commerce.freeTrial.queryFreeTierOnlyStatus",
        what: "the Free Quota Only states",
        limit: LIMIT,
    },
    request: "queryFreeTierOnlyStatusRequest",
    list: "freeTierOnlyStatuses",
    rows: |raw| read::<Switches<'_>>(raw)?.free_tier_only_statuses,
    row: switch,
};

/// Asks about all of `models`. An error only where no batch succeeded.
pub(super) async fn read_all<T: Send>(
    live: &Live,
    visit: &Visit,
    question: &Question<T>,
    models: &[ModelName],
) -> Result<Rows<T>, Cause> {
    live.sign_in.begin(&visit.logins).await;
    let stopped = AtomicBool::new(false);
    let requests = models.chunks(BATCH).map(|batch| json!({question.request: {"models": batch}}));
    let requests: Vec<(usize, Value)> = requests.enumerate().collect();
    let mut batches: Vec<(usize, Result<Rows<T>, Cause>)> = stream::iter(requests)
        .map(|(place, data)| {
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
                    .signed_in(visit, question.api, &data)
                    .await
                    .and_then(|payload| question.read(&payload.raw, payload.arrived));
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
    joined(batches.into_iter().map(|(_, result)| result))
}

/// Whether every further batch would fail in the same way, or should not be asked.
fn ends_it(cause: &Cause) -> bool {
    matches!(
        cause.kind(),
        FailureKind::SignIn | FailureKind::Permission | FailureKind::RateLimited | FailureKind::Timeout
    )
}

fn joined<T>(batches: impl Iterator<Item = Result<Rows<T>, Cause>>) -> Result<Rows<T>, Cause> {
    let mut all = Rows::default();
    let mut answered = false;
    for batch in batches {
        match batch {
            Ok(rows) => {
                answered = true;
                all.rows.extend(rows.rows);
                all.odd = all.odd.saturating_add(rows.odd);
            }
            Err(cause) => all.failed = all.failed.or(Some(cause)),
        }
    }
    match all.failed {
        Some(cause) if !answered => Err(cause),
        _ => Ok(all),
    }
}

impl<T> Question<T> {
    fn read(&self, payload: &RawValue, arrived: DateTime<Utc>) -> Result<Rows<T>, Cause> {
        let Some(list) = (self.rows)(payload) else {
            let detail = format!("no {}", self.list);
            return Err(Cause::Undecodable { what: self.api.what.to_owned(), detail });
        };
        let mut rows = Rows::default();
        for raw in list {
            match (self.row)(raw, arrived) {
                Ok(row) => rows.rows.extend(row),
                Err(Odd) => rows.odd = rows.odd.saturating_add(1),
            }
        }
        Ok(rows)
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
    Ok(Some((name(row.model)?, quota)))
}

/// Milliseconds of the epoch, cut to whole seconds. Zero means that none is stated.
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

fn switch(raw: &RawValue, _: DateTime<Utc>) -> Row<bool> {
    let row: SwitchRow = read(raw).ok_or(Odd)?;
    let name = name(row.model)?;
    Ok(row.free_tier_only.map(|only| (name, only)))
}

fn name(model: Option<String>) -> Result<ModelName, Odd> {
    model.filter(|model| !model.is_empty()).map(ModelName::new).ok_or(Odd)
}
