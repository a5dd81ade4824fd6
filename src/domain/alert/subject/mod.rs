//! The subjects that rules check, and whether their facts meet each condition.

mod balance;
mod checked;
mod feed;
mod model;
mod speed;
mod spend;

pub(super) use balance::CheckedBalance;
pub(super) use checked::{Checked, Condition};
pub(super) use feed::CheckedFeed;
pub(super) use model::CheckedModel;
pub(super) use speed::CheckedSpeed;
pub(super) use spend::CheckedSpend;
