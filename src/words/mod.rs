//! Every sentence, header, unit and duration that is shown. Words know the domain, and no state.

pub mod account;
pub mod doctor;
pub mod failure;
pub mod number;
pub mod store;
pub mod text;
pub mod time;

pub use failure::{NO_HOME, Told, told};
pub use text::plain;
