//! Every sentence, header, unit and duration that is shown. Words know the domain, and no state.

pub mod chrome;
pub mod cli;
pub mod facts;
pub mod lang;
pub mod number;
pub mod overlays;
pub mod pages;
pub mod text;
pub mod time;

pub use facts::failure::{NO_HOME, Told, told};
pub use lang::{Lang, Text};
pub use text::plain;
