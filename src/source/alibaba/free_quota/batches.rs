//! Requests for named models, in batches, so that a batch that fails costs only itself.

use std::{
    collections::HashSet,
    sync::atomic::{AtomicBool, Ordering},
};

use chrono::{DateTime, Utc};
use futures_util::{StreamExt, stream};
use serde_json::{Value, json, value::RawValue};

use super::rows::{self, Odd, Row, read};
use crate::{
    domain::{
        Cause, FailureKind, ModelName,
        request::{QuotaReading, Rows},
    },
    source::alibaba::{
        CONSOLE_CALLS, Live,
        console::Api,
        fetch::Fetch,
        wire::free_quota::{Quotas, Switches},
    },
};

/// Models per call; the server's own limit is not documented, and larger batches failed.
pub(super) const BATCH: usize = 20;

/// The most bytes that an answer may hold.
pub(super) const LIMIT: u64 = 2 * 1024 * 1024;

/// Rows per answer: the requested ones, and room for servers that add models of the same family.
const MOST_ROWS: usize = 5 * BATCH;

pub(super) struct BatchRequest<T> {
    pub(super) api: Api,
    /// The field of the request that has the models.
    request: &'static str,
    /// Finds the list of rows; `None` if the payload has another shape.
    rows: fn(&RawValue) -> Option<Vec<&RawValue>>,
    /// Reads one row, with the time of its arrival.
    row: fn(&RawValue, DateTime<Utc>) -> Row<T>,
    /// The value for a requested model without a row; absent if a missing row means nothing.
    unanswered: Option<fn() -> T>,
}

pub(super) const QUOTAS: BatchRequest<QuotaReading> = BatchRequest {
    api: Api {
        name: "zeldaEasy.bailian-commerce.freeTrial.queryFreeTierQuota",
        what: "the free quotas",
        holds: &["freeTierQuotas"],
        limit: LIMIT,
    },
    request: "queryFreeTierQuotaRequest",
    rows: |raw| read::<Quotas<'_>>(raw)?.free_tier_quotas,
    row: rows::quota,
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
    row: rows::switch,
    unanswered: Some(|| None),
};

/// Requests data for all of `models`.
pub(super) async fn read_all<T: Send>(
    live: &Live,
    fetch: &Fetch,
    request: &BatchRequest<T>,
    models: &[ModelName],
) -> Batches<T> {
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
    joined(batches.into_iter().map(|(_, result)| result))
}

/// Whether every further batch would fail likewise, or should not be sent.
pub(super) fn ends_it(cause: &Cause) -> bool {
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

/// What all batches brought together.
pub(super) struct Batches<T> {
    pub(super) rows: Vec<(ModelName, T)>,
    pub(super) odd: usize,
    /// The number of models in batches without a single row.
    pub(super) silent: usize,
    /// Of the first batch that failed.
    pub(super) failed: Option<Cause>,
}

impl<T> Default for Batches<T> {
    fn default() -> Self {
        Self { rows: Vec::new(), odd: 0, silent: 0, failed: None }
    }
}

impl<T> Batches<T> {
    /// Adds what further batches brought.
    pub(super) fn add(&mut self, further: Self) {
        self.rows.extend(further.rows);
        self.odd = self.odd.saturating_add(further.odd);
        self.silent = self.silent.saturating_add(further.silent);
        self.failed = self.failed.take().or(further.failed);
    }

    /// The rows of `what`; an error only if nothing at all could be read.
    pub(super) fn conclude(self, what: &str) -> Result<Rows<T>, Cause> {
        let failed = self.failed.or_else(|| {
            let detail = incomplete(self.odd, self.silent, self.rows.is_empty())?;
            Some(Cause::Undecodable { what: what.to_owned(), detail })
        });
        match failed {
            Some(cause) if self.rows.is_empty() => Err(cause),
            failed => Ok(Rows { rows: self.rows, odd: self.odd, failed }),
        }
    }
}

fn joined<T>(batches: impl Iterator<Item = Result<Batch<T>, Cause>>) -> Batches<T> {
    let mut all = Batches::default();
    for batch in batches {
        match batch {
            Ok(Batch { rows, odd, silent }) => all.add(Batches { rows, odd, silent, failed: None }),
            Err(cause) => all.failed = all.failed.or(Some(cause)),
        }
    }
    all
}

/// What is wrong with answers that came. One model that has left the server fails nothing, though a batch
/// may hold that model alone.
fn incomplete(odd: usize, silent: usize, nothing_came: bool) -> Option<String> {
    match (odd, silent) {
        (0, 0) => None,
        (0, 1) => nothing_came.then(|| "no row for 1 model".to_owned()),
        (0, _) => Some(format!("no row for {silent} models")),
        (1, _) => Some("1 unexpected row".to_owned()),
        _ => Some(format!("{odd} unexpected rows")),
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
            let detail = format!("{} is not a list", self.api.holds.join(" or "));
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
