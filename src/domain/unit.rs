//! The unit of a quota. The server does not state it: it is derived from prices, else from capabilities.

use serde::{Deserialize, Serialize};
use strum::{EnumIter, EnumString, IntoStaticStr};

use super::kind::first_match;

#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
#[derive(IntoStaticStr, EnumString, EnumIter)]
#[strum(serialize_all = "snake_case", const_into_str)]
pub enum Unit {
    Tokens,
    Images,
    /// Of audio or video.
    Seconds,
    Characters,
    /// Unknown.
    Units,
}

/// Words in a price's unit or type, and the unit that each implies; the first match applies.
const BY_PRICE: [(&str, Unit); 7] = [
    ("token", Unit::Tokens),
    ("image", Unit::Images),
    ("张", Unit::Images),
    ("second", Unit::Seconds),
    ("秒", Unit::Seconds),
    ("character", Unit::Characters),
    ("字", Unit::Characters),
];

/// If no price implies a unit, the capabilities do. A code ending in `-` is a prefix.
const BY_CAPABILITY: [(&[&str], Unit); 4] = [
    (&["VG", "ASR", "Realtime-ASR"], Unit::Seconds),
    (&["IG"], Unit::Images),
    (&["TTS", "Voice-", "Realtime-Text-to-Speech", "Realtime-Voice-"], Unit::Characters),
    (&["TG", "Reasoning", "VU", "Realtime-Omni", "Multimodal-Omni", "ME", "TR"], Unit::Tokens),
];

impl Unit {
    /// `prices` are the catalogue's pairs of price unit (`priceUnit`, e.g. `每千tokens`) and price type
    /// (`type`, e.g. `input_token`); the unit is the clearer of the two, so it is read first.
    pub fn of_model<S: AsRef<str>>(prices: &[(S, S)], capabilities: &[S]) -> Self {
        prices
            .iter()
            .find_map(|(unit, kind)| unit_named_in(unit.as_ref()).or_else(|| unit_named_in(kind.as_ref())))
            .or_else(|| first_match(&BY_CAPABILITY, capabilities))
            .unwrap_or(Self::Units)
    }
}

pub(super) fn unit_named_in(text: &str) -> Option<Unit> {
    let text = text.to_ascii_lowercase();
    BY_PRICE.into_iter().find(|(word, _)| text.contains(word)).map(|(_, unit)| unit)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn prices_come_before_capabilities() {
        for (prices, capabilities, unit) in [
            (&[("每千tokens", "input_token")][..], &["TG"][..], Unit::Tokens),
            (&[("每千tokens", "tts_output_token")], &["TTS"], Unit::Tokens),
            (&[("每张", "image_number")], &["IG"], Unit::Images),
            (&[("元/秒", "video_duration")], &["VG"], Unit::Seconds),
            (&[("Per second", "")], &["IG"], Unit::Seconds),
            (&[("每万字", "tts_text_number")], &["TTS"], Unit::Characters),
            (&[("", "image_number")], &[], Unit::Images),
            (&[("次", "call"), ("每张", "")], &["TG"], Unit::Images),
            (&[("次", "call")], &["TG"], Unit::Tokens),
            (&[], &["VG"], Unit::Seconds),
            (&[], &["ASR"], Unit::Seconds),
            (&[], &["Realtime-ASR"], Unit::Seconds),
            (&[], &["IG"], Unit::Images),
            (&[], &["TTS"], Unit::Characters),
            (&[], &["Voice-Replication"], Unit::Characters),
            (&[], &["Realtime-Audio-Translate"], Unit::Units),
            (&[], &["Multimodal-Omni"], Unit::Tokens),
            (&[], &["ME"], Unit::Tokens),
            (&[], &["VU"], Unit::Tokens),
            (&[], &["Brand-New"], Unit::Units),
            (&[], &[], Unit::Units),
        ] {
            assert_eq!(Unit::of_model(prices, capabilities), unit, "{prices:?} {capabilities:?}");
        }
    }
}
