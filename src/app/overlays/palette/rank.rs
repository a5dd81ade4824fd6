//! How well something matches what is typed.

/// How well `name`, with what it does in a sentence, matches `typed` (in lower case): the lower the better; absent where
/// it does not.
pub(crate) fn rank(typed: &str, name: &str, sentence: &str) -> Option<u8> {
    let name = name.to_lowercase();
    let checks: [&dyn Fn() -> bool; 5] = [
        &|| name.starts_with(typed),
        &|| name.split(['-', ' ']).any(|word| word.starts_with(typed)),
        &|| name.contains(typed),
        &|| sentence.to_lowercase().contains(typed),
        &|| is_within(typed, &name),
    ];
    let at = checks.iter().position(|check| check())?;
    u8::try_from(at).ok()
}

/// Whether the letters stand in `name` in this order, with others between them.
fn is_within(letters: &str, name: &str) -> bool {
    let mut rest = name.chars();
    letters.chars().filter(|letter| !letter.is_whitespace()).all(|letter| rest.any(|one| one == letter))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_beginning_beats_a_word_beats_a_part_beats_the_sentence_beats_letters() {
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
