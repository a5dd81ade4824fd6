//! quotatop: `htop` for the free AI quotas of Alibaba Cloud Model Studio.
//!
//! Arrows point at what may be imported, as `tests/architecture/` checks:
//!
//! ```text
//! main ─▶ cli, runtime ─▶ ui ─▶ app ─▶ domain        ui, cli ─▶ words ─▶ domain
//!                  └────▶ source, store, config ─▶ domain        cli, runtime, source, store, config ─▶ files
//! ```

pub mod app;
pub mod cli;
pub mod config;
pub mod domain;
pub mod files;
#[doc(hidden)]
#[cfg(any(test, fuzzing))]
pub mod fuzzing;
pub mod runtime;
pub mod source;
pub mod store;
pub mod ui;
pub mod words;
