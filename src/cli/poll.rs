//! `quotatop poll`: polls and raises alerts without a screen. Each event is a line on standard error, for a
//! journal.

use std::{
    cell::Cell,
    env,
    net::{SocketAddr, TcpListener},
    path::Path,
};

use chrono::{DateTime, Utc};

use super::{
    args,
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
    runtime::{self, BadToken, BillsWanted, Clock, Export, News, Server, Token},
    words::{self, Lang, facts::delivery::CHANNEL},
};

/// The variable with the token that reading metrics over HTTP needs; without it anyone may.
const TOKEN: &str = "QUOTATOP_METRICS_TOKEN";

pub(super) fn run(start: &Start<'_>, options: &args::Poll, clock: Clock) -> Result<Status, Failed> {
    let (lang, once) = (start.lang, options.once);
    let mut setup = settings::setup_of_all(start, clock)?;
    if setup.offline {
        return Err(Failed::wrong_use(words::facts::alert::NOT_OFFLINE.of(lang)));
    }
    // Bills take many requests: only if an alert about spending is configured, or spending is exported. Calls are
    // requested only while a quota is in use, or its speed of spending is watched.
    let mut feeds = [&FeedName::OF_SNAPSHOT[..], &[FeedName::Calls]].concat();
    setup.metrics = options.listen.is_some() || options.textfile.is_some();
    let has_bills = setup.monthly_spend.is_some() || setup.metrics;
    feeds.extend(has_bills.then_some(FeedName::Bills));
    setup.want(&feeds);
    if once && has_bills {
        let cycle = Cycle::at(clock.now().utc);
        setup.bills = Some(BillsWanted { cycle, query: Query::default(), lines: false, only_report: false });
    }
    let (zone, textfile) = (runtime::local_zone(), options.textfile.as_deref().unwrap_or(Path::new("")));
    let is_unwritten = Cell::new(false);
    let report = |news: News<'_>| {
        let now = clock.now().utc;
        match news {
            News::Alerts(message) => {
                message.events().for_each(|event| warn(&words::facts::alert::logged(lang, event, now, zone)));
            }
            News::NotStored(trouble) => {
                warn(&words::facts::storage::not_stored(lang, trouble).line(lang));
                warn(words::facts::delivery::ONCE_NEEDS_STORAGE.of(lang));
            }
            // Polling once reports it at the end.
            News::Clock(_) if once => {}
            News::Clock(cause) => list::warn_of(lang, cause),
            News::Lapsing(profile, lapse) => {
                let report = words::facts::login::lapsing(lang, lapse, now, zone);
                let profile = profile.map(|name| format!("{}: ", words::plain(name))).unwrap_or_default();
                warn(&format!("{profile}{}", report.line(lang)));
            }
            News::TextfileFailing(error) => {
                is_unwritten.set(true);
                warn(&words::cli::metrics::not_written(lang, textfile, error));
            }
            News::TextfileRecovered => warn(&words::cli::metrics::written_again(lang, textfile)),
            News::StoredAgain => warn(words::facts::delivery::STORED_AGAIN.of(lang)),
            News::Failing(channel) => warn_of_channel(lang, channel, now),
            News::Recovered(channel) => {
                let recovered = words::facts::delivery::recovered(lang, &channel.channel);
                warn(&format!("{}{recovered}", CHANNEL.of(lang)));
            }
        }
    };
    if !once {
        let export = Export { server: server(lang, options.listen)?, textfile: options.textfile.clone() };
        runtime::poll(setup, export, clock, report)?;
        return Ok(Status::Done);
    }
    let state = runtime::poll_once(setup, options.textfile.clone(), clock, report)?;
    let calls = state.watches_speed().then_some(FeedName::Calls);
    let feeds: Vec<FeedName> = FeedName::OF_SNAPSHOT.into_iter().chain(calls).collect();
    list::warn_of_failures(lang, &state, &feeds);
    // The reason was just reported.
    let is_stored = state.storage.trouble.is_none();
    if !is_stored {
        warn(words::facts::delivery::ONCE_NEEDS_STORAGE.of(lang));
    }
    let undelivered = || state.channels.iter().filter(|channel| channel.pending > 0);
    undelivered().for_each(|channel| warn_of_channel(lang, channel, clock.now().utc));
    let has_failed = is_unwritten.get() || !is_stored || undelivered().any(ChannelState::is_stuck);
    let delivered = if has_failed { Status::Failed } else { Status::Done };
    // The most severe one counts.
    let status =
        |profile: &Profile| list::status_of(profile, FeedName::Quotas, profile.source == SourceKind::Alibaba);
    let polled = state.profiles().map(|(_, profile)| status(profile)).max();
    Ok(polled.unwrap_or(Status::Done).max(delivered))
}

/// Binds the port, before anything else is begun, and says where.
fn server(lang: Lang, address: Option<SocketAddr>) -> Result<Option<Server>, Failed> {
    let Some(address) = address else { return Ok(None) };
    let token = env::var_os(TOKEN).map(|text| text.to_str().ok_or(BadToken).and_then(Token::new));
    let token = token
        .transpose()
        .map_err(|BadToken| Failed::wrong_use(words::cli::metrics::TOKEN_UNUSABLE.of(lang)))?;
    let bound = TcpListener::bind(address).and_then(|listener| Ok((listener.local_addr()?, listener)));
    let (address, listener) =
        bound.map_err(|error| Failed::because(&words::cli::metrics::not_bound(lang, address, &error)))?;
    warn(&words::cli::metrics::serving(lang, address));
    if token.is_none() && !address.ip().is_loopback() {
        warn(&words::cli::metrics::open_to_others(lang, address));
    }
    Ok(Some(Server { listener, token }))
}

/// Warns that a channel does not deliver, with the remedy.
pub(super) fn warn_of_channel(lang: Lang, channel: &ChannelState, now: DateTime<Utc>) {
    let problem = words::facts::delivery::stuck(lang, channel, now, runtime::local_zone());
    warn(&format!("{}{}", CHANNEL.of(lang), problem.line(lang)));
}
