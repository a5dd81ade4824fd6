//! `quotatop list`: every model's free quota, once.

use crate::{
    app::{Profile, State, account::schedule::Task, chrome::problem_lines::Note},
    domain::{
        AccountState, Cause, Feed, FeedName, Model, SourceKind, Storage,
        filter::{Filter, UnknownWord},
    },
    runtime::{self, Clock},
};

use super::{
    args::{List, ListFormat},
    calendar, csv,
    exit::{Failed, Status, warn},
    json, output, settings,
    start::Start,
    table,
};
use crate::words::{self, Lang};

pub(super) fn run(start: &Start<'_>, options: &List, clock: Clock) -> Result<Status, Failed> {
    let lang = start.lang;
    if let Some(unknown) = options.filter.as_deref().and_then(UnknownWord::find) {
        return Err(Failed::wrong_use(words::cli::printed::unknown_word(lang, &unknown)));
    }
    let mut setup = settings::setup_of_account(start, clock)?;
    setup.first.wanted = FeedName::OF_SNAPSHOT.to_vec();
    let is_live = setup.is_live();
    let mut state = runtime::once(setup, clock)?;
    let now = clock.now();
    state.view.filter = Filter::parse(&filter_text(options));
    state.view.sort = options.sort;
    state.view.unfolded = true;
    state.rearrange(now, false);
    warn_of_failures(lang, &state, &FeedName::OF_SNAPSHOT);
    let status = status(&state, FeedName::Quotas, is_live);
    let snapshot = &state.profile().snapshot;
    if snapshot.models.is_empty() && status != Status::Done && options.output != ListFormat::Json {
        return Ok(status);
    }
    let shown: Vec<&Model> = state.rows().map(|row| row.model).collect();
    if shown.is_empty() && options.output == ListFormat::Table {
        warn(words::cli::printed::NO_MODELS_MATCH.of(lang));
        return Ok(status);
    }
    let paint = settings::painter(start)?;
    output::print(status, |out| match options.output {
        ListFormat::Json => json::write(out, &state, &shown, json::Parts::Everything, now),
        ListFormat::Csv => csv::models(out, &state),
        ListFormat::Ics => calendar::write(lang, out, &state, now.utc),
        ListFormat::Table => table::models(lang, out, &state, now.utc, runtime::local_zone(), &paint),
    })
}

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

/// Warns which of `feeds` could not be refreshed, with the remedy.
pub(super) fn warn_of_failures(lang: Lang, state: &State, feeds: &[FeedName]) {
    let now = Clock::utc();
    let warn = |profile: &Profile, line: &str| {
        if state.has_several() { warn(&format!("{}: {line}", profile.name())) } else { warn(line) }
    };
    for (_, profile) in state.profiles() {
        for feed in feeds {
            // Exported bills need no login; each row says that its quota is from them.
            if *feed == FeedName::Quotas && profile.has_bill_quotas_alone() {
                continue;
            }
            if let Some(failure) = &profile.snapshot.feed(*feed).failure {
                let problem = words::facts::failure::report_feed(lang, *feed, &failure.cause);
                // A missing AccessKey says itself what cannot be checked.
                let line = problem.line(lang);
                let is_named =
                    *feed == FeedName::Account && matches!(failure.cause, Cause::NoAccessKey { .. });
                let name = words::pages::feed(lang, *feed);
                let line = if is_named { line } else { format!("{name}{}{line}", lang.pick(": ", "：")) };
                warn(profile, &line);
            }
        }
        // Those of a fleet are read beside its feeds.
        if let Some(failure) = profile.failure(Task::Fleet) {
            warn(profile, &words::facts::failure::fleet::report_fleet(lang, &failure.cause).line(lang));
        }
    }
    if let Some(cause) = state.clock_warning() {
        warn_of(lang, &cause);
    }
    for note in state.note_lines() {
        if let (Some(profile), Note::Owes(cycle, owed)) = note {
            let problem = words::facts::account::unpaid(lang, cycle, owed, profile.snapshot.site);
            warn(profile, &problem.line(lang));
        }
    }
    let lapsing = state.profiles().filter(|_| feeds.contains(&FeedName::Quotas));
    for (_, profile) in lapsing {
        if let Some(lapse) = &profile.lapse {
            let report = words::facts::login::lapsing(lang, lapse, now, runtime::local_zone());
            warn(profile, &report.line(lang));
        }
    }
    let with_account = state.profiles().filter(|_| feeds.contains(&FeedName::Account));
    for (_, profile) in with_account {
        if let Some(line) = unreported(lang, state, profile) {
            warn(profile, line);
        }
        if let Some(since) = profile.snapshot.account_seen().unchecked_since(now) {
            let moment = words::time::moment(lang, since, now, runtime::local_zone());
            warn(profile, &words::chrome::bars::account_unchecked(lang, &moment));
        }
    }
    warn_of_storage(lang, &state.storage);
}

/// Warns of problems with storing data.
pub(super) fn warn_of_storage(lang: Lang, storage: &Storage) {
    for problem in words::facts::storage::reports(lang, storage) {
        warn(&problem.line(lang));
    }
}

/// Warns if this machine's clock is wrong.
pub(super) fn warn_of_clock(lang: Lang) {
    if let Some(cause) = Clock::state().cause() {
        warn_of(lang, &cause);
    }
}

pub(super) fn warn_of(lang: Lang, cause: &Cause) {
    warn(&words::report(lang, cause).line(lang));
}

/// A warning that no failure covers: there are no data, or the account is unchecked.
fn unreported(lang: Lang, state: &State, profile: &Profile) -> Option<&'static str> {
    let snapshot = &profile.snapshot;
    let is_empty = |feed: &Feed| feed.failure.is_none() && feed.fetched_at.is_none();
    if state.offline
        && !profile.has_bill_quotas_alone()
        && is_empty(snapshot.feed(FeedName::Quotas))
        && is_empty(snapshot.feed(FeedName::Account))
    {
        return Some(words::chrome::empty::OFFLINE_LINE.of(lang));
    }
    // A fleet has no account of its own.
    if profile.is_fleet() {
        return None;
    }
    // A file that cannot be read has already been reported.
    if profile.source == SourceKind::Snapshot && snapshot.feed(FeedName::Quotas).fetched_at.is_none() {
        return None;
    }
    let is_unchecked = snapshot.account_state() == AccountState::Unknown
        && snapshot.feed(FeedName::Account).failure.is_none();
    is_unchecked.then_some(words::chrome::bars::ACCOUNT_OFF[0].of(lang))
}

/// The exit status of a command about `feed`. Unless it was just requested (`is_live`), stored data are
/// enough.
pub(super) fn status(state: &State, feed: FeedName, is_live: bool) -> Status {
    status_of(state.profile(), feed, is_live)
}

/// The same for one of several profiles.
pub(super) fn status_of(profile: &Profile, feed: FeedName, is_live: bool) -> Status {
    if feed == FeedName::Quotas && profile.has_bill_quotas_alone() {
        return Status::Done;
    }
    let feed = profile.snapshot.feed(feed);
    match (&feed.failure, feed.fetched_at) {
        (None, Some(_)) => Status::Done,
        (Some(_), Some(_)) if !is_live => Status::Done,
        (Some(failure), _) => Status::of(&failure.cause),
        (None, None) => Status::Failed,
    }
}
