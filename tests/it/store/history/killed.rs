//! A process that is killed while it saves polls loses none that was acknowledged.

use std::sync::{
    Arc,
    atomic::{AtomicI64, Ordering},
};

use super::fixture::*;
use crate::store::crash;

const KILLS: u32 = 60;
/// The minutes of each process: old ones are thinned while it works.
const APART: u32 = 2_000;
const MODELS: usize = 30;

/// The models of a poll: every figure changes, every time.
fn models(minute: i64) -> Vec<Model> {
    (0..MODELS).map(|number| model(&format!("m{number:0number$}"), -minute, minute)).collect()
}

/// Reports each poll once the store has saved it. Does nothing unless it was started by the test below.
#[test]
fn saves_until_it_is_killed() {
    let Some((file, first)) = crash::job() else { return };
    let clock = Arc::new(AtomicI64::new(0));
    let now = Arc::clone(&clock);
    let store = Instance::start(file, move || at(now.load(Ordering::SeqCst))).store;
    for minute in i64::from(first).. {
        clock.store(minute, Ordering::SeqCst);
        let polled = Dated { value: models(minute).into(), fetched_at: at(minute) };
        store.save(&identity("a"), SaveData::Models(polled));
        store.flush().wait();
        println!("saved {minute} .");
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
        let test = "store::history::killed::saves_until_it_is_killed";
        let reported = crash::run_and_kill(test, &file, first, (random >> 16) % 11, random >> 16);
        let last = reported.last().map(|numbers| i64::from(numbers[0]));
        some += u32::from(last.is_some());
        has_every_poll(&file, first.into(), last);
    }
    assert!(some > KILLS / 2, "polls were saved in {some} of {KILLS}");
}

/// Every poll from the first to the last is there, for every model; one more may be.
fn has_every_poll(file: &Path, first: i64, last: Option<i64>) {
    let Instance { store, reports } = Instance::start(file.to_owned(), move || at(first));
    let saved = last.map_or(0, |last| last - first + 1);
    let mut lengths = Vec::new();
    for model in models(first) {
        let seen = store.read_history(&identity("a"), model.name.clone(), at(first), |it| it).wait();
        let spans: Vec<_> = spans(&seen).into_iter().filter(|(from, ..)| *from >= first).collect();
        let polls = i64::try_from(spans.len()).unwrap();
        assert!((saved..=saved + 1).contains(&polls), "{}: {polls} of {saved}", model.name);
        let expected: Vec<_> = (first..first + polls).map(|minute| (minute, minute, -minute)).collect();
        assert_eq!(spans, expected, "{}", model.name);
        lengths.push(polls);
    }
    lengths.dedup();
    assert_eq!(lengths.len(), 1, "a poll is there whole, or not at all: {lengths:?}");
    assert!(store.close(PATIENCE));
    assert_eq!(reports.try_iter().count(), 0);
}
