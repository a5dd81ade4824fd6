//! `--theme NAME`, and whether there is a theme of that name.

use std::{collections::BTreeMap, ffi::OsStr, path::Path};

use clap::{
    Arg, Command, Error,
    builder::{PossibleValue, StringValueParser, TypedValueParser},
};

use crate::config::{
    Config,
    theme::{self, AUTO, BUILTIN, Theme},
};

use super::settings;

/// Any name: people have themes of their own. Those that come with the program are offered.
#[derive(Debug, Clone, Copy)]
pub(super) struct Name;

impl TypedValueParser for Name {
    type Value = String;

    fn parse_ref(&self, command: &Command, arg: Option<&Arg>, value: &OsStr) -> Result<String, Error> {
        StringValueParser::new().parse_ref(command, arg, value)
    }

    fn possible_values(&self) -> Option<Box<dyn Iterator<Item = PossibleValue> + '_>> {
        Some(Box::new(std::iter::once(AUTO).chain(BUILTIN).map(PossibleValue::new)))
    }
}

/// A person's own themes, and all that is wrong with them.
pub(super) fn own(config_file: &Path) -> Result<BTreeMap<String, Theme>, Vec<String>> {
    theme::load_themes(&theme::folder(config_file))
        .map_err(|errors| errors.iter().flat_map(settings::problems).collect())
}

/// The name of the theme that is wanted: the one of the command line, else the configuration's.
pub(super) fn chosen(
    asked: Option<&str>,
    config: &Config,
    config_file: &Path,
    own: &BTreeMap<String, Theme>,
) -> Result<String, String> {
    let name = asked.unwrap_or(&config.theme);
    let there: Vec<&str> =
        std::iter::once(AUTO).chain(BUILTIN).chain(own.keys().map(String::as_str)).collect();
    if there.contains(&name) {
        return Ok(name.to_owned());
    }
    let said = asked.map_or_else(|| format!("{}: theme", config_file.display()), |_| "--theme".to_owned());
    let hint =
        theme::nearest(name, &there).map_or_else(String::new, |meant| format!("did you mean {meant}? "));
    let name = crate::words::plain(name);
    Err(format!("{said}: there is no theme \"{name}\"; {hint}there are: {}", there.join(", ")))
}
