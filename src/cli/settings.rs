//! Builds the setup of a run from the arguments and the configuration.

use std::{collections::BTreeMap, path::Path, sync::Arc};

use strum::IntoEnumIterator as _;

use crate::{
    app::{Keymap, pages::wall},
    config::{self, Config},
    domain::{FeedName, SourceKind, attention::Urgency},
    runtime::{self, Appearance, Clock, ConfigSource, DataSource, ProfileSetup, Setup},
    source::{demo::Scene, recording::Recording, snapshot::Stream},
    words::{self, Lang},
};

use super::{
    args::Command,
    exit::{Failed, warn},
    output,
    start::{self, Start},
    theme,
};

/// In the data folder.
const STORE_FILE: &str = "quotatop.db";

/// Reloads the configuration with the same arguments. A stream is reused, since it can only be read once.
pub(super) fn config_source(start: &Start<'_>, setup: &Setup) -> ConfigSource {
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
            Ok((setup, appearance(&start)?))
        };
        read().map_err(|failed: Failed| failed.on_one_line().into())
    };
    ConfigSource::new(file, read)
}

/// Of one profile: that of the command line, else the default one.
pub(super) fn setup(start: &Start<'_>, clock: Clock) -> Result<Setup, Failed> {
    ready(start.lang, one(start, None)?, clock)
}

/// The same for a command about the models of one account: a fleet has many.
pub(super) fn setup_of_account(start: &Start<'_>, clock: Clock) -> Result<Setup, Failed> {
    let setup = setup(start, clock)?;
    if setup.first.source.kind() == SourceKind::Prometheus {
        return Err(Failed::because(&words::cli::printed::of_a_fleet(start.lang, &setup.first.name)));
    }
    Ok(setup)
}

/// Of every profile, the default one first, unless the command line selects one or another source.
pub(super) fn setup_of_all(start: &Start<'_>, clock: Clock) -> Result<Setup, Failed> {
    ready(start.lang, setup_of_dashboard(start)?, clock)
}

/// The same for the dashboard, which reads a stream while it runs, and the store once.
pub(super) fn setup_of_dashboard(start: &Start<'_>) -> Result<Setup, Failed> {
    all(start, None)
}

/// Reads what a command needs first: the server's time, by which everything is evaluated, and the stream, if there is one.
fn ready(lang: Lang, setup: Setup, clock: Clock) -> Result<Setup, Failed> {
    if let Some(file) = setup.profiles().find_map(|profile| profile.store.as_deref()) {
        Clock::restore_from(file);
    }
    if let DataSource::Recording(recording) = &setup.first.source {
        let (at, version) = (recording.recorded_at, &recording.version);
        warn(&words::cli::recording::replayed(lang, at, version, runtime::local_zone()));
    }
    if let DataSource::Stream(stream) = &setup.first.source {
        stream.read(&|| clock.now().utc).map_err(|cause| Failed::feed(lang, &cause))?;
    }
    Ok(setup)
}

fn one(start: &Start<'_>, stream: Option<&Stream>) -> Result<Setup, Failed> {
    let config = start.config()?;
    let name = start.args.global.profile.as_ref().unwrap_or(&config.default_profile);
    let first = open(start, config, name, stream)?;
    Ok(assemble(start, config, (first, Vec::new())))
}

fn all(start: &Start<'_>, stream: Option<&Stream>) -> Result<Setup, Failed> {
    let args = start.args;
    let has_file = args.global.snapshot.is_some() || args.global.replay.is_some();
    if args.global.profile.is_some() || args.global.demo.is_some() || has_file {
        return one(start, stream);
    }
    let config = start.config()?;
    let open = |name: &String| open(start, config, name, None);
    let first = open(&config.default_profile)?;
    let others = config.profiles.keys().filter(|name| **name != config.default_profile);
    let others = others.map(open).collect::<Result<_, _>>()?;
    Ok(assemble(start, config, (first, others)))
}

fn assemble(start: &Start<'_>, config: &Config, (first, others): (ProfileSetup, Vec<ProfileSetup>)) -> Setup {
    let (args, lang) = (start.args, start.lang);
    let config::Watch { turn, night, shift } = config.watch;
    let has_account = std::iter::once(&first).chain(&others).any(ProfileSetup::delivers_alerts);
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
        calls: Vec::new(),
        metrics: false,
        lists: !matches!(args.command, Some(Command::Poll(_))),
        plans: args.command.is_none(),
        keymap: Keymap::new(config.keys.clone()),
        wall: matches!(args.command, Some(Command::Watch)).then_some(wall::Settings { turn, night, shift }),
    }
}

fn open(
    start: &Start<'_>,
    config: &Config,
    name: &str,
    stream: Option<&Stream>,
) -> Result<ProfileSetup, Failed> {
    let Some(profile) = config.profiles.get(name).cloned() else {
        let known: Vec<&str> = config.profiles.keys().map(String::as_str).collect();
        let line = format!("--profile {name}: no such profile; use one of: {}", known.join(", "));
        return Err(Failed::wrong_use(line));
    };
    let source = match stream {
        Some(stream) => DataSource::Stream(stream.clone()),
        None => data_source(start, &profile)?,
    };
    let is_stored = source.is_live();
    let is_whole = matches!(source.kind(), SourceKind::Snapshot | SourceKind::Prometheus);
    Ok(ProfileSetup {
        name: if start.args.global.demo.is_some() { "demo" } else { name }.to_owned(),
        source,
        store: if is_stored { start::paths().map(|paths| paths.data_dir.join(STORE_FILE)) } else { None },
        // A snapshot and a fleet have no bills.
        wanted: if is_whole { FeedName::OF_SNAPSHOT.to_vec() } else { FeedName::iter().collect() },
        bills_of: None,
        recorder: None,
        profile,
    })
}

fn data_source(start: &Start<'_>, profile: &config::Profile) -> Result<DataSource, Failed> {
    let args = start.args;
    if let Some(scene) = args.global.demo {
        return Ok(DataSource::Demo(scene));
    }
    if let Some(path) = &args.global.replay {
        let recording = Recording::read(path).map_err(|cause| Failed::feed(start.lang, &cause))?;
        Clock::replay_from(recording.recorded_at);
        return Ok(DataSource::Recording(Arc::new(recording)));
    }
    match (&args.global.snapshot, profile.source) {
        (Some(path), _) if path == Path::new("-") => Ok(DataSource::Stream(Stream::standard_input())),
        (Some(path), _) if Stream::is_at(path) => Ok(DataSource::Stream(Stream::at(path.clone()))),
        (Some(path), _) => Ok(DataSource::File(path.clone())),
        (None, SourceKind::Alibaba) => Ok(DataSource::Alibaba),
        (None, SourceKind::Demo) => Ok(DataSource::Demo(Scene::default())),
        (None, SourceKind::Prometheus) => match &profile.fleet {
            Some(fleet) => Ok(DataSource::Fleet(fleet.clone())),
            None => Err(Failed::wrong_use(
                "the profile has source = \"prometheus\" but no address; set url = \"http://HOST:9090\"",
            )),
        },
        (None, SourceKind::Snapshot) => match &profile.snapshot {
            Some(path) => Ok(DataSource::File(path.clone())),
            None => Err(Failed::wrong_use(
                "the profile has source = \"snapshot\" but no file; set snapshot = \"FILE\"",
            )),
        },
    }
}

/// The appearance of the screen.
pub(super) fn appearance(start: &Start<'_>) -> Result<Appearance, Failed> {
    let is_dumb = std::env::var_os("TERM").is_some_and(|term| term == "dumb");
    if is_dumb {
        return Err(Failed::because(&"TERM=dumb cannot show the dashboard; use: quotatop list"));
    }
    printed_appearance(start)
}

fn printed_appearance(start: &Start<'_>) -> Result<Appearance, Failed> {
    // Without a home there are only built-in themes.
    let file = start.config_file().unwrap_or(Path::new(""));
    let (config, requested) = (start.config()?, start.args.global.theme.as_deref());
    let own = theme::own(file).map_err(Failed::all_problems)?;
    let chosen = theme::chosen(requested, config, file, &own).map_err(Failed::wrong_use)?;
    Ok(Appearance::new(&own, chosen, has_colours(start), (start.is_ascii()?, start.lang)))
}

/// A requested theme must exist, even if nothing is coloured.
pub(super) fn check_theme(start: &Start<'_>) -> Result<(), Failed> {
    if start.args.global.theme.is_some() { printed_appearance(start).map(drop) } else { Ok(()) }
}

/// Colours a next call by its urgency, if standard output may have colours.
pub(super) fn painter(start: &Start<'_>) -> Result<impl Fn(&str, Urgency) -> Option<String>, Failed> {
    let appearance = if has_colours(start) { Some(printed_appearance(start)?) } else { None };
    Ok(move |word: &str, urgency| Some(appearance.as_ref()?.painted(word, urgency)))
}

fn has_colours(start: &Start<'_>) -> bool {
    output::may_colour(start.args.global.no_color)
}
