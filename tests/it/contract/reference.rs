//! The pages of `docs/` that list something list exactly what the program has.

use std::collections::BTreeSet;

use clap::CommandFactory as _;
use quotatop::{
    cli::args::Args,
    domain::{
        Kind, ListColumn, NextCall, Status,
        alert::Rule,
        call_error::{Agreement, CallCause},
        explain::reason::ReasonKind,
    },
    ui::theme::{Builtin, Role},
};
use strum::IntoEnumIterator;

use super::documents::read;

/// The words in backquotes in a text.
fn quoted(text: &str) -> BTreeSet<&str> {
    text.split('`').skip(1).step_by(2).collect()
}

/// The cells of the rows of all tables under a heading, without heading and rule.
fn rows<'a>(document: &'a str, heading: &str) -> Vec<Vec<&'a str>> {
    let (_, section) = document.split_once(&format!("\n{heading}\n")).unwrap_or_else(|| panic!("{heading}"));
    let section = section.split("\n## ").next().unwrap_or_default();
    let lines = section.lines().filter(|line| line.starts_with("| "));
    lines.map(|line| line.trim_matches('|').split(" | ").map(str::trim).collect()).collect()
}

/// What the first column of a table has in backquotes.
fn first_column<'a>(document: &'a str, heading: &str) -> BTreeSet<&'a str> {
    rows(document, heading).iter().flat_map(|cells| quoted(cells[0])).collect()
}

fn words<T: IntoEnumIterator + Into<&'static str>>() -> BTreeSet<&'static str> {
    T::iter().map(Into::into).collect()
}

#[test]
fn every_command_and_option_is_listed() {
    let scripting = read("docs/scripting.md");
    let readme = read("README.md");
    let listed = quoted(&scripting).into_iter().filter(|word| word.starts_with('-'));
    let listed: BTreeSet<&str> = listed.filter_map(|word| word.split([' ', '=']).next()).collect();
    let mut options = BTreeSet::from(["--help".to_owned()]);
    let args = Args::command();
    for command in args.get_subcommands() {
        let name = command.get_name();
        assert!(scripting.contains(&format!("\nquotatop {name}")), "{name}");
        assert!(readme.contains(&format!("| `quotatop {name}")), "{name}");
        for inner in command.get_subcommands().map(clap::Command::get_name) {
            assert!(scripting.contains(&format!("\nquotatop {name} {inner}")), "{name} {inner}");
        }
    }
    for command in args.get_subcommands().chain([&args]) {
        for option in command.get_arguments().filter_map(clap::Arg::get_long) {
            options.insert(format!("--{option}"));
        }
    }
    for option in &options {
        assert!(
            listed.contains(option.as_str()) || listed.contains(option.trim_start_matches("--")),
            "{option}"
        );
    }
    let unknown: Vec<_> =
        listed.iter().filter(|word| word.starts_with("--") && !options.contains(**word)).collect();
    assert!(unknown.is_empty(), "{unknown:?}");
}

/// Each command's own options are in its row.
#[test]
fn options_are_listed_with_their_command() {
    let scripting = read("docs/scripting.md");
    let rows = rows(&scripting, "## Options");
    for command in Args::command().get_subcommands() {
        let row = rows.iter().find(|cells| cells[0] == format!("`{}`", command.get_name()));
        let named: BTreeSet<&str> = row.map(|cells| quoted(cells[1])).unwrap_or_default();
        let named: BTreeSet<&str> = named.iter().filter_map(|option| option.split(' ').next()).collect();
        let named: BTreeSet<String> =
            named.into_iter().filter_map(|option| Some(option.strip_prefix("--")?.to_owned())).collect();
        let options: BTreeSet<String> =
            command.get_arguments().filter_map(clap::Arg::get_long).map(str::to_owned).collect();
        assert_eq!(named, options, "{}", command.get_name());
    }
}

#[test]
fn exit_statuses_are_those_of_the_help() {
    let scripting = read("docs/scripting.md");
    let listed = rows(&scripting, "## Exit statuses");
    let listed: BTreeSet<u8> = listed.iter().filter_map(|cells| cells[0].parse().ok()).collect();
    let help = Args::command().get_after_help().unwrap().to_string();
    let help: BTreeSet<u8> =
        help.split(|sign: char| !sign.is_ascii_digit()).filter_map(|number| number.parse().ok()).collect();
    assert_eq!(listed, help);
    assert_eq!(listed, [0, 1, 2, 3, 10, 11, 12].into());
}

/// Each key of the configuration has a row with its default.
#[test]
fn every_key_of_the_configuration_is_listed_with_its_default() {
    let document = read("docs/configuration.md");
    let sections = ["## General", "## Profiles", "## Alerts", "## Channels", "## Keys and wallboard"];
    let rows: Vec<Vec<&str>> = sections.iter().flat_map(|section| rows(&document, section)).collect();
    let mut table = String::new();
    let mut seen = 0;
    for line in quotatop::config::example().lines() {
        let (text, is_set) = line.strip_prefix("# ").map_or((line, true), |text| (text, false));
        if let Some(name) = text.strip_prefix('[').and_then(|name| name.strip_suffix(']')) {
            table = name.split('.').next().unwrap().to_owned();
        }
        let Some((key, value)) = text.split_once(" = ") else { continue };
        let is_key = key.chars().all(|letter| letter.is_ascii_lowercase() || "_-".contains(letter));
        if !is_key || table == "keys" {
            continue;
        }
        seen += 1;
        let row = rows.iter().find(|cells| {
            cells[0].starts_with(&format!("`{table}")) && cells[0].contains(&format!("{key}`"))
                || cells[0] == format!("`{key}`")
        });
        let row = row.unwrap_or_else(|| panic!("{table}: {key} has no row"));
        assert!(!is_set || row[1].contains(&format!("`{value}`")), "{key}: {value} is not in {row:?}");
    }
    assert!(seen > 25, "keys are found: {seen}");
}

#[test]
fn columns_rules_reasons_and_themes_are_listed() {
    let dashboard = read("docs/dashboard.md");
    let mut columns = words::<ListColumn>();
    columns.extend(["LEFT / TOTAL", "NEXT CALL"]);
    assert_eq!(first_column(&dashboard, "## Columns"), columns);

    let alerts = read("docs/alerts.md");
    assert_eq!(first_column(&alerts, "## Rules"), words::<Rule>());

    let bills = read("docs/bills.md");
    assert_eq!(first_column(&bills, "## Why a charge came"), words::<ReasonKind>());

    let themes = read("docs/themes.md");
    let mut builtin = words::<Builtin>();
    builtin.insert("auto");
    assert!(builtin.is_subset(&first_column(&themes, "![In light](../assets/light.png)")));
    assert_eq!(first_column(&themes, "## A theme of your own"), words::<Role>());
}

#[test]
fn the_words_of_explained_errors_are_listed() {
    let scripting = read("docs/scripting.md");
    let rows = rows(&scripting, "## Explaining an error");
    for (field, expected) in [("cause", words::<CallCause>()), ("facts.comparison", words::<Agreement>())] {
        let row = rows.iter().find(|cells| cells[0] == format!("`{field}`")).unwrap();
        assert_eq!(quoted(row[1]), expected, "{field}");
    }
}

#[test]
fn the_words_of_filters_are_listed() {
    let scripting = read("docs/scripting.md");
    let rows = rows(&scripting, "## Filters");
    for (field, expected) in
        [("kind", words::<Kind>()), ("status", words::<Status>()), ("next", words::<NextCall>())]
    {
        let row = rows.iter().find(|cells| cells[0] == format!("`{field}`")).unwrap();
        assert_eq!(quoted(row[1]), expected, "{field}");
    }
}
