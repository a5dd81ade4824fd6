//! What is copied to the clipboard, as a fact: how it reads is decided where it is shown.

use chrono::NaiveDate;

use crate::domain::{ModelName, alert::Episode, bill::BillLine};

/// Something to be copied.
#[derive(Debug, Clone, PartialEq)]
pub enum Copied {
    /// A model's name.
    Model(ModelName),
    /// What the lines of a group of the bill have in common: a model, an API key's ID, an Instance ID, a day, ...
    Group(Box<str>),
    /// Every field of a line of the bill.
    Line(NaiveDate, Box<BillLine>),
    /// What an alert says.
    Alert(Box<Episode>),
    /// A command or an address that fixes something.
    Remedy(String),
}
