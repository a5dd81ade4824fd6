//! The arguments, as the contract names them.

use std::{path::PathBuf, time::Duration};

use clap::{Args as ClapArgs, Parser, Subcommand, ValueEnum, builder::PossibleValue};

use super::theme::Name;
use crate::{
    config::{self, duration},
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
    /// Show last known data; ask nothing
    #[arg(long, global = true, conflicts_with_all = ["demo", "snapshot"])]
    pub offline: bool,
    /// Colours: auto follows the terminal's background; or a theme of your own
    #[arg(long, global = true, value_name = "NAME", value_parser = Name)]
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
    Doctor,
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

/// How results are printed.
#[derive(Debug, Clone, Copy, Default, ClapArgs)]
pub struct Output {
    /// How to print
    #[arg(short, long, value_name = "FORMAT", default_value_t, value_enum)]
    pub output: Format,
}

/// The formats there are.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, ValueEnum)]
pub enum Format {
    /// For people.
    #[default]
    Table,
    /// For programs: one document.
    Json,
    /// For spreadsheets.
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
    #[arg(long, value_name = "KIND")]
    pub kind: Option<KindArg>,
    /// Only models with this status
    #[arg(long, value_name = "STATUS")]
    pub status: Option<StatusArg>,
    /// In this order
    #[arg(long, value_name = "ORDER", default_value_t, value_enum)]
    pub sort: SortArg,
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
    #[arg(long, value_name = "KEY", default_value_t, value_enum)]
    pub group_by: GroupArg,
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
    #[arg(long, value_name = "SPAN", default_value = "7d", value_parser = span)]
    pub since: Duration,
}

fn span(text: &str) -> Result<Duration, &'static str> {
    duration::parse(text).ok_or("a span is like 90m, 36h or 7d")
}

/// What `check` is asked.
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
    #[arg(long, value_name = "TIME", value_parser = length)]
    pub since: Option<Duration>,
}

/// A length of time, as the configuration writes it.
fn length(text: &str) -> Result<Duration, &'static str> {
    config::parse_duration(text).ok_or("use a length of time like 7d, 12h or 1h30m")
}

/// A need is a number, and not below zero.
fn need(text: &str) -> Result<Quantity, String> {
    let need = text.parse::<Quantity>().map_err(|error| error.to_string())?;
    if need < Quantity::ZERO { Err("less than nothing cannot be needed".to_owned()) } else { Ok(need) }
}

/// A grouping on the command line.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, ValueEnum)]
pub enum GroupArg {
    /// By model.
    #[default]
    Model,
    /// By the ID of the API key.
    ApiKey,
    /// By workspace.
    Workspace,
    /// By billing item.
    Item,
    /// By the vendor's day (UTC+8).
    Day,
    /// By Instance ID.
    Instance,
    /// Every line by itself.
    None,
}

impl GroupArg {
    /// The grouping; absent where every line is printed by itself.
    pub const fn grouping(self) -> Option<Grouping> {
        Some(match self {
            Self::Model => Grouping::Model,
            Self::ApiKey => Grouping::ApiKey,
            Self::Workspace => Grouping::Workspace,
            Self::Item => Grouping::Item,
            Self::Day => Grouping::Day,
            Self::Instance => Grouping::Instance,
            Self::None => return None,
        })
    }

    /// The contract's word.
    pub fn as_str(self) -> &'static str {
        self.grouping().map_or("none", Grouping::as_str)
    }
}

/// A kind on the command line.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct KindArg(pub Kind);

impl ValueEnum for KindArg {
    fn value_variants<'a>() -> &'a [Self] {
        const ALL: [KindArg; 8] = {
            let [a, b, c, d, e, f, g, h] = Kind::ALL;
            [KindArg(a), KindArg(b), KindArg(c), KindArg(d), KindArg(e), KindArg(f), KindArg(g), KindArg(h)]
        };
        &ALL
    }

    fn to_possible_value(&self) -> Option<PossibleValue> {
        Some(PossibleValue::new(self.0.as_str()))
    }
}

/// A status on the command line.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct StatusArg(pub Status);

impl ValueEnum for StatusArg {
    fn value_variants<'a>() -> &'a [Self] {
        const ALL: [StatusArg; 8] = {
            let [a, b, c, d, e, f, g, h] = Status::ALL;
            [
                StatusArg(a),
                StatusArg(b),
                StatusArg(c),
                StatusArg(d),
                StatusArg(e),
                StatusArg(f),
                StatusArg(g),
                StatusArg(h),
            ]
        };
        &ALL
    }

    fn to_possible_value(&self) -> Option<PossibleValue> {
        Some(PossibleValue::new(self.0.as_str()))
    }
}

/// An order on the command line.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, ValueEnum)]
pub enum SortArg {
    /// What is about to cost or costs first.
    #[default]
    Attention,
    /// By name.
    Model,
    /// The least left first.
    Left,
    /// The soonest expiry first.
    Expires,
    /// What runs out soonest first.
    RunsOut,
}

impl From<SortArg> for SortKey {
    fn from(sort: SortArg) -> Self {
        match sort {
            SortArg::Attention => Self::Attention,
            SortArg::Model => Self::Model,
            SortArg::Left => Self::Left,
            SortArg::Expires => Self::Expires,
            SortArg::RunsOut => Self::RunsOut,
        }
    }
}

#[cfg(test)]
mod tests;
