//! What can happen to the program.

use chrono::{DateTime, Utc};

use std::collections::HashMap;

use super::{
    Command, Extents, Key, ProfileId, Size, Tag,
    account::{forecasts::Past, schedule::Task},
    chrome::themes::Background,
};
use crate::domain::{
    Cause, ClockState, Fetched, LastKnown, ModelName, Storage,
    alert::{Alerts, ChannelState, Event},
    bill::{Cycle, LinesPage, StoredCycle},
    forecast::Forecast,
};

/// Something that happened. Answers carry the profile and the generation that requested them; those of an old
/// generation are dropped.
#[derive(Debug, Clone, PartialEq)]
pub enum Message {
    /// A key was pressed.
    Key(Key),
    /// A text was pasted.
    Pasted(String),
    /// The mouse was used.
    Mouse(Mouse),
    /// The terminal was resized.
    Resized(Size),
    /// The moment for which the program wanted to be woken has come; also the first message of a run.
    Woke,
    /// A source answered.
    Fetched(Tag, Task, Fetched),
    /// Another instance polls the server: what it has found, and when it polls next.
    AskedElsewhere(Tag, Task, LastKnown, DateTime<Utc>),
    /// The server must not be called before this instant (stored by another run or instance).
    MustWait(Tag, Task, DateTime<Utc>),
    /// Requested days of bills have arrived and are stored.
    BillsSaved(Tag, BillsSaved),
    /// A cycle's bill was read from the store.
    CycleRead(Tag, Box<StoredCycle>),
    /// Lines of a bill were read from the store.
    LinesRead(Tag, LinesPage),
    /// Forecasts were made.
    Foreseen(Tag, HashMap<ModelName, Forecast>),
    /// A model's history was read from the store.
    PastRead(Tag, Box<Past>),
    /// What is active and muted now, and the new messages.
    Alerts(Tag, Alerts),
    /// The alerts could not be evaluated: nothing can be stored.
    NotObserved(Tag),
    /// `poll --once` has read all that it will: its alerts are to be evaluated now.
    EvaluateAlerts,
    /// The newest events of the log, the oldest of them first.
    AlertLog(Tag, Vec<Event>),
    /// How delivery over each channel goes.
    Channels(Vec<ChannelState>),
    /// The login has changed; this is what is known of its account.
    NewLogin(ProfileId, LastKnown),
    /// The file of a snapshot has changed.
    FileChanged(ProfileId),
    /// How this machine's clock compares with the servers' has become known. `now` is corrected from this message on.
    Clock(ClockState),
    /// The state of the store has changed.
    Store(Storage),
    /// The terminal has reported its background.
    Background(Background),
    /// The changed configuration is rejected: why, on one line.
    Configuration(Box<str>),
    /// The texts that are drawn were measured after the last message.
    Measured(Extents),
    /// The system asks the program to end, or the terminal is gone.
    Ended,
}

/// What became of a request for bills.
#[derive(Debug, Clone, PartialEq)]
pub struct BillsSaved {
    /// The cycles of which something was stored.
    pub cycles: Vec<Cycle>,
    /// Why not everything was read, or stored; absent where it was.
    pub failed: Option<Cause>,
    /// The name of the credential that was used.
    pub credential: Option<String>,
    /// Until when the server asked not to be called again, whatever it answered.
    pub wait_until: Option<DateTime<Utc>>,
}

/// What the mouse did, and where.
#[derive(Debug, Clone, PartialEq)]
pub struct Mouse {
    /// What it did.
    pub what: MouseDid,
    /// The column, from 0.
    pub column: u16,
    /// The row, from 0.
    pub row: u16,
    /// What a click there does, as the drawing registered it; absent where nothing clickable is drawn.
    pub command: Option<Command>,
}

/// What the mouse did.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum MouseDid {
    /// The left button was pressed.
    Click,
    /// The wheel was turned up.
    WheelUp,
    /// The wheel was turned down.
    WheelDown,
}
