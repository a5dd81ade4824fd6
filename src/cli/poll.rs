//! `quotatop poll`: polls and raises alerts without a screen.

use chrono::{DateTime, Utc};

use super::{
    exit::{Failed, Status, warn},
    list, settings,
    start::Start,
};
use crate::{
    app::Profile,
    domain::{
        FeedName, SourceKind,
        alert::ChannelState,
        bill::{Cycle, Query},
    },
    runtime::{self, BillsWanted, Clock, News},
    words::{self, Lang, facts::delivery::CHANNEL},
};

/// Runs the command. What is new is said on standard error, a line for each event: a service's journal keeps it.
pub(super) fn run(start: &Start<'_>, once: bool, clock: Clock) -> Result<Status, Failed> {
    let lang = start.lang;
    let mut setup = settings::setup_of_all(start, clock)?;
    if setup.offline {
        return Err(Failed::wrong_use(vec![words::facts::alert::NOT_OFFLINE.of(lang).to_owned()]));
    }
    // Bills are many calls: only where alerts about spending are configured.
    if setup.monthly_spend.is_none() {
        setup.want(&FeedName::OF_SNAPSHOT);
    }
    if once && setup.monthly_spend.is_some() {
        let cycle = Cycle::at(clock.now().utc);
        setup.bills = Some(BillsWanted { cycle, query: Query::default(), lines: false });
    }
    let zone = runtime::local_zone();
    let report = |news: News<'_>| {
        let now = clock.now().utc;
        match news {
            News::Alerts(message) => {
                message.events().for_each(|event| warn(&words::facts::alert::logged(lang, event, now, zone)));
            }
            News::NotStored(trouble) => {
                let problem = words::facts::storage::not_stored(lang, trouble);
                warn(&format!("{}; {}", problem.message, problem.remedy));
                warn(words::facts::delivery::ONCE_NEEDS_STORAGE.of(lang));
            }
            // Polling once says so at its end.
            News::Clock(_) if once => {}
            News::Clock(cause) => list::warn_of(lang, cause),
            News::StoredAgain => warn(words::facts::delivery::STORED_AGAIN.of(lang)),
            News::Failing(channel) => warn_of_channel(lang, channel, now),
            News::Recovered(channel) => {
                warn(&format!(
                    "{}{}",
                    CHANNEL.of(lang),
                    words::facts::delivery::recovered(lang, &channel.channel)
                ));
            }
        }
    };
    let polled =
        if once { runtime::poll_once(setup, clock, report) } else { runtime::poll(setup, clock, report) };
    let state = polled.map_err(|error| Failed::because(&error))?;
    if !once {
        return Ok(Status::Done);
    }
    list::warn_of_failures(lang, &state, &FeedName::OF_SNAPSHOT);
    // What went wrong with it was said just now.
    let is_stored = state.storage.trouble.is_none();
    if !is_stored {
        warn(words::facts::delivery::ONCE_NEEDS_STORAGE.of(lang));
    }
    let undelivered = || state.channels.iter().filter(|channel| channel.pending > 0);
    undelivered().for_each(|channel| warn_of_channel(lang, channel, clock.now().utc));
    let has_failed = !is_stored || undelivered().any(ChannelState::is_stuck);
    let delivered = if has_failed { Status::Failed } else { Status::Done };
    // The gravest of all of them.
    let status =
        |profile: &Profile| list::status_of(profile, FeedName::Quotas, profile.source == SourceKind::Alibaba);
    let polled = state.profiles().map(|(_, profile)| status(profile)).max();
    Ok(polled.unwrap_or(Status::Done).max(delivered))
}

/// Says, on standard error, what a channel does not deliver, and what to do.
pub(super) fn warn_of_channel(lang: Lang, channel: &ChannelState, now: DateTime<Utc>) {
    let problem = words::facts::delivery::stuck(lang, channel, now, runtime::local_zone());
    warn(&format!("{}{}; {}", CHANNEL.of(lang), problem.message, problem.remedy));
}
