//! From arguments and configuration to what the program is told to do.

use std::{
    collections::BTreeMap,
    path::{Path, PathBuf},
};

use strum::IntoEnumIterator as _;

use crate::{
    app::{Keymap, pages::wall},
    config::{self, Config, Language, LoadError, paths::Paths},
    domain::action::bindable,
    domain::{FeedName, NextCall, SourceKind, Thresholds},
    runtime::{Clock, Configured, From, Look, Opened, Setup},
    source::snapshot::Stream,
    ui::{
        self,
        theme::{Depth, painted},
    },
    words::{self, Lang},
};

use super::{
    args::{Args, Command},
    exit::Failed,
    locale, output, theme,
};

/// The name of the store in the data folder.
const STORE_FILE: &str = "quotatop.db";

/// Where things are on this machine.
pub(super) fn paths(lang: Lang) -> Result<Paths, Failed> {
    Paths::find(&|name| std::env::var_os(name)).map_err(|_no_home| Failed::because(&words::NO_HOME.of(lang)))
}

/// The configuration file that is read: the one named, else the usual one.
pub(super) fn config_file(lang: Lang, args: &Args) -> Result<PathBuf, Failed> {
    match &args.global.config {
        Some(path) => Ok(path.clone()),
        None => Ok(paths(lang)?.config_file),
    }
}

/// The configuration. A file that was named must be there; the usual one need not.
pub(super) fn config(lang: Lang, args: &Args) -> Result<Config, Failed> {
    // Without a home there is no usual file, which need not be there anyway.
    let Ok(path) = config_file(lang, args) else { return Ok(Config::default()) };
    match config::load(&path, &bindable()) {
        Ok(Some(config)) => Ok(config),
        Ok(None) if args.global.config.is_none() => Ok(Config::default()),
        Ok(None) => Err(Failed::wrong_use(vec![format!("{}: there is no such file", path.display())])),
        Err(error) => Err(wrong_configuration(&error)),
    }
}

/// The language: as the configuration says, else the locale. A configuration that cannot be read says nothing here;
/// whoever needs it tells what is wrong with it.
pub(super) fn lang(args: &Args) -> Lang {
    let named = ["LC_ALL", "LC_MESSAGES", "LANG"].into_iter().filter_map(|name| std::env::var(name).ok());
    let of_locale = || named.into_iter().find(|name| !name.is_empty()).map(|name| Lang::of_locale(&name));
    let of_locale = || of_locale().filter(|_| may_be_unicode());
    let configured = config(Lang::English, args).ok().and_then(|config| config.lang);
    let configured = configured.map(|language| match language {
        Language::English => Lang::English,
        Language::Chinese => Lang::Chinese,
    });
    configured.or_else(of_locale).unwrap_or_default()
}

fn wrong_configuration(error: &LoadError) -> Failed {
    Failed::wrong_use(problems(error))
}

/// Every problem of a file, a line each.
pub(super) fn problems(error: &LoadError) -> Vec<String> {
    error.to_string().lines().map(str::to_owned).collect()
}

/// The thresholds of the configuration.
pub(super) fn thresholds(config: &Config) -> Thresholds {
    Thresholds { low_percent: config.alerts.low_percent, expiring: config.alerts.expiring }
}

/// Where the configuration is, and how it is read again with these arguments. What can be read only once stays.
pub(super) fn configured(lang: Lang, args: &Args, setup: &Setup) -> Configured {
    let file = config_file(lang, args).unwrap_or_default();
    let args = args.clone();
    let stream = match &setup.first.from {
        From::Stream(stream) => Some(stream.clone()),
        _ => None,
    };
    let read = move || {
        // The language may have been what changed.
        let lang = self::lang(&args);
        let read = || {
            let setup = all(lang, &args, stream.as_ref())?;
            Ok((setup, look(lang, &args)?))
        };
        read().map_err(|failed: Failed| failed.on_one_line().into())
    };
    Configured::new(file, read)
}

/// What the program is told to do with one profile: the one that was named, else the default one.
pub(super) fn setup(lang: Lang, args: &Args, clock: Clock) -> Result<Setup, Failed> {
    read_stream(lang, one(lang, args, None)?, clock)
}

/// What the program is told to do with several: all of the configuration, the default one first, unless one was named
/// or the data come from elsewhere.
pub(super) fn setup_of_all(lang: Lang, args: &Args, clock: Clock) -> Result<Setup, Failed> {
    read_stream(lang, setup_of_dashboard(lang, args)?, clock)
}

/// The same for the dashboard, which shows what it waits for while it reads a stream.
pub(super) fn setup_of_dashboard(lang: Lang, args: &Args) -> Result<Setup, Failed> {
    all(lang, args, None)
}

/// A command has nothing to do before its stream is read.
fn read_stream(lang: Lang, setup: Setup, clock: Clock) -> Result<Setup, Failed> {
    if let From::Stream(stream) = &setup.first.from {
        stream.read(&|| clock.now().utc).map_err(|cause| Failed::feed(lang, &cause))?;
    }
    Ok(setup)
}

fn one(lang: Lang, args: &Args, stream: Option<&Stream>) -> Result<Setup, Failed> {
    let config = config(lang, args)?;
    let name = args.global.profile.as_ref().unwrap_or(&config.default_profile);
    let first = open(lang, args, (&config, name, stream))?;
    Ok(of(lang, args, &config, (first, Vec::new())))
}

fn all(lang: Lang, args: &Args, stream: Option<&Stream>) -> Result<Setup, Failed> {
    if args.global.profile.is_some() || args.global.demo || args.global.snapshot.is_some() {
        return one(lang, args, stream);
    }
    let config = config(lang, args)?;
    let open = |name: &String| open(lang, args, (&config, name, None));
    let first = open(&config.default_profile)?;
    let others = config.profiles.keys().filter(|name| **name != config.default_profile);
    let others = others.map(open).collect::<Result<_, _>>()?;
    Ok(of(lang, args, &config, (first, others)))
}

fn of(lang: Lang, args: &Args, config: &Config, (first, others): (Opened, Vec<Opened>)) -> Setup {
    let config::Watch { turn, night, shift } = config.watch;
    let has_account = std::iter::once(&first).chain(&others).any(Opened::calls);
    if let Some(file) = std::iter::once(&first).chain(&others).find_map(|opened| opened.store.as_deref()) {
        // Before anything is judged: whatever the command does, it does by the server's time.
        Clock::restore_from(file);
    }
    Setup {
        first,
        others,
        thresholds: thresholds(config),
        monthly_spend: config.alerts.monthly_spend,
        rules: config.alerts.rules(),
        lang,
        columns: config.columns.clone(),
        channels: if has_account { config.channels.clone() } else { BTreeMap::new() },
        offline: args.global.offline && has_account,
        bills: None,
        keymap: Keymap::new(config.keys.clone()),
        wall: matches!(args.command, Some(Command::Watch)).then_some(wall::Settings { turn, night, shift }),
    }
}

/// What belongs to the profile of this name.
fn open(
    lang: Lang,
    args: &Args,
    (config, name, stream): (&Config, &str, Option<&Stream>),
) -> Result<Opened, Failed> {
    let Some(profile) = config.profiles.get(name).cloned() else {
        let known: Vec<&str> = config.profiles.keys().map(String::as_str).collect();
        let line = format!("--profile {name}: there is no such profile; there are: {}", known.join(", "));
        return Err(Failed::wrong_use(vec![line]));
    };
    let from = match stream {
        Some(stream) => From::Stream(stream.clone()),
        None => from(args, &profile)?,
    };
    let keeps = matches!(from, From::Alibaba);
    let is_snapshot = from.kind() == SourceKind::Snapshot;
    Ok(Opened {
        name: if args.global.demo { "demo" } else { name }.to_owned(),
        from,
        store: if keeps { paths(lang).ok().map(|paths| paths.data_dir.join(STORE_FILE)) } else { None },
        // A snapshot has no bills.
        wanted: if is_snapshot { FeedName::OF_SNAPSHOT.to_vec() } else { FeedName::iter().collect() },
        bills_of: None,
        profile,
    })
}

fn from(args: &Args, profile: &config::Profile) -> Result<From, Failed> {
    if args.global.demo {
        return Ok(From::Demo);
    }
    match (&args.global.snapshot, profile.source) {
        (Some(path), _) if path == Path::new("-") => Ok(From::Stream(Stream::standard_input())),
        (Some(path), _) if Stream::is_at(path) => Ok(From::Stream(Stream::at(path.clone()))),
        (Some(path), _) => Ok(From::File(path.clone())),
        (None, SourceKind::Alibaba) => Ok(From::Alibaba),
        (None, SourceKind::Demo) => Ok(From::Demo),
        (None, SourceKind::Snapshot) => match &profile.snapshot {
            Some(path) => Ok(From::File(path.clone())),
            None => Err(Failed::wrong_use(vec![
                "the profile's source is a snapshot, but names no file".to_owned(),
            ])),
        },
    }
}

/// How the screen looks.
pub(super) fn look(lang: Lang, args: &Args) -> Result<Look, Failed> {
    let is_dumb = std::env::var_os("TERM").is_some_and(|term| term == "dumb");
    if is_dumb {
        return Err(Failed::because(&"TERM=dumb has no screen to draw on; use: quotatop list"));
    }
    look_for(lang, args)
}

fn look_for(lang: Lang, args: &Args) -> Result<Look, Failed> {
    // Without a home there are no themes but those that come with the program.
    let (config_file, config) = (config_file(lang, args).unwrap_or_default(), config(lang, args)?);
    let own = theme::own(&config_file).map_err(Failed::wrong_use)?;
    let chosen = theme::chosen(args.global.theme.as_deref(), &config, &config_file, &own)
        .map_err(|line| Failed::wrong_use(vec![line]))?;
    let glyphs = if is_ascii(args, &config) { ui::Glyphs::ASCII } else { ui::Glyphs::UNICODE };
    Ok(Look::new(&own, chosen, depth(args), (glyphs, lang)))
}

/// A theme that is asked for and is none is wrong use, also where nothing is painted.
pub(super) fn check_theme(lang: Lang, args: &Args) -> Result<(), Failed> {
    if args.global.theme.is_some() { look_for(lang, args).map(drop) } else { Ok(()) }
}

/// Whether only ASCII signs are written: on request, as the configuration says, else as the locale does.
pub(super) fn is_ascii(args: &Args, config: &Config) -> bool {
    args.global.ascii || config.ascii.unwrap_or_else(|| !may_be_unicode())
}

fn may_be_unicode() -> bool {
    locale::may_be_unicode(&|name| std::env::var_os(name).map(|value| value.to_string_lossy().into_owned()))
}

/// Writes a next call in its tone, where colours may be used on standard output.
pub(super) fn painter(lang: Lang, args: &Args) -> Result<impl Fn(&str, NextCall) -> Option<String>, Failed> {
    let theme = if depth(args) == Depth::None { None } else { Some(look_for(lang, args)?.printed()) };
    Ok(move |word: &str, call| {
        let theme = theme.as_ref()?;
        let style = match call {
            NextCall::Free => theme.good,
            NextCall::Billed | NextCall::Refused => theme.danger,
            NextCall::Unknown => theme.warning,
        };
        Some(painted(word, style))
    })
}

/// How many colours may be used on standard output.
fn depth(args: &Args) -> Depth {
    let (may_colour, depth) =
        (output::may_colour(args.global.no_color), Depth::of(&|name| std::env::var(name).ok()));
    // Where colours are forced, there are at least the 16 that every terminal has.
    if may_colour { depth.max(Depth::Named) } else { Depth::None }
}
