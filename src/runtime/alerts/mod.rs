//! Alerts at run time: comparing new data with the stored episodes, and delivering over the channels.

pub(super) mod delivery;
pub(super) mod requests;
pub(super) mod try_channels;
