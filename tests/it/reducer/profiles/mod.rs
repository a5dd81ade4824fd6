//! Several accounts side by side: each asks and fails alone, and all of them are one list.

pub(crate) mod properties;

use strum::IntoEnumIterator as _;

use super::script::*;
use crate::support::state::alerts::known as known_alerts;

const WELL: ProfileId = ProfileId(0);
const OWES: ProfileId = ProfileId(1);
const FAILS: ProfileId = ProfileId(2);

/// Three accounts of which something is known: one is well, one owes, and one will fail.
pub(crate) fn three() -> Script {
    let mut script = Script::knowing(kept(vec![used("a", 500), used("shared", 100)], 30));
    for (name, models, available) in [
        ("owes", vec![used("b", 50), used("shared", 300)], "-12.40"),
        ("fails", vec![used("c", 700), used("shared", 200), model("whole", 1000, None)], "3"),
    ] {
        let profile = Profile::new(name, SourceKind::Alibaba, REFRESH, Schedule::new(7, false), script.now);
        let id = script.state.open(profile);
        let mut known = kept(models, 30);
        known.balance.as_mut().unwrap().value = balance(available);
        script.state.begin_one(id, known, &FeedName::iter().collect::<Vec<_>>(), script.now);
    }
    script
}

impl Script {
    fn of(&self, id: ProfileId) -> &Profile {
        self.state.of(id).unwrap()
    }

    fn tag_of(&self, id: ProfileId) -> Tag {
        self.of(id).tag(id)
    }

    fn answer_of(&mut self, id: ProfileId, task: Task, answer: Result<Response, Cause>) -> Vec<Effect> {
        self.say(Message::Fetched(self.tag_of(id), task, Fetched::from(answer)))
    }

    fn quotas_of(&mut self, id: ProfileId, models: &[Model]) -> Vec<Effect> {
        let read_at = self.now.utc;
        let row = |model: &Model| Some((model.name.clone(), Quota { read_at, ..model.quota.clone()? }));
        let rows = Rows { rows: models.iter().filter_map(row).collect(), odd: 0, failed: None };
        self.answer_of(id, Task::Quotas, Ok(Response::Quotas(rows)))
    }

    fn rows(&self) -> Vec<(usize, &str)> {
        self.state.rows().map(|row| (row.id.0, row.model.name.as_str())).collect()
    }

    fn cursor(&self) -> (usize, &str) {
        (self.state.current().0, self.selected())
    }
}

fn asked_of(effects: &[Effect]) -> Vec<(usize, Task)> {
    let of = |effect: &Effect| match effect {
        Effect::Ask { tag, task, .. } => Some((tag.profile.0, *task)),
        _ => None,
    };
    effects.iter().filter_map(of).collect()
}

#[test]
fn all_of_them_are_one_list_with_one_order_one_fold_and_one_sum() {
    let mut script = three();
    assert!(script.state.shows_all());
    let by_percent = [(1, "b"), (0, "shared"), (2, "shared"), (1, "shared"), (0, "a"), (2, "c")];
    assert_eq!(script.rows(), by_percent);
    assert_eq!((script.state.list.folded.models, script.state.models()), (1, 7));
    let [sum] = &script.state.list.totals[..] else { panic!("{:?}", script.state.list.totals) };
    assert_eq!((sum.left, sum.models), (2850.into(), 7));
    script.type_in("s");
    let by_name = [(0, "a"), (1, "b"), (2, "c"), (0, "shared"), (1, "shared"), (2, "shared")];
    assert_eq!(script.rows(), by_name, "the same name: in the order of the profiles");
    script.type_in("S");
    assert!(script.rows().iter().rev().eq(&by_name));
    script.type_in("u");
    assert_eq!((script.rows().len(), script.state.list.folded.models), (7, 0));
    script.type_in("/profile:owes,fai");
    script.press(Code::Enter);
    assert_eq!(script.rows(), [(2, "whole"), (2, "shared"), (1, "shared"), (2, "c"), (1, "b")]);
}

#[test]
fn each_asks_for_itself_and_one_that_fails_delays_and_hides_nothing_of_another() {
    let mut script = three();
    let asked = asked_of(&script.wake());
    for id in [WELL, OWES, FAILS] {
        assert!(asked.contains(&(id.0, Task::Quotas)) && asked.contains(&(id.0, Task::Account)), "{asked:?}");
    }
    script.answer_of(FAILS, Task::Quotas, Err(timed_out()));
    script.quotas_of(WELL, &[used("a", 400), used("shared", 90)]);
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
    let asked = asked_of(&script.after(10).wake());
    assert!(asked.iter().any(|(id, task)| (*id, *task) == (WELL.0, Task::Quotas)), "{asked:?}");
    let until = instant(3000);
    script.answer_of(OWES, Task::Quotas, Err(throttled(until)));
    for _ in 0..20 {
        let asked = asked_of(&script.after(70).wake());
        assert!(!asked.contains(&(OWES.0, Task::Quotas)), "it waits alone");
        script.quotas_of(WELL, &[used("a", 400)]);
        script.answer_of(FAILS, Task::Quotas, Err(timed_out()));
    }
    assert!(script.of(WELL).snapshot.quotas.failure.is_none());
}

#[test]
fn who_owes_is_refused_and_nobody_else() {
    let script = three();
    let refused: Vec<usize> = script
        .state
        .rows()
        .filter(|row| row.row.next_call == quotatop::domain::NextCall::Refused)
        .map(|row| row.id.0)
        .collect();
    assert_eq!(refused, [1, 1]);
    assert_eq!(script.state.overdue().map(|(id, _)| id).collect::<Vec<_>>(), [OWES]);
    assert_eq!(layout(&script.state).banner.height, 1);
}

#[test]
fn the_cursor_is_on_a_model_of_a_profile_and_stays_with_it() {
    let mut script = three();
    script.press(Code::Down);
    script.press(Code::Down);
    assert_eq!(script.cursor(), (2, "shared"));
    script.after(10);
    script.quotas_of(FAILS, &[used("shared", 10)]);
    assert_eq!(script.rows()[0], (2, "shared"), "it has become the first");
    assert_eq!(script.cursor(), (2, "shared"), "not the same name of another");
    script.say(Message::NewLogin(FAILS, LastKnown::default()));
    assert_eq!(script.cursor(), (1, "b"), "it is gone: what took its place");
}

#[test]
fn switching_keeps_filter_order_and_each_ones_cursor() {
    let mut script = three();
    script.type_in("s/a");
    script.press(Code::Enter);
    assert_eq!(script.rows(), [(0, "a"), (0, "shared"), (1, "shared"), (2, "shared")]);
    script.press(Code::End);
    assert_eq!(script.cursor(), (2, "shared"));
    script.type_in("]");
    assert!(!script.state.shows_all());
    assert_eq!(script.rows(), [(0, "a"), (0, "shared")], "the filter and the order hold");
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
fn the_switcher_is_moved_through_chosen_from_and_closed() {
    let mut script = three();
    script.type_in("P");
    assert_eq!(script.state.view.overlay, Overlay::Profiles { cursor: 0 });
    script.press(Code::Down);
    script.press(Code::Down);
    script.press(Code::Enter);
    assert_eq!((script.state.view.overlay, script.state.current()), (Overlay::None, OWES));
    script.type_in("P");
    assert_eq!(script.state.view.overlay, Overlay::Profiles { cursor: 2 });
    script.press(Code::Esc);
    assert_eq!((script.state.view.overlay, script.state.shows_all()), (Overlay::None, false));
    script.type_in("P");
    script.press(Code::Home);
    script.press(Code::Enter);
    assert!(script.state.shows_all());
    script.type_in("P");
    script.press(Code::End);
    assert_eq!(script.state.view.overlay, Overlay::Profiles { cursor: 3 });
}

#[test]
fn of_one_profile_there_is_nothing_to_choose() {
    let mut script = Script::running(&[used("a", 500)]);
    let before = script.state.clone();
    script.type_in("P][");
    assert_eq!((script.state.view.overlay, script.state.current()), (Overlay::None, WELL));
    assert_eq!(script.state.list, before.list);
}

#[test]
fn a_banner_that_is_clicked_opens_its_own_account() {
    let mut script = three();
    script.press(Code::Down);
    assert_eq!(script.cursor(), (0, "shared"));
    let banner = layout(&script.state).banner;
    script.mouse(MouseDid::Click, 5, banner.y);
    assert_eq!((script.state.view.overlay, script.state.current()), (Overlay::Account, OWES));
    assert!(!script.state.shows_all());
}

#[test]
fn generations_are_each_ones_own() {
    let mut script = three();
    let (old, other) = (script.tag_of(OWES), script.tag_of(WELL));
    script.say(Message::NewLogin(OWES, kept(vec![used("theirs", 10)], 30)));
    let late = |tag| {
        let rows = Rows { rows: vec![("late".into(), None)], odd: 0, failed: None };
        Message::Fetched(tag, Task::Switches, Fetched::from(Ok(Response::FreeQuotaOnly(rows))))
    };
    let before = script.state.clone();
    script.say(late(old));
    assert_eq!(script.of(OWES).snapshot.models, before.of(OWES).unwrap().snapshot.models);
    assert_eq!(script.tag_of(WELL), other, "a login of one is no login of another");
    assert_eq!(script.of(WELL), before.of(WELL).unwrap());
}

#[test]
fn without_a_login_one_of_several_has_failed_and_no_demo_is_offered() {
    let mut script = three();
    script.say(Message::NewLogin(FAILS, LastKnown::default()));
    script.answer_of(FAILS, Task::Catalogue, Err(no_login()));
    assert!(!script.state.is_first_run());
    script.type_in("[");
    assert!(!script.state.is_first_run());
    assert!(!script.type_in("d").contains(&Effect::OpenDemo));
}

#[test]
fn a_refresh_asks_for_what_is_shown() {
    let mut script = three();
    script.wake();
    for id in [WELL, OWES, FAILS] {
        for task in Task::ALL {
            script.answer_of(id, task, Err(timed_out()));
        }
    }
    script.type_in("]]");
    let asked = asked_of(&script.after(1).type_in("r"));
    assert!(asked.contains(&(1, Task::Quotas)) && asked.iter().all(|(id, _)| *id == 1), "{asked:?}");
    script.answer_of(OWES, Task::Quotas, Err(timed_out()));
    script.type_in("[[");
    let asked = asked_of(&script.after(1).type_in("r"));
    assert!([0, 1, 2].iter().all(|id| asked.contains(&(*id, Task::Quotas))), "{asked:?}");
}

#[test]
fn alerts_of_all_are_one_list_the_gravest_first_and_are_handled_where_they_belong() {
    let mut script = three();
    let at = script.now.utc;
    for (id, rules) in [(WELL, vec![Rule::Low]), (OWES, vec![Rule::Overdue, Rule::Low])] {
        let active = rules.into_iter().map(|rule| alert(rule, "shared", at)).collect();
        script.say(Message::Alerts(script.tag_of(id), known_alerts(active)));
    }
    script.type_in("3");
    let whose: Vec<usize> = script.state.alert_entries().iter().map(|(id, _)| id.0).collect();
    assert_eq!(whose, [1, 0, 1]);
    script.press(Code::Home);
    let effects = script.type_in("x");
    assert!(matches!(effects[..], [Effect::HandleAlert(Tag { profile: OWES, .. }, _)]), "{effects:?}");
    script.press(Code::Down);
    script.press(Code::Down);
    script.press(Code::Enter);
    assert_eq!((script.state.view.page, script.cursor()), (Page::Models, (1, "shared")));
    let alerts = new(vec![alert(Rule::Low, "c", at)], at);
    script.type_in("]");
    script.say(Message::Alerts(script.tag_of(FAILS), alerts));
    assert_eq!(script.state.toast().unwrap().0.name(), "fails", "even of one that is not shown");
    script.press(Code::Down);
    assert!(script.state.toast().is_none());
}

#[test]
fn a_bill_stays_one_accounts_whatever_becomes_of_the_list() {
    let mut script = three();
    script.press(Code::Down);
    assert_eq!(script.cursor(), (0, "shared"));
    script.type_in("2");
    script.say(Message::NewLogin(WELL, LastKnown::default()));
    script.quotas_of(FAILS, &[used("shared", 1)]);
    assert_eq!(script.state.current(), WELL, "not under the eyes of who reads it");
    script.type_in("1");
    assert!(script.state.cursor().is_some(), "a list has a cursor");
}
