//! Themes. Nothing else in the program names colours: drawing code uses roles.
//!
//! Colour only carries meaning next to a word or symbol, so that nothing is lost without it. A [`Design`]
//! defines the style of each role; a [`Theme`] is its version for the terminal's [`Depth`].

mod brush;
mod builtin;
mod colour;
mod depth;
mod design;
mod role;
mod sgr;
mod styles;

pub use builtin::Builtin;
pub use depth::Depth;
pub use design::Design;
pub use role::Role;
pub use sgr::painted;
pub(crate) use sgr::{Look, change_look, look_the_same};
pub use styles::Theme;
pub(super) use styles::{on_ink_of, over};
