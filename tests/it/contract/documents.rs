//! The documents: no retired word, no dead link, no example that the program rejects.

use std::{
    fs,
    path::{Path, PathBuf},
};

use crate::support::retired::retired_words;

/// For those who change the program: *feed* is a term of the code (docs/architecture.md, glossary).
const FOR_MAINTAINERS: [&str; 2] = [".github/CONTRIBUTING.md", "docs/architecture.md"];

const TERMS_OF_THE_CODE: [&str; 2] = ["feed", "feeds"];

pub(super) fn path(name: &str) -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join(name)
}

pub(super) fn read(name: &str) -> String {
    fs::read_to_string(path(name)).unwrap_or_else(|error| panic!("{name}: {error}"))
}

/// The pages of `docs/`, as README names them.
pub(super) fn pages() -> Vec<String> {
    let files =
        fs::read_dir(path("docs")).unwrap().map(|entry| entry.unwrap().file_name().into_string().unwrap());
    files.map(|file| format!("docs/{file}")).collect()
}

fn documents() -> Vec<String> {
    let others = ["README.md", "CHANGELOG.md", ".github/CONTRIBUTING.md", ".github/SECURITY.md"];
    pages().into_iter().chain(others.map(str::to_owned)).collect()
}

/// The text outside of code blocks, generated tables (their texts are the program's) and names in backquotes.
fn prose(text: &str) -> String {
    let mut hand_written = text.to_owned();
    for marker in ["keys", "ten keys", "columns", "errors"] {
        if let Some((before, rest)) = hand_written.split_once(&format!("<!-- {marker} -->"))
            && let Some((_, after)) = rest.split_once(&format!("<!-- /{marker} -->"))
        {
            hand_written = format!("{before}{after}");
        }
    }
    let outside: String = hand_written.split("```").step_by(2).collect();
    outside.split('`').step_by(2).collect::<Vec<_>>().join(" … ")
}

/// Other files in which retired words are looked for.
const FORMS: [&str; 6] = [
    ".github/PULL_REQUEST_TEMPLATE.md",
    ".github/ISSUE_TEMPLATE/bug.yml",
    ".github/ISSUE_TEMPLATE/feature.yml",
    "assets/Containerfile",
    "assets/quotatop-exporter.service",
    "assets/quotatop.service",
];

#[test]
fn no_document_has_a_retired_word() {
    let comments = quotatop::config::example().lines().filter_map(|line| line.strip_prefix("# "));
    let mut texts = vec![("config.example.toml".to_owned(), comments.collect::<Vec<_>>().join("\n"))];
    for name in documents().into_iter().chain(FORMS.map(str::to_owned)) {
        let text = read(&name);
        texts.push((name, text));
    }
    for (name, text) in texts {
        let mut found = retired_words(&prose(&text));
        if FOR_MAINTAINERS.contains(&name.as_str()) {
            found.retain(|word| !TERMS_OF_THE_CODE.iter().any(|term| word.starts_with(&format!("“{term}”"))));
        }
        assert!(found.is_empty(), "{name}: {found:#?}");
    }
}

#[test]
fn only_prose_is_searched() {
    let text = "a `told` b\n```\nasked `c`\n```\nd\n<!-- keys -->\n| told |\n<!-- /keys -->\ne";
    assert_eq!(prose(text).split_whitespace().collect::<Vec<_>>(), ["a", "…", "b", "d", "e"]);
}

/// The part of an address that GitHub gives a heading.
fn anchor(heading: &str) -> String {
    let kept = heading.to_lowercase().replace(' ', "-");
    kept.chars().filter(|letter| letter.is_alphanumeric() || "-_".contains(*letter)).collect()
}

fn anchors(text: &str) -> Vec<String> {
    let outside: String = text.split("```").step_by(2).collect();
    outside.lines().filter_map(|line| Some(anchor(line.trim_start_matches('#').strip_prefix(' ')?))).collect()
}

#[test]
fn every_link_leads_somewhere() {
    let mut count = 0;
    for name in documents() {
        let text = read(&name);
        let outside: String = text.split("```").step_by(2).collect();
        let links = outside.split("](").skip(1).filter_map(|rest| Some(rest.split_once(')')?.0));
        for link in links.filter(|link| !link.starts_with("https://")) {
            let (file, wanted) = link.split_once('#').unwrap_or((link, ""));
            let target =
                if file.is_empty() { path(&name) } else { path(&name).with_file_name("").join(file) };
            assert!(target.exists(), "{name}: {link}");
            if !wanted.is_empty() {
                let anchors = anchors(&fs::read_to_string(target).unwrap());
                assert!(anchors.iter().any(|anchor| anchor == wanted), "{name}: {link}: {anchors:?}");
            }
            count += 1;
        }
    }
    assert!(count > 50, "links are found: {count}");
}

/// A reader sees at once whether a page is the right one.
#[test]
fn every_page_begins_with_a_sentence_that_says_what_it_is_for() {
    for page in pages().iter().filter(|page| *page != "docs/architecture.md") {
        let text = read(page);
        let mut parts = text.split("\n\n");
        assert!(parts.next().is_some_and(|title| title.starts_with("# ")), "{page}");
        let sentence = parts.next().unwrap().replace('\n', " ");
        assert!(sentence.ends_with('.') && !sentence.contains(". "), "{page}: {sentence}");
        assert!(!sentence.contains("](") && sentence.len() < 200, "{page}: {sentence}");
    }
}

/// The code blocks of all documents in this language, each with the document that has it.
fn blocks(language: &str) -> Vec<(String, String)> {
    let fence = format!("```{language}\n");
    let mut blocks = Vec::new();
    for name in documents() {
        for rest in read(&name).split(&fence).skip(1) {
            blocks.push((name.clone(), rest.split_once("```").unwrap().0.to_owned()));
        }
    }
    assert!(blocks.len() > 2, "{language}: {}", blocks.len());
    blocks
}

#[test]
fn every_configuration_in_a_document_is_accepted() {
    for (name, block) in blocks("toml") {
        if block.starts_with("# theme\n") {
            let theme = quotatop::config::theme_file::parse_theme(&block);
            assert!(theme.is_ok_and(|theme| !theme.paints.is_empty()), "{name}");
        } else {
            let read = quotatop::config::parse(&block, &quotatop::domain::action::bindable());
            assert!(read.is_ok(), "{name}: {read:?}");
        }
    }
}

#[test]
fn every_json_in_a_document_is_json() {
    for (name, block) in blocks("json") {
        let read: Result<serde_json::Value, _> = serde_json::from_str(&block);
        assert!(read.is_ok(), "{name}: {read:?}\n{block}");
    }
}
