//! The store as its users see it: several instances on one file, and files that are damaged, newer or
//! inaccessible.

mod bills;
mod crash;
mod damage;
mod fallback;
mod fixture;
mod history;
mod idle_check;

use std::{
    collections::VecDeque,
    fs,
    path::Path,
    sync::{Arc, mpsc},
    time::Duration,
};

use chrono::{DateTime, Utc};
use fixture::{Bench, Instance, PATIENCE, second};
use quotatop::{
    domain::{
        Balance, Dated, FeedName, LastKnown, Model, SaveData, Site, Storage, StoreReason, StoreTrouble,
    },
    store::{AccountKey, Answer, Identity, LeaseTerms, Peek, Permission, Trouble, peek},
};
use rusqlite::Connection;

use crate::support::state::models::{quota, text_model};

const TERMS: LeaseTerms = LeaseTerms { hold: Duration::from_secs(30), force: false };

impl Bench {
    fn peek(&self) -> Peek {
        peek(&self.file(), &identity())
    }

    /// A file with data of the given second, closed again.
    fn written(second: i64, models: usize) -> Self {
        let bench = Self::new();
        let instance = bench.start();
        instance.save(second, models);
        assert!(instance.store.close(PATIENCE));
        bench
    }
}

impl Instance {
    fn save(&self, at: i64, models: usize) {
        self.store.save(&identity(), SaveData::Models(dated(list(at, models).into(), at)));
        let balance = Balance { available: Some("-12.40".parse().unwrap()), ..Balance::default() };
        self.store.save(&identity(), SaveData::Balance(dated(balance, at)));
    }

    fn recall(&self) -> LastKnown {
        self.store.read_last_known(&identity()).wait()
    }

    fn ask(&self, holder: &str, terms: LeaseTerms) -> Permission {
        self.store.acquire_lease(&identity(), FeedName::Quotas, holder, terms).wait()
    }
}

fn identity() -> Identity {
    let key = |fingerprint: &str| AccountKey {
        profile: "default".to_owned(),
        site: Site::International,
        fingerprint: fingerprint.to_owned(),
    };
    Identity { quotas: Some(key("login")), account: Some(key("pair")), bills: None }
}

fn dated<T>(value: T, at: i64) -> Dated<T> {
    Dated { value, fetched_at: second(at) }
}

fn list(at: i64, models: usize) -> Vec<Model> {
    let quota = quota(24_098_u64, 1_000_000_u64, Some(second(2_000_000_000)), second(at));
    let model = |number: usize| Model {
        free_quota_only: Some(number.is_multiple_of(2)),
        free_quota_only_read_at: Some(second(at)),
        ..text_model(&format!("model-{number}"), quota.clone())
    };
    (0..models).map(model).collect()
}

fn aside(to: &Path) -> Storage {
    Storage { trouble: None, set_aside: Some(to.display().to_string()) }
}

/// A store that cannot use this file.
fn not_stored(file: &Path, reason: StoreReason, is_readable: bool) -> Storage {
    let trouble = StoreTrouble { file: file.display().to_string(), reason, is_readable };
    Storage { trouble: Some(trouble), set_aside: None }
}

fn read_at(known: &LastKnown) -> Option<DateTime<Utc>> {
    known.models.as_ref().map(|models| models.fetched_at)
}

#[test]
fn saved_data_are_there_in_the_next_run() {
    let bench = Bench::new();
    assert_eq!(bench.peek(), Peek::default(), "no file: no data, no trouble");
    assert!(bench.names().is_empty(), "peeking creates no file");

    let first = bench.start();
    first.save(100, 500);
    first.store.save_wait(&identity(), FeedName::Account, Some(second(5_000)));
    first.flush();
    let while_open = bench.peek();
    assert!(first.store.close(PATIENCE));
    assert_eq!(bench.names(), ["quotatop.db"]);

    let Peek { known, trouble } = bench.peek();
    assert_eq!(trouble, None);
    assert_eq!(known.models, Some(dated(list(100, 500), 100)));
    assert_eq!(known.balance.as_ref().map(|it| it.fetched_at), Some(second(100)));
    assert_eq!(known.wait_until.into_iter().collect::<Vec<_>>(), [(FeedName::Account, second(5_000))]);
    assert_eq!(while_open, bench.peek());
    assert_eq!(bench.start().recall(), bench.peek().known);
}

#[test]
fn another_credential_gets_no_data_of_the_old_one() {
    let bench = Bench::written(100, 3);
    let mut other = identity();
    other.quotas.as_mut().unwrap().fingerprint = "another login".to_owned();
    let known = peek(&bench.file(), &other).known;
    assert_eq!((known.models, known.balance.is_some()), (None, true));
    assert_eq!(peek(&bench.file(), &Identity::default()), Peek::default());

    let instance = bench.start();
    instance.store.save(&Identity::default(), SaveData::Models(dated(Arc::default(), 900)));
    assert_eq!(read_at(&instance.recall()), Some(second(100)), "without an account nothing is saved");
}

#[test]
fn two_instances_share_a_file_and_pass_on_the_lease() {
    let bench = Bench::new();
    let (a, b) = (bench.start(), bench.start());
    assert_eq!(a.ask("a", TERMS), Permission::Granted);
    a.save(1_000, 3);
    a.store.announce_next_poll(&identity(), FeedName::Quotas, "a", second(1_060));
    a.flush();
    assert_eq!(b.ask("b", TERMS), Permission::HeldByOther { next_due: second(1_060) });
    assert_eq!(read_at(&b.recall()), Some(second(1_000)));

    bench.set_clock(second(1_090));
    assert_eq!(b.ask("b", TERMS), Permission::Granted, "a never came back");
    assert_eq!(a.ask("a", LeaseTerms { force: true, ..TERMS }), Permission::Granted);
    a.store.release_leases("a");
    a.flush();
    assert_eq!(b.ask("b", TERMS), Permission::Granted);

    b.store.save_wait(&identity(), FeedName::Quotas, Some(second(1_200)));
    b.flush();
    assert_eq!(a.ask("a", LeaseTerms { force: true, ..TERMS }), Permission::WaitUntil(second(1_200)));
    assert!(a.store.close(PATIENCE) && b.store.close(PATIENCE));
    assert_eq!(bench.start().ask("c", TERMS), Permission::WaitUntil(second(1_200)), "across runs");
}

#[test]
fn many_instances_that_start_at_once_grant_one_lease_and_lose_nothing() {
    let bench = Bench::new();
    let instances: Vec<_> = (0..6).map(|_| bench.start()).collect();
    let mut answers = Vec::new();
    for (number, instance) in (0..).zip(&instances) {
        let holder = format!("instance {number}");
        answers.push(instance.store.acquire_lease(&identity(), FeedName::Quotas, &holder, TERMS));
        instance.save(500 + number, 20);
    }
    let answers: Vec<_> = answers.into_iter().map(Answer::wait).collect();
    assert_eq!(answers.iter().filter(|answer| **answer == Permission::Granted).count(), 1, "{answers:?}");
    for instance in &instances {
        assert_eq!(instance.reports(), []);
    }
    assert_eq!(read_at(&bench.peek().known), Some(second(505)));
}

#[test]
fn a_reader_blocks_no_writer() {
    let bench = Bench::written(100, 3);
    let reader = Connection::open(bench.file()).unwrap();
    reader.execute_batch("BEGIN; SELECT * FROM last_known").unwrap();
    let instance = bench.start();
    instance.save(200, 3);
    assert_eq!(read_at(&instance.recall()), Some(second(200)));
    assert_eq!(instance.reports(), []);
}

#[test]
fn a_locked_file_stops_neither_the_read_nor_the_program() {
    let bench = Bench::written(100, 3);
    let other = Connection::open(bench.file()).unwrap();
    other.pragma_update_and_check(None, "journal_mode", "DELETE", |_| Ok(())).unwrap();
    other.execute_batch("BEGIN EXCLUSIVE").unwrap();
    assert_eq!(bench.peek(), Peek { known: LastKnown::default(), trouble: Some(Trouble::Busy) });
    other.execute_batch("COMMIT").unwrap();
    assert_eq!(bench.peek().trouble, None);
}

#[test]
#[cfg(unix)]
fn a_file_that_is_removed_is_created_again() {
    let bench = Bench::new();
    let instance = bench.start();
    instance.save(100, 3);
    instance.flush();
    for name in bench.names() {
        fs::remove_file(bench.folder.path().join(name)).unwrap();
    }
    instance.save(200, 3);
    assert_eq!(instance.reports(), []);
    assert_eq!(read_at(&bench.peek().known), Some(second(200)));
}

#[test]
fn a_newer_file_is_left_alone() {
    let bench = Bench::written(100, 3);
    let newer =
        |file: &Path| Connection::open(file).unwrap().pragma_update(None, "user_version", 99).unwrap();

    // Also where the other program migrates the file while it is open here.
    let early = bench.start();
    assert_eq!(read_at(&early.recall()), Some(second(100)));
    newer(&bench.file());
    early.save(200, 3);
    assert_eq!(early.reports(), [not_stored(&bench.file(), StoreReason::TooNew, false)]);
    assert!(early.store.close(PATIENCE));

    let before = fs::read(bench.file()).unwrap();
    let peek = bench.peek();
    assert_eq!(peek.known, LastKnown::default());
    assert!(matches!(peek.trouble, Some(Trouble::TooNew { found: 99, .. })), "{peek:?}");
    let late = bench.start();
    assert_eq!(late.recall(), LastKnown::default());
    late.save(300, 3);
    assert_eq!(read_at(&late.recall()), Some(second(300)), "in memory");
    assert_eq!(late.ask("a", TERMS), Permission::Granted, "a program without a store goes on");
    assert_eq!(late.reports(), [not_stored(&bench.file(), StoreReason::TooNew, false)], "once");
    assert!(late.store.close(PATIENCE));
    assert_eq!(fs::read(bench.file()).unwrap(), before);
    assert_eq!(bench.names(), ["quotatop.db"]);
}

#[test]
#[cfg(unix)]
fn only_the_owner_can_read_the_file() {
    use std::os::unix::fs::PermissionsExt;
    let bench = Bench::new();
    let folder = bench.folder.path().join("share").join("quotatop");
    let instance = bench.start_on(folder.join("quotatop.db"));
    instance.save(100, 3);
    instance.flush();
    let mode = |path: &Path| fs::metadata(path).unwrap().permissions().mode() & 0o777;
    assert_eq!(mode(&folder), 0o700);
    let files: Vec<_> = fs::read_dir(&folder).unwrap().map(|entry| entry.unwrap().path()).collect();
    assert!(!files.is_empty());
    for file in files {
        assert_eq!(mode(&file), 0o600, "{}", file.display());
    }
}

#[test]
fn a_thread_that_hangs_blocks_no_caller() {
    let bench = Bench::new();
    let instance = bench.start();
    let (let_go, held) = mpsc::channel::<()>();
    let (sender, hanging) = mpsc::channel();
    instance.store.read_history(&identity(), "a".into(), second(0), move |_| {
        sender.send(()).unwrap();
        let _ = held.recv();
    });
    hanging.recv_timeout(PATIENCE).unwrap();

    let mut answers = VecDeque::new();
    for _ in 0..1_000 {
        answers.push_back(instance.store.acquire_lease(&identity(), FeedName::Quotas, "a", TERMS));
        instance.save(900, 3);
    }
    answers.drain(100..).for_each(|refused| assert_eq!(refused.wait(), Permission::Granted, "at once"));
    let other = instance.store.clone();
    assert!(!instance.store.close(Duration::from_millis(1)));

    drop(let_go);
    assert!(other.close(PATIENCE), "what was queued is still done");
    drop(answers);
    assert_eq!(read_at(&bench.peek().known), Some(second(900)));
}

#[test]
fn the_thread_ends_with_its_last_user() {
    let bench = Bench::new();
    let instance = bench.start();
    let clone = instance.store.clone();
    instance.save(100, 3);
    drop(instance.store);
    clone.save(&identity(), SaveData::Models(dated(list(200, 3).into(), 200)));
    drop(clone);
    let end = instance.reports.recv_timeout(PATIENCE);
    assert_eq!(end, Err(mpsc::RecvTimeoutError::Disconnected), "the thread dropped its end");
    assert_eq!(read_at(&bench.peek().known), Some(second(200)));
}

#[test]
fn a_process_that_is_killed_loses_nothing_that_was_acknowledged() {
    let bench = Bench::new();
    let instance = bench.start();
    for at in 100..120 {
        instance.save(at, 50);
        instance.flush();
    }
    // What a killed process leaves behind: the files as they are, without the end of the connection.
    let copy = Bench::new();
    for name in bench.names() {
        fs::copy(bench.folder.path().join(&name), copy.folder.path().join(&name)).unwrap();
    }
    assert_eq!(read_at(&copy.peek().known), Some(second(119)));
    assert_eq!(copy.start().recall(), instance.recall());
}
