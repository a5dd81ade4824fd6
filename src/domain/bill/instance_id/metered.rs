//! What was counted, as the Instance ID writes it: `context_0-256k_input_token`, `audio_input_token`, `images`.
//!
//! Text lines all have the same billing item: only this distinguishes input, output and cache.

/// A kind of use, taken apart. What it does not name is absent.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct Metered<'a> {
    pub direction: Option<Direction>,
    /// Whether the context cache was written or hit.
    pub is_cache: bool,
    /// The length of the context that sets the price: `0-256k`.
    pub context: Option<&'a str>,
    /// What the tokens are of: `audio`, `text`, `multiin_text`.
    pub modality: Option<&'a str>,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Direction {
    Input,
    Output,
}

/// Kinds that count no tokens.
const OTHERS: [&str; 12] = [
    "images",
    "image",
    "image_number",
    "times",
    "video_duration",
    "audio_duration",
    "duration",
    "seconds",
    "characters",
    "character",
    "words",
    "video_number",
];

const TOKENS: [&str; 2] = ["token", "tokens"];
const CACHE: [&str; 3] = ["cache", "cached", "caching"];
const CONTEXT: &str = "context";

/// Whether a part of an Instance ID says what was counted.
pub(super) fn is_kind(text: &str) -> bool {
    let is_one_of = |word: &str, known: &[&str]| known.iter().any(|known| word.eq_ignore_ascii_case(known));
    let mut words = text.split('_');
    words.clone().any(|word| is_one_of(word, &TOKENS))
        || (words.next().is_some_and(|first| is_one_of(first, &[CONTEXT])) && words.next().is_some())
        || is_one_of(text, &OTHERS)
        || is_resolution(text)
}

/// `1080p`, `720p`, `4k`.
fn is_resolution(text: &str) -> bool {
    let digits = text.strip_suffix(['p', 'P']).filter(|digits| digits.len() >= 3).or_else(|| {
        let digits = text.strip_suffix(['k', 'K'])?;
        (digits.len() == 1).then_some(digits)
    });
    digits.is_some_and(|digits| !digits.is_empty() && digits.bytes().all(|byte| byte.is_ascii_digit()))
}

impl<'a> Metered<'a> {
    /// Any text; one that counts no tokens has none of these parts.
    pub fn parse(kind: &'a str) -> Self {
        let mut metered = Self::default();
        let mut rest = kind;
        if let Some((CONTEXT, after)) = kind.split_once('_') {
            let (tier, after) = after.split_once('_').unwrap_or((after, ""));
            metered.context = Some(tier).filter(|tier| !tier.is_empty());
            rest = after;
        }
        let mut begin = 0_usize;
        for word in rest.split('_') {
            let direction = match word {
                "input" => Some(Direction::Input),
                "output" => Some(Direction::Output),
                _ => None,
            };
            if let Some(direction) = direction {
                metered.direction.get_or_insert(direction);
                let modality = rest.get(..begin.saturating_sub(1)).filter(|text| !text.is_empty());
                metered.modality = metered.modality.or(modality);
            }
            metered.is_cache |= CACHE.contains(&word);
            begin = begin.saturating_add(word.len()).saturating_add(1);
        }
        metered
    }
}
