//! The arguments of the commands that change something in the account.

use clap::{Args as ClapArgs, ValueEnum};

use super::output::Output;
use crate::domain::api_key::ApiKeyId;

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

/// What `keys` lists or changes.
#[derive(Debug, Clone, ClapArgs)]
pub struct Keys {
    /// What to do
    #[arg(value_name = "ACTION", value_enum, default_value = "list")]
    pub action: KeyAction,
    /// IDs of API keys, as `keys` lists them; without any, `list` lists all
    #[arg(
        value_name = "ID",
        value_parser = key_id,
        required_if_eq_any([("action", "disable"), ("action", "enable"), ("action", "delete")]),
    )]
    pub ids: Vec<ApiKeyId>,
    /// How a change is confirmed.
    #[command(flatten)]
    pub consent: Consent,
    /// Output format.
    #[command(flatten)]
    pub output: Output,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub enum KeyAction {
    List,
    Disable,
    Enable,
    Delete,
}

fn key_id(text: &str) -> Result<ApiKeyId, &'static str> {
    ApiKeyId::parse(text).ok_or("use the ID of an API key, a number like 10086; see: quotatop keys")
}
