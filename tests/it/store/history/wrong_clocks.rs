//! Clocks that were wrong: time never runs backwards within a history, and the future yields.

use super::fixture::*;

#[test]
fn a_clock_that_was_set_back_a_little_waits_until_it_catches_up() {
    let desk = Desk::new();
    desk.polls([(10, 900), (11, 800), (8, 700), (9, 700), (12, 700)]);
    assert_eq!(desk.spans("m"), [(10, 10, 900), (11, 11, 800), (12, 12, 700)]);
}

#[test]
fn figures_from_the_future_yield() {
    let desk = Desk::new();
    desk.polls([(0, 900), (1, 800), (5_000, 700), (5_001, 600)]);
    assert_eq!(desk.spans("m").len(), 4);
    desk.polls([(3, 500), (4, 500)]);
    assert_eq!(desk.spans("m"), [(0, 0, 900), (1, 1, 800), (3, 4, 500)]);
    assert_eq!(desk.gaps("m"), []);
}

#[test]
fn a_reading_from_the_future_is_not_taken() {
    let desk = Desk::new();
    desk.poll(0, vec![model("m", 900, 0), model("other", 900, 0)]);
    desk.poll(1, vec![model("m", 800, 500), model("other", 900, 1)]);
    desk.poll(2, vec![model("m", 800, 2), model("other", 900, 2)]);
    assert_eq!(desk.spans("m"), [(0, 0, 900), (2, 2, 800)]);
    assert_eq!(desk.spans("other"), [(0, 2, 900)]);
}
