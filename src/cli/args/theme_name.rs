//! `--theme NAME`.

use std::ffi::OsStr;

use clap::{
    Arg, Command, Error,
    builder::{PossibleValue, StringValueParser, TypedValueParser},
};

use crate::config::theme::{AUTO, BUILTIN};

/// Any name, since users have themes of their own; the built-in ones are offered.
#[derive(Debug, Clone, Copy)]
pub(super) struct ThemeName;

impl TypedValueParser for ThemeName {
    type Value = String;

    fn parse_ref(&self, command: &Command, arg: Option<&Arg>, value: &OsStr) -> Result<String, Error> {
        StringValueParser::new().parse_ref(command, arg, value)
    }

    fn possible_values(&self) -> Option<Box<dyn Iterator<Item = PossibleValue> + '_>> {
        Some(Box::new(std::iter::once(AUTO).chain(BUILTIN).map(PossibleValue::new)))
    }
}
