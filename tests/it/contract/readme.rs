//! README and the tables that the program writes: keys, errors of calls, and the columns of exported bills.
//!
//! `README_UPDATE=1 cargo test --test it readme` writes these tables again.

use std::fmt::Write as _;

use quotatop::{
    domain::{
        Action,
        action::{BINDINGS, Page},
        bill::Figure,
    },
    source::bill_file::columns,
    ui::keys,
    words::{self, Lang},
};
use strum::IntoEnumIterator;

use super::documents::{path, read};

/// The actions that a newcomer needs first.
const TEN: [Action; 10] = [
    Action::Open,
    Action::NextPage,
    Action::Page(Page::Bills),
    Action::Filter,
    Action::Sort,
    Action::Account,
    Action::CopyRemedy,
    Action::Palette,
    Action::Help,
    Action::Quit,
];

fn all_keys() -> String {
    let mut table = "| keys | name | what it does |\n|---|---|---|\n".to_owned();
    for (keys, name, does) in keys::table(Lang::English) {
        let _ = writeln!(table, "| {keys} | `{name}` | {does} |");
    }
    table
}

fn ten_keys() -> String {
    let mut table = "| keys | what they do |\n|---|---|\n".to_owned();
    for ((keys, _, does), row) in keys::table(Lang::English).iter().zip(BINDINGS) {
        if TEN.contains(&row.action) {
            let _ = writeln!(table, "| {keys} | {does} |");
        }
    }
    table
}

fn bill_columns() -> String {
    let mut table = "| figure | columns, the preferred one first |\n|---|---|\n".to_owned();
    for figure in Figure::iter() {
        let names: Vec<&str> = columns::feeding(figure).collect();
        let figure = words::cli::bill_file::figure(Lang::English, figure);
        let _ = writeln!(table, "| {figure} | {} |", names.join(", "));
    }
    table
}

fn errors() -> String {
    let mut table = "| error | what it means | what to do |\n|---|---|---|\n".to_owned();
    for [codes, means, todo] in words::cli::explain::table(Lang::English) {
        let _ = writeln!(table, "| {codes} | {means} | {todo} |");
    }
    table
}

#[test]
fn generated_tables_are_the_programs() {
    for (name, marker, table) in [
        ("docs/keys.md", "keys", all_keys()),
        ("README.md", "ten keys", ten_keys()),
        ("docs/bills.md", "columns", bill_columns()),
        ("docs/scripting.md", "errors", errors()),
    ] {
        let (begin, end) = (format!("<!-- {marker} -->\n"), format!("<!-- /{marker} -->"));
        let document = read(name);
        let (before, rest) = document.split_once(&begin).unwrap();
        let (written, after) = rest.split_once(&end).unwrap();
        if std::env::var_os("README_UPDATE").is_some() {
            std::fs::write(path(name), format!("{before}{begin}{table}{end}{after}")).unwrap();
        } else {
            assert_eq!(written, table, "{name}; run: README_UPDATE=1 cargo test --test it readme");
        }
    }
    assert_eq!(ten_keys().lines().count(), 2 + TEN.len());
}

/// Every action has a text in every language.
#[test]
fn every_action_is_described_in_both_languages() {
    for ((_, name, english), (.., chinese)) in
        keys::table(Lang::English).iter().zip(&keys::table(Lang::Chinese))
    {
        assert!(!english.is_empty() && english.is_ascii(), "{name}: {english}");
        assert!(!chinese.is_ascii(), "{name}: {chinese}");
        // A line of the help.
        for text in [english, chinese] {
            assert!(quotatop::words::text::width(text) <= 40, "{name}: {text}");
        }
    }
}

#[test]
fn the_readme_is_short_and_has_the_demo_and_test_commands() {
    let readme = read("README.md");
    assert!(readme.lines().count() <= 150, "{} lines", readme.lines().count());
    for command in ["cargo run --release --locked -- --demo\n", "cargo test --locked\n"] {
        assert!(readme.contains(command), "{command}");
    }
    assert!(read(".ci/run").contains("cargo test --locked\n"));
}

#[test]
fn the_readme_leads_to_every_page() {
    let readme = read("README.md");
    for page in super::documents::pages() {
        assert!(readme.contains(&format!("({page})")), "{page}");
    }
}
