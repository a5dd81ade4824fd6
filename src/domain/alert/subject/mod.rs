//! What the rules check, and whether each condition is met by one moment's facts.

mod balance;
mod checked;
mod feed;
mod model;
mod spend;

pub(super) use balance::CheckedBalance;
pub(super) use checked::{Checked, Condition};
pub(super) use feed::CheckedFeed;
pub(super) use model::CheckedModel;
pub(super) use spend::CheckedSpend;
