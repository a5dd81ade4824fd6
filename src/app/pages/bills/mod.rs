//! The Bills page: which models cost money, and why.

mod act;
mod cursor;
mod offers;
mod products;
mod regions;
mod settle;

pub(crate) use act::{
    act, focus, group_by, opened, reverse, search_changed, show_cycle, show_key, show_model, sort_by, sorts,
    under_cursor,
};
pub(crate) use cursor::{click_group, click_line, wheel};
pub(crate) use offers::offers;
pub(crate) use products::{list_products, show_product};
pub use regions::Regions;
pub(crate) use regions::{can_peek, regions};
pub(crate) use settle::{close_obsolete_overlay, settle};
