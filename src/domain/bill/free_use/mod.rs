//! What exported bills say of free quotas: a line that free quota covered carries the whole grant, so exports alone
//! give a model's grant, what was deducted and when, the minute in which it was used up, and what was billed after.
//!
//! The lines of a day are summed up once ([`DayUse`]); grants are computed from the days ([`grants`]).

mod day;
mod detail;
mod grant;
#[cfg(test)]
mod tests;

pub use day::{DayLines, DayUse, FieldPlaces, GrantUse, LineSubject, Minute, ModelUse};
pub use grant::{BillGrant, grants, points};
