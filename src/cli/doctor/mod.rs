//! `quotatop doctor`: checks everything once; each line ends with ok, or with the remedy.

mod record;

use chrono::{DateTime, Utc};

use crate::{
    app::{Profile, State, account::schedule::Task},
    domain::{
        Cause, ClockState, Failure, FeedName, SourceKind,
        alert::ChannelState,
        bill::{Cycle, Ledger, Query},
    },
    files,
    runtime::{self, BillsWanted, Clock, Setup},
    source::alibaba::credentials::Logins,
    words::{
        self, Lang, Text,
        cli::doctor::{self as names, Finding},
        facts::from_bill,
        number, time,
    },
};

use super::{
    args,
    exit::{Failed, Status},
    output, settings,
    start::Start,
};

pub(super) fn run(start: &Start<'_>, options: &args::Doctor, clock: Clock) -> Result<Status, Failed> {
    let lang = start.lang;
    let mut findings = vec![configuration(start)?];
    let mut setup = settings::setup(start, clock)?;
    findings.push(profile(lang, &setup));
    let is_live = setup.first.source.is_live();
    let found = is_live.then(|| runtime::find_logins(&setup.first.profile));
    findings.extend(found.iter().flat_map(|found| logins(lang, found)));
    let taking = record::begin(lang, options, &mut setup, clock)?;
    let store = setup.first.store.clone();
    let cycle = Cycle::at(clock.now().utc);
    // A recording has everything that the dashboard requests.
    let wanted = BillsWanted { cycle, query: Query::default(), lines: false, only_report: true };
    setup.bills = taking.is_none().then_some(wanted);
    let (offline, delivering) = (setup.offline, runtime::delivery_states(&setup));
    let state = runtime::once(setup, clock)?;
    let has_feeds = state.profile().source == SourceKind::Alibaba;
    if has_feeds && !offline {
        findings.extend(answers(lang, &state, cycle, clock.now().utc));
        findings.extend(console_token(lang, &state, clock));
    } else if !has_feeds {
        findings.push(data(lang, &state));
    }
    findings.extend(channels(lang, &delivering, clock));
    if let Some(file) = store {
        findings.push(storage(lang, &state, &file));
        findings.extend(open_to_others(lang, names::LAST_KNOWN_DATA, &file));
    }
    if let Some(log) = &start.args.global.log_file {
        findings.extend(open_to_others(lang, names::LOG, log));
    }
    let status = findings.iter().filter(|finding| finding.has_failed);
    let status = status.map(|finding| finding.cause.as_ref().map_or(Status::Failed, Status::of)).max();
    let status =
        output::lines(status.unwrap_or(Status::Done), findings.iter().map(|finding| finding.line(lang)))?;
    if let (Some(taking), Some(found)) = (taking, &found) {
        taking.finish(found)?;
    }
    Ok(status)
}

fn configuration(start: &Start<'_>) -> Result<Finding, Failed> {
    let lang = start.lang;
    start.config()?;
    let Ok(path) = start.config_file() else {
        return Ok(Finding::remark(names::CONFIGURATION, words::NO_HOME.of(lang)));
    };
    let found = if path.exists() { path.display().to_string() } else { names::no_file(lang, path) };
    Ok(Finding::ok(names::CONFIGURATION, found))
}

fn profile(lang: Lang, setup: &Setup) -> Finding {
    let source = &setup.first.source;
    let recorded = |at| words::chrome::bars::recorded(lang, at, runtime::local_zone());
    let source = source.recorded_at().map_or_else(|| source.kind().into_str().to_owned(), recorded);
    Finding::ok(names::PROFILE, format!("{} ({source})", setup.first.name))
}

fn logins(lang: Lang, logins: &Logins) -> Vec<Finding> {
    let problems = logins.problems.iter();
    let mut findings: Vec<Finding> =
        problems.map(|problem| Finding::failed_with(names::LOGIN, problem.cause.clone())).collect();
    findings.extend(logins.tokens.iter().map(|token| Finding::ok(names::CONSOLE_LOGIN, token.name.clone())));
    findings.push(match &logins.pair {
        Some(pair) => Finding::ok(names::ACCESS_KEY, pair.name.clone()),
        None => Finding::failed_with(names::ACCESS_KEY, logins.why_no_pair()),
    });
    if logins.tokens.is_empty() && logins.mints_from().is_none() {
        findings.push(Finding::failed_with(names::CONSOLE_LOGIN, logins.why_no_token()));
    }
    if logins.may_differ() {
        findings.push(Finding::remark(names::ACCOUNTS, names::MAY_DIFFER.of(lang)));
    }
    let place = format!("{} · {}", logins.site.into_str(), logins.region.into_str());
    let workspace = logins.workspace_id.iter().map(|workspace| format!(" · {}", words::plain(workspace)));
    findings.push(Finding::ok(names::PLACE, workspace.fold(place, |place, workspace| place + &workspace)));
    findings
}

/// The outcome of each task.
fn answers(lang: Lang, state: &State, cycle: Cycle, now: DateTime<Utc>) -> Vec<Finding> {
    let profile = state.profile();
    let models = &profile.snapshot.models;
    let read = models.iter().filter(|model| model.quota.is_some()).count();
    let switches = models.iter().filter(|model| model.free_quota_only.is_some()).count();
    let balance = profile.snapshot.balance.as_ref();
    let available =
        balance.and_then(|balance| Some(number::money(balance.available?, balance.currency.as_deref())));
    let through = profile.bills.ledger(cycle).and_then(Ledger::covers_through);
    let tasks = [
        (Task::Catalogue, names::MODEL_LIST, number::models(lang, models.len())),
        (Task::Quotas, names::FREE_QUOTAS, number::models(lang, read)),
        (Task::Switches, names::FREE_QUOTA_ONLY, number::models(lang, switches)),
        (Task::Account, names::ACCOUNT, available.unwrap_or_default()),
        (Task::Bills, names::BILLS, words::facts::bill::through(lang, through, cycle)),
    ];
    let mut findings: Vec<Finding> = tasks
        .into_iter()
        .filter(|(task, ..)| was_tried(profile, *task))
        .map(|(task, name, found)| finding(name, found, profile.failure(task)))
        .collect();
    findings.extend(profile.bill_quotas_read_at().map(|at| {
        let moment = time::moment(lang, at, now, runtime::local_zone());
        let found = format!("{}, {}", number::models(lang, read), from_bill::through(lang, &moment));
        Finding::ok(names::FREE_QUOTAS, found)
    }));
    findings.extend(clock_finding(lang, state.clock));
    findings
}

/// How old the console token is, and when it may lapse.
fn console_token(lang: Lang, state: &State, clock: Clock) -> Vec<Finding> {
    let (profile, now) = (state.profile(), clock.now().utc);
    let minted = profile.minted.iter().map(|token| words::facts::login::minted(lang, token, now));
    let mut findings: Vec<Finding> =
        minted.map(|text| Finding::ok(words::facts::login::TOKEN, text)).collect();
    findings.extend(profile.lapse.iter().map(|lapse| {
        let report = words::facts::login::lapsing(lang, lapse, now, runtime::local_zone());
        Finding::remark(words::facts::login::TOKEN, report.line(lang))
    }));
    findings
}

fn clock_finding(lang: Lang, clock: ClockState) -> Option<Finding> {
    match (clock.cause(), clock) {
        (Some(cause), _) => Some(Finding::failed_with(names::CLOCK, cause)),
        (None, ClockState::Unchecked) => None,
        (None, _) => Some(Finding::ok(names::CLOCK, names::IN_STEP.of(lang))),
    }
}

/// Whether `task` was tried: not without a login for it, which is already reported, nor without models to
/// fetch.
fn was_tried(profile: &Profile, task: Task) -> bool {
    let is_off = |task: Task| profile.failure(task).is_some_and(|failure| failure.cause.means_off());
    match profile.failure(task) {
        Some(_) => !is_off(task),
        // It would have come after one that could not be done.
        None if task.follows().is_some_and(is_off) => false,
        None => !(matches!(task, Task::Quotas | Task::Switches) && profile.snapshot.models.is_empty()),
    }
}

/// A source other than the live account, which is read as a whole.
fn data(lang: Lang, state: &State) -> Finding {
    let profile = state.profile();
    let found = number::models(lang, profile.snapshot.models.len());
    finding(names::DATA, found, profile.snapshot.feed(FeedName::Quotas).failure.as_ref())
}

fn finding(name: Text, found: String, failure: Option<&Failure>) -> Finding {
    match failure {
        Some(failure) => Finding::failed_with(name, failure.cause.clone()),
        None => Finding::ok(name, found),
    }
}

fn channels(lang: Lang, states: &[ChannelState], clock: Clock) -> Vec<Finding> {
    let (now, zone) = (clock.now().utc, runtime::local_zone());
    let finding = |state: &ChannelState| {
        if state.failing_since.is_some() || state.is_stuck() {
            Finding::failing(names::CHANNEL, words::facts::delivery::report(lang, state, now, zone))
        } else {
            Finding::ok(names::CHANNEL, words::facts::delivery::healthy(lang, state, now, zone))
        }
    };
    states.iter().map(finding).collect()
}

fn storage(lang: Lang, state: &State, file: &std::path::Path) -> Finding {
    let path = file.display().to_string();
    match words::facts::storage::reports(lang, &state.storage).next() {
        None => Finding::ok(names::LAST_KNOWN_DATA, path),
        Some(problem) => {
            Finding::failed_with(names::LAST_KNOWN_DATA, Cause::File { path, detail: problem.message })
        }
    }
}

/// A file that others may access: created by an earlier version, or by another program.
fn open_to_others(lang: Lang, name: Text, file: &std::path::Path) -> Option<Finding> {
    files::is_open_to_others(file).then(|| Finding::remark(name, names::open_to_others(lang, file)))
}
