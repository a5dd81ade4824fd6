//! A process that is killed while it keeps polls loses none that it was told is kept.

use std::{
    env,
    io::{BufRead as _, BufReader},
    process::{Command, Stdio},
};

use super::fixture::*;

/// Set for the process that is to be killed: its file, and the first minute.
const FILE: &str = "QUOTATOP_TEST_HISTORY_FILE";
const MINUTE: &str = "QUOTATOP_TEST_HISTORY_MINUTE";

const KILLS: i64 = 60;
/// So many minutes belong to each process: old ones are thinned while it works.
const APART: i64 = 2_000;
const MODELS: usize = 30;

/// What a poll reads: every figure moves, every time.
fn models(minute: i64) -> Vec<Model> {
    (0..MODELS).map(|number| model(&format!("m{number:0number$}"), -minute, minute)).collect()
}

/// Keeps poll after poll, and tells of each when the store says that it is kept. Does nothing unless it was started by
/// the test below.
#[test]
fn keeps_until_it_is_killed() {
    let (Some(file), Ok(first)) = (env::var_os(FILE), env::var(MINUTE)) else { return };
    let clock = Arc::new(AtomicI64::new(0));
    let (store, _) = open(Path::new(&file), &clock);
    for minute in first.parse::<i64>().unwrap().. {
        clock.store(minute, std::sync::atomic::Ordering::SeqCst);
        let kept = Dated { value: models(minute), fetched_at: at(minute) };
        store.save(&identity("a"), SaveData::Models(kept));
        store.flush().wait();
        println!("kept {minute} .");
    }
}

#[test]
fn a_killed_process_loses_no_poll() {
    let folder = tempfile::tempdir().unwrap();
    let file = folder.path().join("quotatop.db");
    let mut random = 0x2545_F491_u32;
    let mut some = 0;
    for kill in 0..KILLS {
        random = random.wrapping_mul(1_664_525).wrapping_add(1_013_904_223);
        let first = kill * APART;
        let last = keep_and_kill(&file, first, random >> 16);
        some += i64::from(last.is_some());
        has_every_poll(&file, first, last);
    }
    assert!(some > KILLS / 2, "polls were kept in {some} of {KILLS}");
}

/// Starts a process that keeps polls, kills it at some moment, and answers the last that it was told is kept.
fn keep_and_kill(file: &Path, first: i64, random: u32) -> Option<i64> {
    let mut child = Command::new(env::current_exe().unwrap())
        .args([
            "store::history::killed::keeps_until_it_is_killed",
            "--exact",
            "--nocapture",
            "--test-threads=1",
        ])
        .env(FILE, file)
        .env(MINUTE, first.to_string())
        .stdout(Stdio::piped())
        .stderr(Stdio::null())
        .spawn()
        .unwrap();
    let mut output = BufReader::new(child.stdout.take().unwrap());
    let (mut last, mut text) = (None, String::new());
    for _ in 0..random % 11 {
        text.clear();
        if output.read_line(&mut text).unwrap() == 0 {
            break;
        }
        last = minute_of(&text).or(last);
    }
    for _ in 0..random % 3_000 {
        std::thread::yield_now();
    }
    child.kill().unwrap();
    child.wait().unwrap();
    text.clear();
    while output.read_line(&mut text).unwrap() > 0 {
        last = minute_of(&text).or(last);
        text.clear();
    }
    last
}

/// `kept <minute> .`, possibly behind the harness's own words; `None` where the line was cut.
fn minute_of(text: &str) -> Option<i64> {
    let (_, told) = text.split_once("kept ")?;
    let (minute, rest) = told.split_once(' ')?;
    (rest.trim() == ".").then_some(minute.parse().ok()?)
}

/// Every poll from the first to the last is there, for every model; one more may be.
fn has_every_poll(file: &Path, first: i64, last: Option<i64>) {
    let clock = Arc::new(AtomicI64::new(first));
    let (store, notices): (Store, _) = open(file, &clock);
    let kept = last.map_or(0, |last| last - first + 1);
    let mut lengths = Vec::new();
    for model in models(first) {
        let seen = store.read_history(&identity("a"), model.name.clone(), at(first), |it| it).wait();
        let told: Vec<_> = told(&seen).into_iter().filter(|(from, ..)| *from >= first).collect();
        let polls = i64::try_from(told.len()).unwrap();
        assert!((kept..=kept + 1).contains(&polls), "{}: {polls} of {kept}", model.name);
        let expected: Vec<_> = (first..first + polls).map(|minute| (minute, minute, -minute)).collect();
        assert_eq!(told, expected, "{}", model.name);
        lengths.push(polls);
    }
    lengths.dedup();
    assert_eq!(lengths.len(), 1, "a poll is there whole, or not at all: {lengths:?}");
    assert!(store.close(PATIENCE));
    assert_eq!(notices.try_iter().count(), 0);
}
