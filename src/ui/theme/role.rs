//! What something on screen is for.

use strum::{EnumIter, EnumString, IntoStaticStr};

/// What something on screen is for: drawing code names roles, never colours.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, IntoStaticStr, EnumString, EnumIter)]
#[strum(serialize_all = "kebab-case", const_into_str)]
pub enum Role {
    /// The screen before anything is written.
    Ground,
    /// Ordinary text.
    Text,
    /// Emphasis.
    Strong,
    /// What stays in the background: labels, units, rules.
    Quiet,
    /// The one accent: the program's name, the cursor, keys, the column of the order.
    Accent,
    /// The selected row.
    Selected,
    /// The filled part of a gauge.
    Gauge,
    /// The rest of a gauge.
    Track,
    /// The share that is left, as the background of its figures.
    Filled,
    /// Calls cost money, or fail.
    Danger,
    /// They soon may, or it is not known.
    Warning,
    /// Calls are free.
    Good,
    /// The overdue banner.
    Banner,
}

impl Role {
    /// The roles of text, which must be readable on the ground and on the selected row.
    pub const WRITING: [Self; 7] =
        [Self::Text, Self::Strong, Self::Quiet, Self::Accent, Self::Danger, Self::Warning, Self::Good];

    /// The tones that mean something. No word or sign has different tones in different places (`billed` is
    /// never in the tone of `free`; `tests/it/screens` checks every page), so that colour is never the only
    /// difference.
    pub const TONES: [Self; 4] = [Self::Danger, Self::Warning, Self::Good, Self::Accent];
}
