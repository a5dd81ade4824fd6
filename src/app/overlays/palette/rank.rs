//! Ranks matches of the typed text.

/// How well `name` or its `description` matches `typed` (in lower case): lower is better, `None`
/// no match.
pub(crate) fn rank(typed: &str, name: &str, description: &str) -> Option<u8> {
    let name = name.to_lowercase();
    let checks: [&dyn Fn() -> bool; 5] = [
        &|| name.starts_with(typed),
        &|| name.split(['-', ' ']).any(|word| word.starts_with(typed)),
        &|| name.contains(typed),
        &|| description.to_lowercase().contains(typed),
        &|| is_subsequence(typed, &name),
    ];
    let at = checks.iter().position(|check| check())?;
    u8::try_from(at).ok()
}

/// Whether `letters` is a subsequence of `name`.
fn is_subsequence(letters: &str, name: &str) -> bool {
    let mut rest = name.chars();
    letters.chars().filter(|letter| !letter.is_whitespace()).all(|letter| rest.any(|one| one == letter))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn prefix_word_substring_description_and_subsequence_rank_in_this_order() {
        for (typed, expected) in [
            ("", Some(0)),
            ("page", Some(0)),
            ("up", Some(1)),
            ("ge-u", Some(2)),
            ("screen", Some(3)),
            ("翻", Some(3)),
            ("pgup", Some(4)),
            ("upp", None),
            ("x", None),
        ] {
            assert_eq!(rank(typed, "page-up", "One SCREEN up, 翻页"), expected, "{typed}");
        }
    }
}
