//! `listModelUsageStatisticData`: the older statistics, by model, of one workspace. A page may be made by a
//! task.

use chrono::{DateTime, Utc};
use serde_json::{Value, json};

use super::{
    empty,
    statistics::{LIMIT, PAGE, PAGES, Page, page},
    workspace,
};
use crate::{
    domain::{Cause, calls::CallRange, request::CallsReading},
    source::alibaba::{
        Live,
        console::{Api, Slot},
        fetch::Fetch,
    },
};

const API: Api = Api {
    name: "zeldaEasy.bailian-telemetry.model.listModelUsageStatisticData",
    what: "the usage of models",
    holds: &["list", "taskId", "totalCount"],
    limit: LIMIT,
};

/// How often the result of a task is requested: as often as the vendor's CLI does.
const REQUESTS: usize = 30;

pub(super) async fn read(
    live: &Live,
    fetch: &Fetch,
    range: CallRange,
    to: DateTime<Utc>,
) -> Result<CallsReading, Cause> {
    let slot = live.console_slot().await?;
    let workspace = workspace::of(live, fetch, &slot).await?;
    let mut reading = CallsReading { calls: empty(range, to), failed: None };
    reading.calls.workspace = Some(workspace.as_str().into());
    let mut skip = 0_usize;
    for _ in 0..PAGES {
        let request = json!({
            "startTime": reading.calls.from.timestamp_millis(),
            "endTime": reading.calls.to.timestamp_millis(),
            "modelCallSource": "Online",
            "filterWorkspaceId": workspace,
            "maxResults": PAGE,
            "skip": skip,
            "sortField": "success_count",
            "sortOrder": "DESC",
        });
        let page = finished(live, fetch, &slot, request).await?;
        skip = skip.saturating_add(page.sent);
        reading.calls.rows.extend(page.rows.into_iter().map(|mut row| {
            row.workspace = row.workspace.or_else(|| Some(workspace.as_str().into()));
            row
        }));
        if page.sent == 0 || page.total.map_or(page.sent < PAGE, |total| skip >= total) {
            // A model without a row may have failed calls.
            break;
        }
    }
    Ok(reading)
}

/// The page, as soon as its task is done.
async fn finished(live: &Live, fetch: &Fetch, slot: &Slot<'_>, mut request: Value) -> Result<Page, Cause> {
    for _ in 0..REQUESTS {
        let read = page(&API, &slot.signed_in(fetch, API, &json!({"reqDTO": request})).await?)?;
        let Some(task) = &read.task else { return Ok(read) };
        if let Some(fields) = request.as_object_mut() {
            fields.insert("asyncTaskId".to_owned(), task.as_str().into());
        }
        tokio::time::sleep(live.limits.task_pause).await;
    }
    Err(Cause::Undecodable { what: API.what.to_owned(), detail: "no result of a task".to_owned() })
}
