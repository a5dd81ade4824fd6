//! The vendor's rules of free quotas in plain words, and what the words on screen mean.
//!
//! Source: Alibaba Cloud Model Studio's help, "Free quota for new users" and "Overdue payments".

/// One section: its title, and its paragraphs.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Section {
    /// What it is about.
    pub title: &'static str,
    /// What is said of it.
    pub paragraphs: &'static [&'static str],
}

/// Every section, in order.
pub const SECTIONS: &[Section] = &[
    Section {
        title: "What it covers",
        paragraphs: &[
            "Real-time calls to the model. Never batch calls, the context cache, nor fine-tuned or deployed models: those are billed from the first call on.",
        ],
    },
    Section {
        title: "Who shares it",
        paragraphs: &[
            "The account and all its RAM users, workspaces and API keys use one quota per model.",
            "Each model has its own: qwen-max and qwen-max-latest do not share.",
        ],
    },
    Section {
        title: "How long it lasts",
        paragraphs: &[
            "30 to 180 days, by when and where the account was opened. The expiry shown is the server's; what is left then lapses.",
        ],
    },
    Section {
        title: "What happens at the end",
        paragraphs: &[
            "Nobody is told. Running calls go on; the calls after that are billed.",
            "With Free Quota Only they fail instead: HTTP 403 AllocationQuota.FreeTierOnly.",
        ],
    },
    Section {
        title: "When the account is overdue",
        paragraphs: &["Every call to every model is refused, quota or not: HTTP 400 Arrearage."],
    },
    Section {
        title: "Why figures lag",
        paragraphs: &[
            "Alibaba counts up to 1 h behind. With 2 % of the quota left or less it may be used up already, so the next call is unknown, not free; likewise where the figure was read more than 1 h ago.",
        ],
    },
    Section {
        title: "How to avoid charges",
        paragraphs: &[
            "Turn on Free Quota Only in Model Studio's console while quota is left; afterwards it is too late.",
            "Watch what is low or expiring: it comes first in the list. Keep the account paid.",
        ],
    },
    Section {
        title: "Words on screen",
        paragraphs: &[
            "left: of the grant, still usable. lapsed: unused at expiry.",
            "free: covered by what is left. billed: costs money. refused: fails. unknown: the facts do not tell.",
            "untouched: never used, and nothing presses. stale: the last good data; the newest attempt failed, or they are old.",
        ],
    },
];

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_section_says_something() {
        assert!(SECTIONS.iter().all(|section| !section.title.is_empty() && !section.paragraphs.is_empty()));
        assert!(SECTIONS.iter().flat_map(|section| section.paragraphs).all(|text| text.is_ascii()));
    }
}
