//! What the servers send, field by field. Nothing is judged here, and no number passes through a float.
//!
//! Everything may be missing, null, or of a neighbouring type (a number as text); unknown fields are passed
//! over. Lists hold their rows unread, so that one odd row costs one row.

pub(super) mod bill;
pub(super) mod catalogue;
pub(super) mod envelope;
pub(super) mod free_quota;
pub(super) mod lenient;
pub(super) mod signed;
