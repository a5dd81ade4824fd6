//! Everything that drawing depends on.

use super::{Glyphs, Theme};
use crate::{
    app::State,
    domain::{Now, Zone},
    words::Lang,
};

#[derive(Debug, Clone, Copy)]
pub struct Scene<'a> {
    pub state: &'a State,
    pub theme: &'a Theme,
    pub glyphs: &'a Glyphs,
    pub lang: Lang,
    /// The time of the frame.
    pub now: Now,
    /// The zone of displayed times.
    pub zone: Zone,
}
