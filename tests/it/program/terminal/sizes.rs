//! Terminals that do not know how large they are.

use super::*;

fn start(reported: (u16, u16), real: (u16, u16), variables: &[(&str, &str)]) -> Terminal {
    let snapshot = snapshot();
    let terminal = Terminal::start(Start {
        arguments: &["--snapshot", "$HOME/quotas.json"],
        files: &[("quotas.json", &snapshot)],
        variables,
        size: Some(real),
        reported_size: Some(reported),
        ..Start::default()
    });
    terminal.wait_for("24,098/1,000,000");
    terminal
}

fn leave(mut terminal: Terminal) {
    terminal.press("q");
    assert_eq!(terminal.wait_for_end(), 0);
    terminal.assert_given_back();
}

/// As on a serial console.
#[test]
fn where_the_size_is_0_by_0_the_screen_is_that_of_80_by_24() {
    for reported in [(0, 0), (80, 0), (0, 24)] {
        let terminal = start(reported, (80, 24), &[]);
        let unknown = terminal.screen();
        leave(terminal);
        let terminal = start((80, 24), (80, 24), &[]);
        // The minute may change between the two.
        let without_clock = |screen: &str| screen.lines().skip(1).map(str::to_owned).collect::<Vec<_>>();
        assert_eq!(without_clock(&unknown), without_clock(&terminal.screen()), "{reported:?}");
        leave(terminal);
    }
}

#[test]
fn where_the_size_is_0_by_0_the_variables_say_it() {
    let terminal = start((0, 0), (120, 36), &[("COLUMNS", "120"), ("LINES", "36")]);
    // The detail below the list needs as much.
    terminal.wait_for("Alibaba's count may be up to 1 h behind");
    terminal.resize(80, 24);
    terminal.wait_for_absence("Alibaba's count may be up to 1 h behind");
    leave(terminal);
}

#[test]
fn an_absurd_size_neither_aborts_nor_takes_memory_for_what_nobody_sees() {
    for reported in [(u16::MAX, u16::MAX), (u16::MAX, 24), (30_000, 30_000)] {
        let terminal = start(reported, (1_000, 400), &[]);
        if let Some(peak) = terminal.peak_memory() {
            assert!(peak < 128 * 1024 * 1024, "{} KiB", peak / 1024);
        }
        leave(terminal);
    }
}
