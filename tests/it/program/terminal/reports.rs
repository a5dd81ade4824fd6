//! Complete and truncated reports of a terminal are no keys, and the keyboard works afterwards.

use super::*;

/// Replies to queries of another program, such as an editor that has just ended.
const PRIVATE_REPORTS: [&str; 5] =
    ["\x1b[?2026;2$y", "\x1b[?64;1;2;6;22c", "\x1b[?997;1n", "\x1b[?2;0;1000;1000S", "\x1b[?12;40;1R"];
const STRINGS: [&str; 6] = [
    "\x1b]10;rgb:cccc/cccc/cccc\x1b\\\x1b]11;rgb:0c0c/0c0c/0c0c\x1b\\\x1b]4;0;rgb:0c0c/0c0c/0c0c\x1b\\",
    "\x1b]10;rgb:cccc/cccc/cccc\x07",
    "\x1b]52;c;cXVpdCBxIHEgcQ==\x07",
    "\x1bP>|XTerm(390)\x1b\\",
    "\x1bP1+r524742=382f382f38\x1b\\",
    "\x1b_Gi=31;OK\x1b\\",
];
const CUT_SHORT: [&str; 9] = [
    "\x1b[?",
    "\x1b[<",
    "\x1b[?64;1;2",
    "\x1b[<0;10",
    "\x1b[M ",
    "\x1bO5",
    "\x1b]10;rgb:",
    "\x1bP>|XTerm(",
    "\x1b_Gi=31;",
];

#[test]
fn a_private_report_does_not_swallow_keys() {
    for report in PRIVATE_REPORTS {
        let mut terminal = show_snapshot();
        terminal.press(&format!("/tur{report}bo"));
        terminal.wait_for("/turbo");
        terminal.wait_for_absence("qwen-max");
        terminal.leave_by(&format!("{report}\x03"));
    }
}

#[test]
fn an_osc_dcs_or_apc_report_is_not_typed() {
    for report in STRINGS {
        let mut terminal = show_snapshot();
        terminal.press(&format!("/tur{report}bo\r{report}"));
        terminal.wait_for("filter: turbo");
        terminal.wait_for_absence("qwen-max");
        terminal.leave();
    }
}

#[test]
fn a_sequence_cut_short_does_not_swallow_keys() {
    for sequence in CUT_SHORT {
        let mut terminal = show_snapshot();
        terminal.press(sequence);
        assert_eq!(terminal.press_until_end("q"), 0, "{sequence:?}");
        terminal.assert_restored();
    }
}

#[test]
fn ctrl_c_leaves_in_the_middle_of_a_sequence() {
    for sequence in CUT_SHORT.into_iter().chain(["\x1b", "\x1b[", "\x1b]", "\x1b[200~text"]) {
        show_snapshot().leave_by(&format!("{sequence}\x03"));
    }
}

#[test]
fn an_unterminated_paste_ends_after_a_pause() {
    let mut terminal = show_snapshot();
    terminal.press("/\x1b[200~turbo");
    terminal.wait_for("/turbo");
    terminal.wait_for_absence("qwen-plus");
    terminal.press("\r");
    assert_eq!(terminal.press_until_end("q"), 0);
    terminal.assert_restored();
}

#[test]
fn a_huge_paste_delays_no_key_and_costs_no_memory() {
    let mut terminal = show_snapshot();
    terminal.press(&format!("/\x1b[200~{}\x1b[201~", "turbo ".repeat(1_700_000)));
    terminal.wait_for("turbo turbo turbo");
    terminal.press("\x1b");
    terminal.wait_for("qwen-plus");
    if let Some(peak) = terminal.peak_memory() {
        assert!(peak < 48 * 1024 * 1024, "{} KiB", peak / 1024);
    }
    terminal.leave();
}

/// No further byte reveals that it is alone.
#[test]
fn a_lone_escape_works_at_once() {
    let mut terminal = show_snapshot();
    terminal.press("/turbo");
    terminal.wait_for_absence("qwen-max");
    terminal.press("\x1b");
    terminal.wait_for("qwen-max");
    terminal.leave();
}
