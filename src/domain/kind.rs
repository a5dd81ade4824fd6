//! What a model does, told from the codes of its capabilities.

use serde::{Deserialize, Serialize};

/// What a model does: one word for each, by the contract's table.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Kind {
    /// Text generation and reasoning.
    Text,
    /// Understanding of images and video.
    Vision,
    /// Omni models.
    Multimodal,
    /// Image generation.
    Image,
    /// Video generation.
    Video,
    /// Speech recognition, synthesis, translation, voices.
    Audio,
    /// Embedding and reranking.
    Embedding,
    /// Anything else, or unknown.
    Other,
}

/// The first row that matches decides (contract, field `kind`). A code ending in `-` is a prefix.
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
    /// Every kind, in the order in which totals are shown.
    pub const ALL: [Self; 8] = [
        Self::Text,
        Self::Vision,
        Self::Multimodal,
        Self::Image,
        Self::Video,
        Self::Audio,
        Self::Embedding,
        Self::Other,
    ];

    /// The contract's word.
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Text => "text",
            Self::Vision => "vision",
            Self::Multimodal => "multimodal",
            Self::Image => "image",
            Self::Video => "video",
            Self::Audio => "audio",
            Self::Embedding => "embedding",
            Self::Other => "other",
        }
    }

    /// Reads the contract's word.
    pub fn parse(word: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|kind| kind.as_str() == word)
    }

    /// The kind of a model with these capability codes (`capabilities[]` of `listFoundationModels`).
    pub fn of_capabilities<S: AsRef<str>>(capabilities: &[S]) -> Self {
        BY_CAPABILITY
            .into_iter()
            .find(|(codes, _)| codes.iter().any(|code| has_capability(capabilities, code)))
            .map_or(Self::Other, |(_, kind)| kind)
    }
}

/// Whether `code` is among `capabilities`; a code ending in `-` is a prefix.
pub(super) fn has_capability<S: AsRef<str>>(capabilities: &[S], code: &str) -> bool {
    capabilities
        .iter()
        .map(AsRef::as_ref)
        .any(|given| if code.ends_with('-') { given.starts_with(code) } else { given == code })
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

    #[test]
    fn words_are_read_back() {
        for kind in Kind::ALL {
            assert_eq!(Kind::parse(kind.as_str()), Some(kind));
        }
        assert_eq!(Kind::parse("Text"), None);
    }
}
