//! The user's own themes: `themes/NAME.toml` next to the configuration.

use std::{
    collections::BTreeMap,
    fs,
    io::ErrorKind,
    path::{Path, PathBuf},
};

use super::{
    load::{self, LoadError},
    parse::{is_name, read},
    problem::Problem,
    section::Section,
    theme::{AUTO, BUILTIN, Paint, ROLES, Theme},
    value,
};

/// # Errors
/// Every problem, in the order of the text.
pub fn parse_theme(text: &str) -> Result<Theme, Vec<Problem>> {
    read(text, |root| Theme {
        base: root.value("base", value::base).unwrap_or(BUILTIN[0]),
        paints: ROLES.into_iter().filter_map(|role| Some((role, root.table(role, paint)?))).collect(),
    })
}

fn paint(section: &mut Section<'_>) -> Paint {
    Paint {
        ink: section.value("fg", value::colour),
        ground: section.value("bg", value::colour),
        bold: section.value("bold", value::flag),
        dim: section.value("dim", value::flag),
        underline: section.value("underline", value::flag),
        reverse: section.value("reverse", value::flag),
    }
}

/// The folder of the themes that belong to the configuration at `config_file`.
pub fn folder(config_file: &Path) -> PathBuf {
    config_file.parent().unwrap_or(Path::new("")).join("themes")
}

/// Every theme in `folder`, which need not exist, by name.
///
/// # Errors
/// One for each file.
pub fn load_themes(folder: &Path) -> Result<BTreeMap<String, Theme>, Vec<LoadError>> {
    let files =
        files(folder).map_err(|error| vec![LoadError::Unreadable { path: folder.to_owned(), error }])?;
    let (mut themes, mut errors) = (BTreeMap::new(), Vec::new());
    for path in files {
        let name = path.file_stem().and_then(|name| name.to_str()).unwrap_or_default();
        if BUILTIN.contains(&name) || name == AUTO || !is_name(name) {
            errors.push(LoadError::ThemeName { path });
            continue;
        }
        match load::file(&path, parse_theme) {
            // `None`: the user has just removed it.
            Ok(theme) => themes.extend(theme.map(|theme| (name.to_owned(), theme))),
            Err(error) => errors.push(error),
        }
    }
    if errors.is_empty() { Ok(themes) } else { Err(errors) }
}

/// The files of the themes in `folder`, which need not exist; sorted.
pub fn files(folder: &Path) -> std::io::Result<Vec<PathBuf>> {
    let entries = match fs::read_dir(folder) {
        Err(error) if error.kind() == ErrorKind::NotFound => return Ok(Vec::new()),
        entries => entries?,
    };
    let mut files = Vec::new();
    for entry in entries {
        let path = entry?.path();
        if path.extension().is_some_and(|extension| extension == "toml") {
            files.push(path);
        }
    }
    files.sort();
    Ok(files)
}
