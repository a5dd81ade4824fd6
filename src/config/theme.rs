//! The user's own themes, as `themes/NAME.toml` describes them; `ui::theme` gives the names their meaning.

use std::collections::BTreeMap;

pub use crate::domain::paint::{Colour, Paint};

/// The theme that follows the terminal's background.
pub const AUTO: &str = "auto";

pub const BUILTIN: [&str; 5] = ["dark", "light", "high-contrast", "colour-blind", "mono"];

pub const ROLES: [&str; 13] = [
    "ground", "text", "strong", "quiet", "accent", "selected", "gauge", "track", "filled", "danger",
    "warning", "good", "banner",
];

/// The terminal's first 8 colours; the next 8 have the same names, after `bright-`.
pub const COLOURS: [&str; 8] = ["black", "red", "green", "yellow", "blue", "magenta", "cyan", "white"];

/// The terminal's own colour.
pub const OWN: &str = "default";

#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Theme {
    /// The built-in theme that it changes.
    pub base: &'static str,
    /// By role.
    pub paints: BTreeMap<&'static str, Paint>,
}
