//! `quotatop explain [TEXT|-]`: what an error of a call means, whether it agrees with what is known of the account,
//! and what to do.
//!
//! The meaning is printed before anything is fetched, and nothing is fetched that does not bear on the error. An
//! account that cannot be read costs the comparison only.

mod document;

use std::{
    borrow::Cow,
    collections::HashSet,
    io::{self, IsTerminal as _, Read as _, Write},
};

use chrono::{DateTime, Utc};

use super::{
    args::{Explain, Format},
    exit::{Failed, Status, warn},
    list, output, recent, settings,
    start::Start,
};
use crate::{
    app::State,
    config,
    domain::{
        FeedName, Model,
        alternatives::alternatives,
        bill::{is_same_model, join_key},
        call_error::{AccountFacts, Agreement, CallCause, Reading},
    },
    runtime::{Clock, Setup},
    words::{
        self, Lang,
        cli::explain::{self as texts, Explained},
    },
};

/// Of standard input: an error with a long log around it.
const LIMIT: u64 = 1 << 20;

/// The width of the labels of a table.
const LABEL: usize = 10;

pub(super) fn run(start: &Start<'_>, options: &Explain, clock: Clock) -> Result<Status, Failed> {
    let lang = start.lang;
    let text = text(start, options)?;
    let reading = Reading::new(&text);
    let cause = reading.known.map_or(CallCause::Unknown, |known| known.cause);
    let status = if cause == CallCause::Unknown { Status::Unknown } else { Status::Done };
    let setup = settings::setup(start, clock)?;
    if options.output.output == Format::Table {
        output::print(status, |out| {
            label(out, texts::ERROR.of(lang), &texts::error(lang, &reading))?;
            let meaning = texts::meaning(lang, &reading, cause);
            label(out, texts::MEANS.of(lang), &meaning)
        })?;
    }
    let state = known(lang, setup, cause, clock);
    let now = clock.now().utc;
    let explained = explained(state.as_ref(), (&reading, cause), options, now);
    output::print(status, |out| match options.output.output {
        Format::Json => document::json(out, &reading, &explained, now),
        Format::Csv => document::csv(out, &reading, &explained, now),
        Format::Table => {
            if let Some(comparison) = texts::comparison(lang, &explained, now) {
                label(out, texts::ACCOUNT.of(lang), &comparison)?;
            }
            let fix = texts::fix(lang, &explained, now);
            label(out, texts::FIX.of(lang), &fix)
        }
    })
}

fn label(out: &mut dyn Write, label: &str, text: &str) -> io::Result<()> {
    let pad = " ".repeat(LABEL.saturating_sub(words::text::width(label)));
    output::line(out, &format!("{label}{pad}{text}"))
}

/// The text of the error: the argument, else standard input. It may contain any bytes.
fn text<'a>(start: &Start<'_>, options: &'a Explain) -> Result<Cow<'a, str>, Failed> {
    let lang = start.lang;
    if let Some(text) = options.text.as_deref().filter(|text| *text != "-") {
        return Ok(text.to_string_lossy());
    }
    if start.args.global.snapshot.as_deref().is_some_and(|file| file.as_os_str() == "-") {
        return Err(Failed::wrong_use(texts::ONE_STREAM.of(lang)));
    }
    if options.text.is_none() && io::stdin().is_terminal() {
        return Err(Failed::wrong_use(texts::NO_TEXT.of(lang)));
    }
    let mut bytes = Vec::new();
    io::stdin().lock().take(LIMIT.saturating_add(1)).read_to_end(&mut bytes)?;
    if u64::try_from(bytes.len()).unwrap_or(u64::MAX) > LIMIT {
        return Err(Failed::wrong_use(texts::too_long(lang, LIMIT >> 20)));
    }
    if bytes.trim_ascii().is_empty() {
        return Err(Failed::wrong_use(texts::NO_TEXT.of(lang)));
    }
    Ok(String::from_utf8_lossy(&bytes).into_owned().into())
}

/// What is known of the account; nothing new is fetched for an error that it does not bear on. Absent if even
/// the saved data cannot be read.
fn known(lang: Lang, mut setup: Setup, cause: CallCause, clock: Clock) -> Option<State> {
    let feeds = cause.feeds();
    setup.first.wanted = feeds.to_vec();
    if feeds.is_empty() && setup.is_live() {
        setup.offline = true;
    }
    let known = recent::known(setup, clock, |saved, setup, now| {
        feeds.iter().all(|feed| match feed {
            FeedName::Account => recent::has_account(saved, setup, now),
            feed => recent::is_recent(saved.profile().snapshot.feed(*feed).fetched_at, now),
        })
    });
    match known {
        Ok(known) => {
            if known.is_fetched && !feeds.is_empty() {
                list::warn_of_failures(lang, &known.state, feeds);
            }
            Some(known.state)
        }
        Err(failed) => {
            warn(&failed.on_one_line());
            None
        }
    }
}

/// The error with what is known of the account that concerns it.
fn explained<'a>(
    state: Option<&'a State>,
    (reading, cause): (&'a Reading, CallCause),
    options: &'a Explain,
    now: DateTime<Utc>,
) -> Explained<'a> {
    let models = state.map_or(&[][..], |state| &state.profile().snapshot.models);
    let listed: HashSet<String> = models.iter().map(|model| join_key(model.name.as_str())).collect();
    let in_text = || reading.model(|name| listed.contains(&join_key(name)));
    let name = options.model.as_deref().or_else(in_text);
    let Some(state) = state else { return Explained::unread(cause, name, now) };
    let model = name.and_then(|name| find(models, name));
    let (profile, moment) = (state.profile(), state.moment(state.profile(), now));
    let snapshot = &profile.snapshot;
    let agreement = Agreement::new(cause, &AccountFacts::new(snapshot, name, model), moment);
    let alternatives = match (cause, model) {
        (CallCause::FreeQuotaOnly, Some(model)) => {
            let judge = |other| snapshot.judge(other, &state.thresholds, moment);
            let judged = models.iter().map(|other| (other, judge(other)));
            alternatives(model, judged.map(|(other, (status, next_call))| (other, status, next_call)))
        }
        _ => Vec::new(),
    };
    let similar = match (agreement, name) {
        (Agreement::NoSuchModel | Agreement::UnknownModel, Some(name)) => {
            config::nearest(name, &models.iter().map(|model| model.name.as_str()).collect::<Vec<_>>())
        }
        _ => None,
    };
    Explained {
        model,
        agreement,
        balance: snapshot.balance.as_ref(),
        account: snapshot.account_seen(),
        site: snapshot.site,
        alternatives,
        similar,
        ..Explained::unread(cause, name, now)
    }
}

/// The model of this name, also with another case or a vendor before it.
fn find<'a>(models: &'a [Model], name: &str) -> Option<&'a Model> {
    let exact = models.binary_search_by(|model| model.name.as_str().cmp(name)).ok();
    let same = || models.iter().find(|model| is_same_model(name, model.name.as_str()));
    exact.and_then(|at| models.get(at)).or_else(same)
}
