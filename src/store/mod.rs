//! Persistent data (SQLite): last known data, histories, bills, alerts, which instance polls the server, and
//! until when none may.
//!
//! Everything is done on the store's own thread ([`Store`]); the exceptions only read: [`peek`], before the first frame,
//! and [`Glance`], for a status line. Data are keyed by [`AccountKey`]: another account's data are never shown. Nothing here
//! reads a clock, and no secret ever comes in: a fingerprint is not the credential.

mod alerts;
mod alive;
mod answer;
mod bills;
mod calls;
mod carry_over;
mod clock;
mod fallback;
mod file;
#[cfg(any(test, fuzzing))]
pub(crate) mod fuzzing;
mod glance;
mod handle;
mod history;
mod identity;
mod last_known;
mod lease;
mod logins;
mod payload;
mod peek;
mod queue;
mod worker;

pub use alerts::{Delivery, DeliveryAttempt, Outbox, ServedChannel};
pub use answer::Answer;
pub use bills::SaveError;
pub use file::{regular::may_exist, trouble::Trouble};
pub use glance::Glance;
pub use handle::Store;
pub use identity::{AccountKey, Identity};
pub use lease::{LeaseTerms, Permission};
pub use peek::{Peek, PeekFile, peek, peek_clock, peek_each};
pub use worker::Clock;
