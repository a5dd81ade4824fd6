//! To be written.

pub mod credentials;
pub mod signing;
