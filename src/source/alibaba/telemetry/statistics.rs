//! `listModelStatisticData`: calls by model, API key and workspace, page by page, the most called first.

use chrono::{DateTime, Utc};
use rust_decimal::prelude::ToPrimitive;
use serde_json::{Value, json};

use super::{empty, rows};
use crate::{
    domain::{
        Cause, Quantity,
        calls::{CallRange, CallRow, Calls},
        request::CallsReading,
    },
    source::alibaba::{
        Live,
        console::{Api, Payload},
        fetch::Fetch,
        wire::{lenient::object, telemetry::StatisticPage},
    },
};

const API: Api = Api {
    name: "zeldaEasy.bailian-telemetry.platform-model.listModelStatisticData",
    what: "the statistics of calls",
    holds: &["list", "totalCount"],
    limit: LIMIT,
};

pub(super) const LIMIT: u64 = 2 * 1024 * 1024;

/// The most rows that a page may have.
pub(super) const PAGE: usize = 50;

/// The most pages: 200 models called with 20 API keys each. What was called least is left out.
pub(super) const PAGES: usize = 80;

/// A page as read.
pub(super) struct Page {
    pub(super) rows: Vec<CallRow>,
    /// The rows that were sent, understood or not.
    pub(super) sent: usize,
    pub(super) total: Option<usize>,
    /// Of a task that makes the page.
    pub(super) task: Option<String>,
}

pub(super) async fn read(
    live: &Live,
    fetch: &Fetch,
    range: CallRange,
    to: DateTime<Utc>,
) -> Result<CallsReading, Cause> {
    let slot = live.console_slot().await?;
    let mut reading = CallsReading { calls: empty(range, to), failed: None };
    reading.calls.workspace = fetch.logins.workspace_id.as_deref().map(Into::into);
    let (mut skip, mut is_odd) = (0_usize, false);
    for _ in 0..PAGES {
        let data = json!({"reqDTO": request(&reading.calls, skip)});
        let page = match slot.signed_in(fetch, API, &data).await.and_then(|payload| page(&API, &payload)) {
            Ok(page) => page,
            Err(cause) if skip == 0 => return Err(cause),
            // What was read before is good.
            Err(cause) => {
                reading.failed = Some(cause);
                break;
            }
        };
        skip = skip.saturating_add(page.sent);
        // A row that was not understood may be the only one of its model or caller.
        is_odd |= page.rows.len() < page.sent;
        reading.calls.rows.extend(page.rows);
        if page.sent == 0 || page.total.map_or(page.sent < PAGE, |total| skip >= total) {
            reading.calls.is_complete = !is_odd;
            break;
        }
    }
    Ok(reading)
}

fn request(calls: &Calls, skip: usize) -> Value {
    let mut request = json!({
        "startTime": calls.from.timestamp_millis(),
        "endTime": calls.to.timestamp_millis(),
        "sortField": "callCount",
        "sortOrder": "DESC",
        "maxResults": PAGE,
        "skip": skip,
    });
    if let (Some(fields), Some(workspace)) = (request.as_object_mut(), calls.workspace.as_deref()) {
        fields.insert("workspaceId".to_owned(), workspace.into());
    }
    request
}

/// Fails unless it has rows or the ID of a task.
pub(super) fn page(api: &Api, payload: &Payload) -> Result<Page, Cause> {
    let unreadable =
        |detail: &str| Cause::Undecodable { what: api.what.to_owned(), detail: detail.to_owned() };
    let page: StatisticPage<'_> =
        object(payload.raw.get()).map_err(|error| unreadable(&error.to_string()))?;
    let task = page.task_id.filter(|id| !id.is_empty());
    let sent = page.list.as_ref().map_or(0, Vec::len);
    if page.list.is_none() && task.is_none() && page.total_count.is_none_or(Quantity::is_positive) {
        return Err(unreadable("no rows"));
    }
    let rows: Vec<CallRow> = page.list.into_iter().flatten().filter_map(rows::row).collect();
    if sent > 0 && rows.is_empty() {
        return Err(unreadable("no row was understood"));
    }
    let total = page.total_count.and_then(|total| total.decimal().to_usize());
    Ok(Page { rows, sent, total, task })
}
