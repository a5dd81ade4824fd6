//! Channels over which alerts are delivered, as configured.

use std::{collections::BTreeMap, fmt, time::Duration};

use strum::{EnumIter, EnumString, IntoStaticStr};

use super::Template;

/// How long a command or a webhook may take by default.
pub(super) const TIME_LIMIT: Duration = Duration::from_secs(30);

#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Channel {
    /// Starts a program with the event on its standard input.
    Command {
        /// The program and its arguments; never empty.
        command: Vec<String>,
        /// Whole seconds, 1 s to 10 minutes.
        time_limit: Duration,
    },
    Webhook(Webhook),
    /// The terminal's bell.
    Bell,
    /// A notification of the desktop, by the terminal's own sequences (OSC 9, OSC 777).
    Desktop,
}

/// A POST to a server.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Webhook {
    pub address: Address,
    /// The body; absent: the message as JSON.
    pub template: Option<Template>,
    /// Headers, each with the environment variable of its value.
    pub headers: BTreeMap<String, String>,
    pub time_limit: Duration,
}

/// The address of a webhook.
#[derive(Clone, PartialEq, Eq)]
pub enum Address {
    /// https, or http to a loopback host.
    Url(String),
    /// The name of an environment variable: many services put a token into the address.
    Variable(String),
}

impl fmt::Debug for Address {
    /// A URL may contain a token.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Url(_) => f.write_str("Url(..)"),
            Self::Variable(name) => write!(f, "Variable({name})"),
        }
    }
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, IntoStaticStr, EnumString, EnumIter)]
#[strum(serialize_all = "snake_case", const_into_str)]
pub(super) enum Kind {
    Command,
    Webhook,
    Bell,
    Desktop,
}

impl Kind {
    /// Whether such a channel has this key.
    pub(super) fn has(self, key: &str) -> bool {
        match self {
            Self::Command => matches!(key, "command" | "time_limit"),
            Self::Webhook => matches!(key, "url" | "url_from" | "template" | "headers" | "time_limit"),
            Self::Bell | Self::Desktop => false,
        }
    }
}

impl Channel {
    pub(super) const fn kind(&self) -> Kind {
        match self {
            Self::Command { .. } => Kind::Command,
            Self::Webhook(_) => Kind::Webhook,
            Self::Bell => Kind::Bell,
            Self::Desktop => Kind::Desktop,
        }
    }

    /// Its kind, as the file names it.
    pub const fn word(&self) -> &'static str {
        self.kind().into_str()
    }

    pub const fn needs_terminal(&self) -> bool {
        matches!(self, Self::Bell | Self::Desktop)
    }
}
