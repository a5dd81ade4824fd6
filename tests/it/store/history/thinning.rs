//! Old figures: one an hour is left, then one a day, and every figure at which something changed.

use super::fixture::*;

const HOUR: i64 = 60;
const DAY: i64 = 24 * HOUR;

/// Lets the store thin as of this minute, by saving a poll.
fn thin_at(desk: &Desk, minute: i64) {
    desk.poll(minute, vec![model("other", 5, minute)]);
    desk.flush();
}

#[test]
fn one_an_hour_stays_after_two_weeks_and_one_a_day_after_a_year() {
    let desk = Desk::new();
    desk.polls((0..3 * HOUR).map(|minute| (minute, 1_000 - minute)));
    thin_at(&desk, 13 * DAY);
    assert_eq!(desk.spans("m").len(), 180);
    thin_at(&desk, 14 * DAY + 2 * HOUR);
    let spans = desk.spans("m");
    // The last of two full hours, and the very first.
    assert_eq!(spans[..4], [(0, 0, 1_000), (59, 59, 941), (119, 119, 881), (120, 120, 880)]);
    assert_eq!(spans.len(), 3 + 60);
    assert_eq!(desk.gaps("m"), [], "thinning leaves no gaps");
    thin_at(&desk, 14 * DAY + 5 * HOUR);
    assert_eq!(desk.spans("m").len(), 63, "at most once a day");
    thin_at(&desk, 16 * DAY);
    assert_eq!(desk.spans("m").len(), 4);
    thin_at(&desk, 370 * DAY);
    assert_eq!(desk.spans("m"), [(0, 0, 1_000), (179, 179, 821)]);
}

#[test]
fn figures_at_which_something_changed_stay() {
    let desk = Desk::new();
    let hour = |from: i64| {
        (from..from + HOUR).map(move |minute| match minute - from {
            // A new grant at 20, nothing left from 40 on.
            into @ 0..20 => (minute, 500 - into),
            into @ 20..40 => (minute, 900 - into),
            into => (minute, -into),
        })
    };
    desk.polls(hour(DAY));
    // Nothing was read for a while.
    desk.polls((DAY + 100..DAY + 105).map(|minute| (minute, 300 - minute % 5)));
    desk.polls((DAY + 150..DAY + 260).map(|minute| (minute, 290 - minute % 5 + DAY - minute)));
    let before = desk.spans("m");
    let gaps = desk.gaps("m");
    thin_at(&desk, 30 * DAY);
    let after = desk.spans("m");
    assert!(after.len() < before.len() / 2, "{} of {}", after.len(), before.len());
    assert!(after.iter().all(|figure| before.contains(figure)));
    for (minute, why) in [
        (19, "the last before a new grant"),
        (20, "the first of it"),
        (39, "the last of something"),
        (40, "the first of nothing"),
        (59, "the last before a gap"),
        (104, "the last before another"),
    ] {
        assert!(after.iter().any(|(from, ..)| *from == DAY + minute), "{why}: {after:?}");
    }
    assert_eq!(desk.gaps("m")[..gaps.len()], gaps);
}

#[test]
fn it_thins_every_series_a_few_at_a_time() {
    let desk = Desk::new();
    let names: Vec<String> = (0..100).map(|number| format!("model {number}")).collect();
    for minute in 0..6 {
        let models = names.iter().map(|name| model(name, 900 - minute, minute));
        desk.poll(minute, models.collect());
    }
    thin_at(&desk, 20 * DAY);
    let desk = desk.reopened();
    thin_at(&desk, 20 * DAY + 61);
    let lengths: Vec<usize> = names.iter().map(|name| desk.spans(name).len()).collect();
    assert_eq!(lengths, vec![2; names.len()]);
}
