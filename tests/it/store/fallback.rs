//! While the file cannot be used, the store works in memory; once it can be used again, nothing is lost.

use std::{fs, path::Path, thread};

use quotatop::{
    domain::{LastKnown, Storage, StoreReason},
    store::{Permission, Store, peek},
};
use rusqlite::Connection;

use super::{Bench, Instance, PATIENCE, TERMS, identity, not_stored, read_at, second};

/// Something in the place of the file, or next to it, that makes it unusable even for root: how it is put there, and
/// how it is removed.
type Obstacle = (&'static str, fn(&Path), fn(&Path));

const OBSTACLES: [Obstacle; 5] = [
    ("a folder in its place", |file| fs::create_dir(file).unwrap(), |file| fs::remove_dir(file).unwrap()),
    ("a pipe in its place", pipe, |file| fs::remove_file(file).unwrap()),
    (
        "a folder in the place of its log",
        |file| fs::create_dir(with_suffix(file, "-wal")).unwrap(),
        |file| fs::remove_dir(with_suffix(file, "-wal")).unwrap(),
    ),
    (
        "a pipe in the place of its journal",
        |file| pipe(&with_suffix(file, "-journal")),
        |file| fs::remove_file(with_suffix(file, "-journal")).unwrap(),
    ),
    (
        "a device in its place",
        |file| std::os::unix::fs::symlink("/dev/zero", file).unwrap(),
        |file| fs::remove_file(file).unwrap(),
    ),
];

fn pipe(path: &Path) {
    let made = std::process::Command::new("mkfifo").arg(path).status().unwrap();
    assert!(made.success());
}

fn with_suffix(file: &Path, suffix: &str) -> std::path::PathBuf {
    format!("{}{suffix}", file.display()).into()
}

fn later(bench: &Bench) {
    bench.set_clock(second(1_120));
}

fn is_well(instance: &Instance) -> bool {
    instance.reports().last() == Some(&Storage::default())
}

#[test]
fn without_a_file_the_store_works_in_memory_and_catches_up() {
    for (what, put, take_away) in OBSTACLES {
        let bench = Bench::new();
        put(&bench.file());
        let instance = bench.start();
        instance.save(100, 3);
        assert_eq!(read_at(&instance.recall()), Some(second(100)), "{what}");
        assert!(matches!(instance.ask("a", TERMS), Permission::Granted), "{what}");
        assert_eq!(instance.reports(), [not_stored(&bench.file(), StoreReason::NotAFile, false)], "{what}");

        take_away(&bench.file());
        later(&bench);
        instance.save(200, 4);
        assert!(is_well(&instance), "{what}");
        assert!(instance.store.close(PATIENCE));
        assert_eq!(read_at(&bench.peek().known), Some(second(200)), "{what}");
    }
}

#[test]
fn a_file_below_a_file_is_created_once_possible() {
    let bench = Bench::new();
    let file = bench.folder.path().join("in the way").join("quotatop.db");
    fs::write(file.parent().unwrap(), "a file where the folder should be").unwrap();
    let instance = bench.start_on(file.clone());
    instance.save(100, 3);
    assert_eq!(read_at(&instance.recall()), Some(second(100)));
    let reports = instance.reports();
    assert!(matches!(&reports[..], [Storage { trouble: Some(_), set_aside: None }]), "{reports:?}");

    fs::remove_file(file.parent().unwrap()).unwrap();
    later(&bench);
    instance.flush();
    assert_eq!(read_at(&instance.recall()), Some(second(100)), "carried over");
    assert_eq!(instance.reports(), [Storage::default()]);
    assert_eq!(read_at(&peek(&file, &identity()).known), Some(second(100)));
}

#[test]
fn a_file_that_cannot_be_written_is_read() {
    let bench = Bench::written(100, 3);
    fs::create_dir(with_suffix(&bench.file(), "-shm")).unwrap();
    assert_eq!(read_at(&bench.peek().known), Some(second(100)), "before the first frame");
    let before = fs::read(bench.file()).unwrap();
    let instance = bench.start();
    assert_eq!(instance.recall(), bench.peek().known);
    instance.save(200, 3);
    assert_eq!(read_at(&instance.recall()), Some(second(200)));
    assert_eq!(instance.reports(), [not_stored(&bench.file(), StoreReason::NotAFile, true)]);
    assert_eq!(fs::read(bench.file()).unwrap(), before);

    fs::remove_dir(with_suffix(&bench.file(), "-shm")).unwrap();
    assert!(instance.store.close(PATIENCE), "tried once more at the end");
    assert_eq!(read_at(&bench.peek().known), Some(second(200)));
}

#[test]
fn a_lock_of_another_program_is_waited_for_briefly_and_loses_nothing() {
    let bench = Bench::written(100, 3);
    let other = Connection::open(bench.file()).unwrap();
    other.pragma_update_and_check(None, "journal_mode", "DELETE", |_| Ok(())).unwrap();
    other.execute_batch("BEGIN EXCLUSIVE").unwrap();
    let instance = bench.start();
    instance.save(200, 3);
    assert_eq!(read_at(&instance.recall()), Some(second(200)));
    assert_eq!(instance.reports(), [not_stored(&bench.file(), StoreReason::Locked, false)]);

    other.execute_batch("COMMIT").unwrap();
    drop(other);
    later(&bench);
    instance.recall();
    assert!(is_well(&instance));
    assert_eq!(read_at(&bench.peek().known), Some(second(200)));
}

#[test]
fn an_idle_store_retries_without_a_job() {
    let bench = Bench::new();
    fs::create_dir(bench.file()).unwrap();
    let instance = bench.start();
    instance.save(100, 3);
    assert_eq!(instance.reports().len(), 1);
    fs::remove_dir(bench.file()).unwrap();
    assert_eq!(instance.reports.recv_timeout(PATIENCE), Ok(Storage::default()));
    assert_eq!(read_at(&bench.peek().known), Some(second(100)));
}

#[test]
fn newer_data_of_another_instance_are_not_overwritten() {
    let bench = Bench::written(100, 3);
    fs::create_dir(with_suffix(&bench.file(), "-shm")).unwrap();
    let instance = bench.start();
    instance.save(200, 3);
    assert_eq!(instance.reports().len(), 1);
    fs::remove_dir(with_suffix(&bench.file(), "-shm")).unwrap();
    let other = bench.start();
    other.save(300, 5);
    other.flush();
    later(&bench);
    assert_eq!(read_at(&instance.recall()), Some(second(300)), "the newer of both");
}

#[test]
fn a_durable_store_does_not_fall_back_to_memory() {
    let bench = Bench::new();
    fs::create_dir(bench.file()).unwrap();
    let store = Store::start_durable(bench.file(), std::sync::Arc::new(|| second(1_000)), |_| {});
    let instance = Instance { store, reports: std::sync::mpsc::channel().1 };
    instance.save(100, 3);
    assert_eq!(instance.recall(), LastKnown::default());
}

#[test]
fn a_pipe_in_the_place_of_the_lock_or_the_file_blocks_no_caller() {
    for suffix in ["", ".lock", "-wal", "-shm", "-journal"] {
        let bench = Bench::new();
        if suffix == ".lock" {
            fs::write(bench.file(), [b'x'; 10_000]).unwrap();
        }
        pipe(&with_suffix(&bench.file(), suffix));
        let file = bench.file();
        let peeked = thread::spawn(move || peek(&file, &identity()));
        let instance = bench.start();
        instance.save(100, 3);
        assert_eq!(read_at(&instance.recall()), Some(second(100)), "{suffix}");
        assert!(!instance.reports().is_empty(), "{suffix}");
        assert_eq!(peeked.join().unwrap().known, LastKnown::default());
    }
}
