//! The calls that are printed.

use crate::{
    app::State,
    domain::calls::{CallGroup, CallGrouping, CallRange, Calls},
};

pub(super) struct Printed<'a> {
    pub(super) state: &'a State,
    pub(super) range: CallRange,
    pub(super) by: CallGrouping,
    /// Absent if the range was never read.
    pub(super) calls: Option<&'a Calls>,
    pub(super) groups: Vec<CallGroup>,
}
