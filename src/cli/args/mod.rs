//! The arguments, as the contract names them.

mod change;
mod list;
mod output;
mod poll;
mod status;
mod theme_name;
mod word;

use std::{ffi::OsString, path::PathBuf, time::Duration};

use clap::{
    Args as ClapArgs, Parser, Subcommand,
    builder::{PossibleValue, PossibleValuesParser, TypedValueParser},
};

pub use self::{
    change::{Consent, FreeQuotaOnly, KeyAction, Keys, Switch},
    list::{List, ListFormat},
    output::{Format, Output},
    poll::Poll,
    status::{Field, LineFormat, Part, StatusLine},
};
use self::{theme_name::ThemeName, word::word};
use crate::{
    config::duration,
    domain::{
        Quantity,
        bill::{AccountId, Cycle, Grouping},
        calls::{CallGrouping, CallRange},
    },
    source::demo::Scene,
};

/// htop for the free AI quotas of Alibaba Cloud Model Studio.
///
/// Without a command, opens the dashboard; without a terminal, runs `list`.
#[derive(Debug, Clone, Parser)]
#[command(name = "quotatop", version, max_term_width = 100, after_help = EXIT_STATUS)]
pub struct Args {
    /// What to do.
    #[command(subcommand)]
    pub command: Option<Command>,
    /// Options of every command.
    #[command(flatten)]
    pub global: Global,
}

const EXIT_STATUS: &str = "\
Exit status: 0 done; 1 failed, or nothing to show; 2 wrong use or configuration; \
3 sign-in needed, or a permission missing. \
`check`: 0 free; 10 billed; 11 refused; 12 unknown. \
`explain`: 12 no known error.";

/// Options of every command, before or after it.
#[expect(clippy::struct_excessive_bools, reason = "each is a flag of the contract")]
#[derive(Debug, Clone, Default, ClapArgs)]
pub struct Global {
    /// Read this configuration file
    #[arg(long, global = true, value_name = "FILE")]
    pub config: Option<PathBuf>,
    /// Use only this profile of the configuration
    #[arg(long, global = true, value_name = "NAME")]
    pub profile: Option<String>,
    /// Show the built-in demo account (no login, no network); `overdue` stays overdue
    #[arg(
        long,
        global = true,
        value_name = "SCENE",
        num_args = 0..=1,
        require_equals = true,
        default_missing_value = "tour",
        value_parser = word::<Scene>(),
        conflicts_with = "snapshot"
    )]
    pub demo: Option<Scene>,
    /// Show a snapshot (what `list -o json` prints) from a file, or `-` for standard input
    #[arg(long, global = true, value_name = "FILE")]
    pub snapshot: Option<PathBuf>,
    /// Show a recorded account (what `doctor --record` writes)
    #[arg(long, global = true, value_name = "FILE", conflicts_with_all = ["demo", "snapshot"])]
    pub replay: Option<PathBuf>,
    /// Show saved data; make no requests
    #[arg(long, global = true, conflicts_with_all = ["demo", "snapshot", "replay"])]
    pub offline: bool,
    /// Colour theme: auto follows the terminal's background
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
    /// Show the wallboard for a spare monitor
    Watch,
    /// List every model's free quota
    List(List),
    /// Show the balance and whether the account is overdue
    Account(Output),
    /// Show every account, one row each
    Accounts(Output),
    /// Show the bill of a billing cycle
    Bills(Bills),
    /// Show who called what, and which calls failed
    Calls(Calls),
    /// Show a model's quota history
    History(History),
    /// Print one line for tmux, Waybar or a prompt, from saved data
    Status(StatusLine),
    /// Exit 0 if real-time calls are covered by free quota
    Check(Check),
    /// Explain an error that a call returned, and what to do
    Explain(Explain),
    /// Turn Free Quota Only on or off for models: calls then fail instead of being billed
    FreeQuotaOnly(FreeQuotaOnly),
    /// List API keys, or disable, enable or delete some
    Keys(Keys),
    /// Show the log of alerts
    Events(Events),
    /// Test alert channels
    #[command(subcommand)]
    Alerts(AlertsCommand),
    /// Poll and send alerts without a screen (service, cron)
    Poll(Poll),
    /// Import exported Bill Details CSV files
    Import {
        /// CSV files (all parts of one export)
        #[arg(required = true, value_name = "FILE")]
        files: Vec<PathBuf>,
        /// The account whose lines to import; saved separately if it is not the profile's
        #[arg(long, value_name = "ID", value_parser = account_id)]
        account: Option<AccountId>,
    },
    /// Diagnose logins, permissions and connections
    Doctor(Doctor),
    /// Show, create or check the configuration file
    #[command(subcommand)]
    Config(ConfigCommand),
    /// Print a completion script for a shell
    Completions {
        /// Shell
        shell: clap_complete::Shell,
    },
    /// Print the manual page
    Man,
}

/// What can be done with the configuration file.
#[derive(Debug, Clone, Subcommand)]
pub enum ConfigCommand {
    /// Print the path of the configuration file
    Path,
    /// Create a commented configuration file with all defaults
    Init,
    /// Check the configuration file and report every problem
    Check,
    /// Print the effective configuration
    Show,
}

/// What can be done with alerts.
#[derive(Debug, Clone, Subcommand)]
pub enum AlertsCommand {
    /// Send one event through each channel and report the result
    Test,
}

/// What `doctor` does besides.
#[derive(Debug, Clone, Default, ClapArgs)]
pub struct Doctor {
    /// Record the account's API calls in a new file, redacted
    #[arg(long, value_name = "FILE")]
    pub record: Option<PathBuf>,
    /// Write it without confirmation
    #[arg(long, requires = "record")]
    pub yes: bool,
}

/// What `bills` prints.
#[derive(Debug, Clone, ClapArgs)]
pub struct Bills {
    /// Output format.
    #[command(flatten)]
    pub output: Output,
    /// Billing cycle (default: the current one, UTC+8)
    #[arg(long, value_name = "YYYY-MM")]
    pub cycle: Option<Cycle>,
    /// Product: inference, model-studio, all, or part of a name or code
    #[arg(long, value_name = "TEXT", default_value = "inference")]
    pub product: String,
    /// Group lines by
    #[arg(long, value_name = "KEY", default_value = "model", value_parser = GroupBy::parser())]
    pub group_by: GroupBy,
    /// Show the imported bill of another account (see `import --account`)
    #[arg(long, value_name = "ID", value_parser = account_id)]
    pub account: Option<AccountId>,
    /// Only lines that contain all of these words
    #[arg(long, value_name = "TEXT")]
    pub search: Option<String>,
}

/// What `calls` prints.
#[derive(Debug, Clone, ClapArgs)]
pub struct Calls {
    /// Output format.
    #[command(flatten)]
    pub output: Output,
    /// How far back
    #[arg(long, value_name = "RANGE", default_value = "1d", value_parser = word::<CallRange>())]
    pub range: CallRange,
    /// Group calls by
    #[arg(long, value_name = "KEY", default_value = "model", value_parser = word::<CallGrouping>())]
    pub group_by: CallGrouping,
    /// Only calls of this model
    #[arg(long, value_name = "NAME")]
    pub model: Option<String>,
}

fn account_id(text: &str) -> Result<AccountId, &'static str> {
    AccountId::parse(text).ok_or("use a full account ID, like 5000000000000001")
}

/// What `history` prints.
#[derive(Debug, Clone, ClapArgs)]
pub struct History {
    /// Model name
    pub model: String,
    /// Output format.
    #[command(flatten)]
    pub output: Output,
    /// How far back, e.g. 36h, 7d, 365d
    #[arg(long, value_name = "SPAN", default_value = "7d", value_parser = span("use a time span like 90m, 36h or 7d"))]
    pub since: Duration,
}

/// The options of `check`.
#[derive(Debug, Clone, ClapArgs)]
pub struct Check {
    /// Model name
    pub model: String,
    /// How much the calls will use, in the unit of the quota
    #[arg(long, value_name = "N", default_value = "1", value_parser = need)]
    pub need: Quantity,
    /// Check batch calls (never covered by free quota)
    #[arg(long)]
    pub batch: bool,
    /// Ignore an unchecked account
    #[arg(long)]
    pub ignore_account: bool,
    /// Output format.
    #[command(flatten)]
    pub output: Output,
}

/// The options of `explain`.
#[derive(Debug, Clone, ClapArgs)]
pub struct Explain {
    /// A code, a response's body, an exception or a line of a log; `-` or nothing: standard input, at most 1 MiB
    #[arg(value_name = "TEXT")]
    pub text: Option<OsString>,
    /// The model that was called, if the text does not name it
    #[arg(long, value_name = "NAME")]
    pub model: Option<String>,
    /// Output format.
    #[command(flatten)]
    pub output: Output,
}

/// What `events` prints.
#[derive(Debug, Clone, ClapArgs)]
pub struct Events {
    /// Output format.
    #[command(flatten)]
    pub output: Output,
    /// Only events from the last SPAN, e.g. 7d
    #[arg(long, value_name = "SPAN", value_parser = span("use a time span like 7d, 12h or 1h30m"))]
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
    if need < Quantity::ZERO { Err("use a number of 0 or more".to_owned()) } else { Ok(need) }
}

/// What lines are grouped by; absent: every line is printed.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct GroupBy(pub Option<Grouping>);

impl GroupBy {
    const ALL: [(Self, &str); 7] = [
        (Self(Some(Grouping::Model)), "By model"),
        (Self(Some(Grouping::ApiKey)), "By API key ID"),
        (Self(Some(Grouping::Workspace)), "By workspace"),
        (Self(Some(Grouping::Item)), "By billing item"),
        (Self(Some(Grouping::Day)), "By day (UTC+8)"),
        (Self(Some(Grouping::Instance)), "By Instance ID"),
        (Self(None), "No grouping: every line"),
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
