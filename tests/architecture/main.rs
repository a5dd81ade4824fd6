//! The structure, checked by reading the source: which way imports run, and what may be only in one place.
//!
//! Every rule is tested on snippets that break it: a check that cannot fail checks nothing.
#![cfg(test)]

mod arrows;
mod documents;
mod imports;
mod places;
mod source;
mod types;

use imports::{File, Tree};
use source::Source;

/// What a rule has found.
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

/// A rule over each file by itself: line and reason of each offence.
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
    ("the terminal and async are runtime/'s business", places::terminal_and_async),
    ("signs beyond ASCII are in ui/glyphs.rs alone", places::signs),
    ("files stay small", places::long_files),
    ("lints are not switched off, and nothing is left to do", places::left_to_do),
];

fn complaints(rules: &[(&str, Rule)], tree: &Tree) -> Vec<String> {
    let found = rules.iter().flat_map(|(rule, check)| check(tree).into_iter().map(move |it| (rule, it)));
    found.map(|(rule, Offence { path, line, what })| format!("{path}:{line}: {what} ({rule})")).collect()
}

#[test]
fn the_source_keeps_to_the_rules() {
    let tree = Tree::new(source::all());
    assert!(tree.files.len() > 100, "the source is read: {} files", tree.files.len());
    let mut complaints = complaints(&RULES, &tree);
    for (rule, check) in FILE_RULES {
        for File { source, .. } in &tree.files {
            let offences = check(source).into_iter();
            complaints
                .extend(offences.map(|(line, what)| format!("{}:{line}: {what} ({rule})", source.path)));
        }
    }
    assert!(complaints.is_empty(), "\n{}", complaints.join("\n"));
}
