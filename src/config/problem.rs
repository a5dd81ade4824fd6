//! What can be wrong with the file: as facts, and each as one line of English.

use std::{fmt, time::Duration};

use super::{
    duration, template,
    text::{listed, on_one_line, quoted_short},
    theme,
};

/// Something wrong with the file, and where. Never repeats the value of an unknown key.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Problem {
    /// Counted from 1.
    pub line: usize,
    /// In characters, counted from 1.
    pub column: usize,
    /// The dotted key, as TOML writes it; empty if the problem is not about a key.
    pub key: String,
    pub what: What,
}

#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum What {
    /// From here on.
    #[error("this is not UTF-8; save the file as UTF-8")]
    NotUtf8,
    /// The parser's message, which quotes nothing from the file.
    #[error("this is not TOML: {}", on_one_line(message))]
    Syntax { message: String },
    #[error("unknown key; {}accepted here: {}", hint.map(|hint| hint.to_string()).unwrap_or_default(), listed(accepted, "and"))]
    Unknown { accepted: Vec<&'static str>, hint: Option<Hint> },
    /// `found` is TOML's name of the type.
    #[error("{} is not accepted; use {expected}", with_article(found))]
    WrongType { expected: Accepted, found: &'static str },
    /// `given` is the value as TOML, shortened; absent if it could hold a secret.
    #[error("{} is not accepted; use {accepted}", given.as_deref().unwrap_or("this value"))]
    WrongValue { given: Option<String>, accepted: Accepted },
    /// The default profile is not one of the profiles. `given` is absent if the file does not name it.
    #[error("{}; use {}", no_such_profile(given.as_deref()), listed(&quoted_all(profiles), "or"))]
    NoSuchProfile { given: Option<String>, profiles: Vec<String> },
    /// A source of this kind needs the key.
    #[error("required with source = \"{kind}\"; use {accepted}")]
    NeededBySource { kind: &'static str, accepted: Accepted },
    /// Only a source of this kind has such a key.
    #[error("only accepted with source = \"{kind}\"; set that, or remove this key")]
    OfAnotherSource { kind: &'static str },
    #[error("required; use {accepted}")]
    Needed { accepted: Accepted },
    /// A channel of this kind needs the key.
    #[error("required with kind = \"{kind}\"")]
    NeededBy { kind: &'static str },
    /// A channel of this kind has no such key.
    #[error("not accepted with kind = \"{kind}\"; remove this key")]
    OfAnotherKind { kind: &'static str },
    /// Two keys that exclude each other.
    #[error("not accepted together with {of}; use one of them")]
    Instead { of: &'static str },
    /// The key is bound to another action, too: by default, unless the file binds that one.
    #[error("{} is already bound to {other}", quoted_short(key))]
    KeyTaken { key: String, other: &'static str },
    #[error("{} always means {other}; use another one", quoted_short(key))]
    KeyFixed { key: String, other: &'static str },
}

impl What {
    pub(super) const fn is_syntax(&self) -> bool {
        matches!(self, Self::Syntax { .. })
    }

    /// Whether it depends on more than the key that it is reported for.
    pub(super) const fn spans_keys(&self) -> bool {
        matches!(
            self,
            Self::NoSuchProfile { .. }
                | Self::NeededBySource { .. }
                | Self::OfAnotherSource { .. }
                | Self::Needed { .. }
                | Self::NeededBy { .. }
                | Self::OfAnotherKind { .. }
                | Self::Instead { .. }
                | Self::KeyTaken { .. }
        )
    }
}

/// What may help with an unknown key.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Hint {
    DidYouMean(&'static str),
    /// It is named like a credential, which this file never contains.
    Credential,
}

impl fmt::Display for Hint {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::DidYouMean(key) => write!(f, "did you mean {key}? "),
            Self::Credential => f.write_str(
                "credentials never belong in this file, they come from the environment or from the \
                 logins of bl and aliyun; ",
            ),
        }
    }
}

/// What a key accepts.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Accepted {
    Table,
    /// One of these.
    Words(Vec<&'static str>),
    /// Not empty.
    Text,
    /// Both bounds included.
    Duration {
        least: Duration,
        most: Duration,
    },
    QuietHours,
    Percent,
    Amount,
    /// The origin of a server.
    Endpoint,
    /// Of a profile or a channel.
    ProfileName,
    Flag,
    Colour,
    /// A list of these.
    WordList(Vec<&'static str>),
    Command,
    WebAddress,
    /// Of an HTTP API: an origin, perhaps with a path.
    BaseAddress,
    /// The same, also by http to any host.
    ServerAddress,
    SnapshotFile,
    Matchers,
    /// The name of an environment variable.
    Variable,
    Headers,
    Template,
    /// Of the keyboard.
    Keys,
}

impl fmt::Display for Problem {
    /// `12:8: profiles.default.site: "europe" is not accepted; use international or china`
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}:{}: ", self.line, self.column)?;
        if !self.key.is_empty() {
            write!(f, "{}: ", self.key)?;
        }
        write!(f, "{}", self.what)
    }
}

impl fmt::Display for Accepted {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Table => f.write_str("a table"),
            Self::Words(words) => f.write_str(&listed(words, "or")),
            Self::Text => f.write_str("a text that is not empty"),
            Self::Duration { least, most } => write!(
                f,
                "a duration from {} to {}, written like \"90s\", \"5m\" or \"1h30m\"",
                duration::format(*least),
                duration::format(*most)
            ),
            Self::QuietHours => f.write_str("hours of the day, written like \"22:00-07:00\""),
            Self::Percent => f.write_str("a number from 0 to 100, of at most 28 digits"),
            Self::Amount => {
                f.write_str("an amount of 0 or more, of at most 28 digits, written like \"20.00\"")
            }
            Self::Endpoint => f.write_str(
                "https://HOST or https://HOST:PORT, without user, password, path or query (http only for \
                 127.0.0.0/8, [::1] and localhost)",
            ),
            Self::Flag => f.write_str("true or false"),
            Self::Colour => write!(
                f,
                "\"#rrggbb\", a number from 0 to 255, \"{}\" for the terminal's own, {}, or bright- before one of \
                 these names",
                theme::OWN,
                theme::COLOURS.join(", ")
            ),
            Self::WordList(words) => write!(f, "a list of {}", listed(words, "and")),
            Self::Command => f.write_str("a list of texts, a program first, like [\"notify-send\", \"quotatop\"]"),
            Self::WebAddress => f.write_str(
                "https://HOST/PATH, without user or password (http only for 127.0.0.0/8, [::1] and localhost)",
            ),
            Self::BaseAddress => f.write_str(
                "https://HOST or https://HOST/PATH, without user, password or query (http only for 127.0.0.0/8, [::1] \
                 and localhost)",
            ),
            Self::ServerAddress => f.write_str("http://HOST:PORT or https://HOST/PATH, without user, password or query"),
            Self::SnapshotFile => f.write_str("the path of a snapshot file"),
            Self::Matchers => f.write_str("label matchers, like 'team=\"a\", env=~\"prod|test\"'"),
            Self::Variable => f.write_str("the name of an environment variable, like CHAT_URL"),
            Self::Headers => f.write_str(
                "a table of headers, each with the name of the environment variable that holds its value",
            ),
            Self::Template => write!(
                f,
                "JSON with {} inside of its strings, or {{message}} as a value",
                listed(template::PLACEHOLDERS.split_last().map_or(&[][..], |(_, names)| names), "and")
            ),
            Self::Keys => f.write_str(
                "a key, like \"r\", \"ctrl+x\", \"alt+x\", \"f5\", \"space\", \"enter\", \"shift+tab\", \"up\" or \"pgdn\", or a \
                 list of keys (terminals send ctrl+i as tab, ctrl+m as enter)",
            ),
            Self::ProfileName => f.write_str("1 to 64 letters (a to z), digits, -, _ and ."),
        }
    }
}

fn with_article(noun: &str) -> String {
    let article = if noun.starts_with(['a', 'e', 'i', 'o', 'u']) { "an" } else { "a" };
    format!("{article} {noun}")
}

fn no_such_profile(given: Option<&str>) -> String {
    match given {
        Some(given) => format!("no profile {}", quoted_short(given)),
        None => "required without a profile \"default\"".to_owned(),
    }
}

fn quoted_all(names: &[String]) -> Vec<String> {
    names.iter().map(|name| quoted_short(name)).collect()
}
