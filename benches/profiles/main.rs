//! What one process costs that polls 1,000 accounts: memory, processor, files, threads; and whether each account is read
//! in time. The real binary polls a stand-in server that takes its time to answer. `cargo bench --bench profiles` prints it;
//! `-- ACCOUNTS MODELS SECONDS` measures that instead. It reads `/proc`.
#![expect(
    clippy::unwrap_used,
    clippy::print_stdout,
    reason = "a bench that fails stops, and prints what it measured"
)]

mod service;
#[expect(
    dead_code,
    unused_imports,
    clippy::indexing_slicing,
    clippy::assigning_clones,
    reason = "it serves the tests"
)]
#[path = "../../tests/it/support/standin/mod.rs"]
mod standin;

use std::{
    collections::BTreeMap,
    env, thread,
    time::{Duration, Instant},
};

use self::{
    service::{SECRET, Service, Usage, key, token},
    standin::{Facts, Fault, On, Standin},
};

/// How long the server takes for an answer, as one across a continent does.
const LATENCY: Duration = Duration::from_millis(300);

/// How often a figure of every account changes, in seconds.
const USED_EVERY: u64 = 90;

/// How often metrics are read, as by a Prometheus, in seconds.
const SCRAPED_EVERY: u64 = 60;

fn main() {
    let numbers: Vec<usize> = env::args().filter_map(|argument| argument.parse().ok()).collect();
    // `cargo test --benches` only sees whether it works.
    let is_bench = env::args().any(|argument| argument == "--bench");
    match numbers.as_slice() {
        [accounts, models, seconds] => measure(*accounts, *models, *seconds as u64),
        _ if is_bench => [20, 200].into_iter().for_each(|models| measure(1000, models, 300)),
        _ => measure(3, 5, 3),
    }
}

fn measure(accounts: usize, models: usize, seconds: u64) {
    let mut facts = Facts::many(models);
    // One is low, one in use, the others untouched.
    for (at, model) in facts.models.iter_mut().enumerate() {
        let remaining = ["24098", "640000"].get(at).copied().unwrap_or("1000000");
        remaining.clone_into(&mut model.quota.as_mut().unwrap().remaining);
    }
    facts.tokens = (0..accounts).map(token).collect();
    let template = facts.keys.pop().unwrap();
    facts.keys = (0..accounts)
        .map(|at| {
            let mut pair = template.clone();
            (pair.id, pair.secret) = (key(at), SECRET.to_owned());
            pair
        })
        .collect();
    facts.categories = Some(2);
    let standin = Standin::start(facts);
    standin.fault(On::Everything, Fault::Slow(LATENCY));
    let begun = Instant::now();
    let service = Service::start(accounts, standin.url());
    println!("{accounts} accounts with {models} models");
    let (mut most, mut before) = (Usage::default(), Usage::default());
    for second in 1..=seconds {
        thread::sleep(Duration::from_secs(1));
        let now = service.usage();
        most = most.max(now);
        if second % USED_EVERY == 0 {
            standin.set_remaining("model-1", &(640_000 - second).to_string());
        }
        if second % SCRAPED_EVERY == 0 || second == seconds {
            let asked = Instant::now();
            let bytes = service.read_metrics();
            println!(
                "  {second:>4} s: {} MiB, {} files, {} threads, {:.1} s of a core; metrics {} KiB in {} ms",
                now.memory / 1024,
                now.files,
                now.threads,
                Duration::from_millis((now.cpu - before.cpu) * 10).as_secs_f64(),
                bytes / 1024,
                asked.elapsed().as_millis(),
            );
            before = now;
        }
    }
    println!(
        "  at most {} MiB, {} files, {} threads, {} requests at once",
        most.memory / 1024,
        most.files,
        most.threads,
        standin.most_open()
    );
    report(&standin, begun, accounts);
}

/// When each account was read: the first time, and how long it was until the next one.
fn report(standin: &Standin, begun: Instant, accounts: usize) {
    let requests = standin.requests();
    println!("  {} requests", requests.len());
    for (what, feed) in [("balance", &[On::Balance][..]), ("quotas", &[On::Quotas, On::Categories][..])] {
        let mut read: BTreeMap<&str, Vec<Instant>> = BTreeMap::new();
        for seen in requests.iter().filter(|seen| feed.iter().any(|on| on.covers(seen))) {
            let times = read.entry(seen.credential.as_deref().unwrap_or_default()).or_default();
            // Calls of the same reading.
            if times.last().is_none_or(|last| seen.at.duration_since(*last) > Duration::from_secs(20)) {
                times.push(seen.at);
            }
        }
        let mut firsts: Vec<f64> = read
            .values()
            .filter_map(|times| times.first())
            .map(|at| at.duration_since(begun).as_secs_f64())
            .collect();
        let mut pauses: Vec<f64> = read
            .values()
            .flat_map(|times| {
                times.iter().zip(times.iter().skip(1)).map(|(one, next)| (*next - *one).as_secs_f64())
            })
            .collect();
        firsts.sort_unstable_by(f64::total_cmp);
        pauses.sort_unstable_by(f64::total_cmp);
        let at = |times: &[f64], share: usize| {
            times
                .get((times.len() * share / 100).min(times.len().saturating_sub(1)))
                .copied()
                .unwrap_or_default()
        };
        println!(
            "  {what}: {} of {accounts} accounts; first after {:.1} to {:.1} s; then every {:.1} to {:.1} s (99 of 100 within {:.1} s)",
            read.len(),
            at(&firsts, 0),
            at(&firsts, 100),
            at(&pauses, 0),
            at(&pauses, 100),
            at(&pauses, 99),
        );
    }
    let mut by_kind: BTreeMap<String, usize> = BTreeMap::new();
    for seen in &requests {
        *by_kind.entry(format!("{:?}", seen.on)).or_default() += 1;
    }
    println!("  {by_kind:?}");
}
