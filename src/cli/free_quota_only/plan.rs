//! Which models are meant, and what would be done about each, by what the server says of them right now.

use std::collections::HashMap;

use super::printed::Row;
use crate::{
    cli::{
        args::{FreeQuotaOnly, Switch},
        exit::Failed,
        list, recent,
    },
    config,
    domain::{
        FeedName, Model, ModelName, Moment, Quota, Request, Response,
        write::free_quota_only::{Step, has_quota},
    },
    runtime::{Clock, Session, Setup},
    words::{Lang, cli::free_quota_only as texts},
};

/// Fails if a name is none of the account's, or if the states cannot be read: then nothing is sent at all.
pub(super) fn rows(
    (lang, clock): (Lang, Clock),
    setup: Setup,
    session: &Session,
    options: &FreeQuotaOnly,
) -> Result<Vec<Row>, Failed> {
    let on = options.to == Switch::On;
    let (models, is_sure) = models((lang, clock), setup)?;
    let moment = || Moment { utc: clock.now().utc, is_sure };
    let mut chosen = if options.all_with_quota {
        models.into_iter().filter(|model| has_quota(model, moment())).collect()
    } else {
        named(lang, &models, &options.models)?
    };
    read(lang, session, &mut chosen)?;
    let now = moment();
    if options.all_with_quota {
        chosen.retain(|model| has_quota(model, now));
    }
    let row = |model: Model| Row { step: Step::new(&model, on, now), model, outcome: None, after: None };
    Ok(chosen.into_iter().map(row).collect())
}

/// The account's models, and whether the clock is reliable.
fn models((lang, clock): (Lang, Clock), mut setup: Setup) -> Result<(Vec<Model>, bool), Failed> {
    setup.first.wanted = vec![FeedName::Quotas];
    let known = recent::known(setup, clock, |saved, _, now| {
        let feed = saved.profile().snapshot.feed(FeedName::Quotas);
        feed.failure.is_none() && recent::is_recent(feed.fetched_at, now)
    })?;
    let state = known.state;
    let snapshot = &state.profile().snapshot;
    match &snapshot.feed(FeedName::Quotas).failure {
        Some(failure) if snapshot.models.is_empty() => return Err(Failed::feed(lang, &failure.cause)),
        Some(_) => list::warn_of_failures(lang, &state, &[FeedName::Quotas]),
        None => {}
    }
    Ok((snapshot.models.to_vec(), state.moment(state.profile(), clock.now().utc).is_sure))
}

/// The models of these names, each once.
fn named(lang: Lang, models: &[Model], names: &[String]) -> Result<Vec<Model>, Failed> {
    let known: HashMap<&str, &Model> = models.iter().map(|model| (model.name.as_str(), model)).collect();
    let (mut chosen, mut unknown): (Vec<Model>, Vec<String>) = (Vec::new(), Vec::new());
    for name in names {
        match known.get(name.as_str()) {
            Some(model) if chosen.iter().any(|other| other.name == model.name) => {}
            Some(model) => chosen.push((*model).clone()),
            None => {
                let all: Vec<&str> = models.iter().map(|model| model.name.as_str()).collect();
                unknown.push(texts::no_such_model(lang, name, config::nearest(name, &all)));
            }
        }
    }
    if unknown.is_empty() { Ok(chosen) } else { Err(Failed::all_problems(unknown)) }
}

/// Reads the quotas and states of these models. What the server does not answer is unknown.
fn read(lang: Lang, session: &Session, models: &mut [Model]) -> Result<(), Failed> {
    if models.is_empty() {
        return Ok(());
    }
    let names: Vec<ModelName> = models.iter().map(|model| model.name.clone()).collect();
    let failed = |cause| Failed::feed(lang, &cause);
    let quotas = session.read(Request::Quotas(names.clone())).map_err(failed)?;
    let switches = session.read(Request::FreeQuotaOnly(names)).map_err(failed)?;
    let (Response::Quotas(quotas), Response::FreeQuotaOnly(switches)) = (quotas, switches) else {
        return Ok(());
    };
    let quotas: HashMap<ModelName, Quota> =
        quotas.rows.into_iter().map(|(name, reading)| (name, reading.quota)).collect();
    let switches: HashMap<ModelName, Option<bool>> = switches.rows.into_iter().collect();
    for model in models {
        // A quota from exported bills stays what it is.
        if let Some(quota) = quotas.get(&model.name).filter(|_| model.from_bill.is_none()) {
            model.quota = Some(quota.clone());
        } else if model.from_bill.is_none() {
            model.quota = None;
        }
        model.free_quota_only = switches.get(&model.name).copied().flatten();
    }
    Ok(())
}
