//! Reading whole categories: a task is started for each, and its result requested until it is there.
//!
//! The console's own pages read quotas this way. Whether a login like ours may is not documented.

use std::{
    collections::HashSet,
    sync::{Mutex, PoisonError},
};

use chrono::{DateTime, Utc};
use futures_util::future::join_all;
use serde_json::{Value, json};

use super::{batches::LIMIT, rows, standing::Noted};
use crate::{
    domain::{Cause, FailureKind, Kind, ModelName, Unit, request::QuotaReading},
    source::alibaba::{
        Live,
        console::{Api, Payload},
        fetch::Fetch,
        wire::free_quota::Category,
    },
};

const API: Api = Api {
    name: "zeldaEasy.bailian-commerce.freeTrial.queryFreeTierQuotaAsyn",
    what: "the free quotas by category",
    holds: &["freeTierQuotas", "taskId"],
    limit: LIMIT,
};

/// Every `modelType`, with the kind and the unit of its models as far as they have one in common. The largest
/// is started first.
const CATEGORIES: [(&str, Kind, Unit); 5] = [
    ("Text", Kind::Text, Unit::Tokens),
    ("Multimodal", Kind::Multimodal, Unit::Tokens),
    // Images and videos.
    ("Vision", Kind::Other, Unit::Units),
    // Seconds of recognised, characters of synthesised speech.
    ("Audio", Kind::Audio, Unit::Units),
    ("Embedding", Kind::Embedding, Unit::Tokens),
];

/// How often the result of a task is requested. Pages of the console do so 8 to 20 times.
const REQUESTS: usize = 20;
/// The same as long as no task has ever brought a result.
const REQUESTS_IN_TRIAL: usize = 8;

/// Words in the codes of refusals that may pass.
const PASSING: [&str; 6] = ["internal", "system", "timeout", "busy", "unavailable", "retry"];

pub(super) struct Found {
    /// The first row of each model.
    pub(super) rows: Vec<(ModelName, QuotaReading)>,
    pub(super) odd: usize,
    pub(super) outcome: Outcome,
}

pub(super) enum Outcome {
    /// At least one category has brought rows.
    Answered,
    /// Whole categories are not available to us.
    Refused,
    /// They failed, which may pass.
    Unclear,
    /// Nothing more should be requested.
    Stopped(Cause),
}

impl Outcome {
    /// What it shows about later requests.
    pub(super) fn standing(&self, now: DateTime<Utc>) -> Option<Noted> {
        match self {
            Self::Answered => Some(Noted::Accepted),
            Self::Refused => Some(Noted::Refused),
            // After throttling, too: perhaps the categories were one call too many.
            Self::Unclear | Self::Stopped(Cause::RateLimited { .. }) => Some(Noted::paused(now)),
            Self::Stopped(_) => None,
        }
    }
}

/// Reads all categories at once. In a trial the first one goes ahead, and refusals are about the categories,
/// even if their codes are about the login.
pub(super) async fn read(live: &Live, fetch: &Fetch, is_trial: bool) -> Found {
    let reader = Reader { live, fetch, is_trial, stopped: Mutex::default() };
    let [first, others @ ..] = CATEGORIES;
    let begun = if is_trial { Some(reader.start(first.0).await) } else { None };
    let others = if begun.as_ref().is_some_and(Result::is_err) { &[][..] } else { &others };
    let starts = std::iter::once((first, begun)).chain(others.iter().map(|category| (*category, None)));
    reader.found(join_all(starts.map(|(category, begun)| reader.category(category, begun))).await)
}

struct Reader<'a> {
    live: &'a Live,
    fetch: &'a Fetch,
    is_trial: bool,
    /// Why no further call is sent.
    stopped: Mutex<Option<Cause>>,
}

/// The state of a task.
enum Task {
    /// Its ID.
    Pending(String),
    Done(Rows),
}

struct Rows {
    rows: Vec<(ModelName, QuotaReading)>,
    odd: usize,
}

impl Reader<'_> {
    /// Reads a category, whose task may have been started.
    async fn category(
        &self,
        (name, kind, unit): (&str, Kind, Unit),
        begun: Option<Result<Task, Cause>>,
    ) -> Result<Rows, Cause> {
        let task = match begun {
            Some(begun) => begun?,
            None => self.start(name).await?,
        };
        let mut read = self.result(task).await?;
        for (_, reading) in &mut read.rows {
            reading.category = Some((kind, unit));
        }
        Ok(read)
    }

    async fn start(&self, category: &str) -> Result<Task, Cause> {
        self.request(&json!({
            "modelType": category, "needOverviewInfo": true, "needFreeTierOnlyStatus": true,
        }))
        .await
    }

    /// Waits for the result of a task.
    async fn result(&self, mut task: Task) -> Result<Rows, Cause> {
        let most = if self.is_trial { REQUESTS_IN_TRIAL } else { REQUESTS };
        for _ in 0..most {
            let id = match task {
                Task::Done(rows) => return Ok(rows),
                Task::Pending(id) => id,
            };
            tokio::time::sleep(self.live.limits.task_pause).await;
            task = self.request(&json!({"taskId": id})).await?;
        }
        match task {
            Task::Done(rows) => Ok(rows),
            Task::Pending(_) => Err(undecodable("no result of a task".to_owned())),
        }
    }

    async fn request(&self, request: &Value) -> Result<Task, Cause> {
        let slot = self.live.console_slot().await?;
        if let Some(cause) = self.stop(None) {
            return Err(cause);
        }
        let data = json!({"queryFreeTierQuotaRequest": request});
        let result = if self.is_trial {
            slot.with_current_login(self.fetch, API, &data).await
        } else {
            slot.signed_in(self.fetch, API, &data).await
        };
        match result {
            Ok(payload) => self.task(&payload),
            Err(cause) if self.stops(&cause) => Err(self.stop(Some(cause.clone())).unwrap_or(cause)),
            Err(cause) => Err(cause),
        }
    }

    /// Whether nothing more should be requested after this failure.
    fn stops(&self, cause: &Cause) -> bool {
        match cause.kind() {
            FailureKind::RateLimited => true,
            FailureKind::SignIn => !self.is_trial,
            _ => false,
        }
    }

    /// Stops for this cause, unless stopped before. Returns why it is stopped.
    fn stop(&self, cause: Option<Cause>) -> Option<Cause> {
        let mut stopped = self.stopped.lock().unwrap_or_else(PoisonError::into_inner);
        *stopped = stopped.take().or(cause);
        stopped.clone()
    }

    fn task(&self, payload: &Payload) -> Result<Task, Cause> {
        let answer: Category<'_> =
            rows::read(&payload.raw).ok_or_else(|| undecodable("no object".to_owned()))?;
        let Some(list) = answer.free_tier_quotas else {
            let id = answer.task_id.filter(|id| !id.is_empty());
            return id.map(Task::Pending).ok_or_else(|| undecodable("no task ID".to_owned()));
        };
        let most = self.live.limits.models;
        if list.len() > most {
            return Err(undecodable(format!("more than {most} rows")));
        }
        let read: Vec<_> = list.into_iter().map(|raw| rows::quota(raw, payload.arrived)).collect();
        let odd = read.iter().filter(|row| row.is_err()).count();
        Ok(Task::Done(Rows { rows: read.into_iter().flatten().collect(), odd }))
    }

    fn found(&self, answers: Vec<Result<Rows, Cause>>) -> Found {
        let mut found = Found { rows: Vec::new(), odd: 0, outcome: Outcome::Unclear };
        let mut names = HashSet::new();
        let mut is_refused = false;
        for answer in answers {
            match answer {
                Ok(read) => {
                    let unseen = read.rows.into_iter().filter(|(name, _)| names.insert(name.clone()));
                    found.rows.extend(unseen);
                    found.odd = found.odd.saturating_add(read.odd);
                }
                Err(cause) => is_refused |= self.is_refusal(&cause),
            }
        }
        found.outcome = match self.stop(None) {
            Some(cause) => Outcome::Stopped(cause),
            None if !found.rows.is_empty() => Outcome::Answered,
            None if is_refused => Outcome::Refused,
            None => Outcome::Unclear,
        };
        found
    }

    /// Whether it is about this way of reading, and will be the same the next time. Once it has worked, only
    /// an answer that the console does not know it is.
    fn is_refusal(&self, cause: &Cause) -> bool {
        match cause {
            Cause::Refused { code, .. } => {
                let code = code.to_ascii_lowercase();
                !PASSING.iter().any(|word| code.contains(word))
            }
            Cause::HttpStatus { status, .. } => (400..500).contains(status) && !matches!(status, 408 | 425),
            Cause::Forbidden { .. } => true,
            Cause::NotLoggedIn { .. }
            | Cause::NotActivated { .. }
            | Cause::Redirected { .. }
            | Cause::Undecodable { .. } => self.is_trial,
            _ => false,
        }
    }
}

fn undecodable(detail: String) -> Cause {
    Cause::Undecodable { what: API.what.to_owned(), detail }
}
