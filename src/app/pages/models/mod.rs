//! The Models page: the free quota of every model, and the detail of the selected one.

mod act;
mod copy;
mod cursor;
pub mod history_series;
pub mod list;
pub mod marking;
pub mod marks;
mod moved;
mod offers;
mod regions;
mod settle;
pub mod upcoming;
pub mod widths;

pub(crate) use act::{act, click_row, filter_changed, reverse, sort_by, sorts};
pub(crate) use copy::{remedy, under_cursor};
pub(crate) use cursor::{by, show_model};
pub(crate) use moved::{change, moved};
pub(crate) use offers::offers;
pub use regions::{Band, Regions, has_whole_detail};
pub(crate) use regions::{can_peek, regions};
pub(crate) use settle::{close_obsolete_overlay, settle, ticking};
