//! A text of any origin, as words: without colours, escapes and line ends, so that codes and sentences are found
//! whatever wrote them.

/// `text` without terminal colours (also where a logger escaped them), each escape of a quoted text and each run
/// of spaces and line ends as one space.
pub(super) fn cleaned(text: &str) -> String {
    let mut clean = String::with_capacity(text.len());
    let mut rest = text;
    while let Some(character) = rest.chars().next() {
        let tail = rest.strip_prefix(character).unwrap_or_default();
        let (shown, after) = match character {
            '\u{1b}' | '\u{9b}' => (None, after_sequence(tail)),
            '\\' => (Some(' '), after_escape(tail)),
            _ if character.is_whitespace() || character.is_control() => (Some(' '), tail),
            _ => (Some(character), tail),
        };
        if let Some(shown) = shown
            && !(shown == ' ' && clean.ends_with(' '))
        {
            clean.push(shown);
        }
        rest = after;
    }
    clean
}

/// What follows the rest of a terminal's sequence: `[31m`, after its introducer.
fn after_sequence(text: &str) -> &str {
    let Some(parameters) = text.strip_prefix('[') else { return text };
    let end = parameters.trim_start_matches(|sign: char| sign.is_ascii_digit() || sign == ';');
    end.strip_prefix(|sign: char| sign.is_ascii_alphabetic()).unwrap_or(end)
}

/// What follows the rest of an escape in a quoted text: `n`, `"`, `u001b[31m`, after its backslash. A letter
/// that belongs to a word stays.
fn after_escape(text: &str) -> &str {
    let introducers = ["u001b", "u001B", "x1b", "x1B", "033", "e"];
    let sequence = introducers.into_iter().find_map(|introducer| text.strip_prefix(introducer));
    if let Some(sequence) = sequence.filter(|rest| rest.starts_with('[')) {
        return after_sequence(sequence);
    }
    if let Some(hex) = text.strip_prefix('u') {
        return hex.get(4..).filter(|_| is_hex(hex.get(..4))).unwrap_or(hex);
    }
    text.strip_prefix(['n', 'r', 't', '"', '\'', '/']).unwrap_or(text)
}

fn is_hex(digits: Option<&str>) -> bool {
    digits.is_some_and(|digits| digits.bytes().all(|digit| digit.is_ascii_hexdigit()))
}

/// The words of a text: runs of letters, digits and `.`, `_`, `-` in ASCII, without those signs at their ends.
pub(super) fn tokens(text: &str) -> impl Iterator<Item = &str> {
    let is_part = |sign: char| sign.is_ascii_alphanumeric() || matches!(sign, '.' | '_' | '-');
    let words = text.split(move |sign: char| !is_part(sign));
    words.map(|word| word.trim_matches(['.', '_', '-'])).filter(|word| !word.is_empty())
}
