//! Where data come from. Each kind of source answers requests; their timing is decided elsewhere.
//!
//! Sources know the domain and nothing else of the program. [`Source`] only reads; what changes something at
//! Alibaba's side is behind [`Write`].

use std::{future::Future, pin::Pin, sync::Arc};

use chrono::{DateTime, Utc};

use crate::domain::{
    Fetched, Request,
    write::{Change, Outcome},
};

pub use secrets::Secrets;

pub mod alibaba;
pub mod bill_file;
pub mod demo;
pub mod fleet;
pub mod http;
pub mod limits;
pub(crate) mod off_loop;
pub mod prometheus;
pub mod recording;
pub mod secrets;
pub mod snapshot;

/// An answer in progress.
pub type Fetching = Pin<Box<dyn Future<Output = Fetched> + Send>>;

/// A change in progress.
pub type Writing = Pin<Box<dyn Future<Output = Outcome> + Send>>;

/// The time for a source: the clock itself is read in the runtime.
pub type Clock = Arc<dyn Fn() -> DateTime<Utc> + Send + Sync>;

/// Called with the server's time, at each answer of a server whose time counts.
pub type DateListener = Arc<dyn Fn(DateTime<Utc>) + Send + Sync>;

/// A source of data. An unsupported [`Request`] gets an empty response of its kind.
pub trait Source: Send + Sync {
    /// Fetches once, without retries; ends within the source's own time limit.
    fn fetch(&self, request: Request) -> Fetching;
}

/// What changes something at a server.
pub trait Write: Send + Sync {
    /// Makes a change. What may have been sent is never sent again; ends within the source's own time limit.
    fn write(&self, change: Change) -> Writing;
}
