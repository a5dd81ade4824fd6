//! Chooses and checks the theme.

use std::{collections::BTreeMap, path::Path};

use crate::config::{
    self, Config, LoadError,
    theme::{AUTO, BUILTIN, Theme},
    theme_file,
};

/// The user's own themes, or all of their problems.
pub(super) fn own(config_file: &Path) -> Result<BTreeMap<String, Theme>, Vec<String>> {
    theme_file::load_themes(&theme_file::folder(config_file))
        .map_err(|errors| errors.iter().flat_map(LoadError::lines).collect())
}

/// The name of the theme: from the command line, else from the configuration.
pub(super) fn chosen(
    requested: Option<&str>,
    config: &Config,
    config_file: &Path,
    own: &BTreeMap<String, Theme>,
) -> Result<String, String> {
    let name = requested.unwrap_or(&config.theme);
    let names: Vec<&str> =
        std::iter::once(AUTO).chain(BUILTIN).chain(own.keys().map(String::as_str)).collect();
    if names.contains(&name) {
        return Ok(name.to_owned());
    }
    let setting =
        requested.map_or_else(|| format!("{}: theme", config_file.display()), |_| "--theme".to_owned());
    let hint =
        config::nearest(name, &names).map_or_else(String::new, |meant| format!("did you mean {meant}? "));
    let name = crate::words::plain(name);
    Err(format!("{setting}: no theme \"{name}\"; {hint}use one of: {}", names.join(", ")))
}
