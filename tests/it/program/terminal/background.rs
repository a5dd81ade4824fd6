//! The program queries the terminal's background, and the test answers as a terminal: late, amid typed text, truncated,
//! unsolicited, or never.

use std::{
    thread,
    time::{Duration, Instant},
};

use vt100::Color;

use super::*;

const QUERY: &str = "\x1b]11;?\x1b\\";
const LIGHT: &str = "\x1b]11;rgb:ffff/ffff/ffff\x1b\\";

/// The accent of the dark and of the light theme, in which the program's name is written.
const IN_DARK: Color = Color::Rgb(0x8a, 0xb4, 0xff);
const IN_LIGHT: Color = Color::Rgb(0x0b, 0x57, 0xc2);

fn start(variables: &[(&str, &str)], arguments: &[&str]) -> Terminal {
    let variables = [&[("COLORTERM", "truecolor")], variables].concat();
    show(Start { arguments, variables: &variables, ..Start::default() })
}

/// The dashboard, once it has sent the query.
fn queried() -> Terminal {
    let terminal = start(&[], &[]);
    terminal.wait_for_colour("quotatop", IN_DARK);
    terminal.wait_for_bytes(QUERY);
    terminal
}

#[test]
fn a_light_background_selects_the_light_theme() {
    let mut terminal = queried();
    terminal.press(LIGHT);
    terminal.wait_for_colour("quotatop", IN_LIGHT);
    terminal.leave();

    let mut terminal = queried();
    terminal.press("\x1b]11;rgb:1e1e/1e1e/2e2e\x07");
    terminal.press("/turbo\r");
    terminal.wait_for_absence("qwen-max");
    terminal.wait_for_colour("quotatop", IN_DARK);
    terminal.leave();
}

#[test]
fn keys_around_a_late_answer_all_arrive() {
    let mut terminal = queried();
    terminal.press("?");
    terminal.wait_for("Tab");
    terminal.press("?");
    terminal.wait_for("24,098/1,000,000");
    terminal.press(&format!("/tur{LIGHT}bo"));
    terminal.wait_for("/turbo");
    terminal.wait_for_absence("qwen-max");
    terminal.wait_for_colour("quotatop", IN_LIGHT);
    terminal.press("\x1b");
    terminal.wait_for("qwen-max");
    terminal.leave();
}

#[test]
fn a_truncated_answer_is_no_key_and_the_next_key_arrives() {
    let mut terminal = queried();
    terminal.press("\x1b]11;rgb:ff");
    assert_eq!(terminal.press_until_end("q"), 0);
    terminal.assert_restored();
}

/// Windows Terminal reports its colours over ssh without a query.
#[test]
fn an_unsolicited_answer_is_no_key() {
    let mut terminal = start(&[], &["--theme", "dark"]);
    terminal.press(&format!("/tur{LIGHT}bo"));
    terminal.wait_for("/turbo");
    terminal.wait_for_absence("qwen-max");
    terminal.wait_for_colour("quotatop", IN_DARK);
    terminal.press("\x1b");
    terminal.wait_for("qwen-max");
    terminal.leave();
}

#[test]
fn an_answer_during_exit_is_not_typed_into_the_shell() {
    for _ in 0..20 {
        let mut terminal = queried();
        let begun = Instant::now();
        terminal.press("q");
        thread::sleep(Duration::from_millis(20));
        terminal.press(LIGHT);
        // It waits for a moment only: an answer that this machine was too busy to send in time says nothing.
        if begun.elapsed() < Duration::from_millis(60) {
            terminal.assert_left();
            return;
        }
    }
    panic!("this machine is too busy");
}

#[test]
fn the_background_is_queried_only_when_needed_and_supported() {
    for (variables, arguments) in [
        (&[][..], &["--theme", "light"][..]),
        (&[], &["--theme", "dark"]),
        (&[], &["--no-color"]),
        (&[("NO_COLOR", "1")], &[]),
        (&[("TERM", "linux")], &[]),
    ] {
        let terminal = start(variables, arguments);
        assert!(!terminal.has_sent("\x1b]11;"), "{variables:?} {arguments:?}");
        terminal.leave();
    }
}

#[test]
fn the_background_is_queried_when_the_theme_becomes_auto() {
    let file = ".config/quotatop/config.toml";
    let start = Start {
        arguments: &["watch"],
        variables: &[("COLORTERM", "truecolor")],
        files: &[(file, "theme = \"dark\"")],
        ..Start::default()
    };
    let mut terminal = start_on(&snapshot(), start);
    terminal.wait_for_colour("quotatop", IN_DARK);
    assert!(!terminal.has_sent(QUERY));
    std::fs::write(terminal.path(file), "theme = \"auto\"").unwrap();
    terminal.wait_for_bytes(QUERY);
    terminal.press(LIGHT);
    terminal.wait_for_colour("quotatop", IN_LIGHT);
    terminal.leave();
}

#[test]
fn themes_are_cycled_and_a_chosen_one_stays() {
    let mut terminal = queried();
    terminal.press("t");
    terminal.wait_for("set theme = \"light\" in the configuration");
    terminal.wait_for_colour("quotatop", IN_LIGHT);
    terminal.press("t");
    terminal.wait_for("theme high-contrast");
    terminal.press(LIGHT);
    terminal.press("ttt");
    terminal.wait_for("theme dark");
    terminal.wait_for_colour("quotatop", IN_DARK);
    terminal.leave();
}

#[test]
fn a_custom_theme_chosen_in_the_configuration_is_used() {
    let terminal = show(Start {
        variables: &[("COLORTERM", "truecolor")],
        files: &[
            (".config/quotatop/config.toml", "theme = \"plum\"\nascii = true"),
            (".config/quotatop/themes/plum.toml", "accent = { fg = \"#d7a6ff\" }"),
        ],
        ..Start::default()
    });
    terminal.wait_for_colour("quotatop", Color::Rgb(0xd7, 0xa6, 0xff));
    assert!(terminal.screen().is_ascii(), "{}", terminal.screen());
    terminal.leave();
}

#[test]
fn colours_fit_what_the_terminal_supports() {
    for (term, colour) in [
        ("xterm-256color", Color::Idx(111)),
        ("xterm", Color::Idx(14)),
        ("xterm-kitty", IN_DARK),
        ("linux", Color::Idx(14)),
    ] {
        let terminal = start(&[("COLORTERM", ""), ("TERM", term)], &[]);
        terminal.wait_for_colour("quotatop", colour);
        terminal.leave();
    }
}
