//! Compares new data with the stored alerts, and delivers messages over the channels.

pub(super) mod delivery;
pub(super) mod requests;
pub(super) mod try_channels;
