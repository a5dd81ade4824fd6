//! Sends a test message over each channel.

use std::io;

use chrono::{DateTime, TimeDelta, Utc};

use super::delivery::{self, Channels, Envelope};
use crate::{
    domain::{Kind, NextCall, Unit, alert},
    runtime::{
        clock::Clock,
        engine::{identity::find_logins, run::async_runtime, setup::Setup},
        zone::local_zone,
    },
    source::Secrets,
};

pub fn try_channels(
    setup: &Setup,
    mut report: impl FnMut(&str, Result<(), alert::DeliveryError>),
) -> io::Result<()> {
    let runtime = async_runtime()?;
    let now = Clock::utc();
    let Some(message) = test_message(&setup.first.name, now) else { return Ok(()) };
    runtime.block_on(async {
        let secrets = Secrets::default();
        delivery::add_secrets(&secrets, &setup.channels);
        let accounts = setup.profiles().filter(|profile| profile.delivers_alerts());
        accounts.for_each(|profile| find_logins(&profile.profile).register_secrets(&secrets));
        let channels = Channels::new(&setup.channels, &secrets);
        for name in setup.channels.keys() {
            let envelope = Envelope::new(setup.lang, &message, now, local_zone());
            report(name, channels.deliver(name, envelope).await.outcome);
        }
    });
    runtime.shutdown_background();
    Ok(())
}

fn test_message(profile: &str, now: DateTime<Utc>) -> Option<alert::Message> {
    let facts = alert::Facts::Quota(alert::QuotaFacts {
        kind: Some(Kind::Text),
        unit: Unit::Tokens,
        total: Some(1_000_000.into()),
        remaining: Some(24_098.into()),
        expires_at: now.checked_add_signed(TimeDelta::days(12)),
        runs_out_at: None,
        free_quota_only: Some(false),
        next_call: NextCall::Free,
        counted_until: None,
        read_at: now,
    });
    let subject = alert::Subject::Model("qwen-max".into());
    alert::Message::from_events(vec![alert::Event::test(profile, alert::Rule::Low, subject, facts, now)])
}
