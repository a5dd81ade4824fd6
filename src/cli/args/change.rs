//! The arguments of the commands that change something in the account.

use clap::{Args as ClapArgs, ValueEnum};

use super::output::Output;

/// How a change is confirmed.
#[derive(Debug, Clone, Copy, Default, ClapArgs)]
pub struct Consent {
    /// Do it without confirmation
    #[arg(long)]
    pub yes: bool,
    /// Only show what would be done
    #[arg(long)]
    pub dry_run: bool,
}

/// What `free-quota-only` changes.
#[derive(Debug, Clone, ClapArgs)]
pub struct FreeQuotaOnly {
    /// Turn it on or off
    #[arg(value_name = "STATE", value_enum)]
    pub to: Switch,
    /// Model names
    #[arg(
        value_name = "MODEL",
        required_unless_present = "all_with_quota",
        conflicts_with = "all_with_quota"
    )]
    pub models: Vec<String>,
    /// Every model that has free quota left
    #[arg(long)]
    pub all_with_quota: bool,
    /// How it is confirmed.
    #[command(flatten)]
    pub consent: Consent,
    /// Output format.
    #[command(flatten)]
    pub output: Output,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub enum Switch {
    On,
    Off,
}

impl Switch {
    /// The word that is typed.
    pub const fn word(self) -> &'static str {
        match self {
            Self::On => "on",
            Self::Off => "off",
        }
    }
}
