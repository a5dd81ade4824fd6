//! Answers of servers, which take the same way through the sources as in use. Nothing is sent.

use std::sync::{
    Arc, Mutex, PoisonError,
    atomic::{AtomicUsize, Ordering},
};

use chrono::{DateTime, NaiveDate, TimeDelta, Utc};

use crate::{
    domain::{Cause, Fetched, ModelName, Request, bill::Cycle, calls::CallRange, fleet::AccountName},
    source::{
        Source,
        alibaba::{AlibabaSource, Endpoints, Wiring, credentials::Logins},
        fleet::{FleetSetup, FleetSource},
        http::{Arrived, Play, Sent},
        recording::Recording,
    },
    words::{Lang, facts::failure, plain},
};

/// What separates the answers of a server. The last is repeated.
const NEXT: u8 = 0x1e;

/// The requests that a server answers, so that an endless list of pages ends.
const REQUESTS: usize = 16;

/// A login with which the answers are requested. No failure may quote it.
const TOKEN: &str = "recorded token 1";

/// The address of servers that are never reached.
const NOWHERE: &str = "http://127.0.0.1:9";

/// Model list, quotas, switches, plans and API keys: the first byte says which.
pub fn console(bytes: &[u8]) {
    let Some((which, answers)) = bytes.split_first() else { return };
    let few = || vec![ModelName::new("qwen-max"), ModelName::new("qwen3-vl-plus")];
    // More than a few are read by category.
    let many = || (0..150).map(|n| ModelName::new(format!("m{n}"))).collect();
    match which {
        b'c' => account(answers, Request::Catalogue),
        b'q' => account(answers, Request::Quotas(few())),
        b'm' => account(answers, Request::Quotas(many())),
        b's' => account(answers, Request::FreeQuotaOnly(few())),
        b'p' => account(answers, Request::Plans),
        _ => {
            let Some(source) = alibaba(answers) else { return };
            if let Some(Err(cause)) = run(source.api_keys()) {
                check(&cause);
            }
        }
    }
}

/// Calls, from the console.
pub fn statistics(bytes: &[u8]) {
    account(bytes, Request::Calls(CallRange::Day));
}

/// The balance, and what closed cycles owe: the first byte says which.
pub fn signed(bytes: &[u8]) {
    match bytes.split_first() {
        Some((b'b', answers)) => account(answers, Request::Account),
        Some((_, answers)) => account(answers, Request::Outstanding(Cycle::of_day(day()))),
        None => {}
    }
}

/// The lines of two days.
pub fn bills(bytes: &[u8]) {
    account(bytes, Request::Bills(day().iter_days().take(2).collect()));
}

/// Answers of a Prometheus: calls, a fleet, one account of it. The first byte says which.
pub fn prometheus(bytes: &[u8]) {
    let Some((which, answers)) = bytes.split_first() else { return };
    let name = || AccountName { profile: "prod".into(), instance: None };
    match which {
        b'f' => fleet(answers, Request::Fleet),
        b'a' => fleet(answers, Request::FleetAccount(name())),
        _ => {
            let Some(source) = alibaba(answers) else { return };
            if let Some(Err(cause)) = run(source.calls_from_prometheus(CallRange::Day, now())) {
                check(&cause);
            }
        }
    }
}

/// Any call of a recorded account.
pub(super) fn replayed(recording: &Recording, player: &Arc<dyn Play>) {
    for request in [
        Request::Catalogue,
        Request::Quotas(vec![ModelName::new("qwen-max")]),
        Request::Account,
        Request::Calls(CallRange::Day),
    ] {
        let logins = Logins::of_recording(recording, None, None);
        if let Some(source) = with(logins, Arc::clone(player)) {
            fetch(&source, request);
        }
    }
}

fn account(answers: &[u8], request: Request) {
    if let Some(source) = alibaba(answers) {
        fetch(&source, request);
    }
}

fn alibaba(answers: &[u8]) -> Option<AlibabaSource> {
    let nothing =
        Recording { recorded_at: now(), version: String::new(), site: None, region: None, calls: Vec::new() };
    with(Logins::of_recording(&nothing, None, None), Arc::new(Server::of(answers)))
}

fn with(logins: Logins, player: Arc<dyn Play>) -> Option<AlibabaSource> {
    let endpoints = Endpoints { prometheus: Some(NOWHERE.to_owned()), ..Endpoints::default() };
    let wiring = Wiring { player: Some(player), ..Wiring::default() };
    AlibabaSource::new(Arc::new(move || logins.clone()), endpoints, Arc::new(now), wiring).ok()
}

fn fleet(answers: &[u8], request: Request) {
    let setup = FleetSetup {
        url: NOWHERE.to_owned(),
        matchers: "team=\"a\"".parse().unwrap_or_default(),
        headers: vec![("Authorization".to_owned(), "TOKEN".to_owned(), Some(TOKEN.into()))],
        player: Some(Arc::new(Server::of(answers))),
    };
    if let Ok(source) = FleetSource::new(setup, Arc::new(now), crate::source::Secrets::default()) {
        fetch(&source, request);
    }
}

fn fetch(source: &dyn Source, request: Request) {
    let Some(Fetched { answer, wait_until, .. }) = run(source.fetch(request)) else { return };
    if let Some(until) = wait_until {
        assert!(now() <= until && until <= now() + TimeDelta::days(1), "waits until {until}");
    }
    if let Err(cause) = answer {
        check(&cause);
    }
}

/// A failure is one line, without control characters and without a login.
pub(super) fn check(cause: &Cause) {
    for lang in Lang::ALL {
        let line = failure::report(lang, cause).line(lang);
        assert_eq!(plain(&line), line, "{cause:?}");
        assert!(!line.contains(TOKEN), "{line}");
    }
}

fn run<T>(future: impl Future<Output = T>) -> Option<T> {
    let runtime = tokio::runtime::Builder::new_current_thread().enable_time().build().ok()?;
    Some(runtime.block_on(future))
}

fn now() -> DateTime<Utc> {
    DateTime::UNIX_EPOCH + TimeDelta::seconds(1_795_846_327)
}

fn day() -> NaiveDate {
    now().date_naive()
}

/// Gives one answer after the other, whatever the requests are.
struct Server {
    answers: Mutex<Vec<Arrived>>,
    asked: AtomicUsize,
}

impl Server {
    fn of(answers: &[u8]) -> Self {
        let answers = answers.split(|byte| *byte == NEXT).map(arrived).rev().collect();
        Self { answers: Mutex::new(answers), asked: AtomicUsize::new(0) }
    }
}

impl Play for Server {
    fn play(&self, sent: &Sent<'_>) -> Result<Arrived, Cause> {
        let silent = || Cause::NotRecorded { api: sent.api.to_owned() };
        if self.asked.fetch_add(1, Ordering::Relaxed) >= REQUESTS {
            return Err(silent());
        }
        let mut answers = self.answers.lock().unwrap_or_else(PoisonError::into_inner);
        let next = if answers.len() > 1 { answers.pop() } else { answers.first().cloned() };
        next.ok_or_else(silent)
    }
}

/// A body, before which there may be a head: `HTTP 429`, headers, an empty line.
fn arrived(answer: &[u8]) -> Arrived {
    let text = String::from_utf8_lossy(answer);
    let Some((head, body)) = text.strip_prefix("HTTP ").and_then(|rest| rest.split_once("\n\n")) else {
        return Arrived { status: 200, headers: Vec::new(), body: text.into_owned() };
    };
    let mut lines = head.lines();
    let status = lines.next().and_then(|status| status.parse().ok()).unwrap_or(200);
    let header = |line: &str| line.split_once(": ").map(|(name, value)| (name.to_owned(), value.to_owned()));
    Arrived { status, headers: lines.filter_map(header).collect(), body: body.to_owned() }
}
