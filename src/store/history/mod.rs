//! Histories: what the figures of an account were over time. Only what changed is written, and when was looked.
//!
//! A figure is appended in the transaction that keeps the poll it came with. Old figures are thinned by and by:
//! every one for 14 days, one an hour for a year, one a day for good. Nothing here is read before the first frame.

mod append;
mod figure;
mod future;
mod handle;
mod job;
mod login;
mod perform;
mod put;
mod ran_out;
mod read;
mod reading;
mod run;
mod series;
mod thin;
mod thinning;

pub(super) use job::HistoryJob;
pub(super) use reading::append_kept;
pub(super) use thinning::Thinning;
