//! What the servers send, field by field, without interpretation and without floats.
//!
//! Everything may be missing, null, or of a similar type (a number as text); unknown fields are ignored. Rows
//! of lists stay raw, so that an odd row costs only itself.

pub(super) mod api_keys;
pub(super) mod bill;
pub(super) mod catalogue;
pub(super) mod envelope;
pub(super) mod free_quota;
pub(super) mod free_quota_only;
pub(super) mod lenient;
pub(super) mod plans;
pub(super) mod signed;
pub(super) mod telemetry;
