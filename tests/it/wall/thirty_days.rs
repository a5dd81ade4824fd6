//! Thirty days on a spare monitor.

use quotatop::domain::alert::Rule;

use super::machine::*;
use crate::support::state::alerts;

#[derive(Debug, Default)]
struct Seen {
    wakes: u64,
    turns: u64,
    beats: u64,
    stale: u64,
    shifts: std::collections::BTreeSet<(u16, u16)>,
}

/// The size of everything in the state that could grow.
fn size_of(machine: &Machine) -> usize {
    let profile = machine.state.profile();
    profile.snapshot.models.len()
        + profile.rows.rows.len()
        + machine.state.list.len()
        + profile.alerts.log().len()
        + profile.alerts.rows().len()
}

#[test]
fn thirty_days_without_a_missed_turn_or_a_wrong_heartbeat() {
    let mut machine = Machine::new(5, (60, 16));
    let mut pages = machine.wall().pages;
    assert!(pages > 2, "there is something to turn");
    let end = machine.now.monotonic + Duration::from_hours(30 * 24);
    let mut seen = Seen::default();
    let mut largest_after_a_day = 0;
    let mut turned_at = machine.now.monotonic;
    let (mut page, mut beats) = (machine.wall().page, machine.wall().beats);
    let mut hour = 0;
    let mut states_before = states(&machine);
    while machine.now.monotonic < end {
        let slept = machine.sleep();
        seen.wakes += 1;
        assert!(slept <= Duration::from_secs(5), "the next pulse is never later: {slept:?}");
        // The pulse advances one place at a time.
        let now_beats = machine.wall().beats;
        assert!(now_beats - beats <= 1);
        seen.beats += now_beats - beats;
        beats = now_beats;
        // The pages: one at a time, on time.
        let (now_page, now_pages) = (machine.wall().page, machine.wall().pages);
        let shown = machine.now.monotonic - turned_at;
        let is_due = shown >= TURN;
        if is_due {
            assert!([(page + 1) % pages, (page + 1) % now_pages].contains(&now_page), "{page} {now_page}");
            assert!(shown < TURN + Duration::from_millis(10), "a turn was missed: {shown:?}");
            seen.turns += 1;
            turned_at = machine.now.monotonic;
        } else {
            // Only where there are fewer pages than before.
            assert_eq!(now_page, page.min(now_pages - 1), "{shown:?}");
        }
        (page, pages) = (now_page, now_pages);
        seen.shifts.insert(machine.wall().shift());
        let is_new_hour = machine.now.monotonic.as_secs() / 3600 > hour;
        if is_new_hour {
            hour = machine.now.monotonic.as_secs() / 3600;
            happen(&mut machine, hour);
        }
        // Whenever a feed has become stale or fresh, and sometimes in between.
        let states_now = states(&machine);
        if states_now != states_before || is_new_hour || seen.wakes.is_multiple_of(2003) {
            seen.stale += u64::from(looks_right(&machine));
            states_before = states_now;
        }
        match hour {
            24 if is_new_hour => largest_after_a_day = size_of(&machine),
            // The log is full by then.
            500.. if is_new_hour => {
                assert!(size_of(&machine) <= largest_after_a_day + 200, "{}", size_of(&machine));
            }
            _ => {}
        }
    }
    let month = 30 * 24 * 3600;
    // Timers are a little late.
    assert!((month / TURN.as_secs() - 10..=month / TURN.as_secs()).contains(&seen.turns), "{seen:?}");
    assert!(seen.beats >= month / 5 - 60, "{seen:?}");
    assert!(seen.stale > 10, "faults were seen: {seen:?}");
    assert_eq!(seen.shifts.len(), 6, "{seen:?}");
    // Beats, turns, and the requests of every minute.
    assert!(seen.wakes < month / 4, "{seen:?}");
}

fn states(machine: &Machine) -> [FeedState; 2] {
    let profile = machine.state.profile();
    FeedName::OF_SNAPSHOT.map(|feed| profile.snapshot.feed(feed).state(profile.refresh, machine.now.utc))
}

/// Changes of server and clock, hour by hour.
fn happen(machine: &mut Machine, hour: u64) {
    machine.failing = match hour % 40 {
        7 | 8 => vec![FeedName::Quotas],
        20 => vec![FeedName::Account],
        30..33 => FeedName::OF_SNAPSHOT.to_vec(),
        _ => Vec::new(),
    };
    match hour {
        // A laptop that is closed for the night, and for a weekend.
        50 | 150 | 350 => machine.suspend(TimeDelta::hours(9)),
        250 => machine.suspend(TimeDelta::hours(60)),
        // The clock is set back, and forth again.
        100 | 400 => machine.suspend(TimeDelta::hours(-3)),
        105 | 403 => machine.suspend(TimeDelta::minutes(181)),
        _ => {}
    }
    if hour.is_multiple_of(3) {
        let now = machine.now.utc;
        let alerts = alerts::new(vec![alerts::alert(Rule::Low, "model-000", now)], now);
        let tag = machine.state.profile().tag(machine.state.current());
        machine.say(Message::Alerts(tag, alerts));
    }
}

/// Compares the screen with the data. Returns whether a feed is stale.
fn looks_right(machine: &Machine) -> bool {
    let profile = machine.state.profile();
    let screen = machine.screen();
    let foot = &screen[screen.len() - 4..];
    let mut is_stale = false;
    for feed in FeedName::OF_SNAPSHOT {
        let state = profile.snapshot.feed(feed).state(profile.refresh, machine.now.utc);
        let said = |word: &str| foot.iter().any(|row| row.contains(&format!("{}{word}", feed.into_str())));
        // An account that was not read for more than an hour may be overdue by now, which is shown instead.
        let says_stale = said(" STALE") || feed == FeedName::Account && said(" UNCHECKED");
        assert_eq!(says_stale, state == FeedState::Stale, "{feed:?} at {}: {foot:#?}", machine.now.utc);
        assert!(!said(" -"), "no age is negative: {foot:#?}");
        is_stale |= state == FeedState::Stale;
    }
    let is_in_head = screen.iter().take(20).any(|row| row.contains("not updating"));
    assert_eq!(is_in_head, is_stale, "stale feeds are listed at the top, too: {screen:#?}");
    is_stale
}

#[test]
fn the_pulse_moves_on_the_screen() {
    let mut machine = Machine::new(10, (80, 24));
    let row = |machine: &Machine| {
        let buffer = machine.buffer();
        let pulse = quotatop::ui::Glyphs::UNICODE.wall.pulse;
        let rows =
            (0..24_u16).map(|row| (0..80).map(|column| buffer[(column, row)].symbol()).collect::<String>());
        rows.filter(|row| row.contains(pulse)).collect::<Vec<String>>()
    };
    for _ in 0..40 {
        let (before, beats) = (row(&machine), machine.wall().beats);
        assert_eq!(before.len(), 1);
        // Next to it is the local time at which it was drawn.
        let drawn = berlin().at(machine.now.utc).format("%H:%M:%S").to_string();
        assert!(before[0].contains(&drawn), "{drawn} {before:?}");
        while machine.wall().beats == beats {
            machine.sleep();
        }
        assert_ne!(row(&machine), before);
    }
}

#[test]
fn the_pulse_goes_on_when_the_clock_is_set() {
    let mut machine = Machine::new(10, (80, 24));
    for (offset, beats) in [(-86_400, 100), (86_400, 100), (-1, 100), (3, 100), (0, 100)] {
        machine.suspend(TimeDelta::seconds(offset));
        let (before, start) = (machine.wall().beats, machine.now.monotonic);
        while machine.wall().beats < before + beats {
            machine.sleep();
        }
        let took = (machine.now.monotonic - start).as_secs();
        assert!((490..=510).contains(&took), "{offset}: {took}");
    }
}

#[test]
fn five_hundred_models_over_two_hours() {
    let mut machine = Machine::new(500, (480, 135));
    let end = machine.now.monotonic + Duration::from_hours(2);
    let mut pages = std::collections::BTreeSet::new();
    while machine.now.monotonic < end {
        machine.sleep();
        pages.insert(machine.wall().page);
    }
    assert_eq!(pages.len(), machine.wall().pages);
    assert!(machine.says("500 models") || machine.screen().len() == 135);
    assert!(machine.now.utc > at(crate::wall::machine::START));
}
