//! Terminals that do not know their size.

use super::*;
use crate::support::shown::snapshot_without_expiries;

fn start(reported: (u16, u16), real: (u16, u16), variables: &[(&str, &str)]) -> Terminal {
    show(Start { variables, size: Some(real), reported_size: Some(reported), ..Start::default() })
}

/// As on a serial console.
#[test]
fn a_size_of_0_by_0_is_drawn_as_80_by_24() {
    // The hour may change between two starts, and with it a countdown.
    let file = snapshot_without_expiries();
    let open = |reported| {
        let size = Start { size: Some((80, 24)), reported_size: Some(reported), ..Start::default() };
        let terminal = start_on(&file, size);
        terminal.wait_for("24,098/1,000,000");
        terminal
    };
    for reported in [(0, 0), (80, 0), (0, 24)] {
        let terminal = open(reported);
        let unknown = terminal.screen();
        terminal.leave();
        let terminal = open((80, 24));
        // So may the minute.
        let without_clock = |screen: &str| screen.lines().skip(1).map(str::to_owned).collect::<Vec<_>>();
        assert_eq!(without_clock(&unknown), without_clock(&terminal.screen()), "{reported:?}");
        terminal.leave();
    }
}

#[test]
fn a_size_of_0_by_0_is_taken_from_the_environment() {
    let terminal = start((0, 0), (120, 36), &[("COLUMNS", "120"), ("LINES", "36")]);
    // The detail below the list needs this size.
    terminal.wait_for("figures lag up to 1 h");
    terminal.resize(80, 24);
    terminal.wait_for_absence("figures lag up to 1 h");
    terminal.leave();
}

#[test]
fn an_absurd_size_neither_aborts_nor_exhausts_memory() {
    for reported in [(u16::MAX, u16::MAX), (u16::MAX, 24), (30_000, 30_000)] {
        let terminal = start(reported, (1_000, 400), &[]);
        if let Some(peak) = terminal.peak_memory() {
            assert!(peak < 128 * 1024 * 1024, "{} KiB", peak / 1024);
        }
        terminal.leave();
    }
}
