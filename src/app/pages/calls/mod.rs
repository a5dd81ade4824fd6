//! The Calls page: who called what, which calls failed, and when.

mod act;
mod cursor;
mod offers;
mod regions;
mod settle;

pub(crate) use act::{act, focus, opened, reverse, show_key, show_model, sort_by, sorts, under_cursor};
pub(crate) use cursor::{click_group, wheel};
pub(crate) use offers::{has_filter, offers};
pub use regions::Regions;
pub(crate) use regions::regions;
pub(crate) use settle::{close_obsolete_overlay, settle};
