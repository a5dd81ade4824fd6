//! Side effects requested by the reducer.

use std::sync::Arc;

use chrono::{DateTime, Utc};

use super::{
    account::{
        id::{ProfileId, Tag},
        schedule::Task,
    },
    copied::Copied,
};
use crate::domain::{
    BillsEnd, Dated, FeedName, ModelName, Request, SaveData, Site,
    alert::{AlertAction, Observed},
    bill::{Cycle, LedgerDetail, LinesQuery},
    calls::{CallRange, Calls},
    write::Change,
};

/// A side effect for the runtime to carry out.
#[derive(Debug, Clone, PartialEq)]
pub enum Effect {
    /// Send a request to the profile's source, unless another instance polls it.
    Request {
        tag: Tag,
        /// The scheduled task it belongs to.
        task: Task,
        request: Request,
        /// Requested by the user: take over from another instance.
        force: bool,
    },
    /// Save data for the next run.
    Save(ProfileId, SaveData),
    /// Publish when this feed is requested next, for other instances.
    NextRequestAt(ProfileId, FeedName, DateTime<Utc>),
    /// Store until when the server must not be called; `None` clears it.
    WaitUntil(ProfileId, FeedName, Option<DateTime<Utc>>),
    /// Save the calls of a range for the next run.
    SaveCalls(ProfileId, Dated<Arc<Calls>>),
    /// Read the calls of a range from the store.
    ReadCalls(Tag, CallRange),
    /// Compute the free quotas that exported bills tell, in the store.
    RenewBillGrants(Tag),
    /// Read a cycle's bill from the store, in this detail.
    ReadCycle(Tag, Cycle, LedgerDetail),
    /// Read lines of a bill from the store.
    ReadLines(Tag, LinesQuery),
    /// Compute forecasts from the stored history; those of models whose quota is from exported bills, as of the
    /// end of the bills.
    Forecast(Tag, Option<BillsEnd>),
    /// Read a model's history from the store, and look up its price.
    ReadHistory(Tag, ModelName, Option<Site>, Option<BillsEnd>),
    /// Read active alerts and the log from the store.
    ReadAlerts(Tag),
    /// Read from the store how the deliveries of the newest events went.
    ReadDeliveries(Tag),
    /// Evaluate the alert rules against the stored episodes, and deliver new messages.
    Observe(Tag, Box<Observed>),
    /// Acknowledge, snooze, mute, or undo that.
    HandleAlert(Tag, AlertAction),
    /// Change something in the account: the user has confirmed it.
    Change(Tag, Change),
    /// Check whether the login has changed: the user pressed refresh during a wait.
    CheckLogin(ProfileId),
    /// Check whether the configuration has changed: the user pressed refresh.
    CheckConfig,
    /// Forget what was stored of a fleet's account: another one is open.
    OpenAccount(ProfileId),
    /// Show the demo account instead.
    OpenDemo,
    /// Copy to the clipboard.
    Copy(Copied),
    /// Suspend the program: the shell takes the terminal.
    Suspend,
    Quit,
}

impl Effect {
    /// Whether it only reads what is stored, so that it can wait.
    pub(crate) const fn is_read(&self) -> bool {
        matches!(
            self,
            Self::ReadCalls(..)
                | Self::ReadCycle(..)
                | Self::ReadLines(..)
                | Self::ReadHistory(..)
                | Self::ReadAlerts(_)
                | Self::ReadDeliveries(_)
        )
    }
}
