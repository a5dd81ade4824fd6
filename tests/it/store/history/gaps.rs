//! Where nobody looked, nothing is said.

use quotatop::{domain::FeedName, store::LeaseTerms};

use super::fixture::*;

#[test]
fn a_gap_parts_a_figure_that_stayed() {
    let desk = Desk::new();
    desk.polls([(0, 900), (10, 900), (25, 900), (100, 900), (101, 900), (200, 800)]);
    assert_eq!(desk.spans("m"), [(0, 25, 900), (100, 101, 900), (200, 200, 800)]);
    assert_eq!(desk.gaps("m"), [(25, 100), (101, 200)]);
}

#[test]
fn who_asks_rarely_leaves_no_gaps() {
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
fn a_model_that_was_not_answered_for_has_a_gap_of_its_own() {
    let desk = Desk::new();
    for minute in 0..60 {
        // Between 10 and 40 its batch failed; what was known of it stays in the list.
        let read_at = if (10..40).contains(&minute) { 9 } else { minute };
        desk.poll(minute, vec![model("m", 900, read_at), model("other", 1_000 - minute, minute)]);
    }
    assert_eq!(desk.spans("m"), [(0, 9, 900), (40, 59, 900)]);
    assert_eq!(desk.gaps("m"), [(9, 40)]);
    assert_eq!(desk.gaps("other"), []);
}

#[test]
fn quiet_models_that_are_asked_for_rarely_have_none() {
    let desk = Desk::new();
    for minute in 0..40 {
        desk.poll(minute, vec![model("m", 900, minute / 5 * 5), model("other", 1_000 - minute, minute)]);
    }
    assert_eq!((desk.spans("m"), desk.gaps("m")), (vec![(0, 39, 900)], vec![]));
}

#[test]
fn a_model_that_left_the_list_is_not_read_any_more() {
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
fn the_same_poll_kept_twice_changes_nothing() {
    let desk = Desk::new();
    for minute in [0, 0, 5, 5, 5, 30, 30] {
        desk.polls([(minute, 900 - minute)]);
    }
    assert_eq!(desk.spans("m"), [(0, 0, 900), (5, 5, 895), (30, 30, 870)]);
}
