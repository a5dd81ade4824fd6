//! What the Bills page costs with 1,000,000 lines in the store: opening a cycle, a keystroke in the search, another
//! grouping, the first lines of a group; and the memory for it. Then the same in memory with 24,000 charged instances a day. `cargo bench --bench bills` prints it.
#![expect(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::panic,
    clippy::indexing_slicing,
    clippy::print_stdout,
    reason = "a bench that fails stops, and prints what it measured"
)]

mod instances;
mod year;

use std::{env, fs, hint::black_box, path::Path, process::Command, sync::Arc, time::Duration};

use criterion::Criterion;
use quotatop::{
    domain::bill::{Grouping, Ledger, LedgerDetail, LinesPage, LinesQuery, Query, Report, StoredCycle},
    store::Store,
};
use strum::IntoEnumIterator as _;

/// Set for the process that writes the file: where to.
const WRITE: &str = "QUOTATOP_BENCH_WRITE";

fn main() {
    let is_bench = env::args().any(|argument| argument == "--bench");
    let lines = if is_bench { 1_000_000 } else { 10_000 };
    if let Some(file) = env::var_os(WRITE) {
        return year::write(Path::new(&file), lines);
    }
    let folder = tempfile::tempdir().unwrap();
    let file = folder.path().join("quotatop.db");
    // In a process of its own: what writing takes does not count for what reading takes.
    let mut writer = Command::new(env::current_exe().unwrap());
    assert!(writer.args(env::args().skip(1)).env(WRITE, &file).status().unwrap().success());

    let store = Store::start(file.clone(), Arc::new(|| "2026-11-22T06:12:07Z".parse().unwrap()), |_| ());
    store.flush().wait();
    let before = peak();
    let ledger = Arc::new(read_cycle(&store).ledger);
    let reports =
        Grouping::iter().map(|grouping| Report::new(&ledger, &grouped(grouping, ""))).collect::<Vec<_>>();
    read_lines(&store, &ledger, &reports[0]);
    println!(
        "{} lines of {lines}, {} rows, {} charges; file {} KiB; peak memory {before} KiB, then {} KiB",
        ledger.lines(),
        ledger.rows().count(),
        ledger.subjects().len(),
        fs::metadata(&file).unwrap().len() / 1024,
        peak(),
    );
    let mut criterion = Criterion::default()
        .sample_size(20)
        .warm_up_time(Duration::from_millis(500))
        .measurement_time(Duration::from_secs(2))
        .configure_from_args();
    measure(&mut criterion, &store, &ledger, &reports[0]);
    drop((reports, ledger));
    instances::measure(&mut criterion, is_bench);
    criterion.final_summary();
}

fn measure(criterion: &mut Criterion, store: &Store, ledger: &Arc<Ledger>, by_model: &Report) {
    criterion.bench_function("read the large cycle", |bench| bench.iter(|| read_cycle(store)));
    criterion.bench_function("search model-07 input", |bench| {
        let query = grouped(Grouping::Model, "model-07 input");
        bench.iter(|| sum_up(ledger, &query));
    });
    for grouping in Grouping::iter() {
        criterion.bench_function(&format!("group by {}", grouping.into_str()), |bench| {
            let query = grouped(grouping, "");
            bench.iter(|| sum_up(ledger, &query));
        });
    }
    criterion.bench_function("first lines of the largest group", |bench| {
        bench.iter(|| read_lines(store, ledger, by_model));
    });
}

fn grouped(grouping: Grouping, search: &str) -> Query {
    Query { grouping, search: search.to_owned(), ..Query::default() }
}

fn read_cycle(store: &Store) -> StoredCycle {
    store.read_cycle(&year::account(), year::large(), LedgerDetail::Days).wait()
}

/// A report, with as many of its groups added up as a large screen shows.
fn sum_up(ledger: &Arc<Ledger>, query: &Query) -> Report {
    let report = Report::new(ledger, query);
    black_box(report.groups.range(0..60).count());
    report
}

fn read_lines(store: &Store, ledger: &Ledger, report: &Report) -> LinesPage {
    let group = report.groups.iter().max_by_key(|group| group.sums.lines).expect("there are lines");
    let id = |subject: &u32| ledger.subject(*subject).unwrap().id();
    let subjects = group.subjects.iter().map(id).collect();
    let wanted = LinesQuery { cycle: year::large(), subjects, day: None, offset: 0, limit: 100 };
    let page = store.read_lines(&year::account(), wanted).wait();
    assert!(!page.lines.is_empty());
    page
}

/// The most memory that this process ever held, in KiB; 0 where the system does not tell.
fn peak() -> u64 {
    let status = fs::read_to_string("/proc/self/status").unwrap_or_default();
    let line = status.lines().find_map(|line| line.strip_prefix("VmHWM:"));
    line.and_then(|line| line.split_whitespace().next()?.parse().ok()).unwrap_or(0)
}
