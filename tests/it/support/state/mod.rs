//! Bills and alerts in the shape in which the store returns them.

pub(crate) mod alerts;
pub(crate) mod bills;
