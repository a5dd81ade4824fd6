//! The day, and what must have been told at its end.

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
        script::{CROWD, Happens, SECOND, facts, member, script},
    },
    support::standin::On,
};

/// The most questions for the balance: each comes 4½ minutes after the one before at the least, or at a start. Two
/// programs that asked side by side would ask more.
const MOST_QUESTIONS: usize = 24 * 60 * 10 / 45 + 4;

/// What is told besides of the crowd, by the hour at which it is noticed.
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
    // 490,000 at 30,000 an hour: from here on fewer hours are left than were seen.
    "17 runs_out raised steady",
    "18 overdue cleared the account",
    // It fails for half an hour: the program that saw it begin has died, the other goes on counting.
    "19 feed_failing raised feed account",
    "19 feed_failing raised feed quotas",
    "22 feed_failing cleared feed account",
    "22 feed_failing cleared feed quotas",
    "22 sign_in raised feed quotas",
    "23 sign_in cleared feed quotas",
];

const OF_EACH: [&str; 2] = ["00 expiring found", "12 expired raised"];

/// The messages that carry all that: the first event of each, and how many go with it.
const MESSAGES: [&str; 16] = [
    // What was so already when the watch began.
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
    let told = live(&world);
    let questions = world.standin.count(&On::Balance);
    assert!(questions <= MOST_QUESTIONS, "{questions}");

    let store = world.store();
    let crowd = || (0..CROWD).map(member);
    let of_crowd = OF_EACH.into_iter().flat_map(|what| crowd().map(move |one| format!("{what} {one}")));
    assert_eq!(log(&store), in_order(of_crowd.chain(EVENTS.map(str::to_owned))));
    assert_eq!(outbox(&store), in_order(MESSAGES.map(str::to_owned)));
    assert_eq!(in_order(told), in_order(MESSAGES.map(str::to_owned)));
}

/// Lets the day pass: whatever comes next, the script's or a program's, happens at its time. The messages that the
/// programs told, all together.
fn live(world: &World) -> Vec<String> {
    let mut script = script().into_iter().peekable();
    let mut programs = BTreeMap::<usize, Program>::new();
    let mut told = Vec::new();
    let mut started = 0;
    loop {
        let wakes = programs.values().map(Program::wakes_at);
        let next = wakes.chain(script.peek().map(|(at, _)| *at)).min().unwrap();
        if next >= TimeDelta::days(1) {
            break;
        }
        world.turn_to(next);
        while let Some((_, happens)) = script.next_if(|(at, _)| *at <= next) {
            match happens {
                Happens::There(change) => change(&world.standin),
                Happens::Start(place) => {
                    started += 1;
                    programs.insert(place, Program::start(world, started));
                }
                Happens::Stop(place) => {
                    let program = programs.remove(&place).unwrap();
                    if place == SECOND {
                        assert!(program.has_asked && program.has_left_asking, "both were its lot");
                    }
                    program.stop();
                }
                Happens::Kill(place) => programs.remove(&place).unwrap().kill(),
            }
        }
        for program in programs.values_mut().filter(|program| program.wakes_at() <= next) {
            told.extend(program.turn(world).iter().map(carried));
            assert!(program.wakes_at() > next, "it never sleeps");
        }
    }
    programs.into_values().for_each(Program::stop);
    told
}

fn log(store: &Store) -> Vec<String> {
    let events = store.read_events("default", None, 1000).wait().unwrap();
    in_order(events.iter().map(said))
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
            messages.push(carried(&message));
            store.record_attempt(DeliveryAttempt {
                channel,
                message: message.id(),
                failure: None,
                wait_until: None,
            });
        }
    }
}

fn carried(message: &Message) -> String {
    format!("{} +{}", said(&message.lead), message.others.len())
}

fn said(event: &Event) -> String {
    let subject = match &event.subject {
        Subject::Account => "the account".to_owned(),
        Subject::Feed(name) => format!("feed {}", name.into_str()),
        Subject::Model(name) => name.as_str().to_owned(),
    };
    format!("{:02} {} {} {subject}", event.at.hour(), event.rule.into_str(), event.change.into_str())
}

/// By the hour: what is noticed in the same hour has no order.
fn in_order(told: impl IntoIterator<Item = String>) -> Vec<String> {
    let mut told: Vec<String> = told.into_iter().collect();
    told.sort();
    told
}
