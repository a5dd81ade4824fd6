//! Several accounts: each makes its own requests and fails alone, and all of them are one list.

pub(crate) mod properties;

use super::script::*;

const FINE: ProfileId = ProfileId(0);
const OWES: ProfileId = ProfileId(1);
const FAILS: ProfileId = ProfileId(2);

/// Three accounts with saved data: one without problems, one that owes, and one that will fail.
pub(crate) fn three() -> Script {
    let mut script = Script::knowing(saved(vec![used("a", 500), used("shared", 100)], 30));
    for (name, models, available) in [
        ("owes", vec![used("b", 50), used("shared", 300)], "-12.40"),
        ("fails", vec![used("c", 700), used("shared", 200), model("whole", 1000, None)], "3"),
    ] {
        let mut known = saved(models, 30);
        known.balance.as_mut().unwrap().value = dollars(available);
        script.add(name, SourceKind::Alibaba, known);
    }
    script
}

impl Script {
    fn of(&self, id: ProfileId) -> &Profile {
        self.state.profile_at(id).unwrap()
    }

    fn rows(&self) -> Vec<(usize, &str)> {
        self.state.rows().map(|row| (row.id.0, row.model.name.as_str())).collect()
    }

    fn cursor(&self) -> (usize, &str) {
        (self.state.current().0, self.selected())
    }
}

fn tasks_of(effects: &[Effect]) -> Vec<(usize, Task)> {
    requests(effects).map(|(tag, task, ..)| (tag.profile.0, task)).collect()
}

#[test]
fn all_profiles_are_one_list_with_one_order_one_fold_and_one_sum() {
    let mut script = three();
    assert!(script.state.shows_all());
    let by_percent = [(1, "b"), (0, "shared"), (2, "shared"), (1, "shared"), (0, "a"), (2, "c")];
    assert_eq!(script.rows(), by_percent);
    assert_eq!((script.state.list.folded.models, script.state.models()), (1, 7));
    let [sum] = &script.state.list.totals[..] else { panic!("{:?}", script.state.list.totals) };
    assert_eq!((sum.left, sum.models), (2850.into(), 7));
    script.type_in("sm");
    let by_name = [(0, "a"), (1, "b"), (2, "c"), (0, "shared"), (1, "shared"), (2, "shared")];
    assert_eq!(script.rows(), by_name, "the same name: in the order of the profiles");
    script.type_in("S");
    assert!(script.rows().iter().rev().eq(&by_name));
    script.type_in("u");
    assert_eq!((script.rows().len(), script.state.list.folded.models), (7, 0));
    script.enter("/profile:owes,fai");
    assert_eq!(script.rows(), [(2, "whole"), (2, "shared"), (1, "shared"), (2, "c"), (1, "b")]);
}

/// A service has no list, and an answer for one account judges no other.
#[test]
fn without_lists_every_account_is_judged_like_with_them() {
    let (mut script, mut service) = (three(), three());
    service.state.keeps_lists = false;
    for script in [&mut script, &mut service] {
        script.wake();
        script.quotas_of(FINE, &[used("a", 0), used("shared", 90)], None);
        script.quotas_of(OWES, &[used("b", 40), used("shared", 0)], None);
        script.after(3 * 3600);
        script.wake();
    }
    for id in [FINE, OWES, FAILS] {
        let judged = |script: &Script| script.of(id).rows.clone();
        assert_eq!(judged(&service), judged(&script), "{id:?}");
        let mut again = script.state.clone();
        again.rearrange(script.now, false);
        assert_eq!(script.of(id).rows, again.profile_at(id).unwrap().rows, "{id:?}");
    }
}

#[test]
fn a_failing_profile_delays_and_hides_nothing_of_another() {
    let mut script = three();
    let tasks = tasks_of(&script.wake());
    for id in [FINE, OWES, FAILS] {
        assert!(tasks.contains(&(id.0, Task::Quotas)) && tasks.contains(&(id.0, Task::Account)), "{tasks:?}");
    }
    script.answer_of(FAILS, Task::Quotas, Err(timed_out()));
    script.quotas_of(FINE, &[used("a", 400), used("shared", 90)], None);
    let notes: Vec<(&str, FeedName)> = script
        .state
        .note_lines()
        .filter_map(|(profile, note)| match note {
            Note::Feed(feed, _) => Some((profile?.name(), feed)),
            _ => None,
        })
        .collect();
    assert_eq!(notes, [("fails", FeedName::Quotas)], "the note names its profile");
    assert_eq!(script.rows().len(), 6, "the last known rows stay");
    script.after(58).wake();
    let tasks = tasks_of(&script.after(10).wake());
    assert!(tasks.iter().any(|(id, task)| (*id, *task) == (FINE.0, Task::Quotas)), "{tasks:?}");
    let until = instant(3000);
    script.answer_of(OWES, Task::Quotas, Err(throttled(until)));
    for _ in 0..20 {
        let tasks = tasks_of(&script.after(70).wake());
        assert!(!tasks.contains(&(OWES.0, Task::Quotas)), "the others do not wait for it");
        script.quotas_of(FINE, &[used("a", 400)], None);
        script.answer_of(FAILS, Task::Quotas, Err(timed_out()));
    }
    assert!(script.of(FINE).snapshot.feed(FeedName::Quotas).failure.is_none());
}

#[test]
fn only_calls_of_the_account_that_owes_are_refused() {
    let script = three();
    let refused: Vec<usize> = script
        .state
        .rows()
        .filter(|row| row.row.next_call == NextCall::Refused)
        .map(|row| row.id.0)
        .collect();
    assert_eq!(refused, [1, 1]);
    assert_eq!(script.state.overdue().map(|(id, _)| id).collect::<Vec<_>>(), [OWES]);
    assert_eq!(layout(&script.state).banner.height, 1);
}

#[test]
fn the_cursor_stays_on_its_model_of_its_profile() {
    let mut script = three();
    script.press_all([Code::Down, Code::Down]);
    assert_eq!(script.cursor(), (2, "shared"));
    script.after(10);
    script.quotas_of(FAILS, &[used("shared", 10)], None);
    assert_eq!(script.rows()[0], (2, "shared"), "it is the first now");
    assert_eq!(script.cursor(), (2, "shared"), "not on the same name of another profile");
    script.say(Message::NewLogin(FAILS, Box::default()));
    assert_eq!(script.cursor(), (1, "b"), "its model is gone: the next one");
}

#[test]
fn switching_profiles_preserves_the_filter_the_order_and_each_cursor() {
    let mut script = three();
    script.enter("sm/a");
    assert_eq!(script.rows(), [(0, "a"), (0, "shared"), (1, "shared"), (2, "shared")]);
    script.press(Code::End);
    assert_eq!(script.cursor(), (2, "shared"));
    script.type_in("]");
    assert!(!script.state.shows_all());
    assert_eq!(script.rows(), [(0, "a"), (0, "shared")], "with the same filter and order");
    script.press(Code::Down);
    script.type_in("]");
    assert_eq!((script.rows(), script.cursor()), (vec![(1, "shared")], (1, "shared")));
    script.type_in("[");
    assert_eq!(script.cursor(), (0, "shared"), "where it was left");
    script.type_in("[");
    assert!(script.state.shows_all());
    assert_eq!(script.cursor(), (0, "shared"), "it stays on its row");
    script.type_in("[");
    assert_eq!(script.cursor(), (2, "shared"), "where it was left, too");
}

#[test]
fn the_list_of_profiles_is_navigated_chosen_from_and_closed() {
    let mut script = three();
    script.type_in("P");
    assert_eq!(script.state.view.overlay, Overlay::chooser(Choice::Profile, 0));
    script.press_all([Code::Down, Code::Down, Code::Enter]);
    assert_eq!((script.state.view.overlay, script.state.current()), (Overlay::None, OWES));
    script.type_in("P");
    assert_eq!(script.state.view.overlay, Overlay::chooser(Choice::Profile, 2));
    script.press(Code::Esc);
    assert_eq!((script.state.view.overlay, script.state.shows_all()), (Overlay::None, false));
    script.type_in("P");
    script.press_all([Code::Home, Code::Enter]);
    assert!(script.state.shows_all());
    script.type_in("P");
    script.press(Code::End);
    assert_eq!(script.state.view.overlay, Overlay::chooser(Choice::Profile, 3));
}

#[test]
fn with_one_profile_there_is_no_choice() {
    let mut script = Script::running(&[used("a", 500)]);
    let before = script.state.clone();
    script.type_in("P][");
    assert_eq!((script.state.view.overlay, script.state.current()), (Overlay::None, FINE));
    assert_eq!(script.state.list, before.list);
}

#[test]
fn a_click_on_a_banner_opens_its_account() {
    let mut script = three();
    script.press(Code::Down);
    assert_eq!(script.cursor(), (0, "shared"));
    let banner = layout(&script.state).banner;
    script.mouse(MouseKind::Click, 5, banner.y);
    assert_eq!((script.state.view.overlay, script.state.current()), (Overlay::ACCOUNT, OWES));
    assert!(!script.state.shows_all());
}

#[test]
fn a_new_login_of_one_profile_does_not_affect_the_others() {
    let mut script = three();
    let (old, other) = (script.tag_of(OWES), script.tag_of(FINE));
    script.say(Message::NewLogin(OWES, saved(vec![used("theirs", 10)], 30).into()));
    let late = |tag| {
        let rows = Rows { rows: vec![("late".into(), None)], odd: 0, failed: None };
        Message::Fetched(tag, Task::Switches, Fetched::from(Ok(Response::FreeQuotaOnly(rows))))
    };
    let before = script.state.clone();
    script.say(late(old));
    assert_eq!(script.of(OWES).snapshot.models, before.profile_at(OWES).unwrap().snapshot.models);
    assert_eq!(script.tag_of(FINE), other, "the login of another");
    assert_eq!(script.of(FINE), before.profile_at(FINE).unwrap());
}

#[test]
fn the_demo_is_not_offered_where_one_of_several_profiles_has_no_login() {
    let mut script = three();
    script.say(Message::NewLogin(FAILS, Box::default()));
    script.answer_of(FAILS, Task::Catalogue, Err(no_login()));
    assert!(!script.state.is_first_run());
    script.type_in("[");
    assert!(!script.state.is_first_run());
    assert!(!script.type_in("d").contains(&Effect::OpenDemo));
}

#[test]
fn a_refresh_concerns_the_profiles_that_are_shown() {
    let mut script = three();
    script.wake();
    for id in [FINE, OWES, FAILS] {
        for task in Task::iter() {
            script.answer_of(id, task, Err(timed_out()));
        }
    }
    script.type_in("]]");
    let tasks = tasks_of(&script.after(1).type_in("r"));
    assert!(tasks.contains(&(1, Task::Quotas)) && tasks.iter().all(|(id, _)| *id == 1), "{tasks:?}");
    script.answer_of(OWES, Task::Quotas, Err(timed_out()));
    script.type_in("[[");
    let tasks = tasks_of(&script.after(1).type_in("r"));
    assert!([0, 1, 2].iter().all(|id| tasks.contains(&(*id, Task::Quotas))), "{tasks:?}");
}

#[test]
fn alerts_of_all_profiles_are_one_list_and_are_handled_in_their_own_profile() {
    let mut script = three();
    let at = script.now.utc;
    for (id, rules) in [(FINE, vec![Rule::Low]), (OWES, vec![Rule::Overdue, Rule::Low])] {
        let active = rules.into_iter().map(|rule| alert(rule, "shared", at)).collect();
        script.say(Message::Alerts(script.tag_of(id), known(active)));
    }
    script.type_in("4");
    let profiles: Vec<usize> = script.state.alert_entries().iter().map(|(id, _)| id.0).collect();
    assert_eq!(profiles, [1, 0, 1]);
    script.press(Code::Home);
    let effects = script.type_in("x");
    assert!(matches!(effects[..], [Effect::HandleAlert(Tag { profile: OWES, .. }, _)]), "{effects:?}");
    script.press_all([Code::Down, Code::Down, Code::Enter]);
    assert_eq!((script.state.view.page, script.cursor()), (Page::Models, (1, "shared")));
    let alerts = new(vec![alert(Rule::Low, "c", at)], at);
    script.type_in("]");
    script.say(Message::Alerts(script.tag_of(FAILS), alerts));
    assert_eq!(script.state.toast().unwrap().0.name(), "fails", "even of a profile that is not shown");
    script.press(Code::Down);
    assert!(script.state.toast().is_none());
}

#[test]
fn the_bill_stays_that_of_the_same_account_when_the_list_changes() {
    let mut script = three();
    script.press(Code::Down);
    assert_eq!(script.cursor(), (0, "shared"));
    script.type_in("3");
    script.say(Message::NewLogin(FINE, Box::default()));
    script.quotas_of(FAILS, &[used("shared", 1)], None);
    assert_eq!(script.state.current(), FINE, "it is still shown");
    script.type_in("1");
    assert!(script.state.cursor().is_some(), "a list has a cursor");
}
