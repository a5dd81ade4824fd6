//! The terminal is asked for its background, and the test plays the terminal that answers: light, late, in the middle
//! of what is typed, cut short, unasked, or never.

use vt100::Color;

use super::*;

const QUESTION: &str = "\x1b]11;?\x1b\\";
const LIGHT: &str = "\x1b]11;rgb:ffff/ffff/ffff\x1b\\";
const SNAPSHOT: &str = r#"{"schema": "quotatop.snapshot/1", "models": [
    {"model": "qwen-max", "kind": "text", "unit": "tokens", "total": 1000000, "remaining": 24098,
     "expires_at": "2199-12-04T00:00:00Z", "quota_status": "VALID", "free_quota_only": false},
    {"model": "qwen-turbo", "kind": "text", "unit": "tokens", "total": 1000000, "remaining": 640000,
     "expires_at": "2199-12-09T00:00:00Z", "quota_status": "VALID", "free_quota_only": false}]}"#;

/// The accent of the dark and of the light theme, in which the program's name is written.
const IN_DARK: Color = Color::Rgb(0x8a, 0xb4, 0xff);
const IN_LIGHT: Color = Color::Rgb(0x0b, 0x57, 0xc2);

fn start(variables: &[(&str, &str)], arguments: &[&str]) -> Terminal {
    let arguments = [&["--snapshot", "$HOME/quotas.json"], arguments].concat();
    let variables = [&[("COLORTERM", "truecolor")], variables].concat();
    let files = [("quotas.json", SNAPSHOT)];
    let terminal = Terminal::start(Start {
        arguments: &arguments,
        variables: &variables,
        files: &files,
        ..Start::default()
    });
    terminal.wait_for("24,098/1,000,000");
    terminal
}

/// The dashboard, once it has asked.
fn asked() -> Terminal {
    let terminal = start(&[], &[]);
    terminal.wait_for_colour("quotatop", IN_DARK);
    terminal.wait_for_bytes(QUESTION);
    terminal
}

fn leave(mut terminal: Terminal) {
    terminal.press("q");
    assert_eq!(terminal.wait_for_end(), 0);
    terminal.assert_given_back();
    assert!(!terminal.screen().contains("11;rgb"), "{}", terminal.screen());
}

#[test]
fn a_light_background_turns_the_theme_and_a_dark_one_does_not() {
    let mut terminal = asked();
    terminal.press(LIGHT);
    terminal.wait_for_colour("quotatop", IN_LIGHT);
    leave(terminal);

    let mut terminal = asked();
    terminal.press("\x1b]11;rgb:1e1e/1e1e/2e2e\x07");
    terminal.press("/turbo\r");
    terminal.wait_for_absence("qwen-max");
    terminal.wait_for_colour("quotatop", IN_DARK);
    leave(terminal);
}

#[test]
fn keys_around_a_late_answer_are_all_received() {
    let mut terminal = asked();
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
    leave(terminal);
}

#[test]
fn an_answer_cut_short_is_no_key_and_the_next_key_arrives() {
    let mut terminal = asked();
    terminal.press("\x1b]11;rgb:ff");
    assert_eq!(terminal.press_until_end("q"), 0);
    terminal.assert_given_back();
}

/// Windows Terminal tells its colours over ssh without being asked.
#[test]
fn an_answer_that_nobody_asked_for_is_no_key() {
    let mut terminal = start(&[], &["--theme", "dark"]);
    terminal.press(&format!("/tur{LIGHT}bo"));
    terminal.wait_for("/turbo");
    terminal.wait_for_absence("qwen-max");
    terminal.wait_for_colour("quotatop", IN_DARK);
    terminal.press("\x1b");
    terminal.wait_for("qwen-max");
    leave(terminal);
}

#[test]
fn an_answer_on_the_way_out_is_not_typed_into_the_shell() {
    let mut terminal = asked();
    terminal.press("q");
    terminal.press(LIGHT);
    assert_eq!(terminal.wait_for_end(), 0);
    terminal.assert_given_back();
    assert!(!terminal.screen().contains("11;rgb"), "{}", terminal.screen());
}

#[test]
fn only_who_follows_it_asks_and_only_who_would_answer_is_asked() {
    for (variables, arguments) in [
        (&[][..], &["--theme", "light"][..]),
        (&[], &["--theme", "dark"]),
        (&[], &["--no-color"]),
        (&[("NO_COLOR", "1")], &[]),
        (&[("TERM", "linux")], &[]),
    ] {
        let mut terminal = start(variables, arguments);
        terminal.press("q");
        assert_eq!(terminal.wait_for_end(), 0);
        terminal.assert_given_back();
        assert!(!terminal.has_said("\x1b]11;"), "{variables:?} {arguments:?}");
    }
}

/// The configuration comes to say that the background decides, while it runs.
#[test]
fn it_is_asked_as_soon_as_it_is_to_decide() {
    let file = ".config/quotatop/config.toml";
    let mut terminal = Terminal::start(Start {
        arguments: &["watch", "--snapshot", "$HOME/quotas.json"],
        variables: &[("COLORTERM", "truecolor")],
        files: &[("quotas.json", SNAPSHOT), (file, "theme = \"dark\"")],
        ..Start::default()
    });
    terminal.wait_for_colour("quotatop", IN_DARK);
    assert!(!terminal.has_said(QUESTION));
    std::fs::write(terminal.path(file), "theme = \"auto\"").unwrap();
    terminal.wait_for_bytes(QUESTION);
    terminal.press(LIGHT);
    terminal.wait_for_colour("quotatop", IN_LIGHT);
    leave(terminal);
}

#[test]
fn themes_are_tried_and_what_is_chosen_stays() {
    let mut terminal = asked();
    terminal.press("t");
    terminal.wait_for("theme = \"light\" in the configuration keeps it");
    terminal.wait_for_colour("quotatop", IN_LIGHT);
    terminal.press("t");
    terminal.wait_for("theme high-contrast");
    terminal.press(LIGHT);
    terminal.press("ttt");
    terminal.wait_for("theme dark");
    terminal.wait_for_colour("quotatop", IN_DARK);
    leave(terminal);
}

#[test]
fn a_theme_of_ones_own_is_shown_and_the_configuration_chooses_it() {
    let files = [
        ("quotas.json", SNAPSHOT),
        (".config/quotatop/config.toml", "theme = \"plum\"\nascii = true"),
        (".config/quotatop/themes/plum.toml", "accent = { fg = \"#d7a6ff\" }"),
    ];
    let terminal = Terminal::start(Start {
        arguments: &["--snapshot", "$HOME/quotas.json"],
        variables: &[("COLORTERM", "truecolor")],
        files: &files,
        ..Start::default()
    });
    terminal.wait_for("24,098/1,000,000");
    terminal.wait_for_colour("quotatop", Color::Rgb(0xd7, 0xa6, 0xff));
    assert!(terminal.screen().is_ascii(), "{}", terminal.screen());
    leave(terminal);
}

#[test]
fn as_many_colours_are_used_as_there_are() {
    for (term, colour) in [
        ("xterm-256color", Color::Idx(111)),
        ("xterm", Color::Idx(14)),
        ("xterm-kitty", IN_DARK),
        ("linux", Color::Idx(14)),
    ] {
        let terminal = start(&[("COLORTERM", ""), ("TERM", term)], &[]);
        terminal.wait_for_colour("quotatop", colour);
        leave(terminal);
    }
}
