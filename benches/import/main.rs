//! `quotatop import` of an exported bill of 1,000,000 lines in any order: time, memory, and the size of the file,
//! beside `sqlite3 .import` of the same file where that program is installed. `cargo bench --bench import` prints it.
#![expect(
    clippy::unwrap_used,
    clippy::print_stdout,
    clippy::indexing_slicing,
    reason = "a bench that fails stops, and prints what it measured"
)]

mod export;

use std::{
    env, fs,
    ops::ControlFlow,
    path::Path,
    process::Command,
    sync::Arc,
    time::{Duration, Instant},
};

use quotatop::{
    domain::{
        Site,
        bill::{Import, SaveCounts},
    },
    source::bill_file::{self, BillFile},
    store::{AccountKey, Store},
};

/// Set for the process that imports: the exported file.
const IMPORT: &str = "QUOTATOP_BENCH_IMPORT";

fn main() {
    if let Some(export) = env::var_os(IMPORT) {
        return import(Path::new(&export));
    }
    let is_bench = env::args().any(|argument| argument == "--bench");
    for lines in if is_bench { [100_000, 1_000_000] } else { [1_000, 10_000] } {
        let folder = tempfile::tempdir().unwrap();
        let export = folder.path().join("bill.csv");
        export::write(&export, lines, "2026-11");
        // In a process of its own: what writing the export takes does not count.
        let import = Command::new(env::current_exe().unwrap()).env(IMPORT, &export).status().unwrap();
        assert!(import.success());
        let begun = Instant::now();
        let script = [".mode csv".to_owned(), format!(".import {} t", export.display())];
        match Command::new("sqlite3").arg(folder.path().join("sqlite.db")).args(script).status() {
            Ok(status) if status.success() => println!("  sqlite3 .import: {:.2?}", begun.elapsed()),
            _ => println!("  sqlite3 is not installed"),
        }
    }
}

fn import(export: &Path) {
    let folder = export.parent().unwrap();
    let begun = Instant::now();
    let now = "2026-11-29T00:00:00Z".parse().unwrap();
    let watch = &mut |_| ControlFlow::Continue(());
    let mut read = bill_file::read([BillFile::open(export)], now, folder, watch).unwrap();
    let is_read = begun.elapsed();
    let account = AccountKey { profile: "bench".into(), site: Site::China, fingerprint: "pair".into() };
    let store = Store::start_durable(folder.join("quotatop.db"), Arc::new(move || now), |_| ());
    let import = Import::new(&read.owners(), None, None).unwrap();
    let mut counts = SaveCounts::default();
    for day in read.days(Some(&import)) {
        counts.add(store.save_packed_bills(&account, vec![day.unwrap()]).wait().unwrap());
    }
    assert!(store.close(Duration::from_mins(1)));
    let size = |file: &str| fs::metadata(folder.join(file)).unwrap().len() / 1024;
    println!(
        "{} lines, {} KiB: {:.2?} (read in {is_read:.2?}); peak memory {} KiB; file {} KiB",
        counts.new,
        size("bill.csv"),
        begun.elapsed(),
        peak(),
        size("quotatop.db"),
    );
}

/// The most memory that this process ever held, in KiB; 0 where the system does not tell.
fn peak() -> u64 {
    let status = fs::read_to_string("/proc/self/status").unwrap_or_default();
    let line = status.lines().find_map(|line| line.strip_prefix("VmHWM:"));
    line.and_then(|line| line.split_whitespace().next()?.parse().ok()).unwrap_or(0)
}
