//! The options of `list`.

use clap::{
    Args as ClapArgs, ValueEnum,
    builder::{PossibleValue, PossibleValuesParser, TypedValueParser},
};

use super::word::word;
use crate::domain::{Kind, Status, sort::SortKey};

/// What `list` lists.
#[derive(Debug, Clone, Default, ClapArgs)]
pub struct List {
    /// Output format; ics is a calendar of what expires and runs out
    #[arg(short, long, value_name = "FORMAT", default_value_t, value_enum)]
    pub output: ListFormat,
    /// Only models that match, e.g. `qwen status:low,expiring`
    #[arg(long, value_name = "TEXT")]
    pub filter: Option<String>,
    /// Only models of this kind
    #[arg(long, value_name = "KIND", value_parser = word::<Kind>())]
    pub kind: Option<Kind>,
    /// Only models with this status
    #[arg(long, value_name = "STATUS", value_parser = word::<Status>())]
    pub status: Option<Status>,
    /// Sort order
    #[arg(long, value_name = "ORDER", default_value = "attention", value_parser = order())]
    pub sort: SortKey,
}

/// How the list is printed.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, ValueEnum)]
pub enum ListFormat {
    #[default]
    Table,
    Json,
    Csv,
    /// A calendar (RFC 5545).
    Ics,
}

const ORDERS: [(SortKey, &str); 5] = [
    (SortKey::Attention, "What costs or is about to cost first"),
    (SortKey::Model, "By name"),
    (SortKey::Left, "Least left first"),
    (SortKey::Expires, "Soonest expiry first"),
    (SortKey::RunsOut, "Soonest to run out first"),
];

fn order() -> impl TypedValueParser<Value = SortKey> {
    let orders = ORDERS.map(|(order, help)| PossibleValue::new(order.into_str()).help(help));
    PossibleValuesParser::new(orders).try_map(|word| word.parse())
}
