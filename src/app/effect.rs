//! What the reducer wants done.

use chrono::{DateTime, Utc};

use super::{
    account::{
        id::{ProfileId, Tag},
        schedule::Task,
    },
    copied::Copied,
};
use crate::domain::{
    FeedName, ModelName, Request, SaveData, Site,
    alert::{AlertAction, Observed},
    bill::{Cycle, LinesQuery},
};

/// Something to be done outside.
#[derive(Debug, Clone, PartialEq)]
pub enum Effect {
    /// Send a request to the profile's source, unless another instance polls it.
    Ask {
        /// The profile that requests it.
        tag: Tag,
        /// The task of the schedule that it is for.
        task: Task,
        /// The request.
        ask: Request,
        /// The user asked for it: take over from another instance.
        force: bool,
    },
    /// Save data for the next run.
    Save(ProfileId, SaveData),
    /// Let other instances know when this feed is polled next.
    Asked(ProfileId, FeedName, DateTime<Utc>),
    /// Store until when the server must not be called; `None` clears it.
    WaitUntil(ProfileId, FeedName, Option<DateTime<Utc>>),
    /// Read a cycle's bill from the store.
    ReadCycle(Tag, Cycle),
    /// Read lines of a bill from the store.
    ReadLines(Tag, LinesQuery),
    /// Make forecasts from the stored history.
    Foresee(Tag),
    /// Read a model's history from the store, and look up its price.
    ReadPast(Tag, ModelName, Option<Site>),
    /// Read what is active and the log from the store.
    ReadAlerts(Tag),
    /// Compare what is observed with the stored episodes, and deliver what is new.
    Observe(Tag, Box<Observed>),
    /// Acknowledge, snooze or mute, as the user wants.
    HandleAlert(Tag, AlertAction),
    /// Check whether the login has changed: the user pressed refresh during a wait.
    CheckLogin(ProfileId),
    /// Show the demo account instead.
    OpenDemo,
    /// Put this on the clipboard.
    Copy(Copied),
    /// Suspend the program: the shell takes the terminal.
    Suspend,
    /// End the program.
    Quit,
}
