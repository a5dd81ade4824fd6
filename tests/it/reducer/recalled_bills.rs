//! Bills as the last run knew them: in the first frame, and the same once they are read.

use quotatop::domain::{BillSummary, bill::Costs};

use super::{
    bills_feed::{day, line, november, settled},
    script::*,
};

fn saved_bills(effects: &[Effect]) -> Option<BillSummary> {
    effects.iter().find_map(|effect| match effect {
        Effect::Save(_, SaveData::Bills(saved)) => Some(saved.value.clone()),
        _ => None,
    })
}

/// What is shown of the bills without opening them.
fn shown(script: &Script) -> impl PartialEq + std::fmt::Debug + use<> {
    let profile = script.profile();
    let bills = &profile.bills;
    let days = [november(), november().previous()].map(|cycle| bills.days(cycle).map(<[_]>::to_vec));
    let read_at = profile.snapshot.feed(FeedName::Bills).fetched_at;
    (days, bills.costs.clone(), bills.spend.clone(), bills.inference_totals.clone(), read_at)
}

#[test]
fn the_first_frame_has_what_the_last_run_knew_of_the_bills() {
    let (mut script, mut shelf) = settled(&[]);
    let lines = vec![line("qwen-max", "CNY", "1.5"), line("qwen-plus", "USD", "2")];
    shelf.save(day("2026-11-20"), lines, &script);
    let read = Message::CycleRead(script.tag(), Box::new(shelf.cycle(november())));
    let effects = script.say(read);
    let bills = saved_bills(&effects);
    assert!(bills.is_some(), "{effects:?}");
    let known = || LastKnown { bills: bills.clone(), ..LastKnown::default() };

    let mut again = Script::knowing(known());
    assert_eq!(shown(&again), shown(&script));
    assert!(!again.profile().bills.costs.of(&"qwen-max".into()).unwrap().is_empty());
    let effects = again.wake();
    let are_read = |effect: &&Effect| matches!(effect, Effect::ReadCycle(..));
    assert_eq!(effects.iter().filter(are_read).count(), 2, "their lines are not saved: {effects:?}");
    assert!(again.profile().bills.are_recalled());
    let effects = shelf.serve(&mut again, effects);
    assert_eq!(shown(&again), shown(&script), "nothing has changed");
    assert!(!again.profile().bills.are_recalled());
    assert_eq!(saved_bills(&effects), None, "nor is it saved again");
}

#[test]
fn of_a_cycle_that_began_since_nothing_was_stored() {
    let (mut before, shelf) = settled(&[("2026-11-20", vec![line("qwen-max", "CNY", "1.5")])]);
    let tag = before.tag();
    before.say(Message::CycleRead(tag, Box::new(shelf.cycle(november()))));
    let mut bills = BillSummary {
        cycle: november().previous(),
        days: [(november().previous(), Vec::new())].into_iter().collect(),
        costs: before.profile().bills.costs.clone(),
        spend: before.profile().bills.spend.clone(),
        inference: before.profile().bills.inference_totals.clone(),
        outstanding: BTreeMap::new(),
    };
    let recalled = |bills: BillSummary| {
        let script = Script::knowing(LastKnown { bills: Some(bills), ..LastKnown::default() });
        let bills = &script.profile().bills;
        (bills.days(november()).map(<[_]>::len), bills.costs == Costs::default(), bills.spend.len())
    };
    assert_eq!(recalled(bills.clone()), (Some(0), true, 0), "the costs are of October");
    bills.cycle = november().next();
    assert_eq!(recalled(bills.clone()), (None, true, 0), "a clock was wrong");
    bills.cycle = november();
    assert_eq!(recalled(bills), (Some(0), false, 1));
}
