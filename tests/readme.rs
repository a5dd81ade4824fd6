//! The README says what is so: its table of keys is the program's, and it names every key of the configuration.
//!
//! `README_UPDATE=1 cargo test --test readme` writes the table anew.

use std::fmt::Write as _;

const FILE: &str = concat!(env!("CARGO_MANIFEST_DIR"), "/README.md");
const BEGIN: &str = "<!-- keys -->\n";
const END: &str = "<!-- /keys -->";

fn table() -> String {
    let mut table = "| keys | |\n|---|---|\n".to_owned();
    for (keys, does) in quotatop::ui::keys::table(quotatop::words::Lang::English) {
        let _ = writeln!(table, "| {keys} | {does} |");
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
        assert_eq!(written, table(), "run: README_UPDATE=1 cargo test --test readme");
    }
}

#[test]
fn every_key_of_the_configuration_is_named() {
    let readme = std::fs::read_to_string(FILE).unwrap();
    let keys = quotatop::config::example().lines().filter_map(|line| {
        let (key, _) = line.trim_start_matches("# ").split_once(" = ")?;
        key.chars().all(|letter| letter.is_ascii_lowercase() || letter == '_').then_some(key)
    });
    let missing: Vec<&str> = keys.filter(|key| !readme.contains(&format!("{key}`"))).collect();
    assert_eq!(missing, Vec::<&str>::new());
}

#[test]
fn every_configuration_in_it_is_accepted() {
    let readme = std::fs::read_to_string(FILE).unwrap();
    let blocks: Vec<&str> =
        readme.split("```toml\n").skip(1).filter_map(|rest| Some(rest.split_once("```")?.0)).collect();
    assert!(!blocks.is_empty());
    for block in blocks {
        if block.starts_with("# theme\n") {
            assert!(quotatop::config::theme::parse_theme(block).is_ok_and(|theme| !theme.paints.is_empty()));
            continue;
        }
        assert!(quotatop::config::parse(block).is_ok(), "{:?}", quotatop::config::parse(block));
    }
}

#[test]
fn the_two_promises_stand_in_it() {
    let readme = std::fs::read_to_string(FILE).unwrap();
    for command in ["cargo run --release --locked -- --demo\n", "cargo test --locked\n"] {
        assert!(readme.contains(command), "{command}");
    }
    let ci = std::fs::read_to_string(concat!(env!("CARGO_MANIFEST_DIR"), "/.ci/run")).unwrap();
    assert!(ci.contains("cargo test --locked\n"));
}
