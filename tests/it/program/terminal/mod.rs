//! End to end: the real binary in a real pseudo-terminal. Tests wait for text on the screen.

mod background;
mod locale;
mod piped_snapshot;
mod reports;
mod sizes;

use crate::support::{
    environment,
    shown::{show, show_snapshot, snapshot, start_on},
    terminal::{Start, Terminal},
};

#[test]
fn a_snapshot_is_shown_navigated_filtered_and_left() {
    let mut terminal = show_snapshot();
    terminal.press("/turbo");
    terminal.wait_for_absence("qwen-plus");
    terminal.wait_for("640,000/1,000,000");
    terminal.press("\x1b");
    terminal.wait_for("qwen-plus");
    terminal.press("?");
    terminal.wait_for("Tab");
    terminal.wait_for_absence("qwen-plus");
    terminal.press("?");
    terminal.wait_for("qwen-plus");
    terminal.resize(80, 24);
    terminal.wait_for("24,098/1,000,000");
    terminal.resize(30, 5);
    terminal.wait_for_absence("24,098/1,000,000");
    terminal.resize(120, 36);
    terminal.wait_for("24,098/1,000,000");
    terminal.leave();
}

#[test]
fn nothing_is_written_while_nothing_visible_changes() {
    let mut terminal = show_snapshot();
    // A key without meaning is read and causes a draw, which must not write anything.
    terminal.press("?");
    terminal.wait_for("Tab");
    terminal.press("?");
    terminal.wait_for("24,098/1,000,000");
    let clock = |terminal: &Terminal| terminal.screen().lines().next().map(str::to_owned);
    // The movements of the cursor prove that every key before them was read.
    let mut costs_of = |keys: &str| loop {
        let (before, bytes) = (clock(&terminal), terminal.bytes());
        terminal.press(keys);
        terminal.press("j");
        terminal.wait_for("▌qwen-max");
        terminal.press("k");
        terminal.wait_for("▌qwen-plus");
        let cost = terminal.bytes() - bytes;
        if clock(&terminal) == before {
            return cost;
        }
    };
    costs_of("");
    let (alone, among_many) = (costs_of(""), costs_of(&"x".repeat(200)));
    assert_eq!(among_many, alone, "keys without meaning caused output");
    terminal.leave();
}

/// The text is copied before the frame that reports it.
#[test]
fn the_selected_model_is_copied_by_the_terminal() {
    let mut terminal = show_snapshot();
    terminal.press("y");
    terminal.wait_for("copied: qwen-plus");
    assert_eq!(terminal.clipboard(), Some(("c".to_owned(), "cXdlbi1wbHVz".to_owned())));
    terminal.press("j");
    terminal.wait_for_absence("copied");
    terminal.press("y");
    terminal.wait_for("copied: qwen-max");
    assert_eq!(terminal.clipboard(), Some(("c".to_owned(), "cXdlbi1tYXg=".to_owned())));
    terminal.leave();
}

#[test]
fn a_changed_file_is_read_again() {
    let mut terminal = show_snapshot();
    let changed = snapshot().replace("640000", "512345");
    std::fs::write(terminal.path("quotas.json"), changed).unwrap();
    terminal.press("r");
    terminal.wait_for("512,345/1,000,000");
    terminal.leave();
}

#[test]
fn model_names_cannot_control_the_terminal() {
    let snapshot = snapshot().replace("qwen-turbo", "evil\\u001b]0;owned\\u0007\\u001b[2J\\n\\u202etxt");
    let terminal = start_on(&snapshot, Start::default());
    terminal.wait_for("24,098/1,000,000");
    terminal.wait_for("evil\\u001b");
    terminal.leave();
}

#[test]
fn the_wallboard_can_be_held_resized_and_left() {
    let mut terminal = start_on(&snapshot(), Start { arguments: &["watch"], ..Start::default() });
    terminal.wait_for("24,098 of 1,000,000");
    terminal.press(" ");
    terminal.wait_for("paused");
    terminal.press("?");
    terminal.wait_for("Ctrl-Z");
    terminal.press("?");
    terminal.wait_for("paused");
    terminal.press(" ");
    terminal.wait_for_absence("paused");
    terminal.resize(60, 16);
    terminal.wait_for("24,098 of 1,000,000");
    terminal.leave();
}

#[test]
fn a_theme_edited_while_shown_is_reloaded_at_once() {
    let file = ".config/quotatop/themes/mine.toml";
    let theme = |colour: &str| format!("[accent]\nfg = \"{colour}\"\n");
    let start = Start {
        arguments: &["watch", "--theme", "mine"],
        variables: &[("COLORTERM", "truecolor")],
        files: &[(file, &theme("#102030"))],
        ..Start::default()
    };
    let terminal = start_on(&snapshot(), start);
    terminal.wait_for_colour("quotatop", vt100::Color::Rgb(0x10, 0x20, 0x30));
    let write = |text: &str| std::fs::write(terminal.path(file), text).unwrap();
    write(&theme("nonsense"));
    terminal.wait_for("themes/mine.toml:2:6: accent.fg");
    terminal.wait_for_colour("quotatop", vt100::Color::Rgb(0x10, 0x20, 0x30));
    write(&theme("#405060"));
    terminal.wait_for_colour("quotatop", vt100::Color::Rgb(0x40, 0x50, 0x60));
    assert!(!terminal.screen().contains("accent.fg"), "{}", terminal.screen());
}

#[test]
fn without_a_terminal_the_wallboard_says_what_to_do() {
    let home = tempfile::tempdir().unwrap();
    let output = std::process::Command::new(env!("CARGO_BIN_EXE_quotatop"))
        .args(["watch", "--demo"])
        .env_clear()
        .envs(environment(home.path()))
        .output()
        .unwrap();
    assert_eq!(output.status.code(), Some(2));
    assert!(String::from_utf8_lossy(&output.stderr).contains("quotatop list"));
    assert!(output.stdout.is_empty());
}
