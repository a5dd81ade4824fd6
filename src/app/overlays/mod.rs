//! What lies over a page: choosers and the palette.

pub mod columns;
pub mod palette;
pub mod profiles;
