//! The calls of an account: what is known, and what is read or requested next.

mod known;
pub(crate) mod reading;
pub(crate) mod recall;

pub use known::{EVERY, KnownCalls};
