//! The columns of the list: a file for each, with its [`spec::ColumnSpec`]. To add one, add a variant to the
//! domain's `ListColumn`; the compiler then asks for its entry in [`catalog`] and for its texts.

mod catalog;
mod cost;
pub(crate) mod entry;
mod expires;
pub(crate) mod fit;
mod free_quota_only;
mod gauge;
mod history;
mod kind;
mod left;
pub(crate) mod measure;
mod model;
mod next_call;
mod pace;
mod percent;
mod profile;
mod read;
mod runs_out;
pub(crate) mod spec;
mod status;
#[cfg(test)]
mod tests;
mod used;

pub(crate) use catalog::spec;
