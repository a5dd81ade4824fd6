//! What a model does, derived from the codes of its capabilities.

use serde::{Deserialize, Serialize};
use strum::{EnumIter, EnumString, IntoStaticStr};

/// What a model does (contract, field `kind`).
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
#[derive(IntoStaticStr, EnumString, EnumIter)]
#[strum(serialize_all = "snake_case", const_into_str)]
pub enum Kind {
    /// Text generation and reasoning.
    Text,
    /// Understanding of images and video.
    Vision,
    Multimodal,
    Image,
    Video,
    /// Speech recognition, synthesis, translation, voices.
    Audio,
    /// Embedding and reranking.
    Embedding,
    /// Anything else, or unknown.
    Other,
}

/// The first match applies (contract, field `kind`). A code ending in `-` is a prefix.
const BY_CAPABILITY: [(&[&str], Kind); 7] = [
    (&["VG"], Kind::Video),
    (&["IG"], Kind::Image),
    (&["Realtime-Omni", "Multimodal-Omni"], Kind::Multimodal),
    (
        &[
            "ASR",
            "TTS",
            "Voice-",
            "Realtime-ASR",
            "Realtime-Text-to-Speech",
            "Realtime-Audio-Translate",
            "Realtime-Voice-",
        ],
        Kind::Audio,
    ),
    (&["ME", "TR"], Kind::Embedding),
    (&["VU"], Kind::Vision),
    (&["TG", "Reasoning"], Kind::Text),
];

impl Kind {
    /// From `capabilities[]` of `listFoundationModels`.
    pub fn of_capabilities<S: AsRef<str>>(capabilities: &[S]) -> Self {
        first_match(&BY_CAPABILITY, capabilities).unwrap_or(Self::Other)
    }
}

/// The value of the first row with one of `capabilities`; a code ending in `-` is a prefix.
pub(super) fn first_match<T: Copy, S: AsRef<str>>(table: &[(&[&str], T)], capabilities: &[S]) -> Option<T> {
    let has = |code: &&str| {
        let mut given = capabilities.iter().map(AsRef::as_ref);
        given.any(|given| given == *code || code.ends_with('-') && given.starts_with(code))
    };
    table.iter().find(|(codes, _)| codes.iter().any(has)).map(|(_, value)| *value)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_first_capability_of_the_table_decides() {
        for (capabilities, kind) in [
            (&["TG", "Reasoning"][..], Kind::Text),
            (&["TG", "VU"], Kind::Vision),
            (&["IG", "VG"], Kind::Video),
            (&["TG", "IG"], Kind::Image),
            (&["Multimodal-Omni", "ASR"], Kind::Multimodal),
            (&["Realtime-Omni"], Kind::Multimodal),
            (&["ASR"], Kind::Audio),
            (&["Voice-Replication"], Kind::Audio),
            (&["Realtime-Voice-Replication"], Kind::Audio),
            (&["Realtime-Audio-Translate"], Kind::Audio),
            (&["ME"], Kind::Embedding),
            (&["TR", "TG"], Kind::Embedding),
            (&["MEX"], Kind::Other),
            (&[], Kind::Other),
        ] {
            assert_eq!(Kind::of_capabilities(capabilities), kind, "{capabilities:?}");
        }
    }
}
