//! Drawing: the whole screen as a pure function of the state.
//!
//! A folder for each page, the overlays, and the chrome around them; the widgets know no state, the theme is
//! the only place with colours, the glyphs are the only characters outside ASCII, and sentences come from
//! [`crate::words`]. Only what is in sight is formatted. Nothing here changes the state, reads a clock or
//! knows a terminal.

mod canvas;
mod chrome;
pub mod clipboard;
mod draw;
mod glyphs;
pub mod keys;
mod measure;
mod overlays;
mod pages;
mod scene;
pub mod theme;
mod widgets;

pub use draw::{draw, hit};
pub use glyphs::{Glyphs, KeyGlyphs};
pub use measure::measure;
pub use scene::Scene;
pub use theme::Theme;
