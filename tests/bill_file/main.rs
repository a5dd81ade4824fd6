//! Exported Bill Details files: what comes out of them, however they were exported.

#![expect(clippy::unwrap_used, clippy::indexing_slicing, reason = "in a test a panic is the report")]

mod amounts;
mod encodings;
mod english;
mod headers;
mod layouts;
mod refused;
mod several;
mod sums;
mod support;
