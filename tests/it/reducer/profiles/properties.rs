//! Several accounts under random events: what happens to one does not affect another.

use proptest::prelude::*;

use super::{super::properties::check_screen, *};

#[derive(Debug, Clone)]
pub(crate) enum Event {
    Key(Key),
    Click(u16, u16),
    Resize(u16, u16),
    Quotas(usize, Vec<(&'static str, u64)>, bool),
    Fail(usize, Task),
    Balance(usize, &'static str),
    NewLogin(usize, bool),
    Alerts(usize, Vec<Rule>),
    Time(u64),
}

pub(crate) fn event() -> impl Strategy<Value = Event> {
    let id = || 0..3_usize;
    let keys = [
        'P', ']', '[', 's', 'S', 'u', 'a', 'm', 'x', '1', '2', '3', '4', '5', 'j', 'k', '?', '/', 'e', 'r',
        'G',
    ];
    let code = prop_oneof![
        3 => select(keys.to_vec()).prop_map(Key::char),
        1 => select(vec![Code::Enter, Code::Esc, Code::End, Code::PageDown, Code::Left]).prop_map(Key::plain),
    ];
    let figures = vec((select(vec!["a", "b", "c", "shared", "whole"]), 0..=1000_u64), 0..5);
    let rules = vec(select(vec![Rule::Low, Rule::Overdue, Rule::Expiring]), 0..3);
    prop_oneof![
        6 => code.prop_map(Event::Key),
        1 => (0..120_u16, 0..36_u16).prop_map(|(x, y)| Event::Click(x, y)),
        1 => (0..210_u16, 0..60_u16).prop_map(|(width, height)| Event::Resize(width, height)),
        2 => (id(), figures, any::<bool>()).prop_map(|(id, rows, is_late)| Event::Quotas(id, rows, is_late)),
        1 => (id(), select(Task::iter().collect::<Vec<_>>())).prop_map(|(id, task)| Event::Fail(id, task)),
        1 => (id(), select(vec!["-1", "0", "5"])).prop_map(|(id, sum)| Event::Balance(id, sum)),
        1 => (id(), any::<bool>()).prop_map(|(id, is_known)| Event::NewLogin(id, is_known)),
        1 => (id(), rules).prop_map(|(id, rules)| Event::Alerts(id, rules)),
        2 => (0..100_000_u64).prop_map(Event::Time),
    ]
}

pub(crate) fn live(script: &mut Script, event: Event) -> Vec<Effect> {
    match event {
        Event::Key(key) => script.say(Message::Key(key)),
        Event::Click(column, row) => {
            script.say(Message::Mouse(Mouse { kind: MouseKind::Click, column, row, command: None }))
        }
        Event::Resize(width, height) => script.resize(width, height),
        Event::Quotas(id, rows, is_late) => {
            let mut tag = script.tag_of(ProfileId(id));
            tag.generation = tag.generation.wrapping_sub(u32::from(is_late));
            let quota = |left| Quota { read_at: script.now.utc, ..used("m", left).quota.unwrap() };
            let rows = rows.into_iter().map(|(name, left)| (name.into(), quota(left).into())).collect();
            let answer = Response::Quotas(Rows { rows, odd: 0, failed: None });
            script.say(Message::Fetched(tag, Task::Quotas, Fetched::from(Ok(answer))))
        }
        Event::Fail(id, task) => script.answer_of(ProfileId(id), task, Err(timed_out())),
        Event::Balance(id, sum) => {
            script.answer_of(ProfileId(id), Task::Account, Ok(Response::Account(dollars(sum))))
        }
        Event::NewLogin(id, is_known) => {
            let known = if is_known { saved(vec![used("new", 5)], 1) } else { LastKnown::default() };
            script.say(Message::NewLogin(ProfileId(id), known.into()))
        }
        Event::Alerts(id, rules) => {
            let active = rules.into_iter().map(|rule| alert(rule, "shared", script.now.utc)).collect();
            script.say(Message::Alerts(script.tag_of(ProfileId(id)), known(active)))
        }
        Event::Time(millis) => script.after_millis(millis).wake(),
    }
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 400, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn an_event_of_one_profile_changes_only_that_profile(events in vec(event(), 1..40)) {
        let mut script = three();
        for event in events {
            let profile = match event {
                Event::Quotas(id, ..) | Event::Fail(id, _) | Event::Balance(id, _) => Some(id),
                _ => None,
            };
            let before = script.state.clone();
            let effects = live(&mut script, event);
            let state = &script.state;
            for (id, other) in state.profiles().filter(|(id, _)| profile.is_some_and(|of| of != id.0)) {
                prop_assert_eq!(&other.snapshot, &before.profile_at(id).unwrap().snapshot, "{:?} is another", id);
            }
            for (tag, ..) in requests(&effects) {
                prop_assert_eq!(tag, script.tag_of(tag.profile));
            }
            check_screen(state)?;
            prop_assert!(quotatop::app::wake::Waking::new(state, script.now).next(script.now) >= script.now.monotonic);
        }
    }
}
