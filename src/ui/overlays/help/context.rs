//! What the sections of the help depend on.

use crate::{
    app::State,
    domain::Now,
    ui::{Glyphs, Theme},
    words::Lang,
};

/// What the text of the help depends on.
#[derive(Debug, Clone, Copy)]
pub(super) struct Context<'a> {
    pub(super) state: &'a State,
    pub(super) lang: Lang,
    pub(super) glyphs: &'a Glyphs,
    pub(super) theme: &'a Theme,
    pub(super) now: Now,
    /// The columns of the screen for it.
    pub(super) width: u16,
}
