//! Bills: which requests are made, and when.

use std::sync::Arc;

use chrono::NaiveDate;
use quotatop::domain::bill::{
    BillLine, Charge, Figure, Figures, Ledger, LedgerRow, Outstanding, StoredCycle, StoredDay,
};

use super::script::*;
use crate::support::state::bills::roll_up;

/// The running cycle of the scripts, which begin on 22 November at 14:00 in China.
pub(crate) fn november() -> Cycle {
    "2026-11".parse().unwrap()
}

pub(crate) fn day(text: &str) -> NaiveDate {
    text.parse().unwrap()
}

pub(crate) fn line(model: &str, currency: &str, payable: &str) -> BillLine {
    let charge = Charge {
        instance_id: format!("1200001;llm-a;{model};input_token;app;0"),
        commodity_code: "sfm_inference_public_cn".to_owned(),
        product_code: "sfm".to_owned(),
        product_detail: "Model Studio Foundation Model Inference".to_owned(),
        item: "Input tokens".to_owned(),
        currency: currency.to_owned(),
        unit: "千tokens".to_owned(),
        ..Charge::default()
    };
    let mut figures = Figures::default();
    figures.set(Figure::Payable, payable.parse().ok());
    BillLine { charge: Arc::new(charge), figures, row_id: None, extras: Vec::new() }
}

/// The part of the store that these scripts need: the saved days.
#[derive(Default)]
pub(crate) struct Shelf {
    days: BTreeMap<NaiveDate, (StoredDay, Vec<BillLine>)>,
    pub(crate) outstanding: BTreeMap<Cycle, Dated<Outstanding>>,
}

impl Shelf {
    fn keep(&mut self, day: NaiveDate, lines: Vec<BillLine>, script: &Script) {
        let read_at = script.now.utc;
        self.days.insert(
            day,
            (StoredDay { day, origin: Origin::Api, read_at, asked_at: Some(read_at), gap: None }, lines),
        );
    }

    pub(crate) fn cycle(&self, cycle: Cycle) -> StoredCycle {
        let mut charges: Vec<(i64, Arc<Charge>)> = Vec::new();
        let mut rows = Vec::new();
        let of_cycle = self.days.values().filter(|(kept, _)| cycle.contains(kept.day));
        for (kept, lines) in of_cycle.clone() {
            for (charge, sums) in roll_up(lines) {
                let at = charges.iter().position(|(_, known)| *known == charge).unwrap_or(charges.len());
                if at == charges.len() {
                    charges.push((i64::try_from(at).unwrap() + 1, charge));
                }
                rows.push(LedgerRow { day: kept.day, subject: u32::try_from(at).unwrap(), sums });
            }
        }
        let mut cycles: Vec<Cycle> = self.days.keys().map(|day| Cycle::of_day(*day)).collect();
        cycles.dedup();
        let days = of_cycle.map(|(kept, _)| *kept).collect();
        let ledger = Ledger::new(cycle, days, charges, rows);
        StoredCycle { ledger, outstanding: self.outstanding.clone(), cycles }
    }

    /// Answers every reading of a cycle, until nothing more is wanted; the other effects.
    pub(crate) fn serve(&self, script: &mut Script, effects: Vec<Effect>) -> Vec<Effect> {
        let mut others = Vec::new();
        let mut left = effects;
        while let Some(effect) = left.pop() {
            match effect {
                Effect::ReadCycle(tag, cycle) => {
                    left.extend(script.say(Message::CycleRead(tag, Box::new(self.cycle(cycle)))));
                }
                other => others.push(other),
            }
        }
        others
    }
}

fn asks(effects: &[Effect]) -> Vec<Request> {
    let of_bills = |effect: &Effect| match effect {
        Effect::Ask { task: Task::Bills, ask, .. } => Some(ask.clone()),
        _ => None,
    };
    effects.iter().filter_map(of_bills).collect()
}

fn kept(script: &mut Script, cycles: &[Cycle], failed: Option<Cause>) -> Vec<Effect> {
    let kept = BillsSaved { cycles: cycles.to_vec(), failed, credential: None, wait_until: None };
    let tag = script.tag();
    script.say(Message::BillsSaved(tag, kept))
}

/// A program whose bills of November and October are all kept, but for what they owe.
pub(crate) fn settled(november_lines: &[(&str, Vec<BillLine>)]) -> (Script, Shelf) {
    let mut script = Script::new();
    let mut shelf = Shelf::default();
    for cycle in [november().previous(), november()] {
        for day in cycle.days().take_while(|at| *at <= day("2026-11-22")) {
            let lines = november_lines.iter().find(|(at, _)| *at == day.to_string());
            shelf.keep(day, lines.map(|(_, lines)| lines.clone()).unwrap_or_default(), &script);
        }
    }
    for back in 1..=3 {
        let value = Dated { value: Outstanding::default(), fetched_at: script.now.utc };
        shelf.outstanding.insert(november().back(back), value);
    }
    let effects = script.wake();
    let rest = shelf.serve(&mut script, effects);
    assert_eq!(asks(&rest), [], "nothing is due");
    (script, shelf)
}

#[test]
fn the_newest_days_are_asked_for_first_until_all_are_there() {
    let mut script = Script::new();
    let mut shelf = Shelf::default();
    let mut effects = script.wake();
    assert_eq!(asks(&effects), [], "what is kept is looked at first");
    let mut asked = Vec::new();
    for _ in 0..100 {
        let rest = shelf.serve(&mut script, effects);
        match asks(&rest).as_slice() {
            [Request::Bills(days)] => {
                asked.push(days.clone());
                for day in days {
                    shelf.keep(*day, vec![line("qwen-max", "CNY", "1")], &script);
                }
                let mut cycles: Vec<Cycle> = days.iter().map(|day| Cycle::of_day(*day)).collect();
                cycles.dedup();
                effects = kept(&mut script, &cycles, None);
            }
            [Request::Outstanding(cycle)] => {
                let owed = Dated { value: Outstanding::default(), fetched_at: script.now.utc };
                shelf.outstanding.insert(*cycle, owed);
                effects = kept(&mut script, &[*cycle], None);
            }
            other => {
                assert_eq!(other, [], "one question at a time");
                break;
            }
        }
    }
    assert_eq!(asked[0], ["2026-11-22", "2026-11-21", "2026-11-20", "2026-11-19"].map(day));
    let days: Vec<NaiveDate> = asked.into_iter().flatten().collect();
    assert_eq!(days.len(), 22 + 31, "this cycle and the one before it");
    assert_eq!(shelf.outstanding.len(), 3);
    assert_eq!(script.profile().bills.report.lines, 22);
    let feed = &script.profile().snapshot.bills;
    assert_eq!(script.profile().bills.state_of(november(), feed, script.now.utc), FeedState::Fresh);

    // Only what can still change is asked for again, and no sooner than in a quarter of an hour.
    let due = script.profile().schedule.due(Task::Bills).unwrap();
    assert_eq!((due - script.now.monotonic).as_secs(), 15 * MINUTE);
    let effects = script.after(15 * MINUTE).wake();
    assert_eq!(
        asks(&effects),
        [Request::Bills(["2026-11-22", "2026-11-21", "2026-11-20", "2026-11-19"].map(day).into())]
    );
}

#[test]
fn a_failure_leaves_the_rest_alone_and_is_tried_ever_more_rarely() {
    let (mut script, mut shelf) = settled(&[]);
    let effects = script.after(15 * MINUTE).wake();
    assert_eq!(asks(&effects).len(), 1);
    let forbidden = Cause::Forbidden {
        action: Some("bssapi:DescribeInstanceBill".to_owned()),
        code: "NoPermission".to_owned(),
    };
    script.fail(Task::Bills, forbidden.clone());
    assert_eq!(script.failure(FeedName::Bills).unwrap().cause, forbidden);
    assert_eq!(script.failure(FeedName::Account), None);
    assert_eq!(script.state.notes(), 0, "the other page is left alone");
    assert_eq!(
        script.profile().bills.state_of(november(), &script.profile().snapshot.bills, script.now.utc),
        FeedState::Stale
    );
    script.type_in("r");
    let effects = script.wake();
    assert_eq!(asks(&effects), [], "it was asked when the key was pressed");
    assert!(script.profile().schedule.is_under_way(Task::Bills));
    // What was read in part is read from the store, and the failure stays.
    shelf.keep(day("2026-11-22"), vec![line("qwen-max", "CNY", "2")], &script);
    let effects = kept(&mut script, &[november()], Some(timed_out()));
    let rest = shelf.serve(&mut script, effects);
    assert_eq!(asks(&rest), [], "not before the back-off is over");
    let is_told = |effect: &Effect| matches!(effect, Effect::Asked(_, FeedName::Bills, _));
    assert!(rest.iter().any(is_told), "the other instances wait as well");
    assert_eq!(script.profile().bills.report.lines, 1);
    assert!(script.failure(FeedName::Bills).is_some());
}

#[test]
fn bills_that_cannot_be_kept_are_asked_for_ever_more_rarely() {
    let (mut script, _) = settled(&[]);
    script.after(15 * MINUTE);
    let full = Cause::File { path: "quotatop.db".to_owned(), detail: "disk full".to_owned() };
    let mut pauses = Vec::new();
    for _ in 0..6 {
        assert_eq!(asks(&script.wake()).len(), 1);
        kept(&mut script, &[], Some(full.clone()));
        let pause = script.profile().schedule.due(Task::Bills).unwrap() - script.now.monotonic;
        pauses.push(pause.as_secs());
        script.after(pause.as_secs() + 1);
    }
    assert!(pauses[0] <= 66 && pauses[5] >= 9 * MINUTE, "{pauses:?}");
}

#[test]
fn where_another_instance_asks_its_findings_are_read() {
    let (mut script, shelf) = settled(&[]);
    script.after(15 * MINUTE).wake();
    let (tag, next) = (script.tag(), script.now.utc + TimeDelta::minutes(15));
    let effects = script.say(Message::AskedElsewhere(tag, Task::Bills, LastKnown::default(), next));
    let reads = effects.iter().filter(|effect| matches!(effect, Effect::ReadCycle(..))).count();
    assert!(reads > 0);
    let rest = shelf.serve(&mut script, effects);
    assert_eq!(asks(&rest), [], "it waits until the other one's next question");
    assert!(script.profile().schedule.due(Task::Bills).unwrap() > script.now.monotonic);
}

#[test]
fn what_another_instance_has_read_ends_a_failure_of_this_one() {
    let (mut script, mut shelf) = settled(&[]);
    script.after(15 * MINUTE).wake();
    script.fail(Task::Bills, timed_out());
    for (minutes, has_failed) in [(0, true), (15, false)] {
        script.after(minutes * MINUTE);
        if !has_failed {
            shelf.keep(day("2026-11-22"), Vec::new(), &script);
        }
        let (tag, next) = (script.tag(), script.now.utc + TimeDelta::minutes(15));
        let effects = script.say(Message::AskedElsewhere(tag, Task::Bills, LastKnown::default(), next));
        shelf.serve(&mut script, effects);
        assert_eq!(script.failure(FeedName::Bills).is_some(), has_failed);
    }
}

#[test]
fn an_old_cycle_that_a_person_looks_at_is_asked_for_though_another_instance_asks() {
    let (mut script, shelf) = settled(&[]);
    script.after(15 * MINUTE).wake();
    let (tag, next) = (script.tag(), script.now.utc + TimeDelta::minutes(15));
    let effects = script.say(Message::AskedElsewhere(tag, Task::Bills, LastKnown::default(), next));
    shelf.serve(&mut script, effects);
    script.press(Code::Char('2'));
    let effects = script.press(Code::Left);
    assert_eq!(asks(&shelf.serve(&mut script, effects)), [], "the other one asks for the cycle before");
    let effects = script.press(Code::Left);
    let rest = shelf.serve(&mut script, effects);
    let september = november().back(2);
    assert_eq!(script.state.shown_cycle(script.now.utc), september);
    let forced = rest.iter().find_map(|effect| match effect {
        Effect::Ask { ask: Request::Bills(days), force, .. } => Some((days.clone(), *force)),
        _ => None,
    });
    let (days, force) = forced.unwrap();
    assert!(force && days.iter().all(|day| september.contains(*day)), "{days:?}");
}

#[test]
fn what_cannot_be_kept_or_read_again_is_not_asked_for_without_end() {
    let mut script = Script::new();
    let shelf = Shelf::default();
    let effects = script.wake();
    let first = asks(&shelf.serve(&mut script, effects));
    assert_eq!(first.len(), 1);
    // It was answered, and the store tells of none of it.
    for cycles in [vec![november()], vec![]] {
        let effects = kept(&mut script, &cycles, None);
        assert_eq!(asks(&shelf.serve(&mut script, effects)), []);
        let due = script.profile().schedule.due(Task::Bills).unwrap();
        assert_eq!((due - script.now.monotonic).as_secs(), 15 * MINUTE);
    }
    let effects = script.after(15 * MINUTE).wake();
    assert_eq!(asks(&effects), first);
}

#[test]
fn what_was_read_while_the_clock_was_wrong_is_asked_for_again() {
    let (mut script, _) = settled(&[]);
    script.after(15 * MINUTE);
    script.now.utc -= TimeDelta::days(10);
    let effects = script.wake();
    let days = ["2026-11-12", "2026-11-11", "2026-11-10", "2026-11-09"].map(day);
    assert_eq!(asks(&effects), [Request::Bills(days.into())]);
}

#[test]
fn a_new_month_is_wanted_when_it_begins() {
    let (mut script, shelf) = settled(&[]);
    // 30 November, 16:00 UTC: the first of December in China.
    let effects = script.after(8 * 24 * HOUR + 10 * HOUR).wake();
    let rest = shelf.serve(&mut script, effects);
    let december: Cycle = "2026-12".parse().unwrap();
    assert_eq!(script.state.shown_cycle(script.now.utc), december);
    let first_asked = asks(&rest);
    assert!(script.profile().bills.ledger(december).is_some(), "{first_asked:?}");
}

#[test]
fn a_command_about_one_cycle_asks_for_nothing_else() {
    let october = november().previous();
    let mut script = Script::raw(SourceKind::Alibaba, true);
    let id = script.state.current();
    script.state.profile_mut(id).unwrap().bills.only = Some(october);
    script.state.begin(LastKnown::default(), &[FeedName::Bills], script.now);
    let mut shelf = Shelf::default();
    let mut effects = script.wake();
    let mut days = 0;
    while let [Request::Bills(asked)] = asks(&shelf.serve(&mut script, effects)).as_slice() {
        days += asked.len();
        for day in asked {
            shelf.keep(*day, Vec::new(), &script);
        }
        effects = kept(&mut script, &[october], None);
    }
    assert_eq!(days, 31);
    assert!(script.profile().is_settled(script.now.monotonic));
    assert!(shelf.days.keys().all(|day| october.contains(*day)));
}

#[test]
fn a_command_does_not_try_again() {
    let mut script = Script::raw(SourceKind::Alibaba, true);
    let id = script.state.current();
    script.state.profile_mut(id).unwrap().bills.only = Some(november());
    script.state.begin(LastKnown::default(), &[FeedName::Bills], script.now);
    let shelf = Shelf::default();
    let effects = script.wake();
    assert_eq!(asks(&shelf.serve(&mut script, effects)).len(), 1);
    let effects = kept(&mut script, &[november()], Some(timed_out()));
    assert_eq!(asks(&shelf.serve(&mut script, effects)), []);
    assert!(script.profile().is_settled(script.now.monotonic));
}

#[test]
fn a_snapshot_has_no_bills() {
    let mut script = Script::raw(SourceKind::Snapshot, false);
    let effects = script.wake();
    assert!(!effects.iter().any(|effect| matches!(effect, Effect::ReadCycle(..))));
    script.type_in("2");
    assert_eq!(script.state.view.page, Page::Models);
}
