//! The Accounts page: one row per account, what it needs attention for first.

mod act;
mod cursor;
mod offers;
mod regions;
mod rules;

pub(crate) use act::{act, filter_changed, opened, remedy, under_cursor};
pub(crate) use cursor::{by, click_row, scroll_to_cursor};
pub(crate) use offers::{has_filter, offers};
pub use regions::Regions;
pub(crate) use regions::regions;
pub use rules::lacks_rules;
