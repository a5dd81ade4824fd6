//! Bills: what was read and kept of them, and what a person does on their page.

mod counterpart;
mod cursor;
mod query;
mod reading;

pub(super) use counterpart::{to_bill, to_model};
pub(super) use cursor::{back, by, click, keep_in_sight, lines, open, select, wheel};
pub(super) use query::{explain, group, group_by, products, show, sum_up, take_product, turn};
pub(super) use reading::{due, kept, lines_read, read, read_anew};
