//! A theme of a person's own: what `themes/NAME.toml` beside the configuration says. What a theme looks like is
//! not known here; these are its words.

use std::collections::BTreeMap;

/// The theme that follows the terminal's background.
pub const AUTO: &str = "auto";

/// The names of the themes that come with the program.
pub const BUILTIN: [&str; 5] = ["dark", "light", "high-contrast", "colour-blind", "mono"];

/// The roles that a theme can say something of.
pub const ROLES: [&str; 13] = [
    "ground", "text", "strong", "quiet", "accent", "selected", "gauge", "track", "filled", "danger",
    "warning", "good", "banner",
];

/// The colours that a terminal names, in the order of their numbers.
pub const COLOURS: [&str; 16] = [
    "black",
    "red",
    "green",
    "yellow",
    "blue",
    "magenta",
    "cyan",
    "white",
    "bright-black",
    "bright-red",
    "bright-green",
    "bright-yellow",
    "bright-blue",
    "bright-magenta",
    "bright-cyan",
    "bright-white",
];

/// The terminal's own colour.
pub const OWN: &str = "default";

/// A theme as its file says it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Theme {
    /// The built-in theme that holds where this one says nothing.
    pub base: &'static str,
    /// What is said of each role.
    pub paints: BTreeMap<&'static str, Paint>,
}

/// What is said of one role; what is absent is the base's.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct Paint {
    /// The colour of the writing (`fg`).
    pub ink: Option<Colour>,
    /// The colour behind it (`bg`).
    pub ground: Option<Colour>,
    /// Whether it is heavy.
    pub bold: Option<bool>,
    /// Whether it is faint.
    pub dim: Option<bool>,
    /// Whether it is underlined.
    pub underline: Option<bool>,
    /// Whether writing and background change places.
    pub reverse: Option<bool>,
}

/// A colour.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Colour {
    /// The terminal's own (`default`).
    Own,
    /// `#rrggbb`.
    Rgb(u8, u8, u8),
    /// One of the 256, by its number, or by its name below 16.
    Indexed(u8),
}
