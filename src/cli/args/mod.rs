//! The arguments, as the contract names them.

mod theme_name;

use std::{path::PathBuf, str::FromStr, time::Duration};

use clap::{
    Args as ClapArgs, Parser, Subcommand, ValueEnum,
    builder::{PossibleValue, PossibleValuesParser, TypedValueParser},
};
use strum::IntoEnumIterator;

use self::theme_name::ThemeName;
use crate::{
    config::duration,
    domain::{
        Kind, Quantity, Status,
        bill::{AccountId, Cycle, Grouping},
        sort::SortKey,
    },
};

/// htop for the free AI quotas of Alibaba Cloud Model Studio.
///
/// Without a command: the dashboard; without a terminal on standard output: what `list` prints.
#[derive(Debug, Clone, Parser)]
#[command(name = "quotatop", version, max_term_width = 100, after_help = EXIT_STATUS)]
pub struct Args {
    /// What to do.
    #[command(subcommand)]
    pub command: Option<Command>,
    /// What holds for every command.
    #[command(flatten)]
    pub global: Global,
}

const EXIT_STATUS: &str = "\
Exit status: 0 done; 1 failed, or nothing to show; 2 wrong use or configuration; \
3 signing in is needed, or a permission is missing. \
`check`: 0 covered; 10 would be billed; 11 would be refused; 12 not known.";

/// What holds for every command, before or after it.
#[expect(clippy::struct_excessive_bools, reason = "each is a flag of the contract")]
#[derive(Debug, Clone, Default, ClapArgs)]
pub struct Global {
    /// Read this configuration file
    #[arg(long, global = true, value_name = "FILE")]
    pub config: Option<PathBuf>,
    /// Use this profile of the configuration alone
    #[arg(long, global = true, value_name = "NAME")]
    pub profile: Option<String>,
    /// Show the built-in demo account; needs no login and no network
    #[arg(long, global = true, conflicts_with = "snapshot")]
    pub demo: bool,
    /// Show a snapshot (what `list -o json` prints) from a file, or `-` for standard input
    #[arg(long, global = true, value_name = "FILE")]
    pub snapshot: Option<PathBuf>,
    /// Show a recorded account (what `doctor --record` writes), as of its own time
    #[arg(long, global = true, value_name = "FILE", conflicts_with_all = ["demo", "snapshot"])]
    pub replay: Option<PathBuf>,
    /// Show last known data; ask nothing
    #[arg(long, global = true, conflicts_with_all = ["demo", "snapshot", "replay"])]
    pub offline: bool,
    /// Colours: auto follows the terminal's background; or a theme of your own
    #[arg(long, global = true, value_name = "NAME", value_parser = ThemeName)]
    pub theme: Option<String>,
    /// Draw with ASCII characters only
    #[arg(long, global = true)]
    pub ascii: bool,
    /// Use no colours
    #[arg(long, global = true)]
    pub no_color: bool,
    /// Write a log to this file
    #[arg(long, global = true, value_name = "FILE")]
    pub log_file: Option<PathBuf>,
    /// Log more (with --log-file)
    #[arg(short, long, global = true)]
    pub verbose: bool,
}

/// What to do.
#[derive(Debug, Clone, Subcommand)]
pub enum Command {
    /// Show the wallboard for a spare monitor; needs no keys
    Watch,
    /// Print every model's free quota, once
    List(List),
    /// Print the balance and whether the account is overdue, once
    Account(Output),
    /// Print the bill lines of a billing cycle, once
    Bills(Bills),
    /// Print what was left of a model's free quota over time, from what is kept
    History(History),
    /// Tell by the exit status whether real-time calls would be covered by free quota
    Check(Check),
    /// Print the log of alerts raised so far
    Events(Events),
    /// Try out what carries alerts to you
    #[command(subcommand)]
    Alerts(AlertsCommand),
    /// Poll and raise alerts without a screen, as a service or from cron
    Poll {
        /// Poll once, deliver what is new, and end
        #[arg(long)]
        once: bool,
    },
    /// Bring in exported Bill Details CSV files
    Import {
        /// The files; those of one export together
        #[arg(required = true, value_name = "FILE")]
        files: Vec<PathBuf>,
        /// The account whose lines to import; those of another account than the profile's are stored apart from it
        #[arg(long, value_name = "ID", value_parser = account_id)]
        account: Option<AccountId>,
    },
    /// Tell what is configured, what answers, what is missing, and the remedy for each
    Doctor(Doctor),
    /// Show, make or check the configuration file
    #[command(subcommand)]
    Config(ConfigCommand),
    /// Print a completion script for a shell
    Completions {
        /// The shell
        shell: clap_complete::Shell,
    },
    /// Print the manual page
    Man,
}

/// What can be done with the configuration file.
#[derive(Debug, Clone, Subcommand)]
pub enum ConfigCommand {
    /// Print where the configuration file is
    Path,
    /// Write a configuration file with every default and a comment on each
    Init,
    /// Check the configuration file, and report every problem in it
    Check,
    /// Print the effective configuration
    Show,
}

/// What can be done with alerts.
#[derive(Debug, Clone, Subcommand)]
pub enum AlertsCommand {
    /// Send one event through each configured channel, and tell how each went
    Test,
}

/// What `doctor` does besides.
#[derive(Debug, Clone, Default, ClapArgs)]
pub struct Doctor {
    /// Write the account's calls and their answers to a new file, without anything that identifies the account
    #[arg(long, value_name = "FILE")]
    pub record: Option<PathBuf>,
    /// Write it without asking
    #[arg(long, requires = "record")]
    pub yes: bool,
}

/// How results are printed.
#[derive(Debug, Clone, Copy, Default, ClapArgs)]
pub struct Output {
    /// How to print
    #[arg(short, long, value_name = "FORMAT", default_value_t, value_enum)]
    pub output: Format,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, ValueEnum)]
pub enum Format {
    #[default]
    Table,
    Json,
    Csv,
}

/// What `list` lists.
#[derive(Debug, Clone, Default, ClapArgs)]
pub struct List {
    /// How to print.
    #[command(flatten)]
    pub output: Output,
    /// Only models that match, e.g. `qwen status:low,expiring`
    #[arg(long, value_name = "TEXT")]
    pub filter: Option<String>,
    /// Only models of this kind
    #[arg(long, value_name = "KIND", value_parser = word::<Kind>())]
    pub kind: Option<Kind>,
    /// Only models with this status
    #[arg(long, value_name = "STATUS", value_parser = word::<Status>())]
    pub status: Option<Status>,
    /// In this order
    #[arg(long, value_name = "ORDER", default_value = "attention", value_parser = order())]
    pub sort: SortKey,
}

/// What `bills` prints.
#[derive(Debug, Clone, ClapArgs)]
pub struct Bills {
    /// How to print.
    #[command(flatten)]
    pub output: Output,
    /// The billing cycle; without it, the current one (UTC+8)
    #[arg(long, value_name = "YYYY-MM")]
    pub cycle: Option<Cycle>,
    /// The product: inference, model-studio, all, or a part of its name or code
    #[arg(long, value_name = "TEXT", default_value = "inference")]
    pub product: String,
    /// What lines are grouped by
    #[arg(long, value_name = "KEY", default_value = "model", value_parser = GroupBy::parser())]
    pub group_by: GroupBy,
    /// The imported bill of another account than the profile's (see import --account); asks nothing
    #[arg(long, value_name = "ID", value_parser = account_id)]
    pub account: Option<AccountId>,
    /// Only lines with all of these words
    #[arg(long, value_name = "TEXT")]
    pub search: Option<String>,
}

fn account_id(text: &str) -> Result<AccountId, &'static str> {
    AccountId::parse(text).ok_or("an account ID is a number such as 5000000000000001, with every digit")
}

/// What `history` prints.
#[derive(Debug, Clone, ClapArgs)]
pub struct History {
    /// The model
    pub model: String,
    /// How to print.
    #[command(flatten)]
    pub output: Output,
    /// How far back, e.g. 36h, 7d, 365d
    #[arg(long, value_name = "SPAN", default_value = "7d", value_parser = span("a span is like 90m, 36h or 7d"))]
    pub since: Duration,
}

/// The options of `check`.
#[derive(Debug, Clone, ClapArgs)]
pub struct Check {
    /// The model that is to be called
    pub model: String,
    /// How much the calls will use, in the quota's own unit
    #[arg(long, value_name = "N", default_value = "1", value_parser = need)]
    pub need: Quantity,
    /// Ask about batch calls, which no free quota covers
    #[arg(long)]
    pub batch: bool,
    /// Take an account that was not checked for good
    #[arg(long)]
    pub ignore_account: bool,
    /// How to print.
    #[command(flatten)]
    pub output: Output,
}

/// What `events` prints.
#[derive(Debug, Clone, ClapArgs)]
pub struct Events {
    /// How to print.
    #[command(flatten)]
    pub output: Output,
    /// Only the last, e.g. 7d or 12h
    #[arg(long, value_name = "TIME", value_parser = span("use a length of time like 7d, 12h or 1h30m"))]
    pub since: Option<Duration>,
}

/// A duration, as the configuration writes it; `error` if it is not one.
fn span(
    error: &'static str,
) -> impl Fn(&str) -> Result<Duration, &'static str> + Clone + Send + Sync + 'static {
    move |text| duration::parse(text).ok_or(error)
}

fn need(text: &str) -> Result<Quantity, String> {
    let need = text.parse::<Quantity>().map_err(|error| error.to_string())?;
    if need < Quantity::ZERO { Err("less than nothing cannot be needed".to_owned()) } else { Ok(need) }
}

fn word<T>() -> impl TypedValueParser<Value = T>
where
    T: IntoEnumIterator
        + Into<&'static str>
        + FromStr<Err = strum::ParseError>
        + Clone
        + Send
        + Sync
        + 'static,
{
    PossibleValuesParser::new(T::iter().map(Into::<&'static str>::into)).try_map(|word| word.parse())
}

const ORDERS: [(SortKey, &str); 5] = [
    (SortKey::Attention, "What is about to cost or costs first"),
    (SortKey::Model, "By name"),
    (SortKey::Left, "The least left first"),
    (SortKey::Expires, "The soonest expiry first"),
    (SortKey::RunsOut, "What runs out soonest first"),
];

fn order() -> impl TypedValueParser<Value = SortKey> {
    let orders = ORDERS.map(|(order, help)| PossibleValue::new(order.into_str()).help(help));
    PossibleValuesParser::new(orders).try_map(|word| word.parse())
}

/// What lines are grouped by; absent: every line is printed.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct GroupBy(pub Option<Grouping>);

impl GroupBy {
    const ALL: [(Self, &str); 7] = [
        (Self(Some(Grouping::Model)), "By model"),
        (Self(Some(Grouping::ApiKey)), "By the ID of the API key"),
        (Self(Some(Grouping::Workspace)), "By workspace"),
        (Self(Some(Grouping::Item)), "By billing item"),
        (Self(Some(Grouping::Day)), "By the vendor's day (UTC+8)"),
        (Self(Some(Grouping::Instance)), "By Instance ID"),
        (Self(None), "Every line by itself"),
    ];

    fn parser() -> impl TypedValueParser<Value = Self> {
        let words = Self::ALL.map(|(by, help)| PossibleValue::new(by.into_str()).help(help));
        PossibleValuesParser::new(words).map(|word| Self(word.parse().ok()))
    }

    /// The contract's word.
    pub fn into_str(self) -> &'static str {
        self.0.map_or("none", Into::into)
    }
}

#[cfg(test)]
mod tests;
