//! Bills: which requests are made, and when.

use chrono::{Datelike as _, NaiveDate};
use quotatop::domain::bill::{BillLine, Figure, Outstanding, StoredCycle};

use super::script::*;
pub(crate) use crate::support::day;
use crate::support::state::bills::line as bill_line;

/// The running cycle of the scripts, which begin on 22 November at 14:00 in China.
pub(crate) fn november() -> Cycle {
    "2026-11".parse().unwrap()
}

pub(crate) fn line(model: &str, currency: &str, payable: &str) -> BillLine {
    let id = format!("1200001;llm-a;{model};input_token;app;0");
    bill_line(&id, "Input tokens").currency(currency).with(Figure::Payable, payable).end()
}

/// The part of the store that these scripts need: the saved days, each with when it was read.
#[derive(Default)]
pub(crate) struct Shelf {
    days: BTreeMap<NaiveDate, (DateTime<Utc>, Vec<BillLine>)>,
    pub(crate) outstanding: BTreeMap<Cycle, Dated<Outstanding>>,
}

impl Shelf {
    pub(crate) fn save(&mut self, day: NaiveDate, lines: Vec<BillLine>, script: &Script) {
        self.days.insert(day, (script.now.utc, lines));
    }

    pub(crate) fn cycle(&self, cycle: Cycle) -> StoredCycle {
        let mut bill = Bill::of(&cycle.to_string());
        for (day, (read_at, lines)) in self.days.iter().filter(|(day, _)| cycle.contains(**day)) {
            bill = bill.days(day.day()..=day.day(), Origin::Api, *read_at);
            bill = lines.iter().fold(bill, |bill, line| bill.line(day.day(), line.clone()));
        }
        let mut cycles: Vec<Cycle> = self.days.keys().map(|day| Cycle::of_day(*day)).collect();
        cycles.dedup();
        StoredCycle { outstanding: self.outstanding.clone(), cycles, ..bill.read() }
    }

    /// Answers every read of a cycle until there are no more. Returns the other effects.
    pub(crate) fn serve(&self, script: &mut Script, effects: Vec<Effect>) -> Vec<Effect> {
        let mut others = Vec::new();
        let mut left = effects;
        while let Some(effect) = left.pop() {
            match effect {
                Effect::ReadCycle(tag, cycle, _) => {
                    left.extend(script.say(Message::CycleRead(tag, Box::new(self.cycle(cycle)))));
                }
                other => others.push(other),
            }
        }
        others
    }

    /// The bills requested by these effects once every read of a cycle is answered.
    fn requests(&self, script: &mut Script, effects: Vec<Effect>) -> Vec<Request> {
        bill_requests(&self.serve(script, effects))
    }
}

fn bill_requests(effects: &[Effect]) -> Vec<Request> {
    requests(effects).filter(|(_, task, ..)| *task == Task::Bills).map(|(_, _, ask, _)| ask.clone()).collect()
}

fn bills_saved(script: &mut Script, cycles: &[Cycle], failed: Option<Cause>) -> Vec<Effect> {
    let saved = BillsSaved { cycles: cycles.to_vec(), failed, credential: None, wait_until: None };
    script.say(Message::BillsSaved(script.tag(), saved))
}

/// A program whose bills of November and October are all saved, with nothing outstanding.
pub(crate) fn settled(november_lines: &[(&str, Vec<BillLine>)]) -> (Script, Shelf) {
    let mut script = Script::new();
    let mut shelf = Shelf::default();
    for cycle in [november().previous(), november()] {
        for day in cycle.days().take_while(|at| *at <= day("2026-11-22")) {
            let lines = november_lines.iter().find(|(at, _)| *at == day.to_string());
            shelf.save(day, lines.map(|(_, lines)| lines.clone()).unwrap_or_default(), &script);
        }
    }
    for back in 1..=3 {
        let value = Dated { value: Outstanding::default(), fetched_at: script.now.utc };
        shelf.outstanding.insert(november().back(back), value);
    }
    let effects = script.wake();
    assert_eq!(shelf.requests(&mut script, effects), [], "nothing is due");
    (script, shelf)
}

/// The account page reads what is stored of closed cycles, once, and requests nothing for it.
#[test]
fn the_account_page_reads_stored_closed_cycles() {
    let (mut script, mut shelf) = settled(&[]);
    shelf.save(day("2026-09-07"), vec![line("qwen-max", "USD", "3.20")], &script);
    shelf.save(day("2026-07-07"), vec![line("qwen-max", "USD", "7")], &script);
    let tag = script.tag();
    script.say(Message::CycleRead(tag, Box::new(shelf.cycle(november()))));
    let costs = |script: &Script| -> Vec<(String, Option<usize>)> {
        let closed = script.profile().bills.closed(script.now.utc);
        closed
            .iter()
            .map(|closed| (closed.cycle.to_string(), closed.cost.map(|(_, progress)| progress.days)))
            .collect()
    };
    let before = [("2026-10", Some(31)), ("2026-09", None), ("2026-08", None)];
    assert_eq!(costs(&script), before.map(|(cycle, days)| (cycle.to_owned(), days)));
    let effects = script.type_in("a");
    let is_read =
        |effect: &Effect| matches!(effect, Effect::ReadCycle(_, cycle, _) if *cycle == november().back(2));
    assert_eq!(effects.iter().filter(|effect| is_read(effect)).count(), 1, "{effects:?}");
    assert_eq!(effects.len(), 1, "neither August, of which nothing is stored, nor July, which is too old");
    assert_eq!(shelf.requests(&mut script, effects), [], "nothing is requested");
    let after = [("2026-10", Some(31)), ("2026-09", Some(1)), ("2026-08", None)];
    assert_eq!(costs(&script), after.map(|(cycle, days)| (cycle.to_owned(), days)));
    assert_eq!(script.type_in("aa"), [], "it is not read again");
    let effects = script.wake();
    assert_eq!(shelf.requests(&mut script, effects), [], "nor are its missing days requested");
}

#[test]
fn the_newest_days_are_requested_first_until_all_are_saved() {
    let mut script = Script::new();
    let mut shelf = Shelf::default();
    let mut effects = script.wake();
    assert_eq!(bill_requests(&effects), [], "saved data are read first");
    let mut requested = Vec::new();
    for _ in 0..100 {
        match shelf.requests(&mut script, effects).as_slice() {
            [Request::Bills(days)] => {
                requested.push(days.clone());
                for day in days {
                    shelf.save(*day, vec![line("qwen-max", "CNY", "1")], &script);
                }
                let mut cycles: Vec<Cycle> = days.iter().map(|day| Cycle::of_day(*day)).collect();
                cycles.dedup();
                effects = bills_saved(&mut script, &cycles, None);
            }
            [Request::Outstanding(cycle)] => {
                let owed = Dated { value: Outstanding::default(), fetched_at: script.now.utc };
                shelf.outstanding.insert(*cycle, owed);
                effects = bills_saved(&mut script, &[*cycle], None);
            }
            other => {
                assert_eq!(other, [], "one request at a time");
                break;
            }
        }
    }
    assert_eq!(requested[0], ["2026-11-22", "2026-11-21", "2026-11-20", "2026-11-19"].map(day));
    let days: Vec<NaiveDate> = requested.into_iter().flatten().collect();
    assert_eq!(days.len(), 22 + 31, "this cycle and the one before it");
    assert_eq!(shelf.outstanding.len(), 3);
    assert_eq!(script.profile().bills.report.lines, 22);
    let feed = script.profile().snapshot.feed(FeedName::Bills);
    assert_eq!(script.profile().bills.state_of(november(), feed, script.now.utc), FeedState::Fresh);

    // Only what can still change is requested again, after a quarter of an hour.
    assert_eq!(script.due_in(Task::Bills), 15 * MINUTE);
    let effects = script.after(15 * MINUTE).wake();
    assert_eq!(
        bill_requests(&effects),
        [Request::Bills(["2026-11-22", "2026-11-21", "2026-11-20", "2026-11-19"].map(day).into())]
    );
}

#[test]
fn a_failure_affects_no_other_feed_and_is_retried_with_a_back_off() {
    let (mut script, mut shelf) = settled(&[]);
    let effects = script.after(15 * MINUTE).wake();
    assert_eq!(bill_requests(&effects).len(), 1);
    let forbidden = Cause::Forbidden {
        action: Some("bssapi:DescribeInstanceBill".to_owned()),
        code: "NoPermission".to_owned(),
    };
    script.fail(Task::Bills, forbidden.clone());
    assert_eq!(script.failure(FeedName::Bills).unwrap().cause, forbidden);
    assert_eq!(script.failure(FeedName::Account), None);
    assert_eq!(script.state.notes(), 0, "the page of the models does not mention it");
    let feed = script.profile().snapshot.feed(FeedName::Bills);
    assert_eq!(script.profile().bills.state_of(november(), feed, script.now.utc), FeedState::Stale);
    script.type_in("r");
    let effects = script.wake();
    assert_eq!(bill_requests(&effects), [], "the key has made the request");
    assert!(script.profile().schedule.is_under_way(Task::Bills));
    // The partial answer is read from the store, and the failure stays.
    shelf.save(day("2026-11-22"), vec![line("qwen-max", "CNY", "2")], &script);
    let effects = bills_saved(&mut script, &[november()], Some(timed_out()));
    let rest = shelf.serve(&mut script, effects);
    assert_eq!(bill_requests(&rest), [], "not before the back-off is over");
    let announces = |effect: &Effect| matches!(effect, Effect::NextRequestAt(_, FeedName::Bills, _));
    assert!(rest.iter().any(announces), "the other instances wait as well");
    assert_eq!(script.profile().bills.report.lines, 1);
    assert!(script.failure(FeedName::Bills).is_some());
}

#[test]
fn bills_that_cannot_be_saved_are_requested_with_a_back_off() {
    let (mut script, _) = settled(&[]);
    script.after(15 * MINUTE);
    let full = Cause::File { path: "quotatop.db".to_owned(), detail: "disk full".to_owned() };
    let mut pauses = Vec::new();
    for _ in 0..6 {
        assert_eq!(bill_requests(&script.wake()).len(), 1);
        bills_saved(&mut script, &[], Some(full.clone()));
        let pause = script.due_in(Task::Bills);
        pauses.push(pause);
        script.after(pause + 1);
    }
    assert!(pauses[0] <= 66 && pauses[5] >= 9 * MINUTE, "{pauses:?}");
}

#[test]
fn bills_fetched_by_another_instance_are_read_from_the_store() {
    let (mut script, shelf) = settled(&[]);
    script.after(15 * MINUTE).wake();
    let effects = script.fetched_elsewhere(Task::Bills, LastKnown::default(), 1800);
    let reads = effects.iter().filter(|effect| matches!(effect, Effect::ReadCycle(..))).count();
    assert!(reads > 0);
    assert_eq!(shelf.requests(&mut script, effects), [], "it waits for the next request of the other");
    assert!(script.profile().schedule.due(Task::Bills).unwrap() > script.now.monotonic);
}

#[test]
fn bills_fetched_by_another_instance_end_a_failure() {
    let (mut script, mut shelf) = settled(&[]);
    script.after(15 * MINUTE).wake();
    script.fail(Task::Bills, timed_out());
    for (minutes, has_failed) in [(0, true), (15, false)] {
        script.after(minutes * MINUTE);
        if !has_failed {
            shelf.save(day("2026-11-22"), Vec::new(), &script);
        }
        let effects = script.fetched_elsewhere(Task::Bills, LastKnown::default(), 2700);
        shelf.serve(&mut script, effects);
        assert_eq!(script.failure(FeedName::Bills).is_some(), has_failed);
    }
}

#[test]
fn an_old_cycle_on_screen_is_requested_though_another_instance_makes_requests() {
    let (mut script, shelf) = settled(&[]);
    script.after(15 * MINUTE).wake();
    let effects = script.fetched_elsewhere(Task::Bills, LastKnown::default(), 1800);
    shelf.serve(&mut script, effects);
    script.press(Code::Char('3'));
    let effects = script.press(Code::Left);
    assert_eq!(shelf.requests(&mut script, effects), [], "the other instance requests the previous cycle");
    let effects = script.press(Code::Left);
    let rest = shelf.serve(&mut script, effects);
    let september = november().back(2);
    assert_eq!(script.state.shown_cycle(script.now.utc), september);
    let (_, _, request, force) = requests(&rest).next().unwrap();
    let Request::Bills(days) = request else { panic!("{request:?}") };
    assert!(force && days.iter().all(|day| september.contains(*day)), "{days:?}");
}

#[test]
fn days_missing_from_the_store_are_not_requested_endlessly() {
    let mut script = Script::new();
    let shelf = Shelf::default();
    let effects = script.wake();
    let first = shelf.requests(&mut script, effects);
    assert_eq!(first.len(), 1);
    // It was answered, and nothing of the answer is in the store.
    for cycles in [vec![november()], vec![]] {
        let effects = bills_saved(&mut script, &cycles, None);
        assert_eq!(shelf.requests(&mut script, effects), []);
        assert_eq!(script.due_in(Task::Bills), 15 * MINUTE);
    }
    let effects = script.after(15 * MINUTE).wake();
    assert_eq!(bill_requests(&effects), first);
}

#[test]
fn days_read_while_the_clock_was_wrong_are_requested_again() {
    let (mut script, _) = settled(&[]);
    script.after(15 * MINUTE);
    script.now.utc -= TimeDelta::days(10);
    let effects = script.wake();
    let days = ["2026-11-12", "2026-11-11", "2026-11-10", "2026-11-09"].map(day);
    assert_eq!(bill_requests(&effects), [Request::Bills(days.into())]);
}

#[test]
fn a_new_month_is_requested_when_it_begins() {
    let (mut script, shelf) = settled(&[]);
    // 30 November, 16:00 UTC: the first of December in China.
    let effects = script.after(8 * 24 * HOUR + 10 * HOUR).wake();
    let rest = shelf.serve(&mut script, effects);
    let december: Cycle = "2026-12".parse().unwrap();
    assert_eq!(script.state.shown_cycle(script.now.utc), december);
    assert!(script.profile().bills.ledger(december).is_some(), "{rest:?}");
}

/// A one-shot command about the bills of one cycle, and its first effects.
fn command_about(cycle: Cycle) -> (Script, Vec<Effect>) {
    let mut script = Script::raw(SourceKind::Alibaba, true);
    script.state.profile_mut(ProfileId(0)).unwrap().bills.only = Some(cycle);
    script.state.begin(LastKnown::default(), &[FeedName::Bills], script.now);
    let effects = script.wake();
    (script, effects)
}

#[test]
fn a_command_about_one_cycle_requests_nothing_else() {
    let october = november().previous();
    let (mut script, mut effects) = command_about(october);
    let mut shelf = Shelf::default();
    let mut days = 0;
    while let [Request::Bills(requested)] = shelf.requests(&mut script, effects).as_slice() {
        days += requested.len();
        for day in requested {
            shelf.save(*day, Vec::new(), &script);
        }
        effects = bills_saved(&mut script, &[october], None);
    }
    assert_eq!(days, 31);
    assert!(script.profile().is_settled(script.now.monotonic));
    assert!(shelf.days.keys().all(|day| october.contains(*day)));
}

#[test]
fn a_command_does_not_retry() {
    let (mut script, effects) = command_about(november());
    let shelf = Shelf::default();
    assert_eq!(shelf.requests(&mut script, effects).len(), 1);
    let effects = bills_saved(&mut script, &[november()], Some(timed_out()));
    assert_eq!(shelf.requests(&mut script, effects), []);
    assert!(script.profile().is_settled(script.now.monotonic));
}
