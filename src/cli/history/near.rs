//! Suggests models for a misspelt name.

use std::cmp::Reverse;

const MAX_SUGGESTIONS: usize = 3;

/// The names that share the most characters with `given` at both ends, and at least half of it; best first.
pub(super) fn near<'a>(given: &str, names: impl Iterator<Item = &'a str>) -> Vec<&'a str> {
    let given = given.to_lowercase();
    let least = given.chars().count().div_ceil(2).max(1);
    let mut ranked: Vec<(usize, &str)> = names
        .map(|name| (shared(&given, &name.to_lowercase()), name))
        .filter(|(shared, _)| *shared >= least)
        .collect();
    ranked.sort_unstable_by_key(|(shared, name)| (Reverse(*shared), name.len(), *name));
    ranked.into_iter().map(|(_, name)| name).take(MAX_SUGGESTIONS).collect()
}

/// How many characters both share at their ends; all of `given` if the name contains it.
fn shared(given: &str, name: &str) -> usize {
    let length = given.chars().count();
    if name.contains(given) {
        return length;
    }
    let same = |(one, other): &(char, char)| one == other;
    let begin = given.chars().zip(name.chars()).take_while(same).count();
    let end = given.chars().rev().zip(name.chars().rev()).take_while(same).count();
    begin.saturating_add(end).min(length)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn misspelt_and_partial_names_are_found() {
        let names = ["qwen-max", "qwen-max-latest", "qwen-plus", "wan2.7-t2v", "deepseek-v4-pro"];
        for (given, meant) in [
            ("qwen-mxa", &["qwen-max", "qwen-max-latest", "qwen-plus"][..]),
            ("QWEN-MAX", &["qwen-max", "qwen-max-latest", "qwen-plus"]),
            ("max", &["qwen-max", "qwen-max-latest"]),
            ("qewn-plus", &["qwen-plus"]),
            ("t2v", &["wan2.7-t2v"]),
            ("gpt", &[]),
            ("", &[]),
        ] {
            assert_eq!(near(given, names.into_iter()), meant, "{given}");
        }
    }
}
