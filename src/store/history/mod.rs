//! Histories: the figures of an account over time. Only changes and the times of polls are written.
//!
//! A figure is appended in the transaction that saves its poll. Old figures are thinned step by step: all are
//! retained for 14 days, one an hour for a year, one a day forever. Before the
//! first frame, only the figures of the selected model are read.

mod append;
mod append_poll;
mod calls;
mod drop_future;
mod login;
mod read;
mod row;
mod run;
mod seed;
mod series;
mod thin;
mod thin_series;

pub(super) use append_poll::append_poll;
pub(super) use calls::{read_all, read_one};
pub(super) use thin::{Thinning, thin_some};
