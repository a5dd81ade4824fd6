//! The reducer from the outside: scripts of what happens when, and what must be known and done after it.
//!
//! Nothing here looks behind the public face of `quotatop::app`, and no real time passes.

#![expect(clippy::unwrap_used, clippy::panic, reason = "in a test a panic is the report")]
#![expect(
    clippy::indexing_slicing,
    clippy::unchecked_time_subtraction,
    reason = "in a test a panic is the report"
)]

#[path = "../alerts/mod.rs"]
mod alerts;
mod alerts_page;
mod always;
mod asking;
mod beginning;
#[path = "../bills/mod.rs"]
mod bills;
mod bills_feed;
mod bills_page;
mod clocks;
mod columns;
mod copying;
mod elsewhere;
mod failing;
mod foreseeing;
mod keys;
mod list;
mod logins;
mod merging;
mod mouse;
mod palette;
mod profiles;
mod resuming;
mod script;
mod single;
mod waiting;
mod waking;
