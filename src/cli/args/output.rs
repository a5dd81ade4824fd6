//! How results are printed.

use clap::{Args as ClapArgs, ValueEnum};

/// How results are printed.
#[derive(Debug, Clone, Copy, Default, ClapArgs)]
pub struct Output {
    /// Output format
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
