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
    /// Ask the profile's source, if no other instance does.
    Ask {
        /// For whom.
        tag: Tag,
        /// Which task of the schedule wants it.
        task: Task,
        /// What.
        ask: Request,
        /// A person asked for it: take over from another instance.
        force: bool,
    },
    /// Save data for the next run.
    Save(ProfileId, SaveData),
    /// Tell other instances when this feed is asked next.
    Asked(ProfileId, FeedName, DateTime<Utc>),
    /// Remember, across runs, until when the server must not be asked; `None` clears it.
    WaitUntil(ProfileId, FeedName, Option<DateTime<Utc>>),
    /// Read a cycle's bill from the store.
    ReadCycle(Tag, Cycle),
    /// Read lines of a bill from the store.
    ReadLines(Tag, LinesQuery),
    /// Foresee what becomes of the models, from what the store remembers.
    Foresee(Tag),
    /// Read a model's past from the store, and what it costs.
    ReadPast(Tag, ModelName, Option<Site>),
    /// Read what is active and the log from the store.
    ReadAlerts(Tag),
    /// Compare what is observed with the stored episodes, and deliver what is new.
    Observe(Tag, Box<Observed>),
    /// Do with an alert what a person wants done.
    HandleAlert(Tag, AlertAction),
    /// See whether the login has changed (a person pressed refresh while waiting).
    CheckLogin(ProfileId),
    /// Show the demo account instead.
    OpenDemo,
    /// Put this on the clipboard.
    Copy(Copied),
    /// Leave the terminal to the shell for a while.
    Suspend,
    /// Leave.
    Quit,
}
