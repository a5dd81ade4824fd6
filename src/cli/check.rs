//! `quotatop check MODEL`: would calls be covered by the free quota? The exit status is the answer.

use std::io::{self, Write};

use chrono::{DateTime, Utc};
use serde::Serialize;
use serde_json::Number;

use super::{
    args::{Check, Format},
    csv, document,
    exit::{Failed, Status},
    list, output, recent, settings,
    start::Start,
};
use crate::{
    app::State,
    domain::{
        FeedName, Model, Moment, Quantity,
        check::{CheckOptions, Verdict, Why, check},
        next_call,
        time::rfc3339,
    },
    runtime::{Clock, Setup},
    words::{self, Lang, cli::check::Checked},
};

const SCHEMA: &str = "quotatop.check/1";

pub(super) fn run(start: &Start<'_>, options: &Check, clock: Clock) -> Result<Status, Failed> {
    let lang = start.lang;
    let mut setup = settings::setup(start, clock)?;
    setup.first.wanted = FeedName::OF_SNAPSHOT.to_vec();
    let check_options =
        CheckOptions { need: options.need, batch: options.batch, ignore_account: options.ignore_account };
    let known = recent::known(setup, clock, |saved, setup, now| is_recent(saved, setup, options, now))?;
    let (state, is_live) = (known.state, known.is_fetched);
    if is_live {
        list::warn_of_failures(lang, &state, &FeedName::OF_SNAPSHOT);
    } else {
        list::warn_of_clock(lang);
    }
    let now = clock.now().utc;
    let moment = state.moment(state.profile(), now);
    let snapshot = &state.profile().snapshot;
    let model = model(&state, &options.model);
    let verdict = check(model, snapshot.account_seen(), &check_options, moment);
    let checked = Checked { name: &options.model, model, options: &check_options, verdict };
    let nothing_known = nothing_known(&state, &checked);
    if let Some(status) = nothing_known
        && options.output.output != Format::Json
    {
        return Ok(status);
    }
    output::print(nothing_known.unwrap_or(status(verdict)), |out| match options.output.output {
        Format::Table => output::line(out, &words::cli::check::sentence(lang, &checked, now)),
        Format::Json => write_json(out, &state, &checked, moment),
        Format::Csv => write_csv(out, &checked, now),
    })
}

/// Whether saved data are recent enough for the answer.
fn is_recent(saved: &State, setup: &Setup, options: &Check, now: DateTime<Utc>) -> bool {
    let snapshot = &saved.profile().snapshot;
    let quota = model(saved, &options.model).and_then(|model| model.quota.as_ref());
    let read_at = quota.map_or(snapshot.feed(FeedName::Quotas).fetched_at, |quota| Some(quota.read_at));
    recent::is_recent(read_at, now) && (options.ignore_account || recent::has_account(saved, setup, now))
}

fn model<'a>(state: &'a State, name: &str) -> Option<&'a Model> {
    let models = &state.profile().snapshot.models;
    models.binary_search_by(|model| model.name.as_str().cmp(name)).ok().and_then(|at| models.get(at))
}

/// The status if there are no data to decide by: requests failed, or none were made.
fn nothing_known(state: &State, checked: &Checked<'_>) -> Option<Status> {
    let quotas = state.profile().snapshot.feed(FeedName::Quotas);
    let is_read = checked.model.is_some_and(|model| model.quota.is_some());
    let is_known = match checked.verdict {
        // An unread model means something only if the others were read.
        Verdict::Unknown(Why::NoSuchModel | Why::Unclear) if !is_read => {
            quotas.failure.is_none() && quotas.fetched_at.is_some()
        }
        _ => true,
    };
    (!is_known).then(|| quotas.failure.as_ref().map_or(Status::Failed, |failure| Status::of(&failure.cause)))
}

const fn status(verdict: Verdict) -> Status {
    match verdict {
        Verdict::Covered => Status::Done,
        Verdict::Billed(_) => Status::Billed,
        Verdict::Refused(_) => Status::Refused,
        Verdict::Unknown(_) => Status::Unknown,
    }
}

#[derive(Serialize)]
struct Document<'a> {
    schema: &'static str,
    profile: Option<&'a str>,
    model: &'a str,
    need: Option<Number>,
    batch: bool,
    verdict: &'static str,
    unit: Option<&'static str>,
    remaining: Option<Number>,
    margin: Option<Number>,
    next_call: Option<&'static str>,
    account: &'static str,
    read_at: Option<String>,
    reasons: Vec<ReasonOut>,
}

#[derive(Serialize)]
struct ReasonOut {
    reason: &'static str,
    text: String,
}

fn write_json(out: &mut dyn Write, state: &State, checked: &Checked<'_>, now: Moment) -> io::Result<()> {
    let snapshot = &state.profile().snapshot;
    let quota = checked.model.and_then(|model| model.quota.as_ref());
    let reasons = checked.verdict.why().map(|why| ReasonOut {
        reason: why.into_str(),
        text: words::cli::check::reason(Lang::English, why, checked, now.utc),
    });
    let answer = Document {
        schema: SCHEMA,
        profile: snapshot.profile.as_deref(),
        model: checked.name,
        need: number(checked.options.need),
        batch: checked.options.batch,
        verdict: checked.verdict.into_str(),
        unit: checked.model.map(|model| model.unit.into_str()),
        remaining: quota.and_then(|quota| quota.remaining).and_then(number),
        margin: checked.model.and_then(|model| number(next_call::margin(model, now.utc))),
        next_call: checked.model.map(|model| snapshot.judge(model, &state.thresholds, now).1.into_str()),
        account: snapshot.account_state().into_str(),
        read_at: quota.map(|quota| rfc3339(quota.read_at)),
        reasons: reasons.into_iter().collect(),
    };
    document::write(out, &answer)
}

fn write_csv(out: &mut dyn Write, checked: &Checked<'_>, now: DateTime<Utc>) -> io::Result<()> {
    writeln!(out, "model,need,batch,verdict,reason,unit,remaining,margin,read_at")?;
    let quota = checked.model.and_then(|model| model.quota.as_ref());
    let margin = checked.model.map(|model| next_call::margin(model, now));
    let fields = [
        csv::text(checked.name),
        checked.options.need.to_string().into(),
        checked.options.batch.to_string().into(),
        checked.verdict.into_str().into(),
        checked.verdict.why().map_or("", Into::into).into(),
        checked.model.map_or("", |model| model.unit.into_str()).into(),
        csv::or_empty(quota.and_then(|quota| quota.remaining).map(|left| left.to_string())),
        csv::or_empty(margin.map(|margin| margin.to_string())),
        csv::or_empty(quota.map(|quota| rfc3339(quota.read_at))),
    ];
    csv::write_row(out, &fields)
}

fn number(quantity: Quantity) -> Option<Number> {
    quantity.to_string().parse().ok()
}
