//! The README agrees with the program: its table of keys, the configuration keys, and its examples.
//!
//! `README_UPDATE=1 cargo test --test it readme` rewrites the table.

use std::fmt::Write as _;

const FILE: &str = concat!(env!("CARGO_MANIFEST_DIR"), "/README.md");
const BEGIN: &str = "<!-- keys -->\n";
const END: &str = "<!-- /keys -->";

fn table() -> String {
    let mut table = "| keys | name | |\n|---|---|---|\n".to_owned();
    for (keys, name, does) in quotatop::ui::keys::table(quotatop::words::Lang::English) {
        let _ = writeln!(table, "| {keys} | `{name}` | {does} |");
    }
    table
}

#[test]
fn the_table_of_keys_is_the_programs() {
    let readme = std::fs::read_to_string(FILE).unwrap();
    let (before, rest) = readme.split_once(BEGIN).unwrap();
    let (written, after) = rest.split_once(END).unwrap();
    if std::env::var_os("README_UPDATE").is_some() {
        std::fs::write(FILE, format!("{before}{BEGIN}{}{END}{after}", table())).unwrap();
    } else {
        assert_eq!(written, table(), "run: README_UPDATE=1 cargo test --test it readme");
    }
}

/// Every action has a text in every language, and no two have the same.
#[test]
fn every_action_is_described_in_both_languages() {
    use quotatop::{ui::keys::table, words::Lang};
    for ((_, name, english), (.., chinese)) in table(Lang::English).iter().zip(&table(Lang::Chinese)) {
        assert!(!english.is_empty() && english.is_ascii(), "{name}: {english}");
        assert!(!chinese.is_ascii(), "{name}: {chinese}");
    }
}

#[test]
fn every_key_of_the_configuration_is_named() {
    let readme = std::fs::read_to_string(FILE).unwrap();
    let keys = quotatop::config::example().lines().filter_map(|line| {
        let (key, _) = line.trim_start_matches("# ").split_once(" = ")?;
        key.chars().all(|letter| letter.is_ascii_lowercase() || matches!(letter, '_' | '-')).then_some(key)
    });
    let missing: Vec<&str> = keys.filter(|key| !readme.contains(&format!("{key}`"))).collect();
    assert_eq!(missing, Vec::<&str>::new());
}

#[test]
fn every_configuration_in_the_readme_is_accepted() {
    let readme = std::fs::read_to_string(FILE).unwrap();
    let blocks: Vec<&str> =
        readme.split("```toml\n").skip(1).filter_map(|rest| Some(rest.split_once("```")?.0)).collect();
    assert!(!blocks.is_empty());
    for block in blocks {
        if block.starts_with("# theme\n") {
            assert!(
                quotatop::config::theme_file::parse_theme(block).is_ok_and(|theme| !theme.paints.is_empty())
            );
            continue;
        }
        let read = quotatop::config::parse(block, &quotatop::domain::action::bindable());
        assert!(read.is_ok(), "{read:?}");
    }
}

#[test]
fn the_readme_has_the_demo_and_test_commands() {
    let readme = std::fs::read_to_string(FILE).unwrap();
    for command in ["cargo run --release --locked -- --demo\n", "cargo test --locked\n"] {
        assert!(readme.contains(command), "{command}");
    }
    let ci = std::fs::read_to_string(concat!(env!("CARGO_MANIFEST_DIR"), "/.ci/run")).unwrap();
    assert!(ci.contains("cargo test --locked\n"));
}
