//! `quotatop list`: every model's free quota, once.

use crate::{
    app::{Profile, State, chrome::problem_lines::Note},
    domain::{AccountState, Cause, Feed, FeedName, Model, Storage, filter::Filter},
    runtime::{self, Clock, DataSource},
};

use super::{
    args::{Format, List},
    csv,
    exit::{Failed, Status, warn},
    json, output, settings,
    start::Start,
    table,
};
use crate::words::{self, Lang};

/// Runs the command.
pub(super) fn run(start: &Start<'_>, options: &List, clock: Clock) -> Result<Status, Failed> {
    let lang = start.lang;
    let mut setup = settings::setup(start, clock)?;
    setup.first.wanted = FeedName::OF_SNAPSHOT.to_vec();
    let asks = matches!(setup.first.source, DataSource::Alibaba) && !setup.offline;
    let mut state = runtime::once(setup, clock).map_err(|error| Failed::because(&error))?;
    let now = clock.now();
    state.view.filter = Filter::parse(&filter_text(options));
    state.view.sort = options.sort;
    state.view.unfolded = true;
    state.rearrange(now, false);
    warn_of_failures(lang, &state, &FeedName::OF_SNAPSHOT);
    let status = status(&state, FeedName::Quotas, asks);
    let snapshot = &state.profile().snapshot;
    if snapshot.models.is_empty() && status != Status::Done && options.output.output != Format::Json {
        return Ok(status);
    }
    let shown = shown(&state);
    let paint = settings::painter(start)?;
    output::print(status, |out| match options.output.output {
        Format::Json => json::write(out, &state, &shown, json::Parts::Everything, now),
        Format::Csv => csv::models(out, &state),
        Format::Table => table::models(lang, out, &state, now.utc, runtime::local_zone(), &paint),
    })
}

/// The filter that all options together mean.
fn filter_text(options: &List) -> String {
    let mut text = options.filter.clone().unwrap_or_default();
    if let Some(kind) = options.kind {
        text = format!("{text} kind:{}", kind.into_str());
    }
    if let Some(status) = options.status {
        text = format!("{text} status:{}", status.into_str());
    }
    text
}

fn shown(state: &State) -> Vec<&Model> {
    state.rows().map(|row| row.model).collect()
}

/// Tells, on standard error, what of `feeds` could not be refreshed, and the remedy.
pub(super) fn warn_of_failures(lang: Lang, state: &State, feeds: &[FeedName]) {
    let now = Clock::utc();
    // Of several profiles each line says which.
    let say = |profile: &Profile, line: &str| {
        let whose = if state.has_several() { format!("{}: ", profile.name()) } else { String::new() };
        warn(&format!("{whose}{line}"));
    };
    for (_, profile) in state.profiles() {
        for feed in feeds {
            if let Some(failure) = &profile.snapshot.feed(*feed).failure {
                let problem = words::facts::failure::report_feed(lang, *feed, &failure.cause);
                say(profile, &format!("{}: {}; {}", feed.into_str(), problem.message, problem.remedy));
            }
        }
    }
    if let Some(cause) = state.clock_warning() {
        warn_of(lang, &cause);
    }
    for (profile, note) in state.note_lines().filter_map(|(profile, note)| Some((profile?, note))) {
        let problem = match note {
            Note::Owes(cycle, owed) => {
                words::facts::account::unpaid(lang, cycle, owed, profile.snapshot.site)
            }
            Note::Clock(_)
            | Note::Feed(..)
            | Note::NotStored(_)
            | Note::SetAside(_)
            | Note::Channel(_)
            | Note::Configuration(_) => continue,
        };
        say(profile, &format!("{}; {}", problem.message, problem.remedy));
    }
    for (_, profile) in state.profiles() {
        if !feeds.contains(&FeedName::Account) {
            continue;
        }
        if let Some(line) = unsaid(lang, state, profile) {
            say(profile, line);
        }
        if let Some(since) = profile.snapshot.account_seen().unchecked_since(now) {
            let moment = words::time::moment(lang, since, now, runtime::local_zone());
            say(profile, &words::chrome::bars::account_unchecked(lang, &moment));
        }
    }
    warn_of_storage(lang, &state.storage);
}

/// Warns, on standard error, of what is wrong with how data are stored.
pub(super) fn warn_of_storage(lang: Lang, storage: &Storage) {
    for problem in words::facts::storage::reports(lang, storage) {
        warn(&format!("{}; {}", problem.message, problem.remedy));
    }
}

/// Says, on standard error, what is wrong with this machine's clock, where anything is.
pub(super) fn warn_of_clock(lang: Lang) {
    if let Some(cause) = Clock::state().cause() {
        warn_of(lang, &cause);
    }
}

/// Says, on standard error, what happened and what to do.
pub(super) fn warn_of(lang: Lang, cause: &Cause) {
    let problem = words::report(lang, cause);
    warn(&format!("{}; {}", problem.message, problem.remedy));
}

/// What nothing else has said: that nothing is known, or that the account is not checked.
fn unsaid(lang: Lang, state: &State, profile: &Profile) -> Option<&'static str> {
    let snapshot = &profile.snapshot;
    let is_silent = |feed: &Feed| feed.failure.is_none() && feed.fetched_at.is_none();
    if state.offline && is_silent(&snapshot.quotas) && is_silent(&snapshot.account) {
        return Some(words::chrome::empty::OFFLINE_LINE.of(lang));
    }
    let is_unchecked =
        snapshot.account_state() == AccountState::Unknown && snapshot.account.failure.is_none();
    is_unchecked.then_some(words::chrome::bars::ACCOUNT_OFF[0].of(lang))
}

/// The exit status of a command about `feed`. What was not asked just now (`asks`) is done if it is there.
pub(super) fn status(state: &State, feed: FeedName, asks: bool) -> Status {
    status_of(state.profile(), feed, asks)
}

/// The same of one of several profiles.
pub(super) fn status_of(profile: &Profile, feed: FeedName, asks: bool) -> Status {
    let feed = profile.snapshot.feed(feed);
    match (&feed.failure, feed.fetched_at) {
        (None, Some(_)) => Status::Done,
        (Some(_), Some(_)) if !asks => Status::Done,
        (Some(failure), _) => Status::of(&failure.cause),
        (None, None) => Status::Failed,
    }
}
