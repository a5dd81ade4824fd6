//! The loop around the reducer: input, time, sources and the store come in as messages, effects go out.
//!
//! The only async and the only terminal code, and the only place where a clock is read.

mod account;
mod alerting;
mod channels;
mod clock;
mod contained;
mod dashboard;
mod effects;
mod headless;
mod history;
mod identity;
mod keeping;
mod logbook;
mod look;
mod question;
mod rereading;
mod service;
mod setup;
mod sources;
mod storage_reports;
mod terminal;
mod watch_file;
mod watching;
mod zone;

pub use clock::Clock;
pub use dashboard::dashboard;
pub use headless::once;
pub use history::{KeptHistory, history};
pub use identity::{find_logins, surroundings};
pub use keeping::{NotAllKept, bill_accounts, keep_bills};
pub use logbook::{EventLog, channels as delivery_states, events};
pub use look::Look;
pub use rereading::{Configured, Reread};
pub use service::{News, poll, poll_once, try_channels};
pub use setup::{BillsWanted, From, Opened, Setup};
pub use terminal::survive_file_size_limit;
pub use zone::{local_zone, unusable_zone};
