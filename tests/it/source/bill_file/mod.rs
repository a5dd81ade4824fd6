//! Exported Bill Details files, however they were exported.

mod amounts;
mod encodings;
mod english;
mod fixture;
mod layouts;
mod refused;
mod several_files;
mod sums;
