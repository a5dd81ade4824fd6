//! The day, and the alerts that it must raise.

use std::{collections::BTreeMap, time::Duration};

use chrono::{TimeDelta, Timelike as _};
use quotatop::{
    domain::alert::{Event, Message, Subject},
    store::{DeliveryAttempt, ServedChannel, Store},
};

use crate::{
    scripted_day::{
        environment::World,
        instance::{CHANNEL, Program},
        script::{CROWD, SECOND, Step, facts, member, script},
    },
    support::standin::On,
};

/// The most requests for the balance: one every 4½ minutes, and one at each start. Two programs that both polled would
/// send more.
const MOST_REQUESTS: usize = 24 * 60 * 10 / 45 + 4;

/// The events of all models but the crowd, by the hour at which they are noticed.
const EVENTS: [&str; 17] = [
    "00 expiring found forgotten",
    "02 low raised fading",
    "04 billed raised fading",
    "04 exhausted raised fading",
    "05 exhausted raised stopped",
    "07 billed raised forgotten",
    "07 expired raised forgotten",
    "09 expiring raised ageing",
    "15 overdue raised the account",
    // 490,000 at 30,000 an hour: from here on fewer hours are left than were observed.
    "17 runs_out raised steady",
    "18 overdue cleared the account",
    // After half an hour of failures, which one program saw begin and another counted on.
    "19 feed_failing raised feed account",
    "19 feed_failing raised feed quotas",
    "22 feed_failing cleared feed account",
    "22 feed_failing cleared feed quotas",
    "22 sign_in raised feed quotas",
    "23 sign_in cleared feed quotas",
];

const OF_EACH: [&str; 2] = ["00 expiring found", "12 expired raised"];

/// The messages of these events: the first event of each, and the number of others.
const MESSAGES: [&str; 16] = [
    // Found at the first poll.
    "00 expiring found crowd-00 +20",
    "02 low raised fading +0",
    "04 billed raised fading +1",
    "05 exhausted raised stopped +0",
    "07 billed raised forgotten +1",
    "09 expiring raised ageing +0",
    "12 expired raised crowd-00 +19",
    "15 overdue raised the account +0",
    "17 runs_out raised steady +0",
    "18 overdue cleared the account +0",
    "19 feed_failing raised feed account +0",
    "19 feed_failing raised feed quotas +0",
    "22 feed_failing cleared feed account +0",
    "22 feed_failing cleared feed quotas +0",
    "22 sign_in raised feed quotas +0",
    "23 sign_in cleared feed quotas +0",
];

#[test]
fn a_day_with_two_restarts_another_instance_and_an_outage_alerts_exactly_once_each() {
    let world = World::new(facts());
    let messages = run_day(&world);
    let requests = world.standin.count(&On::Balance);
    assert!(requests <= MOST_REQUESTS, "{requests}");

    let store = world.store();
    let crowd = || (0..CROWD).map(member);
    let of_crowd = OF_EACH.into_iter().flat_map(|what| crowd().map(move |one| format!("{what} {one}")));
    assert_eq!(log(&store), in_order(of_crowd.chain(EVENTS.map(str::to_owned))));
    assert_eq!(outbox(&store), in_order(MESSAGES.map(str::to_owned)));
    assert_eq!(in_order(messages), in_order(MESSAGES.map(str::to_owned)));
}

/// Runs the script and the programs through the day, each at its time, and returns all messages of the programs.
fn run_day(world: &World) -> Vec<String> {
    let mut script = script().into_iter().peekable();
    let mut programs = BTreeMap::<usize, Program>::new();
    let mut messages = Vec::new();
    let mut started = 0;
    loop {
        let wakes = programs.values().map(Program::wakes_at);
        let next = wakes.chain(script.peek().map(|(at, _)| *at)).min().unwrap();
        if next >= TimeDelta::days(1) {
            break;
        }
        world.turn_to(next);
        while let Some((_, step)) = script.next_if(|(at, _)| *at <= next) {
            match step {
                Step::AtServer(change) => change(&world.standin),
                Step::Start(place) => {
                    started += 1;
                    programs.insert(place, Program::start(world, started));
                }
                Step::Stop(place) => {
                    let program = programs.remove(&place).unwrap();
                    if place == SECOND {
                        assert!(
                            program.has_polled && program.has_left_polling,
                            "it has polled, and left polling to the other"
                        );
                    }
                    program.stop();
                }
                Step::Kill(place) => programs.remove(&place).unwrap().kill(),
            }
        }
        for program in programs.values_mut().filter(|program| program.wakes_at() <= next) {
            messages.extend(program.turn(world).iter().map(message_text));
            assert!(program.wakes_at() > next, "it never sleeps");
        }
    }
    programs.into_values().for_each(Program::stop);
    messages
}

fn log(store: &Store) -> Vec<String> {
    let events = store.read_events("default", None, 1000).wait().unwrap();
    in_order(events.iter().map(event_text))
}

fn outbox(store: &Store) -> Vec<String> {
    let hold = Duration::from_mins(1);
    let mut messages = Vec::new();
    loop {
        let served = ServedChannel { channel: CHANNEL.to_owned(), max_age: Duration::from_hours(72) };
        let taken = store.claim_deliveries(vec![served], hold).wait();
        if taken.deliveries.is_empty() {
            return in_order(messages);
        }
        for delivery in taken.deliveries {
            let (channel, message) = (delivery.channel, delivery.message);
            messages.push(message_text(&message));
            store.record_attempt(DeliveryAttempt {
                channel,
                message: message.id(),
                failure: None,
                wait_until: None,
            });
        }
    }
}

fn message_text(message: &Message) -> String {
    format!("{} +{}", event_text(&message.lead), message.others.len())
}

fn event_text(event: &Event) -> String {
    let subject = match &event.subject {
        Subject::Account => "the account".to_owned(),
        Subject::Feed(name) => format!("feed {}", name.into_str()),
        Subject::Model(name) => name.as_str().to_owned(),
    };
    format!("{:02} {} {} {subject}", event.at.hour(), event.rule.into_str(), event.change.into_str())
}

/// Sorted by the hour; events within an hour have no order.
fn in_order(messages: impl IntoIterator<Item = String>) -> Vec<String> {
    let mut messages: Vec<String> = messages.into_iter().collect();
    messages.sort();
    messages
}
