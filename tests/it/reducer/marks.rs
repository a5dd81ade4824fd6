//! Marked models: marked one by one, changed together.

use quotatop::{
    app::{input::offers::offers, overlays::turning::dialog::Scope, pages::models::marking},
    domain::action::Label,
    domain::write::{
        Change as Made,
        free_quota_only::{NothingLeft, Step},
    },
};

use super::script::*;

/// A live account that may be changed: `a` is used up, `b` on, `c` and `d` off, `e` unknown.
fn changeable() -> Script {
    let models = [used("a", 0), used("b", 200), used("c", 300), used("d", 400), used("e", 500)];
    let mut script = Script::running(&models);
    script.state.profile_mut(ProfileId(0)).unwrap().may_change = true;
    script.switches(&[("a", false), ("b", true), ("c", false), ("d", false)]);
    script.type_in(":sort model");
    script.press(Code::Enter);
    script.press(Code::Home);
    assert_eq!((script.listed(), script.selected()), (vec!["a", "b", "c", "d", "e"], "a"));
    script
}

impl Script {
    fn marked(&self) -> Vec<&str> {
        let is_marked = |name: &&str| self.state.view.marks.contains(self.state.current(), &(*name).into());
        self.listed().into_iter().filter(is_marked).collect()
    }

    fn label_of(&self, action: Action) -> Option<Label> {
        let offers = offers(&self.state, self.now);
        offers.iter().find(|offer| offer.action == action && offer.is_hint).map(|offer| offer.label)
    }
}

#[test]
fn a_key_marks_or_unmarks_and_moves_on() {
    let mut script = changeable();
    script.type_in("vv");
    assert_eq!((script.marked(), script.selected()), (vec!["a", "b"], "c"));
    script.press(Code::Up);
    script.type_in("v");
    assert_eq!((script.marked(), script.selected()), (vec!["a"], "c"));
    // At the end it stays.
    script.press(Code::End);
    script.type_in("v");
    assert_eq!((script.marked(), script.selected()), (vec!["a", "e"], "e"));
    script.type_in("v");
    assert_eq!(script.marked(), ["a"]);
}

#[test]
fn marks_survive_order_filter_and_polls() {
    let mut script = changeable();
    script.press(Code::Down);
    script.type_in("vv");
    script.type_in("S");
    assert_eq!(script.marked(), ["c", "b"]);
    script.after(60).quotas(&[used("b", 100), used("f", 7)]);
    assert_eq!(script.marked(), ["c", "b"]);
    // What a filter hides stays marked.
    script.enter("/c");
    assert_eq!((script.marked(), marking::count(&script.state)), (vec!["c"], 2));
    // Esc clears the filter, then the marks, and says so.
    assert_eq!(script.label_of(Action::Back), Some(Label::Clear));
    script.press(Code::Esc);
    assert_eq!((script.marked(), script.label_of(Action::Back)), (vec!["c", "b"], Some(Label::ClearMarks)));
    script.press(Code::Esc);
    assert_eq!((marking::count(&script.state), script.label_of(Action::Back)), (0, None));
}

#[test]
fn nothing_is_marked_where_nothing_may_be_changed() {
    let mut script = changeable();
    assert!(offers(&script.state, script.now).contains(Action::Mark));
    script.state.profile_mut(ProfileId(0)).unwrap().may_change = false;
    assert!(!offers(&script.state, script.now).contains(Action::Mark));
    script.type_in("v");
    assert_eq!((script.marked().len(), script.selected()), (0, "a"));
}

#[test]
fn the_dialog_is_first_about_the_marked_models() {
    let mut script = changeable();
    script.type_in("vvvv");
    script.type_in("f");
    let chosen = |script: &Script| {
        let chosen = script.state.dialog().unwrap().chosen.clone();
        (chosen.scope, chosen.on, chosen.models, chosen.left_out)
    };
    let names = |names: &[&'static str]| names.iter().map(|name| ModelName::from(*name)).collect::<Vec<_>>();
    let left_out = vec![("a".into(), Step::NotPossible(NothingLeft::UsedUp)), ("b".into(), Step::Already)];
    assert_eq!(chosen(&script), (Scope::Marked, true, names(&["c", "d"]), left_out.clone()));
    script.type_in("on");
    script.press(Code::Tab);
    assert_eq!(chosen(&script), (Scope::One, true, names(&["e"]), vec![]));
    script.press(Code::Tab);
    assert_eq!(chosen(&script), (Scope::AllWithQuota, true, names(&["c", "d", "e"]), vec![]));
    script.press(Code::Tab);
    assert_eq!(chosen(&script), (Scope::Marked, true, names(&["c", "d"]), left_out));
    script.type_in("on");
    // Only what is shown as planned is sent.
    let mut sent = Vec::new();
    let mut effects = script.press(Code::Enter);
    while let Some(Effect::Change(tag, change)) = effects.first().cloned() {
        sent.push(change.clone());
        effects = script.say(Message::Changed(tag, change, quotatop::domain::write::Outcome::Done));
    }
    let turn_on = |model: &str| Made::FreeQuotaOnly { model: model.into(), on: true };
    assert_eq!(sent, [turn_on("c"), turn_on("d")]);
    // They stay marked.
    script.press(Code::Esc);
    assert_eq!(script.marked(), ["a", "b", "c", "d"]);
}

#[test]
fn what_is_on_wherever_it_can_be_is_turned_off() {
    let mut script = changeable();
    script.type_in("vvf");
    let chosen = &script.state.dialog().unwrap().chosen;
    assert_eq!((chosen.scope, chosen.on, &chosen.models), (Scope::Marked, false, &vec!["b".into()]));
    assert_eq!(chosen.left_out, [("a".into(), Step::Already)]);
    // Where nothing can change, something else is proposed.
    let mut script = changeable();
    script.type_in("vf");
    assert_eq!(script.state.dialog().unwrap().chosen.scope, Scope::One);
    // A single marked model under the cursor is proposed once.
    let mut script = changeable();
    script.press(Code::End);
    script.type_in("vf");
    let dialog = script.state.dialog().unwrap();
    let scopes: Vec<Scope> = dialog.others.iter().map(|other| other.scope).collect();
    assert_eq!((dialog.chosen.scope, scopes), (Scope::Marked, vec![Scope::AllWithQuota]));
}

#[test]
fn a_mark_without_its_model_means_nothing() {
    let mut script = changeable();
    script.press(Code::End);
    script.type_in("v");
    script.new_login(saved(vec![used("a", 0), used("c", 300)], 0));
    assert_eq!(marking::count(&script.state), 0);
    assert_eq!(script.label_of(Action::Back), None);
    script.type_in("f");
    assert!(script.state.dialog().is_none_or(|dialog| dialog.chosen.scope != Scope::Marked));
}

#[test]
fn marks_belong_to_their_profile() {
    let mut script = changeable();
    let second = script.add("second", SourceKind::Alibaba, saved(vec![used("c", 300), used("z", 1)], 0));
    script.state.profile_mut(second).unwrap().may_change = true;
    // Both have a model `c`: the first one's comes first.
    script.type_in("1");
    script.press_all([Code::Home, Code::Down, Code::Down]);
    assert_eq!((script.selected(), script.state.current()), ("c", ProfileId(0)));
    script.type_in("v");
    assert_eq!(script.state.current(), second);
    assert!(!script.state.view.marks.contains(second, &"c".into()));
    // The dialog is about the account under the cursor.
    script.type_in("f");
    let dialog = script.state.dialog().unwrap();
    assert_eq!((dialog.tag.profile, dialog.chosen.scope), (second, Scope::One));
    script.press(Code::Esc);
    // Of marks out of sight nothing is said, and Esc leaves them.
    script.type_in(":profile second");
    script.press(Code::Enter);
    assert_eq!(marking::count(&script.state), 0);
    script.press(Code::Esc);
    script.type_in("[");
    assert_eq!(marking::count(&script.state), 1);
}
