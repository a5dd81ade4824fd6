//! Gaps in the history: times in which nothing was read.

use quotatop::{domain::FeedName, store::LeaseTerms};

use super::fixture::*;

#[test]
fn a_gap_splits_a_figure_that_did_not_change() {
    let desk = Desk::new();
    desk.polls([(0, 900), (10, 900), (25, 900), (100, 900), (101, 900), (200, 800)]);
    assert_eq!(desk.spans("m"), [(0, 25, 900), (100, 101, 900), (200, 200, 800)]);
    assert_eq!(desk.gaps("m"), [(25, 100), (101, 200)]);
}

#[test]
fn rare_polls_leave_no_gaps() {
    let desk = Desk::new();
    let terms = LeaseTerms { hold: Duration::from_mins(30), force: false };
    for (minute, left) in [(0, 900), (30, 900), (60, 800), (150, 800), (241, 800)] {
        desk.set_clock(minute);
        desk.store.acquire_lease(&desk.identity(), FeedName::Quotas, "me", terms).wait();
        desk.polls([(minute, left)]);
    }
    assert_eq!(desk.spans("m"), [(0, 30, 900), (60, 150, 800), (241, 241, 800)]);
    assert_eq!(desk.gaps("m"), [(150, 241)]);
}

#[test]
fn a_model_without_an_answer_has_its_own_gap() {
    let desk = Desk::new();
    for minute in 0..60 {
        // Between 10 and 40 its batch failed; it stays in the list as it was.
        let read_at = if (10..40).contains(&minute) { 9 } else { minute };
        desk.poll(minute, vec![model("m", 900, read_at), model("other", 1_000 - minute, minute)]);
    }
    assert_eq!(desk.spans("m"), [(0, 9, 900), (40, 59, 900)]);
    assert_eq!(desk.gaps("m"), [(9, 40)]);
    assert_eq!(desk.gaps("other"), []);
}

#[test]
fn unchanged_models_that_are_polled_rarely_have_none() {
    let desk = Desk::new();
    for minute in 0..40 {
        desk.poll(minute, vec![model("m", 900, minute / 5 * 5), model("other", 1_000 - minute, minute)]);
    }
    assert_eq!((desk.spans("m"), desk.gaps("m")), (vec![(0, 39, 900)], vec![]));
}

#[test]
fn a_model_that_leaves_the_list_has_a_gap() {
    let desk = Desk::new();
    for minute in 0..60 {
        let mut models = vec![model("other", 1_000 - minute, minute)];
        if !(10..50).contains(&minute) {
            models.push(model("m", 900 - minute / 55, minute));
        }
        desk.poll(minute, models);
    }
    assert_eq!(desk.spans("m"), [(0, 9, 900), (50, 54, 900), (55, 59, 899)]);
    assert_eq!(desk.gaps("m"), [(9, 50)]);
}

#[test]
fn an_answer_without_a_figure_is_a_gap() {
    let desk = Desk::new();
    for minute in 0..9 {
        let mut read = model("m", 900, minute);
        if (3..6).contains(&minute) {
            read.quota.as_mut().unwrap().remaining = None;
        }
        desk.poll(minute, vec![read, model("other", 5, minute)]);
    }
    assert_eq!(desk.spans("m"), [(0, 2, 900), (6, 8, 900)]);
    assert_eq!(desk.gaps("m"), [(2, 6)]);
}

#[test]
fn saving_a_poll_twice_changes_nothing() {
    let desk = Desk::new();
    for minute in [0, 0, 5, 5, 5, 30, 30] {
        desk.polls([(minute, 900 - minute)]);
    }
    assert_eq!(desk.spans("m"), [(0, 0, 900), (5, 5, 895), (30, 30, 870)]);
}
