//! The colours. Nowhere else in the program is a colour named: drawing knows roles.
//!
//! Colour carries meaning only next to a word or a sign, so that nothing is lost without it. A [`Design`]
//! says how each role looks; a [`Theme`] is what the terminal can show of it ([`Depth`]).

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
pub use styles::Theme;
pub(super) use styles::over;
