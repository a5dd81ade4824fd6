//! A process that is killed while it saves days loses nothing that was acknowledged, and duplicates nothing.

use super::fixture::*;
use crate::store::crash;

const DAYS: [&str; 5] = ["2026-10-01", "2026-10-02", "2026-10-03", "2026-10-04", "2026-10-31"];
const KILLS: u32 = 24;

/// A day as it is in a round: every line contains the round. The larger ones do not fit into SQLite's cache.
fn in_round(place: usize, round: u32) -> BillDay {
    let count = if place == 2 { 2_500 } else { 20 + place * 90 + round as usize % 7 };
    let lines = (0..count).map(|number| line(&format!("charge {}", number % 12), &round.to_string()));
    let read_at = at("2026-11-01T00:00:00Z") + chrono::TimeDelta::seconds(round.into());
    bill_day(day(DAYS[place]), Api, read_at, lines.collect())
}

/// Reports each day once the store has saved it. Does nothing unless it was started by the test below.
#[test]
fn saves_until_it_is_killed() {
    let Some((file, first)) = crash::job() else { return };
    let store = open(&file).store;
    for round in first.. {
        for place in 0..DAYS.len() {
            save(&store, &account("a"), vec![in_round(place, round)]).unwrap();
            println!("saved {place} {round} .");
        }
    }
}

#[test]
fn a_killed_process_loses_and_duplicates_nothing() {
    let folder = tempfile::tempdir().unwrap();
    let file = folder.path().join("quotatop.db");
    let mut saved: [Option<u32>; DAYS.len()] = [None; DAYS.len()];
    let mut random = 0x2545_F491_u32;
    for kill in 0..KILLS {
        random = random.wrapping_mul(1_664_525).wrapping_add(1_013_904_223);
        let first = kill * 1_000;
        let test = "store::bills::killed::saves_until_it_is_killed";
        let reported = crash::run_and_kill(test, &file, first, (random >> 16) % 13, random >> 16);
        for (place, last) in saved.iter_mut().enumerate() {
            let rounds = reported.iter().filter(|numbers| numbers[0] as usize == place);
            let reported = rounds.map(|numbers| numbers[1]).max();
            // The day at which the process died is saved whole, or not at all.
            let next = reported.map_or(first, |round| round + 1);
            let before = reported.or(*last);
            *last = is_whole(&file, place, [before, Some(next)]);
        }
    }
    assert!(saved.iter().flatten().count() > 1, "{saved:?}");
    check_sums(&open(&file).store, "2026-10");
}

/// The saved round of a day, which must be one of these, with all of its lines.
fn is_whole(file: &Path, place: usize, rounds: [Option<u32>; 2]) -> Option<u32> {
    let Instance { store, reports } = open(file);
    let lines = all_lines(&store, &account("a"), "2026-10", Some(day(DAYS[place])));
    let round = lines.first().map(|(_, line)| payable(line).parse::<u32>().unwrap());
    assert!(rounds.contains(&round), "{place}: {round:?} is none of {rounds:?}");
    if let Some(round) = round {
        let whole = in_round(place, round);
        let lines: Vec<_> = lines.into_iter().map(|(_, line)| line).collect();
        assert_eq!(lines, whole.lines, "{place} {round}");
        let count = whole.lines.len() as u64;
        let again = save(&store, &account("a"), vec![whole]).unwrap();
        assert_eq!((again.new, again.known), (0, count), "{place} {round}");
    }
    assert!(store.close(PATIENCE));
    assert_eq!(reports.try_iter().count(), 0);
    round
}
