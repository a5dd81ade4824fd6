//! An error of a call: what it is, and whether what is known of the account agrees with it. The facts of
//! `quotatop explain`.
//!
//! Sentences belong to `words`, exit statuses to `cli`.

pub mod agreement;
pub mod known;
pub mod name;
pub mod reading;
pub mod tokens;

#[cfg(test)]
mod tests;

pub use agreement::{AccountFacts, Agreement};
pub use known::{CallCause, KNOWN, KnownError};
pub use reading::Reading;
