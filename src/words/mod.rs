//! All texts on screen, with units and durations. Texts depend on the domain, never on the state.

pub(crate) mod chrome;
pub mod cli;
pub(crate) mod facts;
pub mod lang;
pub mod number;
pub(crate) mod overlays;
pub(crate) mod pages;
pub mod text;
pub mod time;
pub(crate) mod widths;

pub use facts::failure::Report;
pub(crate) use facts::failure::{NO_HOME, report};
pub(crate) use lang::phrase;
pub use lang::{Lang, Text};
pub use text::plain;
pub(crate) use text::plain_path;
