//! What calls used, by kind. The console and the vendor's Prometheus have different words for the same kinds.

use std::sync::Arc;

use serde::{Deserialize, Serialize};

use crate::domain::{Quantity, Unit};

/// A kind of usage, under the name that the vendor's Prometheus has for it (`usage_type`).
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(from = "Arc<str>", into = "Arc<str>")]
pub enum UsageKind {
    /// Input and output together.
    TotalTokens,
    InputTokens,
    OutputTokens,
    /// The part of the input that came from a context cache.
    CachedTokens,
    Images,
    /// Of audio or video.
    Seconds,
    Characters,
    /// Any other, in the vendor's words.
    Other(Arc<str>),
}

/// Each kind, its unit, our word (contract, `calls`), and further words of the vendor:
/// `usage_type` of the metric `model_usage`, keys of `usages[]` in the console's statistics.
const KINDS: [(UsageKind, Unit, &str, &[&str]); 7] = [
    (UsageKind::TotalTokens, Unit::Tokens, "total_tokens", &["total_token", "embedding_token"]),
    (UsageKind::InputTokens, Unit::Tokens, "input_tokens", &["input_token"]),
    (UsageKind::OutputTokens, Unit::Tokens, "output_tokens", &["output_token"]),
    (UsageKind::CachedTokens, Unit::Tokens, "cache_tokens", &["input_token_cache", "input_token_cache_read"]),
    (UsageKind::Images, Unit::Images, "image_count", &["image_number"]),
    (UsageKind::Seconds, Unit::Seconds, "duration", &["video_duration", "content_duration"]),
    (UsageKind::Characters, Unit::Characters, "characters", &["tts_text_number", "audio_tts"]),
];

impl UsageKind {
    /// Its word in JSON and CSV.
    pub fn word(&self) -> &str {
        match self {
            Self::Other(word) => word,
            known => KINDS.iter().find(|(kind, ..)| kind == known).map_or("", |(_, _, word, _)| word),
        }
    }

    /// From a word of the vendor. Absent for an average, which is no usage.
    pub fn of(word: &str) -> Option<Self> {
        if word.is_empty() || word.ends_with("_avg") {
            return None;
        }
        let is = |(_, _, own, others): &&(Self, Unit, &str, &[&str])| *own == word || others.contains(&word);
        let known = KINDS.iter().find(is).map(|(kind, ..)| kind.clone());
        Some(known.unwrap_or_else(|| Self::Other(word.into())))
    }

    /// In which a free quota counts it; absent if that is not known.
    pub fn unit(&self) -> Option<Unit> {
        KINDS.iter().find(|(kind, ..)| kind == self).map(|(_, unit, ..)| *unit)
    }
}

impl From<Arc<str>> for UsageKind {
    fn from(word: Arc<str>) -> Self {
        Self::of(&word).unwrap_or(Self::Other(word))
    }
}

impl From<UsageKind> for Arc<str> {
    fn from(kind: UsageKind) -> Self {
        match kind {
            UsageKind::Other(word) => word,
            known => known.word().into(),
        }
    }
}

/// Amounts by kind.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize, Deserialize)]
#[serde(transparent)]
pub struct Usage(Vec<(UsageKind, Quantity)>);

impl Usage {
    /// Adds to what is already there of the kind.
    pub fn add(&mut self, kind: UsageKind, amount: Quantity) {
        if let Some((_, sum)) = self.0.iter_mut().find(|(known, _)| *known == kind) {
            *sum = sum.plus(amount);
        } else {
            self.0.push((kind, amount));
            self.0.sort_unstable_by(|(one, _), (other, _)| one.cmp(other));
        }
    }

    /// Absent if the source says nothing of this kind.
    pub fn get(&self, kind: &UsageKind) -> Option<Quantity> {
        self.0.iter().find(|(known, _)| known == kind).map(|(_, amount)| *amount)
    }

    pub fn iter(&self) -> impl Iterator<Item = (&UsageKind, Quantity)> {
        self.0.iter().map(|(kind, amount)| (kind, *amount))
    }

    pub const fn is_empty(&self) -> bool {
        self.0.is_empty()
    }

    pub fn merge(&mut self, other: &Self) {
        for (kind, amount) in other.iter() {
            self.add(kind.clone(), amount);
        }
    }

    /// What a free quota in `unit` counts of it; absent if nothing of that unit is stated. Tokens: the total, or
    /// input and output where no total is stated.
    pub fn counted_in(&self, unit: Unit) -> Option<Quantity> {
        let sum = |kinds: &[UsageKind]| kinds.iter().filter_map(|kind| self.get(kind)).reduce(Quantity::plus);
        match unit {
            Unit::Tokens => self
                .get(&UsageKind::TotalTokens)
                .or_else(|| sum(&[UsageKind::InputTokens, UsageKind::OutputTokens])),
            Unit::Images => self.get(&UsageKind::Images),
            Unit::Seconds => self.get(&UsageKind::Seconds),
            Unit::Characters => self.get(&UsageKind::Characters),
            Unit::Units => None,
        }
    }

    /// The amount of whatever the model is metered by, with its unit: the first unit that is stated.
    pub fn metered(&self) -> Option<(Quantity, Unit)> {
        let units = [Unit::Tokens, Unit::Images, Unit::Seconds, Unit::Characters];
        units.into_iter().find_map(|unit| Some((self.counted_in(unit)?, unit)))
    }
}

impl FromIterator<(UsageKind, Quantity)> for Usage {
    fn from_iter<T: IntoIterator<Item = (UsageKind, Quantity)>>(amounts: T) -> Self {
        let mut usage = Self::default();
        for (kind, amount) in amounts {
            usage.add(kind, amount);
        }
        usage
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn both_vocabularies_name_the_same_kinds() {
        for (word, kind) in [
            ("input_token", Some(UsageKind::InputTokens)),
            ("input_tokens", Some(UsageKind::InputTokens)),
            ("cache_tokens", Some(UsageKind::CachedTokens)),
            ("input_token_cache", Some(UsageKind::CachedTokens)),
            ("image_number", Some(UsageKind::Images)),
            ("image_count", Some(UsageKind::Images)),
            ("video_duration", Some(UsageKind::Seconds)),
            ("thinking_output_token", Some(UsageKind::Other("thinking_output_token".into()))),
            ("total_token_avg", None),
            ("", None),
        ] {
            assert_eq!(UsageKind::of(word), kind, "{word}");
        }
        for (kind, unit, word, _) in KINDS {
            assert_eq!(UsageKind::of(word), Some(kind.clone()));
            assert_eq!((kind.word(), kind.unit()), (word, Some(unit)));
        }
    }

    #[test]
    fn tokens_are_their_total_or_input_and_output() {
        let usage = |amounts: &[(&str, u64)]| -> Usage {
            amounts
                .iter()
                .filter_map(|(word, amount)| Some((UsageKind::of(word)?, (*amount).into())))
                .collect()
        };
        for (amounts, unit, counted) in [
            (&[("input_token", 2), ("output_token", 3)][..], Unit::Tokens, Some(5)),
            (&[("input_token", 2), ("output_token", 3), ("total_token", 6)], Unit::Tokens, Some(6)),
            (&[("output_token", 3), ("cache_tokens", 9)], Unit::Tokens, Some(3)),
            (&[("image_number", 3)], Unit::Images, Some(3)),
            (&[("image_number", 3)], Unit::Tokens, None),
            (&[("times", 3)], Unit::Units, None),
            (&[], Unit::Tokens, None),
        ] {
            assert_eq!(usage(amounts).counted_in(unit), counted.map(Quantity::from), "{amounts:?}");
        }
        assert_eq!(usage(&[("image_number", 3)]).metered(), Some((3.into(), Unit::Images)));
        assert_eq!(usage(&[]).metered(), None);
    }

    #[test]
    fn equal_kinds_are_added() {
        let mut one: Usage = [(UsageKind::Seconds, 2.into())].into_iter().collect();
        one.merge(&[(UsageKind::Seconds, 3.into()), (UsageKind::Images, 1.into())].into_iter().collect());
        assert_eq!(one.get(&UsageKind::Seconds), Some(5.into()));
        assert_eq!(one.iter().count(), 2);
    }
}
