//! The texts of overlays.

pub(crate) mod account;
pub(crate) mod filters;
pub(crate) mod glossary;
pub(crate) mod help;
pub(crate) mod palette;
pub(crate) mod profiles;
pub(crate) mod rules;
pub(crate) mod turning;
