//! Changes at Alibaba's side: what can be changed, why nothing may be, and what came of a change.
//!
//! Nothing here confirms or sends anything.

pub mod free_quota_only;

use strum::IntoStaticStr;

use super::{
    Cause, FailureKind, ModelName,
    api_key::{ApiKeyId, KeyChange},
};

/// A change of one thing: what comes of it says nothing about another.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Change {
    /// Turns Free Quota Only on or off for a model.
    FreeQuotaOnly {
        model: ModelName,
        on: bool,
    },
    ApiKey {
        id: ApiKeyId,
        to: KeyChange,
    },
}

impl Change {
    /// The model or API key that is changed.
    pub fn subject(&self) -> &str {
        match self {
            Self::FreeQuotaOnly { model, .. } => model.as_str(),
            Self::ApiKey { id, .. } => id.as_str(),
        }
    }
}

/// Why nothing may be changed with this configuration and these arguments.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Barred {
    /// The profile has `read_only = true`.
    ReadOnly,
    /// `--offline`
    Offline,
    /// What is shown is no account: the demo, a snapshot or a recording.
    NoAccount,
}

/// What came of a change.
#[derive(Debug, Clone, PartialEq, Eq, IntoStaticStr)]
#[strum(serialize_all = "snake_case", const_into_str)]
pub enum Outcome {
    /// The server says that it is done.
    Done,
    /// Nothing has changed: the server refused, or nothing could be sent.
    Failed(Cause),
    /// It may have been done: it was sent, and no answer says what came of it.
    Unknown(Cause),
    /// The server has begun, and was not finished when we stopped waiting.
    #[strum(serialize = "unknown")]
    Unfinished,
    /// Not even tried, since an earlier one has failed and this one would, too.
    NotSent,
}

impl Outcome {
    /// Of a request that has failed with `cause`. Whatever leaves open whether the server has received the request
    /// leaves open what it did.
    pub fn of_failure(cause: Cause) -> Self {
        match cause {
            Cause::Unreachable { .. }
            | Cause::TimedOut { .. }
            | Cause::Redirected { .. }
            | Cause::TooLarge { .. }
            | Cause::Undecodable { .. }
            | Cause::Internal { .. }
            | Cause::HttpStatus { status: 500.., .. } => Self::Unknown(cause),
            cause => Self::Failed(cause),
        }
    }

    /// Why it is not done; absent if it is, or if no request has failed.
    pub const fn cause(&self) -> Option<&Cause> {
        match self {
            Self::Failed(cause) | Self::Unknown(cause) => Some(cause),
            Self::Done | Self::Unfinished | Self::NotSent => None,
        }
    }

    /// Whether further changes would fail likewise, or should not be sent.
    pub fn ends_it(&self) -> bool {
        let ends = |cause: &Cause| {
            matches!(
                cause.kind(),
                FailureKind::SignIn
                    | FailureKind::Permission
                    | FailureKind::RateLimited
                    | FailureKind::Network
                    | FailureKind::Timeout
                    | FailureKind::Config
            )
        };
        self.cause().is_some_and(ends)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_what_was_certainly_refused_has_failed() {
        let host = || "h".to_owned();
        for (cause, is_unknown) in [
            (Cause::Refused { code: "Quota.Empty".to_owned(), message: String::new() }, false),
            (Cause::NotLoggedIn { credential: "bl".to_owned() }, false),
            (Cause::Forbidden { action: None, code: "NoPermission".to_owned() }, false),
            (Cause::RateLimited { until: None }, false),
            (Cause::HttpStatus { host: host(), status: 404 }, false),
            (Cause::HttpStatus { host: host(), status: 500 }, true),
            (Cause::HttpStatus { host: host(), status: 502 }, true),
            (Cause::Unreachable { host: host(), detail: "reset".to_owned() }, true),
            (Cause::TimedOut { host: host(), seconds: 15 }, true),
            (Cause::Redirected { host: host() }, true),
            (Cause::Undecodable { what: "it".to_owned(), detail: "cut off".to_owned() }, true),
        ] {
            let outcome = Outcome::of_failure(cause.clone());
            assert_eq!(outcome.cause(), Some(&cause));
            assert_eq!(matches!(outcome, Outcome::Unknown(_)), is_unknown, "{cause:?}");
        }
    }

    #[test]
    fn a_refusal_of_one_thing_does_not_end_the_others() {
        let refused = Cause::Refused { code: "Quota.Empty".to_owned(), message: String::new() };
        for (outcome, ends) in [
            (Outcome::Done, false),
            (Outcome::Unfinished, false),
            (Outcome::Failed(refused), false),
            (Outcome::Failed(Cause::NotLoggedIn { credential: "bl".to_owned() }), true),
            (Outcome::Failed(Cause::RateLimited { until: None }), true),
            (Outcome::Unknown(Cause::TimedOut { host: "h".to_owned(), seconds: 15 }), true),
            (Outcome::Unknown(Cause::HttpStatus { host: "h".to_owned(), status: 500 }), false),
        ] {
            assert_eq!(outcome.ends_it(), ends, "{outcome:?}");
        }
    }
}
