//! How a theme's file styles a role.

/// A colour, as a theme's file names it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Colour {
    /// The terminal's own (`default`).
    Own,
    /// Red, green and blue.
    Rgb(u8, u8, u8),
    /// One of the terminal's 256; the first 16 have names.
    Indexed(u8),
}

/// The style of one role; what is absent is inherited from the base theme.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct Paint {
    /// The text (`fg`).
    pub ink: Option<Colour>,
    /// The background (`bg`).
    pub ground: Option<Colour>,
    pub bold: Option<bool>,
    pub dim: Option<bool>,
    pub underline: Option<bool>,
    pub reverse: Option<bool>,
}
