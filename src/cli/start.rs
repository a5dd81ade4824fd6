//! The start of every command: arguments, and the configuration, which is read once.

use std::path::{Path, PathBuf};

use crate::{
    config::{self, Config, Language, LoadError, paths::Paths},
    domain::action::bindable,
    words::{self, Lang},
};

use super::{args::Args, exit::Failed, locale};

#[derive(Debug)]
pub(super) struct Start<'a> {
    pub(super) args: &'a Args,
    pub(super) lang: Lang,
    /// The configuration file; absent without a home.
    file: Option<PathBuf>,
    config: Result<Config, LoadError>,
    /// Whether it exists.
    pub(super) has_file: bool,
}

impl<'a> Start<'a> {
    pub(super) fn read(args: &'a Args) -> Self {
        let file = args.global.config.clone().or_else(|| Some(paths()?.config_file));
        let loaded = file.as_deref().map_or(Ok(None), |file| config::load(file, &bindable()));
        let has_file = !matches!(loaded, Ok(None));
        let config = loaded.map(Option::unwrap_or_default);
        let lang = config.as_ref().ok().and_then(|config| config.lang).map(|language| match language {
            Language::English => Lang::English,
            Language::Chinese => Lang::Chinese,
        });
        Self { args, lang: lang.or_else(locale_language).unwrap_or_default(), file, config, has_file }
    }

    pub(super) fn config_file(&self) -> Result<&Path, Failed> {
        self.file.as_deref().ok_or_else(|| Failed::because(&words::NO_HOME.of(self.lang)))
    }

    /// The configuration, or why its file cannot be used.
    pub(super) fn loaded(&self) -> Result<&Config, &LoadError> {
        self.config.as_ref()
    }

    /// The configuration. A file named on the command line must exist.
    pub(super) fn config(&self) -> Result<&Config, Failed> {
        match &self.args.global.config {
            Some(file) if !self.has_file => Err(no_such_file(file)),
            _ => self.loaded().map_err(|error| Failed::all_problems(error.lines())),
        }
    }

    /// Whether to write ASCII only: by the command line, the configuration, or the locale.
    pub(super) fn is_ascii(&self) -> Result<bool, Failed> {
        let configured = self.config()?.ascii;
        Ok(self.args.global.ascii || configured.unwrap_or_else(|| !may_be_unicode()))
    }
}

/// Absent without a home.
pub(super) fn paths() -> Option<Paths> {
    Paths::find(&|name| std::env::var_os(name)).ok()
}

pub(super) fn no_such_file(file: &Path) -> Failed {
    Failed::wrong_use(format!("{}: no such file", file.display()))
}

fn locale_language() -> Option<Lang> {
    let named = ["LC_ALL", "LC_MESSAGES", "LANG"].into_iter().filter_map(|name| std::env::var(name).ok());
    let locale = { named }.find(|name| !name.is_empty())?;
    may_be_unicode().then(|| Lang::of_locale(&locale))
}

fn may_be_unicode() -> bool {
    locale::may_be_unicode(&|name| std::env::var_os(name).map(|value| value.to_string_lossy().into_owned()))
}
