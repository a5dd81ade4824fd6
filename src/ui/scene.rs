//! Everything that drawing depends on.

use super::{Glyphs, Theme};
use crate::{
    app::State,
    domain::{Now, Zone},
    words::Lang,
};

/// Everything that decides what the screen looks like.
#[derive(Debug, Clone, Copy)]
pub struct Scene<'a> {
    /// What the program knows.
    pub state: &'a State,
    /// The colours.
    pub theme: &'a Theme,
    /// The signs.
    pub glyphs: &'a Glyphs,
    /// The language.
    pub lang: Lang,
    /// The moment that is shown.
    pub now: Now,
    /// The zone in which instants are shown.
    pub zone: Zone,
}
