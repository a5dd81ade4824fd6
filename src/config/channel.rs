//! Channels: what carries alerts to somebody, as the file names them.

use std::{collections::BTreeMap, fmt, time::Duration};

use strum::{EnumIter, EnumString, IntoStaticStr};

use super::Template;

/// How long a command or a webhook may take where the file does not say.
pub(super) const TIME_LIMIT: Duration = Duration::from_secs(30);

/// One way in which alerts reach somebody.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Channel {
    /// A program is started; the event is on its standard input.
    Command {
        /// The program, and what it is given; never empty.
        command: Vec<String>,
        /// Whatever runs longer is ended; whole seconds, 1 s to 10 minutes.
        time_limit: Duration,
    },
    /// A POST to a server.
    Webhook(Webhook),
    /// The terminal's bell.
    Bell,
    /// A notification of the desktop, by the terminal's own sequences (OSC 9, OSC 777).
    Desktop,
}

/// A POST to a server.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Webhook {
    /// Where.
    pub address: Address,
    /// The body; absent = the message as it is.
    pub template: Option<Template>,
    /// Names of headers, each with the environment variable that holds its value.
    pub headers: BTreeMap<String, String>,
    /// As for a command.
    pub time_limit: Duration,
}

/// Where a webhook is.
#[derive(Clone, PartialEq, Eq)]
pub enum Address {
    /// As it stands in the file: https, or http on a loopback host.
    Url(String),
    /// In this environment variable: many services put a token into the address.
    Variable(String),
}

impl fmt::Debug for Address {
    /// An address may hold a token.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Url(_) => f.write_str("Url(..)"),
            Self::Variable(name) => write!(f, "Variable({name})"),
        }
    }
}

/// What a channel is, apart from how it is set up.
#[derive(Debug, Clone, Copy, PartialEq, Eq, IntoStaticStr, EnumString, EnumIter)]
#[strum(serialize_all = "snake_case", const_into_str)]
pub(super) enum Kind {
    Command,
    Webhook,
    Bell,
    Desktop,
}

impl Kind {
    /// Whether a key of this name says something of such a channel.
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

    /// The word in the file for what it is.
    pub const fn word(&self) -> &'static str {
        self.kind().into_str()
    }

    /// Whether it needs a terminal that somebody looks at.
    pub const fn needs_terminal(&self) -> bool {
        matches!(self, Self::Bell | Self::Desktop)
    }
}
