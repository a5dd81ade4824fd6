//! Why a feed could not be read: facts only. `words` turns them into a sentence and a remedy.

use chrono::{DateTime, Utc};
use serde::{Deserialize, Serialize};
use strum::{EnumIter, EnumString, IntoStaticStr};

/// The kinds of failure that the contract names (`feeds.*.error.kind`).
#[derive(
    Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize, IntoStaticStr, EnumString, EnumIter,
)]
#[serde(rename_all = "snake_case")]
#[strum(serialize_all = "snake_case", const_into_str)]
pub enum FailureKind {
    /// The login is missing, expired or was ended elsewhere.
    SignIn,
    /// The identity is known, but may not do this.
    Permission,
    /// The server asked us to wait.
    RateLimited,
    /// No connection could be made or kept.
    Network,
    /// The time limit passed.
    Timeout,
    /// The server answered with an error, a redirect or too large a body.
    Server,
    /// The answer could not be understood.
    Decode,
    /// Something on this machine has to be set up first.
    Config,
}

/// What is bounded of an answer that comes in many parts, and by how much.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Limit {
    /// Its pages.
    Pages(usize),
    /// The requests that it takes.
    Requests(usize),
    /// Its bytes.
    Bytes(u64),
    /// The time that it takes, in seconds.
    Seconds(u64),
    /// The models that it lists; those that came first were taken.
    Models(usize),
}

/// What went wrong, with the facts that a sentence about it needs. Never holds a secret.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Cause {
    /// There is nothing to sign in with; lists what was looked for, in order.
    NoLogin {
        /// Places and variables, as a person would name them.
        looked_for: Vec<String>,
    },
    /// There is no AccessKey pair, so a signed interface (the account, minting a token) cannot be asked.
    NoAccessKey {
        /// Places and variables, as a person would name them.
        looked_for: Vec<String>,
    },
    /// The console answered that the token is not logged in (`…NotLogined`, `ConsoleNeedLogin`, `NO_LOGIN`).
    NotLoggedIn {
        /// Which credential was used (its name, never its value).
        credential: String,
    },
    /// The AccessKey pair was refused (unknown, disabled, wrong secret, expired STS token).
    KeyRefused {
        /// Which credential was used (its name, never its value).
        credential: String,
        /// The server's code.
        code: String,
    },
    /// A permission is missing.
    Forbidden {
        /// The RAM action, console permission or membership that is missing, where it is known.
        action: Option<String>,
        /// The server's code.
        code: String,
    },
    /// The account has not activated Model Studio.
    NotActivated {
        /// The server's code.
        code: String,
    },
    /// The model list is empty: of another region or workspace than was meant, or before Model Studio is activated.
    NoModels,
    /// The server asked us to wait (429, 503 or a `Throttling*` code).
    RateLimited {
        /// Until when, where it said so; UTC by our clock.
        until: Option<DateTime<Utc>>,
    },
    /// No connection could be made or kept.
    Unreachable {
        /// The host that was asked.
        host: String,
        /// What the system said, one line.
        detail: String,
    },
    /// No connection could be made through the proxy that the environment names.
    ProxyFailed {
        /// The host that was asked.
        host: String,
        /// The variable that names the proxy.
        variable: String,
        /// Scheme, host and port of the proxy; never its user or password.
        proxy: String,
        /// What the system or the proxy said, one line.
        detail: String,
    },
    /// A variable for a proxy that cannot be understood; nothing is sent without the proxy that was meant.
    BadProxy {
        /// The variable.
        variable: String,
        /// What is wrong with its value, without any of it.
        detail: String,
    },
    /// The time limit passed.
    TimedOut {
        /// The host that was asked.
        host: String,
        /// The limit, in seconds.
        seconds: u64,
    },
    /// An HTTP status that is no success, without a code that we know.
    HttpStatus {
        /// The host that was asked.
        host: String,
        /// The status.
        status: u16,
    },
    /// A refusal in the answer's own words, with a code that we do not know.
    Refused {
        /// The server's code.
        code: String,
        /// The server's message, at most 200 characters.
        message: String,
    },
    /// A redirect, which is never followed: a login must not travel to another host.
    Redirected {
        /// The host that was asked.
        host: String,
    },
    /// The body is larger than what such an answer can be.
    TooLarge {
        /// The host that was asked.
        host: String,
        /// The limit, in bytes.
        limit: u64,
    },
    /// A question would cost more than any account needs: what is read is bounded, not the server's patience.
    OverLimit {
        /// What was being read, e.g. `the bill of a day`.
        what: String,
        /// The limit that was reached.
        limit: Limit,
    },
    /// The answer is cut off, no JSON, or not of the shape that we know.
    Undecodable {
        /// What was being read, e.g. `the free quotas`.
        what: String,
        /// Where and why, one line, without any of the content.
        detail: String,
    },
    /// Our clock is too far from the server's for signed requests.
    ClockSkew {
        /// Server minus ours, in seconds.
        seconds: i64,
    },
    /// Our clock was set since it was compared with the server's, or shows less than data that are there.
    ClockUnsure {
        /// How far it is at least behind the server's, where that is known.
        behind_seconds: Option<i64>,
    },
    /// A file of this machine that cannot be used (a login of another tool, a snapshot).
    File {
        /// Its path.
        path: String,
        /// What is wrong with it, one line.
        detail: String,
    },
    /// A login of another tool that cannot be used as it stands.
    Login {
        /// Which one (its name, never its value).
        credential: String,
        /// What is wrong with it, one line.
        detail: String,
        /// The command that mends it, where one does.
        command: Option<String>,
    },
    /// A login that serves its own tool but not quotatop: what is there must stay as it is.
    ForeignLogin {
        /// Which one (its name, never its value).
        credential: String,
        /// Why it cannot be used, one line.
        detail: String,
        /// A profile of the `aliyun` CLI that could be created without replacing one.
        new_profile: String,
        /// Whether the configuration names this login: then no variable takes its place.
        configured: bool,
    },
    /// Our own code failed (a panic in a source).
    Internal {
        /// Where, one line.
        detail: String,
    },
    /// A failure that was read from a snapshot, in its writer's words.
    Reported {
        /// The writer's kind.
        kind: FailureKind,
        /// The writer's message.
        message: String,
        /// The writer's remedy.
        remedy: String,
        /// Whether the writer had nothing to ask with.
        #[serde(default)]
        off: bool,
    },
}

impl Cause {
    /// Which of the contract's kinds this is.
    pub const fn kind(&self) -> FailureKind {
        match self {
            Self::NoLogin { .. } | Self::NotLoggedIn { .. } | Self::KeyRefused { .. } => FailureKind::SignIn,
            Self::Forbidden { .. } | Self::NotActivated { .. } => FailureKind::Permission,
            Self::RateLimited { .. } => FailureKind::RateLimited,
            Self::Unreachable { .. } | Self::ProxyFailed { .. } => FailureKind::Network,
            Self::TimedOut { .. } => FailureKind::Timeout,
            Self::NoModels
            | Self::HttpStatus { .. }
            | Self::Refused { .. }
            | Self::Redirected { .. }
            | Self::TooLarge { .. }
            | Self::OverLimit { .. }
            | Self::Internal { .. } => FailureKind::Server,
            Self::Undecodable { .. } => FailureKind::Decode,
            Self::NoAccessKey { .. }
            | Self::ClockSkew { .. }
            | Self::ClockUnsure { .. }
            | Self::File { .. }
            | Self::Login { .. }
            | Self::BadProxy { .. }
            | Self::ForeignLogin { .. } => FailureKind::Config,
            Self::Reported { kind, .. } => *kind,
        }
    }

    /// Until when the server asked us to wait, where this is such a failure and it said so.
    pub const fn wait_until(&self) -> Option<DateTime<Utc>> {
        match self {
            Self::RateLimited { until } => *until,
            _ => None,
        }
    }

    /// Whether the feed is `off` rather than `failed`: there is nothing to ask with.
    pub const fn means_off(&self) -> bool {
        matches!(self, Self::NoAccessKey { .. } | Self::NoLogin { .. } | Self::Reported { off: true, .. })
    }
}

/// A cause and since when it holds.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Failure {
    /// What went wrong at the last attempt.
    pub cause: Cause,
    /// The first of the attempts that failed in a row, UTC.
    pub since: DateTime<Utc>,
}
