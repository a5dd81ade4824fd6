//! What came of a change, as exit status and in JSON.

use serde::Serialize;

use super::exit::Status;
use crate::{
    domain::{Cause, write::Outcome},
    words::{self, Lang},
};

/// Why a change failed or is unknown.
#[derive(Serialize)]
pub(super) struct ErrorOut {
    kind: &'static str,
    code: Option<String>,
    message: String,
    remedy: String,
}

impl ErrorOut {
    /// Absent if no request has failed.
    pub(super) fn of(outcome: Option<&Outcome>) -> Option<Self> {
        let cause = outcome?.cause()?;
        let words::Report { message, remedy } = words::report(Lang::English, cause);
        let code = code(outcome).map(str::to_owned);
        Some(Self { kind: cause.kind().into_str(), code, message, remedy })
    }
}

/// The code with which the server refused; absent if it did not.
pub(super) fn code(outcome: Option<&Outcome>) -> Option<&str> {
    match outcome?.cause()? {
        Cause::Refused { code, .. } | Cause::Forbidden { code, .. } => Some(code),
        _ => None,
    }
}

pub(super) const fn status(outcome: &Outcome) -> Status {
    match outcome {
        Outcome::Done => Status::Done,
        Outcome::Failed(cause) | Outcome::Unknown(cause) => Status::of(cause),
        Outcome::Unfinished | Outcome::NotSent => Status::Failed,
    }
}
