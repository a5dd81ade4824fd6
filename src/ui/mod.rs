//! Drawing: the whole screen as a pure function of the state.
//!
//! A folder for each page, the overlays, and the chrome around them. Widgets know no state, only the theme
//! has colours, only glyphs are non-ASCII, and texts come from [`crate::words`]. Only visible rows are
//! formatted. Nothing here changes the state, reads a clock or accesses a terminal.

mod canvas;
mod chrome;
pub mod clipboard;
mod draw;
mod glyphs;
pub mod keys;
mod links;
mod measure;
mod overlays;
mod pages;
mod scene;
pub mod theme;
mod widgets;

pub use draw::{draw, draw_within, hit};
pub use glyphs::{Glyphs, KeyGlyphs};
pub use links::{Link, links};
pub use measure::measure;
pub use scene::Scene;
pub use theme::Theme;
