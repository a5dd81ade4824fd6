//! Turning Free Quota Only on or off for a model (`batchActivateFreeTierOnly`, `batchDeactivateFreeTierOnly`): a task
//! is started, and its result requested until it is there.
//!
//! Source: `bl` 1.26.0, which sends one model per call, too.

use serde_json::{Value, json};

use crate::{
    domain::{Cause, ModelName, write::Outcome},
    source::alibaba::{
        Live,
        console::{Api, Payload},
        fetch::Fetch,
        wire::{
            free_quota_only::{Failure, Turned},
            lenient::object,
        },
    },
};

/// The most bytes that an answer may hold: it is about one model.
const LIMIT: u64 = 256 * 1024;

/// Of a code that the server names.
const CODE: usize = 100;

/// A change, and the field of its requests.
struct Turn {
    api: Api,
    request: &'static str,
}

impl Turn {
    const fn new(on: bool) -> Self {
        let (name, request) = if on {
            (
                "zeldaEasy.bailian-commerce.freeTrial.batchActivateFreeTierOnly",
                "BatchActivateFreeTierOnlyRequest",
            )
        } else {
            (
                "zeldaEasy.bailian-commerce.freeTrial.batchDeactivateFreeTierOnly",
                "BatchDeactivateFreeTierOnlyRequest",
            )
        };
        let api = Api {
            name,
            what: "the change of Free Quota Only",
            holds: &["failureModels", "taskId"],
            limit: LIMIT,
        };
        Self { api, request }
    }

    fn data(&self, fields: &Value) -> Value {
        json!({self.request: fields})
    }
}

pub(super) async fn turn(live: &Live, fetch: &Fetch, model: &ModelName, on: bool) -> Outcome {
    let turn = Turn::new(on);
    live.sign_in.begin(&fetch.logins).await;
    let slot = match live.console_slot().await {
        Ok(slot) => slot,
        Err(cause) => return Outcome::Failed(cause),
    };
    // With the login that has read the present state: another one may be of another account.
    let start = turn.data(&json!({"models": [model]}));
    let mut answer = match slot.change(fetch, turn.api, &start).await {
        Ok(payload) => payload,
        Err(cause) => return Outcome::of_failure(cause),
    };
    // From here on the server has begun: what fails is only the question what came of it.
    for _ in 0..live.limits.change_requests {
        let task = match read(live, &turn, &answer, model) {
            Read::Task(id) => id,
            Read::Ended(outcome) => return outcome,
        };
        tokio::time::sleep(live.limits.change_pause).await;
        let request = turn.data(&json!({"taskId": task}));
        answer = match slot.with_current_login(fetch, turn.api, &request).await {
            Ok(payload) => payload,
            Err(cause) => return Outcome::Unknown(cause),
        };
    }
    match read(live, &turn, &answer, model) {
        Read::Task(_) => Outcome::Unfinished,
        Read::Ended(outcome) => outcome,
    }
}

/// What an answer says.
enum Read {
    /// The ID of a task that is not finished.
    Task(String),
    Ended(Outcome),
}

fn read(live: &Live, turn: &Turn, payload: &Payload, model: &ModelName) -> Read {
    let unknown = |detail: &str| {
        let (what, detail) = (turn.api.what.to_owned(), detail.to_owned());
        Read::Ended(Outcome::Unknown(Cause::Undecodable { what, detail }))
    };
    let Ok(turned) = object::<Turned<'_>>(payload.raw.get()) else { return unknown("of another shape") };
    match (turned.failure_models, turned.task_id) {
        (Some(failures), _) if failures.is_empty() => Read::Ended(Outcome::Done),
        (Some(failures), _) => {
            let failures = failures.iter().filter_map(|row| object::<Failure>(row.get()).ok());
            let own =
                failures.into_iter().find(|row| row.failure_model_id.as_deref() == Some(model.as_str()));
            match own {
                Some(Failure { error_code, .. }) => {
                    let code = error_code.unwrap_or_default();
                    let code = live.http.secrets().quote(&code, CODE);
                    Read::Ended(Outcome::Failed(Cause::Refused { code, message: String::new() }))
                }
                None => unknown("failures of other models"),
            }
        }
        (None, Some(id)) if !id.is_empty() => Read::Task(id),
        (None, _) => unknown("neither a task nor a result"),
    }
}
