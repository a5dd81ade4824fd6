//! What a fleet costs at 10, 100 and 1,000 accounts with 200 models each: reading the rows of all accounts from a real
//! Prometheus, which scrapes a generator of the exporter's metrics every minute and evaluates the rules that are shipped,
//! as docs/fleet.md has it, and opening one account. `cargo bench --bench fleet` prints it; it needs the program
//! `prometheus`, and about 8 GiB of memory for 1,000 accounts.
#![expect(
    clippy::unwrap_used,
    clippy::panic,
    clippy::print_stdout,
    reason = "a bench that fails stops, and prints what it measured"
)]

mod generator;
mod server;

use std::{
    env,
    future::Future,
    hint::black_box,
    sync::Arc,
    time::{Duration, Instant},
};

use chrono::Utc;
use quotatop::{
    domain::{Cause, Request, Response, fleet::AccountName, request::FleetReading},
    source::{
        Secrets, Source as _,
        fleet::{FleetSetup, FleetSource},
    },
};

use self::server::Prometheus;

/// How often each request is timed.
const ROUNDS: usize = 10;
/// Until the rules were evaluated over what was scraped: two scrapes and an evaluation.
const PATIENCE: Duration = Duration::from_mins(10);

fn main() {
    // `cargo test --benches` only sees whether it works.
    let is_bench = env::args().any(|argument| argument == "--bench");
    let (sizes, models): (&[usize], usize) = if is_bench { (&[10, 100, 1000], 200) } else { (&[3], 5) };
    for accounts in sizes {
        let Some(prometheus) = Prometheus::start(*accounts, models) else {
            println!("skipped: prometheus is not installed");
            return;
        };
        measure(&prometheus, *accounts, models);
    }
}

fn measure(prometheus: &Prometheus, accounts: usize, models: usize) {
    let runtime = tokio::runtime::Builder::new_current_thread().enable_all().build().unwrap();
    let (url, matchers) = (prometheus.url(), "".parse().unwrap());
    let setup = FleetSetup { url, matchers, headers: Vec::new(), player: None };
    let source = FleetSource::new(setup, Arc::new(Utc::now), Secrets::default()).unwrap();
    let begun = Instant::now();
    loop {
        // Until it has scraped all for the first time, it may not answer in time.
        let reading = runtime.block_on(read(&source)).unwrap_or_default();
        if reading.has_rules && reading.accounts.len() == accounts {
            let is_whole = |row: &quotatop::domain::fleet::AccountRow| {
                row.models.is_some_and(|it| it.all == u32::try_from(models).unwrap())
            };
            if reading.accounts.iter().all(is_whole) {
                break;
            }
        }
        assert!(
            begun.elapsed() < PATIENCE,
            "the rules were not evaluated: {} accounts",
            reading.accounts.len()
        );
        std::thread::sleep(Duration::from_secs(1));
    }
    let (first, rows_time) = timed(&runtime, || rows(&source));
    let name = AccountName::of_profile(&generator::profile(accounts / 2));
    let (first_account, account_time) = timed(&runtime, || account(&source, name.clone()));
    println!(
        "{accounts} accounts with {models} models: rows {} ms (the first time {}), an account {} ms (the first time {}), \
         own memory at most {} MiB, that of Prometheus {} MiB",
        rows_time.as_millis(),
        first.as_millis(),
        account_time.as_millis(),
        first_account.as_millis(),
        server::memory("/proc/self/status", "VmHWM:") / 1024,
        prometheus.memory() / 1024,
    );
}

/// The first time, and the median of those that follow.
fn timed<F: Future>(runtime: &tokio::runtime::Runtime, ask: impl Fn() -> F) -> (Duration, Duration) {
    let once = || {
        let begun = Instant::now();
        black_box(runtime.block_on(ask()));
        begun.elapsed()
    };
    let first = once();
    let mut times: Vec<Duration> = (0..ROUNDS).map(|_| once()).collect();
    times.sort_unstable();
    (first, times.get(ROUNDS / 2).copied().unwrap_or_default())
}

async fn rows(source: &FleetSource) -> FleetReading {
    read(source).await.unwrap()
}

async fn read(source: &FleetSource) -> Result<FleetReading, Cause> {
    match source.fetch(Request::Fleet).await.answer? {
        Response::Fleet(reading) => Ok(reading),
        other => panic!("{other:?}"),
    }
}

async fn account(source: &FleetSource, name: AccountName) -> usize {
    match source.fetch(Request::FleetAccount(name)).await.answer.unwrap() {
        Response::FleetAccount(reading) => reading.snapshot.models.len(),
        other => panic!("{other:?}"),
    }
}
