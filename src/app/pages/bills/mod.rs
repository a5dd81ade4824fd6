//! Bills: what was read and kept of them, and what a person does on their page.

mod counterpart;
mod cursor;
mod query;
mod reading;

pub(crate) use counterpart::{to_bill, to_model};
pub(crate) use cursor::{back, by, click, keep_in_sight, lines, open, select, wheel};
pub(crate) use query::{explain, group, group_by, products, show, sum_up, take_product, turn};
pub(crate) use reading::{due, kept, lines_read, read, read_anew};
