//! A forecast must not jump at each hourly step.

use quotatop::domain::forecast::{Forecaster, Seen, Verdict};
use rust_decimal::Decimal;

use crate::forecast::{
    meter::{Meter, instant},
    method::zone,
    simulated::{Account, Habit},
};

const HOUR: i64 = 3600;
const DAY: i64 = 24 * HOUR;

/// The run-out instants forecast after each poll.
fn run_outs(
    history: impl Fn(i64) -> Vec<Seen>,
    polls: impl Iterator<Item = i64>,
    offset: i32,
) -> Vec<(i64, i64)> {
    let run_outs =
        polls.map(|now| match Forecaster::at(instant(now), zone(offset)).forecast(&history(now)).verdict {
            Verdict::RunsOut(out) => (now, out.at.timestamp()),
            other => panic!("no end is forecast at {now}: {other:?}"),
        });
    run_outs.collect()
}

/// The largest move between two successive polls, in seconds.
fn largest_move(run_outs: &[(i64, i64)]) -> i64 {
    run_outs.windows(2).map(|pair| (pair[1].1 - pair[0].1).abs()).max().unwrap()
}

#[test]
fn the_end_of_an_evenly_used_account_does_not_move() {
    let (start, pace, grant) = (1_790_553_600, 1000, 120_000);
    let end = start + grant / pace * HOUR;
    // Counted at each full hour, seen seven minutes later, read each minute.
    let step = |number: i64| start + number * HOUR + 7 * 60;
    let history = |now: i64| {
        let steps = (now - start - 7 * 60) / HOUR;
        let seen = |number: i64| Seen {
            from: instant(step(number)),
            until: instant((step(number + 1) - 60).min(now)),
            remaining: Decimal::from(grant - number * pace).into(),
            total: Some(Decimal::from(grant).into()),
            expires_at: Some(instant(start + 30 * DAY)),
        };
        (0..=steps).map(seen).collect::<Vec<_>>()
    };
    let polls = (start + 3 * DAY..start + 4 * DAY).step_by(60);
    let run_outs = run_outs(history, polls, 28800);
    assert!(largest_move(&run_outs) <= 60, "it moves by {} s", largest_move(&run_outs));
    for (now, at) in run_outs {
        assert!((at - end).abs() <= 15 * 60, "{} s off at {now}", at - end);
    }
}

#[test]
fn a_real_account_is_corrected_in_small_steps() {
    let mut moves = Vec::new();
    for number in (0..350).filter(|number| Account::nth(*number).habit == Habit::Steady) {
        let account = Account::nth(number);
        let end = account.start + 20 * DAY;
        let meter = Meter::nth(number, &account, end);
        let (from, until) = (account.start + 3 * DAY, account.start + 3 * DAY + 6 * HOUR);
        // An end one to ten days ahead, well before the expiry, and no gap.
        let ahead = account.runs_out(from).map_or(0, |out| out - from);
        let open = account.expires.map_or(i64::MAX, |expires| expires - from);
        if meter.has_gap_before(until) || !(DAY..10 * DAY).contains(&ahead) || open < 2 * ahead {
            continue;
        }
        let all = meter.history(&account, until);
        let history = |now: i64| {
            let until = |seen: &Seen| Seen { until: seen.until.min(instant(now)), ..*seen };
            all.iter().filter(|seen| seen.from <= instant(now)).map(until).collect::<Vec<_>>()
        };
        let run_outs = run_outs(history, (from..until).step_by(300), account.offset);
        // As a share of the time left: an hour does not matter when it is a week.
        moves.push(largest_move(&run_outs) as f64 / ahead as f64);
    }
    assert!(moves.len() >= 3, "{} accounts show nothing", moves.len());
    let largest = moves.iter().copied().fold(0.0, f64::max);
    assert!(largest < 0.05, "the end moves by {:.1} % of the time left", largest * 100.0);
}
