//! What can be copied, as data: `ui` turns it into text.

use chrono::NaiveDate;

use crate::domain::{ModelName, alert::Episode, bill::BillLine, fleet::AccountName};

#[derive(Debug, Clone, PartialEq)]
pub enum Copied {
    Model(ModelName),
    /// The key of a group of the bill: a model, the ID of an API key or instance, a day, ...
    Group(Box<str>),
    Account(AccountName),
    /// All fields of a line of the bill.
    Line(NaiveDate, Box<BillLine>),
    /// The texts of the alerts of a row.
    Alerts(Vec<Episode>),
    /// A command or URL that fixes a problem.
    Remedy(String),
}
