//! Events that the reducer handles.

use chrono::{DateTime, Utc};

use std::{collections::HashMap, sync::Arc};

use super::{
    Command, Extents, Key, ProfileId, Size, Tag,
    account::{histories::ModelHistory, schedule::Task},
    chrome::themes::Background,
};
use crate::domain::{
    Cause, ClockState, Dated, Fetched, LastKnown, ModelName, Storage,
    alert::{Alerts, ChannelState, Deliveries, Event},
    bill::{BillGrant, Cycle, LinesPage, StoredCycle},
    calls::{CallRange, Calls},
    forecast::{Forecast, Trend},
    login::{LoginRecord, LoginUse},
    write::{Change, Outcome},
};

/// An event. Responses carry the profile and generation that requested them; those of an old generation are
/// dropped.
#[derive(Debug, Clone, PartialEq)]
pub enum Message {
    Key(Key),
    Pasted(String),
    Mouse(Mouse),
    Resized(Size),
    /// The wake-up time was reached; also the first message of a run.
    Woke,
    /// A source has responded.
    Fetched(Tag, Task, Fetched),
    /// Another instance polls the server: its data, and when it polls next.
    PolledElsewhere(Tag, Task, Box<LastKnown>, DateTime<Utc>),
    /// The server allows no requests before this instant (stored by another run or instance).
    RateLimited(Tag, Task, DateTime<Utc>),
    /// A request for bills has ended, and its days are stored.
    BillsSaved(Tag, BillsSaved),
    /// The free quotas that exported bills tell were computed.
    BillGrants(Tag, Vec<BillGrant>),
    /// A cycle's bill was read from the store.
    CycleRead(Tag, Box<StoredCycle>),
    /// The calls of a range were read from the store, if it has any.
    CallsRead(Tag, CallRange, Option<Dated<Arc<Calls>>>),
    /// Lines of a bill were read from the store.
    LinesRead(Tag, LinesPage),
    /// Forecasts were computed.
    Forecasts(Tag, HashMap<ModelName, Forecast>),
    /// The recent course of what is left was summed up.
    Trends(Tag, HashMap<ModelName, Trend>),
    /// A model's history was read from the store.
    HistoryRead(Tag, Box<ModelHistory>),
    /// Active alerts, muted models and new messages.
    Alerts(Tag, Alerts),
    /// Alerts could not be evaluated, since nothing can be stored.
    EvaluationFailed(Tag),
    /// `poll --once` has all its data: evaluate the alerts now.
    EvaluateAlerts,
    /// The newest events of the log, oldest first.
    AlertLog(Tag, Vec<Event>),
    /// How the deliveries of the newest events went.
    Deliveries(Tag, Deliveries),
    /// The delivery state of each channel.
    Channels(Vec<ChannelState>),
    /// A change in the account has ended, perhaps of an earlier login.
    Changed(Tag, Change, Outcome),
    /// The console was called with this token; what is known of it and earlier ones, the oldest first.
    LoginUsed(Tag, Box<LoginUse>, Vec<LoginRecord>),
    /// The login has changed; these are the saved data of its account.
    NewLogin(ProfileId, Box<LastKnown>),
    /// A snapshot file has changed.
    FileChanged(ProfileId),
    /// The clock check has finished; `now` is corrected from this message on.
    Clock(ClockState),
    Store(Storage),
    /// The terminal has reported its background.
    Background(Background),
    /// The reloaded configuration was rejected: the reason, on one line.
    Configuration(Box<str>),
    /// Drawn texts were measured after the last message.
    Measured(Extents),
    /// The process received a signal to terminate, or the terminal is gone.
    Ended,
}

impl Message {
    /// The profile that it is about; absent if it may concern all.
    pub(crate) const fn profile(&self) -> Option<ProfileId> {
        match self {
            Self::Fetched(tag, ..)
            | Self::PolledElsewhere(tag, ..)
            | Self::RateLimited(tag, ..)
            | Self::BillsSaved(tag, _)
            | Self::BillGrants(tag, _)
            | Self::CycleRead(tag, _)
            | Self::CallsRead(tag, ..)
            | Self::LinesRead(tag, _)
            | Self::Forecasts(tag, _)
            | Self::Trends(tag, _)
            | Self::HistoryRead(tag, _)
            | Self::Alerts(tag, _)
            | Self::EvaluationFailed(tag)
            | Self::AlertLog(tag, _)
            | Self::Deliveries(tag, _)
            | Self::Changed(tag, ..)
            | Self::LoginUsed(tag, ..) => Some(tag.profile),
            Self::NewLogin(id, _) | Self::FileChanged(id) => Some(*id),
            Self::Key(_)
            | Self::Pasted(_)
            | Self::Mouse(_)
            | Self::Resized(_)
            | Self::Woke
            | Self::EvaluateAlerts
            | Self::Channels(_)
            | Self::Clock(_)
            | Self::Store(_)
            | Self::Background(_)
            | Self::Configuration(_)
            | Self::Measured(_)
            | Self::Ended => None,
        }
    }
}

/// The outcome of a request for bills.
#[derive(Debug, Clone, PartialEq)]
pub struct BillsSaved {
    /// Cycles with newly stored days.
    pub cycles: Vec<Cycle>,
    /// Why not everything could be read or stored.
    pub failed: Option<Cause>,
    /// The name of the credential used.
    pub credential: Option<String>,
    /// Until when the server allows no further requests.
    pub wait_until: Option<DateTime<Utc>>,
}

/// A mouse event with its position.
#[derive(Debug, Clone, PartialEq)]
pub struct Mouse {
    pub kind: MouseKind,
    /// The column, from 0.
    pub column: u16,
    /// The row, from 0.
    pub row: u16,
    /// The command registered for that cell when it was drawn, if any.
    pub command: Option<Command>,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum MouseKind {
    /// Left button pressed.
    Click,
    WheelUp,
    WheelDown,
}
