//! The roles of styles.

use strum::{EnumIter, EnumString, IntoStaticStr};

/// The role of a style: drawing code names roles, never colours.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, IntoStaticStr, EnumString, EnumIter)]
#[strum(serialize_all = "kebab-case", const_into_str)]
pub enum Role {
    /// The empty screen.
    Ground,
    /// Ordinary text.
    Text,
    /// Emphasis.
    Strong,
    /// Secondary text: labels, units, rules.
    Quiet,
    /// The program's name, the cursor, keys, the sorted column.
    Accent,
    /// The selected row.
    Selected,
    /// The filled part of a gauge.
    Gauge,
    /// The unfilled part of a gauge.
    Track,
    /// The remaining share, as the background of its figures.
    Filled,
    /// Money is being spent, or calls are refused against the user's will.
    Danger,
    /// Money may soon be spent, calls may soon fail, or it is unknown.
    Warning,
    /// Something became good. What simply is good, is quiet.
    Good,
    /// The overdue banner.
    Banner,
}

impl Role {
    /// Text roles, which must be readable on the ground and on the selected row.
    pub const WRITING: [Self; 7] =
        [Self::Text, Self::Strong, Self::Quiet, Self::Accent, Self::Danger, Self::Warning, Self::Good];

    /// Roles with a meaning. A word or symbol never has different meanings by tone alone (`billed` is never
    /// in the tone of `free`), as `tests/it/screens` checks on every page.
    pub const TONES: [Self; 4] = [Self::Danger, Self::Warning, Self::Good, Self::Accent];
}
