//! The structure, checked by reading the source: which way imports run, and what may be only in one place.
//!
//! Every rule is tested on snippets that break it.
#![cfg(test)]

mod arrows;
mod documents;
mod imports;
mod places;
#[path = "../it/support/retired.rs"]
mod retired;
mod source;
mod texts;
mod types;

use imports::{File, Tree};
use source::Source;

#[derive(Debug, PartialEq, Eq, PartialOrd, Ord)]
struct Offence {
    path: String,
    line: usize,
    what: String,
}

impl Offence {
    fn new(source: &Source, line: usize, what: impl Into<String>) -> Self {
        Self { path: source.path.clone(), line, what: what.into() }
    }
}

/// A rule over the whole program.
type Rule = fn(&Tree) -> Vec<Offence>;

/// A rule over each file alone: line and reason of each offence.
type FileRule = fn(&Source) -> Vec<(usize, String)>;

const RULES: [(&str, Rule); 7] = [
    ("imports run only along the arrows of src/lib.rs", arrows::against_the_arrows),
    ("the parts of the program are those of src/lib.rs", arrows::unknown_parts),
    ("the state is plain data", types::functions_in_state),
    ("a page uses no other page", arrows::pages_apart),
    ("no files use each other in a circle", arrows::cycles),
    ("what differs by page is decided in pages/mod.rs", types::page_comparisons),
    ("a name says which type it is", types::vague_names),
];

const FILE_RULES: [(&str, FileRule); 6] = [
    ("the clock is read in runtime/ alone", places::clocks),
    ("colours are in ui/theme/ alone", places::colours),
    ("terminal and async code is in runtime/ alone", places::terminal_and_async),
    ("signs beyond ASCII are in ui/glyphs.rs alone", places::signs),
    ("files stay small", places::long_files),
    ("lints are not switched off, and nothing is unfinished", places::left_to_do),
];

#[test]
fn unsafe_code_is_forbidden() {
    // Also in tests and benches. `forbid` cannot be taken back in a file, as `deny` can.
    let manifest = std::fs::read_to_string(concat!(env!("CARGO_MANIFEST_DIR"), "/Cargo.toml")).unwrap();
    assert!(manifest.contains("[lints.rust]\nunsafe_code = \"forbid\"\n"));
}

#[test]
fn the_source_follows_the_rules() {
    let tree = Tree::new(source::all());
    assert!(tree.files.len() > 100, "the source is read: {} files", tree.files.len());
    let mut complaints = Vec::new();
    for (rule, check) in RULES {
        let offences = check(&tree).into_iter();
        complaints
            .extend(offences.map(|Offence { path, line, what }| format!("{path}:{line}: {what} ({rule})")));
    }
    for (rule, check) in FILE_RULES {
        for File { source, .. } in &tree.files {
            let offences = check(source).into_iter();
            complaints
                .extend(offences.map(|(line, what)| format!("{}:{line}: {what} ({rule})", source.path)));
        }
    }
    assert!(complaints.is_empty(), "\n{}", complaints.join("\n"));
}
