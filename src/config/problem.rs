//! What can be wrong with the file, as facts; and, for those who edit it, each as one line of English.

use std::{fmt, time::Duration};

use super::{
    duration, template,
    text::{self, listed},
    theme,
};

/// Something that is wrong with the file, and where. Never holds the value of an unknown key.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Problem {
    /// Counted from 1.
    pub line: usize,
    /// In characters, counted from 1.
    pub column: usize,
    /// The dotted key, as TOML writes it; empty where no key is meant.
    pub key: String,
    /// What is wrong.
    pub what: What,
}

/// What is wrong.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum What {
    /// The file is not UTF-8 from here on.
    NotUtf8,
    /// This is no TOML.
    Syntax {
        /// The parser's words, without any of the file's content.
        message: String,
    },
    /// No such key is known in its table.
    Unknown {
        /// The keys that its table may have.
        accepted: Vec<&'static str>,
        /// What may help.
        hint: Option<Hint>,
    },
    /// The value has a type that is not accepted.
    WrongType {
        /// What is.
        expected: Accepted,
        /// TOML's name of the type that was found.
        found: &'static str,
    },
    /// The type is right, the value is not accepted.
    WrongValue {
        /// The value as TOML, cut to a readable length; absent where it could hold a secret.
        given: Option<String>,
        /// What is accepted.
        accepted: Accepted,
    },
    /// The profile to use by default is not among the profiles.
    NoSuchProfile {
        /// Its name; absent where the file does not say and there is no profile `default`.
        given: Option<String>,
        /// The profiles that are there.
        there: Vec<String>,
    },
    /// `source = "snapshot"` without a file to read.
    SnapshotMissing,
    /// A file to read, but another `source`.
    SnapshotUnused,
    /// A key without which its table means nothing.
    Needed {
        /// What is accepted for it.
        accepted: Accepted,
    },
    /// A key that a channel of this kind needs.
    NeededBy {
        /// The kind.
        kind: &'static str,
    },
    /// A key that says nothing of a channel of this kind.
    OfAnotherKind {
        /// The kind.
        kind: &'static str,
    },
    /// Two keys that say the same thing.
    Instead {
        /// The other key.
        of: &'static str,
    },
    /// A key of the keyboard that does something else already.
    KeyTaken {
        /// Its name.
        key: String,
        /// The other action.
        other: &'static str,
        /// Whether nobody chose that: the file says nothing of the other action.
        by_default: bool,
    },
    /// A key of the keyboard that always does something else.
    KeyFixed {
        /// Its name.
        key: String,
        /// The other action.
        other: &'static str,
    },
}

impl What {
    pub(super) const fn is_syntax(&self) -> bool {
        matches!(self, Self::Syntax { .. })
    }

    /// Whether it hangs on more than the key it is reported for.
    pub(super) const fn spans_keys(&self) -> bool {
        matches!(
            self,
            Self::NoSuchProfile { .. }
                | Self::SnapshotMissing
                | Self::SnapshotUnused
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
    /// The key that it is a slip of.
    DidYouMean(&'static str),
    /// It is named like a credential, which this file never holds.
    Credential,
}

/// What a key accepts.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Accepted {
    /// A table.
    Table,
    /// One of these words.
    Words(Vec<&'static str>),
    /// A text that is not empty.
    Text,
    /// A duration within these bounds, both included.
    Duration {
        /// The shortest.
        least: Duration,
        /// The longest.
        most: Duration,
    },
    /// Hours of the day.
    QuietHours,
    /// An exact number from 0 to 100.
    Percent,
    /// An exact amount of money, not below zero.
    Amount,
    /// The origin of a server.
    Endpoint,
    /// The name of a profile or a channel.
    ProfileName,
    /// True or false.
    Flag,
    /// A colour of a theme.
    Colour,
    /// A list of these words.
    WordList(Vec<&'static str>),
    /// A program and what it is given.
    Command,
    /// The address of a webhook.
    WebAddress,
    /// The name of an environment variable.
    Variable,
    /// Headers, each with the name of an environment variable.
    Headers,
    /// JSON with places to be filled.
    Template,
    /// Keys of the keyboard.
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

impl fmt::Display for What {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::NotUtf8 => f.write_str("this is not UTF-8; save the file as UTF-8"),
            Self::Syntax { message } => write!(f, "this is not TOML: {}", text::on_one_line(message)),
            Self::Unknown { accepted, hint } => {
                f.write_str("unknown key; ")?;
                match hint {
                    Some(Hint::DidYouMean(key)) => write!(f, "did you mean {key}? ")?,
                    Some(Hint::Credential) => f.write_str(
                        "credentials never belong in this file, they come from the environment or from the \
                         logins of bl and aliyun; ",
                    )?,
                    None => {}
                }
                write!(f, "accepted here: {}", listed(accepted, "and"))
            }
            Self::WrongType { expected, found } => {
                write!(f, "{} is not accepted; use {expected}", with_article(found))
            }
            Self::WrongValue { given: Some(given), accepted } => {
                write!(f, "{given} is not accepted; use {accepted}")
            }
            Self::WrongValue { given: None, accepted } => {
                write!(f, "this value is not accepted; use {accepted}")
            }
            Self::NoSuchProfile { given, there } => {
                let there: Vec<_> = there.iter().map(|name| text::quoted_short(name)).collect();
                let there = listed(&there, "or");
                match given {
                    Some(given) => {
                        write!(f, "there is no profile {}; use {there}", text::quoted_short(given))
                    }
                    None => write!(f, "needed where there is no profile \"default\"; use {there}"),
                }
            }
            Self::SnapshotMissing => {
                f.write_str("needed where source is \"snapshot\"; use the path of a snapshot file")
            }
            Self::SnapshotUnused => {
                f.write_str("only accepted with source = \"snapshot\"; set that, or remove this key")
            }
            Self::Needed { accepted } => write!(f, "needed here; use {accepted}"),
            Self::NeededBy { kind } => write!(f, "needed where kind is \"{kind}\""),
            Self::OfAnotherKind { kind } => {
                write!(f, "not accepted where kind is \"{kind}\"; remove this key")
            }
            Self::Instead { of } => write!(f, "not accepted beside {of}; use one of them"),
            Self::KeyTaken { key, other, by_default } => {
                let default = if *by_default { " by default" } else { "" };
                let key = text::quoted_short(key);
                write!(f, "{key} is a key of {other}{default}, too; use another one here, or for {other}")
            }
            Self::KeyFixed { key, other } => {
                write!(f, "{} always means {other}; use another one", text::quoted_short(key))
            }
        }
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
                theme::COLOURS.get(..8).unwrap_or_default().join(", ")
            ),
            Self::WordList(words) => write!(f, "a list of {}", listed(words, "and")),
            Self::Command => f.write_str("a list of texts, a program first, like [\"notify-send\", \"quotatop\"]"),
            Self::WebAddress => f.write_str(
                "https://HOST/PATH, without user or password (http only for 127.0.0.0/8, [::1] and localhost)",
            ),
            Self::Variable => f.write_str("the name of an environment variable, like CHAT_URL"),
            Self::Headers => f.write_str(
                "a table of headers, each with the name of the environment variable that holds its value",
            ),
            Self::Template => write!(
                f,
                "JSON with {} inside of its strings, or {{message}} as a value",
                listed(template::PLACES.split_last().map_or(&[][..], |(_, places)| places), "and")
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
