//! The name of a model in the text of an error.

use super::tokens::tokens;

/// The words before a name, in lower case: `"model": "qwen-max"`, ``The model `qwen-max` ``.
const BEFORE_NAME: [&str; 4] = ["model", "model_name", "model_id", "modelid"];

/// What the text calls a model, if it is `listed`; else any name that is listed; else what it calls a model and
/// looks like a name.
pub(super) fn find(text: &str, listed: impl Fn(&str) -> bool) -> Option<&str> {
    let named = || named(text).filter(|name| looks_like_a_name(name));
    let any = || tokens(text).filter(|token| looks_like_a_name(token));
    named().find(|name| listed(name)).or_else(|| any().find(|name| listed(name))).or_else(|| named().next())
}

/// The words after a word for a model.
fn named(text: &str) -> impl Iterator<Item = &str> {
    let pairs = tokens(text).zip(tokens(text).skip(1));
    let is_before = |word: &str| BEFORE_NAME.iter().any(|before| word.eq_ignore_ascii_case(before));
    pairs.filter(move |(before, _)| is_before(before)).map(|(_, name)| name)
}

/// Names of models have digits or hyphens; words of sentences have not.
fn looks_like_a_name(word: &str) -> bool {
    let has_letter = word.contains(|sign: char| sign.is_ascii_alphabetic());
    has_letter && word.len() <= 100 && word.contains(|sign: char| sign == '-' || sign.is_ascii_digit())
}
