//! Why a feed could not be fetched: facts only. `words` turns them into a sentence and a remedy.

use chrono::{DateTime, Utc};
use enum_map::Enum;
use serde::{Deserialize, Serialize};
use strum::{EnumIter, EnumString, IntoStaticStr};

use super::Site;

/// The kinds of failure that the contract names (`feeds.*.error.kind`).
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
#[derive(Enum, IntoStaticStr, EnumString, EnumIter)]
#[strum(serialize_all = "snake_case", const_into_str)]
pub enum FailureKind {
    /// The login is missing, expired or revoked.
    SignIn,
    /// The login lacks a permission.
    Permission,
    RateLimited,
    Network,
    Timeout,
    /// The server answered with an error, a redirect or too large a body.
    Server,
    /// The response could not be parsed.
    Decode,
    /// Something on this machine has to be configured first.
    Config,
}

/// A limit on a response in many parts.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Limit {
    Pages(usize),
    Requests(usize),
    Bytes(u64),
    Seconds(u64),
    /// Only the first ones were taken.
    Models(usize),
    /// Of a Prometheus; none was taken.
    Series(usize),
    /// Of all series of a Prometheus together; none was taken.
    Samples(usize),
}

/// Why the certificate of a server is not accepted.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Distrust {
    /// Neither a public authority nor one of `SSL_CERT_FILE` issued it.
    UnknownIssuer,
    /// It has expired, by this machine's clock.
    Expired,
    /// It is not valid yet, by this machine's clock.
    NotYetValid,
    OtherHost,
    /// It is revoked, damaged, or for another purpose.
    Invalid,
}

/// A workspace of an account.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Workspace {
    /// Letters, digits, `-` and `_`.
    pub id: String,
    /// Absent if the server states none.
    pub name: Option<String>,
}

/// What went wrong, with the facts for a message. Never contains a secret.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Cause {
    /// No login was found.
    NoLogin {
        /// Places and variables, in order, as shown to the user.
        looked_for: Vec<String>,
    },
    /// No AccessKey pair was found, which signed requests (the account, a new token) need.
    NoAccessKey {
        /// Places and variables, in order, as shown to the user.
        looked_for: Vec<String>,
    },
    /// The console answered that the token is not logged in (`…NotLogined`, `ConsoleNeedLogin`, `NO_LOGIN`).
    NotLoggedIn {
        /// Its name, never its value.
        credential: String,
    },
    /// The AccessKey pair was refused (unknown, disabled, wrong secret, expired STS token).
    KeyRefused {
        /// Its name, never its value.
        credential: String,
        code: String,
    },
    Forbidden {
        /// The missing RAM action, console permission or membership, if known.
        action: Option<String>,
        code: String,
    },
    /// The account has not activated Model Studio.
    NotActivated {
        code: String,
        /// Where to activate it; absent in failures that older versions stored.
        #[serde(default)]
        site: Option<Site>,
    },
    /// The model list is empty: the wrong region or workspace, or Model Studio is not activated.
    NoModels,
    /// Calls are counted by workspace, none is configured, and none of several is the account's default one.
    NoDefaultWorkspace {
        /// The first ones of the list.
        workspaces: Vec<Workspace>,
        /// How many more there are.
        more: usize,
    },
    /// The server asked us to wait (429, 503 or a `Throttling*` code).
    RateLimited {
        /// If stated; UTC by our clock.
        until: Option<DateTime<Utc>>,
    },
    /// No connection could be made, or it was lost.
    Unreachable {
        host: String,
        /// The system's message, one line.
        detail: String,
    },
    /// The server, or a proxy in its place, has shown a certificate that cannot be trusted: nothing was sent.
    Distrusted {
        host: String,
        why: Distrust,
    },
    /// No connection could be made through the proxy of this variable.
    ProxyFailed {
        host: String,
        variable: String,
        /// Scheme, host and port of the proxy; never its user or password.
        proxy: String,
        /// The system's or the proxy's message, one line.
        detail: String,
    },
    /// A proxy variable that cannot be parsed; nothing is sent without the intended proxy.
    BadProxy {
        variable: String,
        /// Without any part of its value.
        detail: String,
    },
    TimedOut {
        host: String,
        seconds: u64,
    },
    /// An HTTP error status without a known code.
    HttpStatus {
        host: String,
        status: u16,
    },
    /// An error response with an unknown code.
    Refused {
        code: String,
        /// At most 200 characters.
        message: String,
    },
    /// A redirect, which is never followed: a login must not travel to another host.
    Redirected {
        host: String,
    },
    /// The body is larger than any valid response.
    TooLarge {
        host: String,
        /// In bytes.
        limit: u64,
    },
    /// A response in many parts exceeds what any account needs.
    OverLimit {
        /// E.g. `the bill of a day`.
        what: String,
        limit: Limit,
    },
    /// The response is cut off, no JSON, or of an unknown shape.
    Undecodable {
        /// E.g. `the free quotas`.
        what: String,
        /// Where and why, one line, without the content.
        detail: String,
    },
    /// What answered is no Prometheus.
    NotPrometheus {
        host: String,
    },
    /// A Prometheus does not understand a query.
    BadQuery {
        host: String,
        /// At most 200 characters.
        message: String,
    },
    /// A Prometheus evaluated a query not at all, or only in part.
    QueryFailed {
        host: String,
        /// At most 200 characters.
        message: String,
        /// Whether its own time limit was over.
        is_late: bool,
    },
    /// A Prometheus lets nobody in without a login, or not with this one.
    QueryRefused {
        host: String,
        /// 401 or 403.
        status: u16,
    },
    /// A variable of the environment that the configuration names is not set.
    VariableNotSet {
        variable: String,
    },
    /// The account does not deliver its monitoring data to a Prometheus.
    NotDelivered,
    /// The Prometheus that the console names is not one to which a login may be sent.
    ForeignAddress {
        /// Empty if the address names none.
        host: String,
        /// Whether it is not encrypted; otherwise it is none of the vendor's.
        is_plain: bool,
    },
    /// Our clock is too far from the server's for signed requests.
    ClockSkew {
        /// Server minus ours, in seconds.
        seconds: i64,
    },
    /// Our clock was set since it was compared with the server's, or is behind the newest data.
    ClockUnsure {
        /// A lower bound, if known.
        behind_seconds: Option<i64>,
    },
    /// A local file that cannot be used (a login of another tool, a snapshot).
    File {
        path: String,
        /// One line.
        detail: String,
    },
    /// A login of another tool that cannot be used as it is.
    Login {
        /// Its name, never its value.
        credential: String,
        /// One line.
        detail: String,
        /// The command that fixes it, if any.
        command: Option<String>,
    },
    /// A login that works for its own tool but not for quotatop, and must not be changed.
    ForeignLogin {
        /// Its name, never its value.
        credential: String,
        /// One line.
        detail: String,
        /// A profile of the `aliyun` CLI that could be created without replacing one.
        new_profile: String,
        /// Whether the configuration names this login: then no variable overrides it.
        configured: bool,
    },
    /// Our own code failed (a panic in a source).
    Internal {
        detail: String,
    },
    /// The recording that is replayed has no answer to a request.
    NotRecorded {
        /// The interface, as the vendor names it.
        api: String,
    },
    /// A failure recorded in a snapshot, in the words of the program that wrote it.
    Reported {
        kind: FailureKind,
        message: String,
        remedy: String,
        /// Whether that program had no credential.
        #[serde(default)]
        off: bool,
    },
}

impl Cause {
    pub const fn kind(&self) -> FailureKind {
        match self {
            Self::NoLogin { .. } | Self::NotLoggedIn { .. } | Self::KeyRefused { .. } => FailureKind::SignIn,
            Self::QueryRefused { status, .. } if *status == 401 => FailureKind::SignIn,
            Self::Forbidden { .. } | Self::NotActivated { .. } | Self::QueryRefused { .. } => {
                FailureKind::Permission
            }
            Self::RateLimited { .. } => FailureKind::RateLimited,
            Self::Unreachable { .. } | Self::Distrusted { .. } | Self::ProxyFailed { .. } => {
                FailureKind::Network
            }
            Self::TimedOut { .. } | Self::QueryFailed { is_late: true, .. } => FailureKind::Timeout,
            Self::NoModels
            | Self::HttpStatus { .. }
            | Self::Refused { .. }
            | Self::Redirected { .. }
            | Self::TooLarge { .. }
            | Self::OverLimit { .. }
            | Self::BadQuery { .. }
            | Self::QueryFailed { is_late: false, .. }
            | Self::Internal { .. } => FailureKind::Server,
            Self::Undecodable { .. } | Self::NotPrometheus { .. } => FailureKind::Decode,
            Self::NoAccessKey { .. }
            | Self::NoDefaultWorkspace { .. }
            | Self::ClockSkew { .. }
            | Self::ClockUnsure { .. }
            | Self::File { .. }
            | Self::Login { .. }
            | Self::BadProxy { .. }
            | Self::NotRecorded { .. }
            | Self::NotDelivered
            | Self::VariableNotSet { .. }
            | Self::ForeignAddress { .. }
            | Self::ForeignLogin { .. } => FailureKind::Config,
            Self::Reported { kind, .. } => *kind,
        }
    }

    /// The end of the server's rate limit, if stated.
    pub const fn wait_until(&self) -> Option<DateTime<Utc>> {
        match self {
            Self::RateLimited { until } => *until,
            _ => None,
        }
    }

    /// Whether the feed is `off` rather than `failed`: there is no credential.
    pub const fn means_off(&self) -> bool {
        matches!(self, Self::NoAccessKey { .. } | Self::NoLogin { .. } | Self::Reported { off: true, .. })
    }
}

#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Failure {
    /// The cause of the last failed attempt.
    pub cause: Cause,
    /// The time of the first consecutive failure.
    pub since: DateTime<Utc>,
}
