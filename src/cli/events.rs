//! `quotatop events`: the log of alerts.

use std::io::{self, Write};

use chrono::{DateTime, TimeDelta, Utc};
use serde::Serialize;

use super::{
    args::{Events, Format},
    columns::{self, Column},
    csv, document,
    exit::{Failed, Status, warn},
    list, output, poll, settings,
    start::Start,
};
use crate::{
    domain::{
        alert::{ChannelDelivery, ChannelJson, ChannelState, Deliveries, DeliveryJson, DeliveryState, Event},
        time::rfc3339,
    },
    runtime::{self, Clock},
    words::{self, Lang, cli::printed},
};

const SCHEMA: &str = "quotatop.events/1";

/// At most this many events are printed.
const MAX_EVENTS: u32 = 10_000;

pub(super) fn run(start: &Start<'_>, options: &Events, clock: Clock) -> Result<Status, Failed> {
    let lang = start.lang;
    let setup = settings::setup(start, clock)?;
    list::warn_of_clock(lang);
    let now = clock.now().utc;
    let since = options.since.and_then(|ago| now.checked_sub_signed(TimeDelta::from_std(ago).ok()?));
    let log = runtime::events(&setup, since, MAX_EVENTS)
        .ok_or_else(|| Failed::because(&"the alert log cannot be read; run: quotatop doctor"))?;
    list::warn_of_storage(lang, &log.storage);
    let status = if log.storage.is_readable() { Status::Done } else { Status::Failed };
    let runtime::EventLog { events, deliveries, channels, .. } = log;
    if options.output.output != Format::Json {
        let stuck = channels.iter().filter(|channel| channel.is_stuck());
        stuck.for_each(|channel| poll::warn_of_channel(lang, channel, now));
    }
    if events.is_empty() && options.output.output == Format::Table {
        warn(printed::NO_EVENTS.of(lang));
        return Ok(status);
    }
    output::print(status, |out| match options.output.output {
        Format::Json => {
            let channels = described(&channels);
            let channels = channels
                .iter()
                .map(|(state, error)| ChannelJson { state, error: error.as_deref() })
                .collect();
            let (schema, profile) = (SCHEMA, &setup.first.name);
            let deliveries = of_events(&events, &deliveries);
            let deliveries = deliveries
                .iter()
                .map(|(json, error)| DeliveryJson { error: error.as_deref(), ..*json })
                .collect();
            document::write(out, &Document { schema, profile, events: &events, deliveries, channels })
        }
        Format::Csv => write_csv(out, &events, now),
        Format::Table => write_table(lang, out, &events, now),
    })
}

#[derive(Serialize)]
struct Document<'a> {
    schema: &'static str,
    profile: &'a str,
    events: &'a [Event],
    deliveries: Vec<DeliveryJson<'a>>,
    channels: Vec<ChannelJson<'a>>,
}

/// Each channel with its last error, which is in English in JSON.
fn described(channels: &[ChannelState]) -> Vec<(&ChannelState, Option<String>)> {
    let error = |channel: &ChannelState| {
        channel
            .last_error
            .as_ref()
            .map(|error| words::facts::alert::delivery_error(Lang::English, &error.why))
    };
    channels.iter().map(|channel| (channel, error(channel))).collect()
}

/// The deliveries of these events, each with its last error, which is in English in JSON.
fn of_events<'a>(events: &'a [Event], deliveries: &'a Deliveries) -> Vec<(DeliveryJson<'a>, Option<String>)> {
    let of = |event: &'a Event| deliveries.get(&event.id).into_iter().flatten().map(|one| (&*event.id, one));
    let described = |(event, delivery): (&'a str, &'a ChannelDelivery)| {
        let error = match &delivery.state {
            DeliveryState::Failed { last, .. } => {
                Some(words::facts::alert::delivery_error(Lang::English, &last.why))
            }
            _ => None,
        };
        (DeliveryJson { event, delivery, error: None }, error)
    };
    events.iter().flat_map(of).map(described).collect()
}

fn write_table(lang: Lang, out: &mut dyn Write, events: &[Event], now: DateTime<Utc>) -> io::Result<()> {
    let zone = runtime::local_zone();
    let row = |event: &Event| {
        vec![
            words::time::moment(lang, event.at, now, zone),
            words::facts::alert::severity(lang, event.severity).to_owned(),
            event.rule.into_str().to_owned(),
            event.change.into_str().to_owned(),
            words::facts::alert::event(lang, event, now, zone),
        ]
    };
    let columns: [Column<'_>; 5] =
        [printed::WHEN, printed::SEVERITY, printed::RULE, printed::CHANGE, printed::WHAT]
            .map(|name| (name.of(lang), false));
    columns::write(out, &columns, &events.iter().map(row).collect::<Vec<_>>(), &|_, _| None)
}

fn write_csv(out: &mut dyn Write, events: &[Event], now: DateTime<Utc>) -> io::Result<()> {
    writeln!(out, "id,at,severity,rule,change,subject,raised_at,text")?;
    for event in events {
        let text = words::facts::alert::event(Lang::English, event, now, crate::domain::Zone::UTC);
        let fields = [
            csv::text(&event.id),
            rfc3339(event.at).into(),
            event.severity.into_str().into(),
            event.rule.into_str().into(),
            event.change.into_str().into(),
            csv::text(event.subject.as_str()),
            rfc3339(event.raised_at).into(),
            csv::text(&text),
        ];
        csv::write_row(out, &fields)?;
    }
    Ok(())
}
