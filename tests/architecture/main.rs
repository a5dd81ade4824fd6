//! The structure, held by reading the source: which way imports run, and what may stand only in one place.
//!
//! Every rule is tested on snippets that break it: a check that cannot fail holds nothing.

#![expect(
    clippy::unwrap_used,
    clippy::indexing_slicing,
    clippy::string_slice,
    reason = "in a test a panic is the report"
)]

mod arrows;
mod places;
mod source;

use source::Source;

/// What a rule says against a file: line and reason of each offence.
type Rule = fn(&Source) -> Vec<(usize, String)>;

const RULES: [(&str, Rule); 8] = [
    ("imports run only along the arrows of src/lib.rs", arrows::against_the_arrows),
    ("the clock is read in runtime/ alone", places::clocks),
    ("colours stand in ui/theme/ alone", places::colours),
    ("the terminal and async are runtime/'s business", places::terminal_and_async),
    ("signs beyond ASCII stand in ui/glyphs.rs alone", places::signs),
    ("files stay small", places::long_files),
    ("lints are not switched off, and nothing is left to do", places::left_to_do),
    ("the parts of the program are those of src/lib.rs", arrows::unknown_parts),
];

#[test]
fn the_source_keeps_to_the_rules() {
    let files = source::all();
    assert!(files.len() > 100, "the source is read: {} files", files.len());
    let complaints: Vec<String> = RULES
        .iter()
        .flat_map(|(rule, check)| files.iter().map(move |file| (rule, file, check(file))))
        .flat_map(|(rule, file, offences)| {
            offences.into_iter().map(move |(line, what)| format!("{}:{line}: {what} ({rule})", file.path))
        })
        .collect();
    assert!(complaints.is_empty(), "\n{}", complaints.join("\n"));
}
