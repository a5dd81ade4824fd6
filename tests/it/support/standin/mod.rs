//! A stand-in for Alibaba's servers: real HTTP on 127.0.0.1, on a thread of its own.
//!
//! It answers from facts, checks every request strictly, and can be switched to faults. It knows nothing of quotatop:
//! what it expects is written down from the vendor's side. When it is dropped it fails the test if any request was
//! malformed.

mod api_keys;
mod bill_account;
mod bill_row;
mod bills;
mod catalogue;
mod category;
mod console;
mod facts;
mod fault;
mod gate;
mod monitoring;
mod signed;
mod state;
mod switching;
mod telemetry;

use std::{net::TcpListener, sync::Arc, thread};

use axum::{
    Router,
    body::to_bytes,
    extract::{Request, State},
    response::Response,
};
use chrono::{DateTime, Utc};
use tokio::sync::oneshot;

pub(crate) use bill_account::{BillAccount, cycle_of};
pub(crate) use bill_row::{Exact, ONE, Product, RowFact, exact};
pub(crate) use bills::{BillFacts, Endless};
pub(crate) use facts::{ApiKeyFact, CallFact, Facts, FoundIn, ModelFact, QuotaFact, Switching};
pub(crate) use fault::Fault;
pub(crate) use monitoring::{Monitoring, PATH as PROMETHEUS_PATH, error as prometheus_error};
pub(crate) use state::{On, Seen};
use state::{Open, Received, Shared};

/// A running server; it stops when it is dropped.
pub(crate) struct Standin {
    url: String,
    shared: Arc<Shared>,
    _end: oneshot::Sender<()>,
}

impl Standin {
    /// Starts a server of these facts.
    pub(crate) fn start(facts: Facts) -> Self {
        let listener = TcpListener::bind("127.0.0.1:0").unwrap();
        listener.set_nonblocking(true).unwrap();
        let url = format!("http://{}", listener.local_addr().unwrap());
        let shared = Arc::new(Shared::new(facts));
        let (end, ended) = oneshot::channel();
        let router = Router::new().fallback(answer).with_state(Arc::clone(&shared));
        thread::spawn(move || {
            let runtime = tokio::runtime::Builder::new_current_thread().enable_all().build().unwrap();
            runtime.block_on(async {
                let listener = tokio::net::TcpListener::from_std(listener).unwrap();
                tokio::select! {
                    served = axum::serve(listener, router) => served.unwrap(),
                    _ = ended => {}
                }
            });
            runtime.shutdown_background();
        });
        Self { url, shared, _end: end }
    }

    pub(crate) fn url(&self) -> &str {
        &self.url
    }

    pub(crate) fn change(&self, change: impl FnOnce(&mut Facts)) {
        change(&mut self.shared.lock().facts);
    }

    /// Sets the available balance, e.g. `-12.40`.
    pub(crate) fn set_balance(&self, available: &str) {
        self.change(|facts| facts.balance.available = available.to_owned());
    }

    /// Sets what is left of a model's quota: a JSON number.
    pub(crate) fn set_remaining(&self, model: &str, remaining: &str) {
        self.change(|facts| facts.quota(model).remaining = remaining.to_owned());
    }

    /// From now on these requests are answered with `fault`.
    pub(crate) fn fault(&self, on: On, fault: Fault) {
        self.shared.lock().faults.push((on, fault, usize::MAX));
    }

    /// The next `times` of these requests are answered with `fault`.
    pub(crate) fn fault_times(&self, times: usize, on: On, fault: Fault) {
        self.shared.lock().faults.push((on, fault, times));
    }

    pub(crate) fn heal(&self) {
        self.shared.lock().faults.clear();
    }

    pub(crate) fn revoke_tokens(&self) {
        self.shared.lock().facts.tokens.clear();
    }

    /// Stops its clock at this time; by default it has the system's.
    pub(crate) fn set_clock(&self, now: DateTime<Utc>) {
        self.shared.lock().clock = Some(now);
    }

    /// From now on every answer claims to be of this type.
    pub(crate) fn mislabel(&self, content_type: &'static str) {
        self.shared.lock().content_type = Some(content_type);
    }

    /// Holds calls to the console until `width` of them wait, or all that are left of `calls`.
    pub(crate) fn hold(&self, width: usize, calls: usize) {
        self.shared.gate.hold(width, calls);
    }

    pub(crate) fn waves(&self) -> usize {
        self.shared.gate.waves()
    }

    pub(crate) fn requests(&self) -> Vec<Seen> {
        self.shared.lock().seen.clone()
    }

    pub(crate) fn count(&self, on: &On) -> usize {
        self.requests().iter().filter(|seen| on.covers(seen)).count()
    }

    /// Waits for `times` requests of this kind, answered or not.
    pub(crate) fn wait_for(&self, times: usize, on: &On) {
        self.shared.wait_for(times, on);
    }

    /// The most calls to the console that were ever in flight at the same time.
    pub(crate) fn most_in_flight(&self) -> usize {
        self.shared.lock().most_in_flight
    }

    /// The most requests of any kind that were ever in flight at the same time.
    pub(crate) fn most_open(&self) -> usize {
        self.shared.lock().most_open
    }

    pub(crate) fn bytes_sent(&self) -> u64 {
        self.shared.bytes_sent.load(std::sync::atomic::Ordering::SeqCst)
    }
}

impl Drop for Standin {
    fn drop(&mut self) {
        let malformed: Vec<String> = self.requests().into_iter().filter_map(|seen| seen.problem).collect();
        assert!(thread::panicking() || malformed.is_empty(), "malformed requests: {malformed:#?}");
    }
}

async fn answer(State(shared): State<Arc<Shared>>, request: Request) -> Response {
    let _open = Open::begin(&shared);
    let (parts, body) = request.into_parts();
    let body = to_bytes(body, 1024 * 1024).await.unwrap_or_default();
    let received = Received { parts, body };
    let mut response = match received.parts.uri.path() {
        "/cli/api.json" => console::answer(&shared, &received).await,
        path if path.starts_with("/prometheus/") => monitoring::answer(&shared, &received).await,
        _ => signed::answer(&shared, &received).await,
    };
    let known = shared.lock();
    let date = known.now().format("%a, %d %b %Y %H:%M:%S GMT").to_string();
    response.headers_mut().insert("date", date.parse().unwrap());
    if let Some(content_type) = known.content_type {
        response.headers_mut().insert("content-type", content_type.parse().unwrap());
    }
    drop(known);
    response
}
