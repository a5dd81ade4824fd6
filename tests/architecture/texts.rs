//! No text of the program has a retired word: neither a string of `src` nor a comment that becomes help.

use std::{fs, path::Path};

use crate::{
    retired::retired_words,
    source::{self, Source},
};

/// Strings that nobody reads: names, keys of JSON, SQL, the vendor's messages.
fn is_for_machines(path: &str, text: &str) -> bool {
    // A single word outside of the texts on screen is the name of a status, a rule, a key or a field.
    let is_name = !path.starts_with("words/") && !text.trim().contains(' ');
    let is_json = text.contains(r#"\": "#);
    let is_sql = ["SELECT ", "INSERT ", "UPDATE ", "DELETE ", "CREATE ", "ALTER ", "PRAGMA "];
    let is_vendors = path == "domain/call_error/known.rs";
    is_name || is_json || is_vendors || is_sql.iter().any(|verb| text.trim_start().starts_with(verb))
}

/// A literal without the names in its placeholders: `{feed} not loaded` says nothing about feeds.
fn without_placeholders(literal: &str) -> String {
    let mut parts = literal.split('{');
    let mut text = parts.next().unwrap_or_default().to_owned();
    for part in parts {
        text.push_str(" … ");
        text.push_str(part.split_once('}').map_or(part, |(_, rest)| rest));
    }
    text
}

fn check(place: &str, text: &str, found: &mut Vec<String>) {
    found.extend(retired_words(text).into_iter().map(|word| format!("{place}: {word}")));
}

/// The comments of a file of arguments: they are its help.
fn help(file: &Path) -> String {
    let text = fs::read_to_string(file).unwrap();
    let comments = text.lines().filter_map(|line| line.trim_start().strip_prefix("/// "));
    comments.collect::<Vec<_>>().join("\n")
}

#[test]
fn no_text_has_a_retired_word() {
    let mut found = Vec::new();
    let sources = source::all();
    for source in &sources {
        for (line, literal) in source.literals() {
            let text = without_placeholders(literal.trim_matches('"'));
            if !is_for_machines(&source.path, &text) {
                check(&format!("src/{}:{line}", source.path), &text, &mut found);
            }
        }
    }
    let arguments: Vec<&Source> =
        sources.iter().filter(|source| source.path.starts_with("cli/args/")).collect();
    for source in &arguments {
        let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("src").join(&source.path);
        check(&format!("src/{}", source.path), &help(&path), &mut found);
    }
    assert!(!arguments.is_empty());
    assert!(found.is_empty(), "{found:#?}");
}

#[test]
fn placeholders_and_names_are_no_text() {
    assert_eq!(retired_words(&without_placeholders("{feed} was {told}")), Vec::<String>::new());
    assert_eq!(retired_words(&without_placeholders("{feed} was told {x}")).len(), 1);
    assert!(is_for_machines("domain/status.rs", "exhausted"));
    assert!(is_for_machines("store/a.rs", "SELECT feed FROM a"));
    assert!(is_for_machines("domain/call_error/known.rs", "has been exhausted"));
    assert!(!is_for_machines("words/a.rs", "exhausted"));
    assert!(!is_for_machines("cli/a.rs", "is exhausted"));
}
