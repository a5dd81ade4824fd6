//! The output of the history command, for every format.

use chrono::{DateTime, Utc};

use crate::domain::{Unit, forecast::Seen, history::Gap};

pub(super) struct Printed<'a> {
    pub(super) model: &'a str,
    pub(super) unit: Unit,
    pub(super) since: DateTime<Utc>,
    pub(super) now: DateTime<Utc>,
    pub(super) seen: &'a [Seen],
    pub(super) gaps: &'a [Gap],
}
