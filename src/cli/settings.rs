//! From arguments and configuration to the setup of a run.

use std::{collections::BTreeMap, path::Path};

use strum::IntoEnumIterator as _;

use crate::{
    app::{Keymap, pages::wall},
    config::{self, Config},
    domain::{FeedName, NextCall, SourceKind},
    runtime::{Appearance, Clock, ConfigSource, DataSource, ProfileSetup, Setup},
    source::snapshot::Stream,
    words::Lang,
};

use super::{
    args::{Args, Command},
    exit::Failed,
    output,
    start::{self, Start},
    theme,
};

/// The name of the store in the data folder.
const STORE_FILE: &str = "quotatop.db";

/// Where the configuration is, and how it is read again with these arguments. What can be read only once stays.
pub(super) fn configured(start: &Start<'_>, setup: &Setup) -> ConfigSource {
    let file = start.config_file().map(Path::to_owned).unwrap_or_default();
    let args = start.args.clone();
    let stream = match &setup.first.source {
        DataSource::Stream(stream) => Some(stream.clone()),
        _ => None,
    };
    let read = move || {
        let start = Start::read(&args);
        let read = || {
            let setup = all(&start, stream.as_ref())?;
            Ok((setup, look(&start)?))
        };
        read().map_err(|failed: Failed| failed.on_one_line().into())
    };
    ConfigSource::new(file, read)
}

/// The setup of one profile: the named one, else the default one.
pub(super) fn setup(start: &Start<'_>, clock: Clock) -> Result<Setup, Failed> {
    read_stream(start.lang, one(start, None)?, clock)
}

/// The setup of several profiles: all of the configuration, the default one first, unless one was named
/// or the data come from elsewhere.
pub(super) fn setup_of_all(start: &Start<'_>, clock: Clock) -> Result<Setup, Failed> {
    read_stream(start.lang, setup_of_dashboard(start)?, clock)
}

/// The same for the dashboard, which shows what it waits for while it reads a stream.
pub(super) fn setup_of_dashboard(start: &Start<'_>) -> Result<Setup, Failed> {
    all(start, None)
}

/// A command has nothing to do before its stream is read.
fn read_stream(lang: Lang, setup: Setup, clock: Clock) -> Result<Setup, Failed> {
    if let DataSource::Stream(stream) = &setup.first.source {
        stream.read(&|| clock.now().utc).map_err(|cause| Failed::feed(lang, &cause))?;
    }
    Ok(setup)
}

fn one(start: &Start<'_>, stream: Option<&Stream>) -> Result<Setup, Failed> {
    let config = start.config()?;
    let name = start.args.global.profile.as_ref().unwrap_or(&config.default_profile);
    let first = open(start.args, config, name, stream)?;
    Ok(assemble(start, config, (first, Vec::new())))
}

fn all(start: &Start<'_>, stream: Option<&Stream>) -> Result<Setup, Failed> {
    let args = start.args;
    if args.global.profile.is_some() || args.global.demo || args.global.snapshot.is_some() {
        return one(start, stream);
    }
    let config = start.config()?;
    let open = |name: &String| open(args, config, name, None);
    let first = open(&config.default_profile)?;
    let others = config.profiles.keys().filter(|name| **name != config.default_profile);
    let others = others.map(open).collect::<Result<_, _>>()?;
    Ok(assemble(start, config, (first, others)))
}

fn assemble(start: &Start<'_>, config: &Config, (first, others): (ProfileSetup, Vec<ProfileSetup>)) -> Setup {
    let (args, lang) = (start.args, start.lang);
    let config::Watch { turn, night, shift } = config.watch;
    let has_account = std::iter::once(&first).chain(&others).any(ProfileSetup::delivers_alerts);
    if let Some(file) = std::iter::once(&first).chain(&others).find_map(|opened| opened.store.as_deref()) {
        // Before anything is judged: whatever the command does, it does by the server's time.
        Clock::restore_from(file);
    }
    Setup {
        first,
        others,
        thresholds: config.alerts.thresholds(),
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
fn open(args: &Args, config: &Config, name: &str, stream: Option<&Stream>) -> Result<ProfileSetup, Failed> {
    let Some(profile) = config.profiles.get(name).cloned() else {
        let known: Vec<&str> = config.profiles.keys().map(String::as_str).collect();
        let line = format!("--profile {name}: there is no such profile; there are: {}", known.join(", "));
        return Err(Failed::wrong_use(vec![line]));
    };
    let source = match stream {
        Some(stream) => DataSource::Stream(stream.clone()),
        None => data_source(args, &profile)?,
    };
    let keeps = matches!(source, DataSource::Alibaba);
    let is_snapshot = source.kind() == SourceKind::Snapshot;
    Ok(ProfileSetup {
        name: if args.global.demo { "demo" } else { name }.to_owned(),
        source,
        store: if keeps { start::paths().map(|paths| paths.data_dir.join(STORE_FILE)) } else { None },
        // A snapshot has no bills.
        wanted: if is_snapshot { FeedName::OF_SNAPSHOT.to_vec() } else { FeedName::iter().collect() },
        bills_of: None,
        profile,
    })
}

fn data_source(args: &Args, profile: &config::Profile) -> Result<DataSource, Failed> {
    if args.global.demo {
        return Ok(DataSource::Demo);
    }
    match (&args.global.snapshot, profile.source) {
        (Some(path), _) if path == Path::new("-") => Ok(DataSource::Stream(Stream::standard_input())),
        (Some(path), _) if Stream::is_at(path) => Ok(DataSource::Stream(Stream::at(path.clone()))),
        (Some(path), _) => Ok(DataSource::File(path.clone())),
        (None, SourceKind::Alibaba) => Ok(DataSource::Alibaba),
        (None, SourceKind::Demo) => Ok(DataSource::Demo),
        (None, SourceKind::Snapshot) => match &profile.snapshot {
            Some(path) => Ok(DataSource::File(path.clone())),
            None => Err(Failed::wrong_use(vec![
                "the profile's source is a snapshot, but names no file".to_owned(),
            ])),
        },
    }
}

/// How the screen looks.
pub(super) fn look(start: &Start<'_>) -> Result<Appearance, Failed> {
    let is_dumb = std::env::var_os("TERM").is_some_and(|term| term == "dumb");
    if is_dumb {
        return Err(Failed::because(&"TERM=dumb has no screen to draw on; use: quotatop list"));
    }
    look_for_output(start)
}

fn look_for_output(start: &Start<'_>) -> Result<Appearance, Failed> {
    // Without a home there are no themes but those that come with the program.
    let file = start.config_file().unwrap_or(Path::new(""));
    let (config, requested) = (start.config()?, start.args.global.theme.as_deref());
    let own = theme::own(file).map_err(Failed::wrong_use)?;
    let chosen =
        theme::chosen(requested, config, file, &own).map_err(|line| Failed::wrong_use(vec![line]))?;
    Ok(Appearance::new(&own, chosen, has_colours(start), (start.is_ascii()?, start.lang)))
}

/// A requested theme that does not exist is wrong use, also where nothing is painted.
pub(super) fn check_theme(start: &Start<'_>) -> Result<(), Failed> {
    if start.args.global.theme.is_some() { look_for_output(start).map(drop) } else { Ok(()) }
}

/// Writes a next call in its tone, where standard output may have colours.
pub(super) fn painter(start: &Start<'_>) -> Result<impl Fn(&str, NextCall) -> Option<String>, Failed> {
    let look = if has_colours(start) { Some(look_for_output(start)?) } else { None };
    Ok(move |word: &str, call| look.as_ref().map(|look| look.painted(word, call)))
}

fn has_colours(start: &Start<'_>) -> bool {
    output::may_colour(start.args.global.no_color)
}
