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

/// Something that happened. What comes from outside carries the profile and the generation for which it was
/// asked; an old generation is dropped.
#[derive(Debug, Clone, PartialEq)]
pub enum Message {
    /// A key was pressed.
    Key(Key),
    /// A text was pasted.
    Pasted(String),
    /// The mouse was used.
    Mouse(Mouse),
    /// The terminal has this size now.
    Resized(Size),
    /// A moment has come for which the program wanted to be woken, or a first message to begin with.
    Woke,
    /// A source answered.
    Fetched(Tag, Task, Fetched),
    /// Another instance asks the server; this is what it has found, and when it asks next.
    AskedElsewhere(Tag, Task, LastKnown, DateTime<Utc>),
    /// The server must not be asked before this instant (remembered from another run or instance).
    MustWait(Tag, Task, DateTime<Utc>),
    /// What was asked of the bills was answered, and is kept now.
    BillsSaved(Tag, BillsSaved),
    /// A cycle's bill was read from the store.
    CycleRead(Tag, Box<StoredCycle>),
    /// Lines of a bill were read from the store.
    LinesRead(Tag, LinesPage),
    /// What becomes of the models was foreseen.
    Foreseen(Tag, HashMap<ModelName, Forecast>),
    /// A model's past was read from the store.
    PastRead(Tag, Box<Past>),
    /// What is active and muted now, and what is told for the first time.
    Alerts(Tag, Alerts),
    /// The alerts could not be evaluated: nothing can be stored.
    NotObserved(Tag),
    /// `poll --once` has read all that it will: its alerts are to be evaluated now.
    EvaluateAlerts,
    /// The newest events of the log, the oldest of them first.
    AlertLog(Tag, Vec<Event>),
    /// How the deliveries over the channels go.
    Channels(Vec<ChannelState>),
    /// The login has changed; this is what is known of its account.
    NewLogin(ProfileId, LastKnown),
    /// The file of a snapshot has changed.
    FileChanged(ProfileId),
    /// This machine's clock is now known to be like this. `now` tells the server's time from this message on.
    Clock(ClockState),
    /// How data are stored now.
    Store(Storage),
    /// The terminal has told its background.
    Background(Background),
    /// The configuration has changed, and is not accepted: what is wrong with it, on one line.
    Configuration(Box<str>),
    /// The texts that are drawn were measured after the last message.
    Measured(Extents),
    /// The system asks the program to end, or the terminal is gone.
    Ended,
}

/// What became of a question about bills.
#[derive(Debug, Clone, PartialEq)]
pub struct BillsSaved {
    /// The cycles of which something was kept.
    pub cycles: Vec<Cycle>,
    /// Why not all that was asked for was read, or kept; absent where it was.
    pub failed: Option<Cause>,
    /// The name of the credential that was used.
    pub credential: Option<String>,
    /// Until when the server asked not to be asked again, whatever it answered.
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
    /// What a click there says, as far as that hangs on how it is written: whoever draws the screen knows what stands
    /// there. Absent where nothing does; what the geometry alone decides, the reducer finds out.
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
