//! Free Quota Only from the dashboard: nothing is sent before the word is typed, and nothing at all where nothing may
//! be changed.

use quotatop::{
    app::{
        Wall,
        input::offers::offers,
        overlays::turning::dialog::{Scope, Stage},
        pages::wall::Settings,
    },
    domain::write::{Change as Made, Outcome},
};

use super::script::*;

/// A live account that may be changed, with the cursor on `a`, whose switch is off; `b` is on, `c` is used up.
fn changeable() -> Script {
    let mut script = Script::running(&[used("a", 100), used("b", 200), used("c", 0)]);
    script.profile_mut().may_change = true;
    script.switches(&[("a", false), ("b", true), ("c", false)]);
    script.select("a");
    script
}

impl Script {
    fn profile_mut(&mut self) -> &mut Profile {
        self.state.profile_mut(ProfileId(0)).unwrap()
    }

    fn select(&mut self, name: &str) {
        self.press(Code::Home);
        for _ in 0..5 {
            if self.selected() != name {
                self.press(Code::Down);
            }
        }
        assert_eq!(self.selected(), name);
    }

    fn stage(&self) -> Option<&Stage> {
        self.state.dialog().map(|turning| &turning.stage)
    }

    /// What came of the changes, once all have ended.
    fn outcomes(&self) -> &[Outcome] {
        assert_eq!(self.stage(), Some(&Stage::Ended));
        &self.state.dialog().unwrap().outcomes
    }

    /// Which models would be changed, and to what.
    fn planned(&self) -> (Scope, bool, Vec<&str>) {
        let chosen = &self.state.dialog().unwrap().chosen;
        (chosen.scope, chosen.on, chosen.models.iter().map(ModelName::as_str).collect())
    }

    fn is_offered(&self) -> bool {
        offers(&self.state, self.now).contains(Action::FreeQuotaOnly)
    }

    fn end(&mut self, model: &str, on: bool, outcome: Outcome) -> Vec<Effect> {
        let change = Made::FreeQuotaOnly { model: model.into(), on };
        self.say(Message::Changed(self.tag(), change, outcome))
    }
}

fn changes(effects: &[Effect]) -> Vec<&Made> {
    let mut changes = Vec::new();
    for effect in effects {
        if let Effect::Change(_, change) = effect {
            changes.push(change);
        }
    }
    changes
}

#[test]
fn the_word_sends_the_change_and_its_end_reads_the_switches_again() {
    let mut script = changeable();
    assert!(script.is_offered());
    assert_eq!(changes(&script.type_in("f")).len(), 0);
    assert_eq!(script.stage(), Some(&Stage::Asks));
    assert_eq!(changes(&script.type_in("on")).len(), 0);
    let sent = script.press(Code::Enter);
    assert_eq!(changes(&sent), [&Made::FreeQuotaOnly { model: "a".into(), on: true }]);
    assert_eq!(script.stage(), Some(&Stage::Sent));
    // It is sent once, whatever is pressed.
    let pressed = [script.press(Code::Enter), script.type_in("on"), script.press(Code::Enter)].concat();
    assert_eq!(changes(&pressed).len(), 0);
    let ended = script.end("a", true, Outcome::Done);
    assert_eq!(script.outcomes(), [Outcome::Done]);
    assert!(forced(&ended).contains(&Task::Switches), "{ended:?}");
    // Until it is read, nothing is claimed.
    assert_eq!(script.model("a").free_quota_only, None);
    let names = requests(&ended).find_map(|(.., request, _)| match request {
        Request::FreeQuotaOnly(names) => Some(names.clone()),
        _ => None,
    });
    assert!(names.unwrap().contains(&"a".into()));
    script.press(Code::Enter);
    assert_eq!(script.stage(), None);
    // What is on is turned off.
    script.switches(&[("a", true)]);
    script.type_in("foff");
    assert_eq!(changes(&script.press(Code::Enter)), [&Made::FreeQuotaOnly { model: "a".into(), on: false }]);
}

#[test]
fn anything_else_sends_nothing() {
    for typed in ["", "y", "yes", "off", "ON", "on1", "f"] {
        let mut script = changeable();
        script.type_in("f");
        script.type_in(typed);
        let effects = script.press(Code::Enter);
        assert_eq!(changes(&effects).len(), 0, "{typed}");
        assert_eq!(script.stage(), Some(&Stage::Wrong), "{typed}");
        // It can be typed again.
        script.type_in("on");
        assert_eq!(changes(&script.press(Code::Enter)).len(), 1, "{typed}");
    }
    let mut script = changeable();
    script.type_in("fo");
    script.say(Message::Pasted("n".to_owned()));
    assert_eq!(changes(&script.press(Code::Esc)).len(), 0);
    assert_eq!(script.stage(), None);
    assert_eq!(
        script.press(Code::Enter).iter().filter(|effect| matches!(effect, Effect::Change(..))).count(),
        0
    );
}

/// By the effects of every key: under `read_only` none of them changes anything.
#[test]
fn where_nothing_may_be_changed_it_is_not_offered_and_no_effect_leaves() {
    for why in ["read_only", "used up or on", "another page", "the help", "the wallboard"] {
        let mut script = changeable();
        match why {
            "read_only" => script.profile_mut().may_change = false,
            "used up or on" => {
                script.switches(&[("a", true), ("b", true)]);
                script.select("c");
            }
            "the wallboard" => {
                let settings = Settings { turn: Duration::from_secs(20), night: None, shift: false };
                script.state.wall = Some(Wall::new(settings, script.now));
            }
            "another page" => drop(script.type_in("3")),
            _ => drop(script.type_in("?")),
        }
        assert!(!script.is_offered(), "{why}");
        let mut effects = script.type_in("f");
        assert_eq!(script.stage(), None, "{why}");
        effects.extend(script.type_in("on"));
        effects.extend(script.press(Code::Enter));
        assert_eq!(changes(&effects).len(), 0, "{why}");
    }
    // Also if that changes while the dialog is open.
    let mut script = changeable();
    script.type_in("fon");
    script.profile_mut().may_change = false;
    assert_eq!(changes(&script.press(Code::Enter)).len(), 0);
    assert_eq!(script.stage(), None);
    // The palette has it no more than the keys.
    let mut script = changeable();
    script.profile_mut().may_change = false;
    script.type_in(":");
    let effects = [script.type_in("free-quota-only"), script.press(Code::Enter)].concat();
    assert_eq!((changes(&effects).len(), script.stage()), (0, None));
}

#[test]
fn a_hidden_dialog_comes_back_with_the_outcome() {
    let mut script = changeable();
    script.type_in("fon");
    script.press(Code::Enter);
    script.press(Code::Esc);
    assert_eq!(script.stage(), None);
    // A second change waits: its key shows the first one.
    script.select("b");
    assert_eq!(changes(&script.type_in("f")).len(), 0);
    assert_eq!(script.stage(), Some(&Stage::Sent));
    script.press(Code::Esc);
    let failed = Outcome::Failed(Cause::Refused { code: "FreeTier.Odd".to_owned(), message: String::new() });
    script.end("a", true, failed.clone());
    assert_eq!(script.outcomes(), [failed]);
    script.type_in("q");
    assert_eq!(script.stage(), None);
}

/// An outcome that belongs to a login of before is shown, too: the change was made.
#[test]
fn an_outcome_is_not_lost_with_the_login() {
    let mut script = changeable();
    script.type_in("fon");
    script.press(Code::Enter);
    let tag = script.tag();
    script.new_login(LastKnown::default());
    let change = Made::FreeQuotaOnly { model: "a".into(), on: true };
    script.say(Message::Changed(tag, change, Outcome::Unfinished));
    assert_eq!(script.outcomes(), [Outcome::Unfinished]);
}

#[test]
fn the_key_that_always_quits_still_does() {
    let mut script = changeable();
    script.type_in("f");
    assert!(script.ctrl('c').contains(&Effect::Quit));
    let mut script = changeable();
    script.type_in("f");
    // It types, and a click beside the dialog closes it.
    script.type_in("q");
    assert_eq!(script.stage(), Some(&Stage::Asks));
    script.mouse(MouseKind::Click, 1, 20);
    assert_eq!(script.stage(), None);
}

/// With quota left: `a`, `b` and `d` of `changeable`, and `e`, whose state is unknown.
fn several() -> Script {
    let models = [used("a", 100), used("b", 200), used("c", 0), used("d", 300), used("e", 400)];
    let mut script = Script::running(&models);
    script.profile_mut().may_change = true;
    script.switches(&[("a", false), ("b", true), ("c", false), ("d", false)]);
    script.select("a");
    script
}

fn turn_on(model: &str) -> Made {
    Made::FreeQuotaOnly { model: model.into(), on: true }
}

#[test]
fn all_with_quota_left_are_changed_one_after_another() {
    let mut script = several();
    script.type_in("fon");
    // What was typed for one model does not confirm the others.
    script.press(Code::Tab);
    assert_eq!(changes(&script.press(Code::Enter)).len(), 0);
    assert_eq!(script.stage(), Some(&Stage::Wrong));
    assert_eq!(script.planned(), (Scope::AllWithQuota, true, vec!["a", "d", "e"]));
    script.type_in("on");
    assert_eq!(changes(&script.press(Code::Enter)), [&turn_on("a")]);
    // Hidden, it goes on; nothing is switched or sent by a key.
    script.press(Code::Tab);
    script.press(Code::Esc);
    let sent = script.end("a", true, Outcome::Done);
    assert_eq!((changes(&sent), forced(&sent).len()), (vec![&turn_on("d")], 0));
    let refused = Outcome::Failed(Cause::Refused { code: "FreeTier.Odd".to_owned(), message: String::new() });
    assert_eq!(changes(&script.end("d", true, refused.clone())), [&turn_on("e")]);
    assert_eq!(script.stage(), None);
    let ended = script.end("e", true, Outcome::Unfinished);
    assert_eq!(changes(&ended).len(), 0);
    assert!(forced(&ended).contains(&Task::Switches), "{ended:?}");
    assert_eq!(script.outcomes(), [Outcome::Done, refused, Outcome::Unfinished]);
}

#[test]
fn what_would_fail_too_is_not_sent() {
    let mut script = confirmed();
    let failed = Outcome::Failed(Cause::NotLoggedIn { credential: "bl".to_owned() });
    assert_eq!(changes(&script.end("a", true, failed.clone())).len(), 0);
    assert_eq!(script.outcomes(), [failed, Outcome::NotSent, Outcome::NotSent]);
    // Another login may be of another account, which nobody has confirmed.
    let mut script = confirmed();
    let tag = script.tag();
    script.new_login(LastKnown::default());
    let effects = script.say(Message::Changed(tag, turn_on("a"), Outcome::Done));
    assert_eq!(changes(&effects).len(), 0);
    assert_eq!(script.outcomes(), [Outcome::Done, Outcome::NotSent, Outcome::NotSent]);
    // Nor where nothing may be changed any more.
    let mut script = confirmed();
    script.profile_mut().may_change = false;
    assert_eq!(changes(&script.end("a", true, Outcome::Done)).len(), 0);
}

#[test]
fn a_new_login_may_be_changed_too_but_not_by_what_was_asked_of_the_old_one() {
    let mut script = changeable();
    script.type_in("fon");
    script.new_login(saved(vec![used("a", 100)], 60));
    assert_eq!(changes(&script.press(Code::Enter)).len(), 0);
    assert_eq!(script.stage(), None);
    script.switches(&[("a", false)]);
    assert!(script.is_offered());
    script.type_in("fon");
    assert_eq!(changes(&script.press(Code::Enter)), [&turn_on("a")]);
}

#[test]
fn all_are_offered_only_where_there_are_others() {
    for (mut script, is_offered) in [(several(), true), (changeable(), false)] {
        script.type_in("f");
        assert_eq!(offers(&script.state, script.now).contains(Action::NextPage), is_offered);
        script.press(Code::Tab);
        assert_eq!(script.planned().0 == Scope::AllWithQuota, is_offered);
        script.press(Code::BackTab);
        assert_eq!(script.planned(), (Scope::One, true, vec!["a"]));
        script.type_in("on");
        assert_eq!(changes(&script.press(Code::Enter)), [&turn_on("a")]);
        script.end("a", true, Outcome::Done);
        assert_eq!(script.outcomes(), [Outcome::Done]);
    }
}

#[test]
fn the_end_of_another_change_neither_sends_nor_ends_anything() {
    let mut script = several();
    script.type_in("f");
    script.press(Code::Tab);
    script.type_in("on");
    // None is sent yet.
    assert_eq!(changes(&script.end("a", true, Outcome::Done)).len(), 0);
    assert_eq!(script.stage(), Some(&Stage::Asks));
    script.press(Code::Enter);
    for (model, on) in [("d", true), ("a", false), ("z", true)] {
        assert_eq!(changes(&script.end(model, on, Outcome::Done)).len(), 0, "{model} {on}");
        assert_eq!(script.stage(), Some(&Stage::Sent), "{model} {on}");
    }
    assert_eq!(changes(&script.end("a", true, Outcome::Done)), [&turn_on("d")]);
    assert_eq!(changes(&script.end("a", true, Outcome::Done)).len(), 0);
}

#[test]
fn all_with_quota_left_follow_where_the_model_under_the_cursor_cannot_change() {
    let mut script = several();
    script.select("c");
    assert!(script.is_offered());
    script.type_in("f");
    assert_eq!(script.planned(), (Scope::AllWithQuota, true, vec!["a", "d", "e"]));
    // There is nothing to go on to.
    assert!(!offers(&script.state, script.now).contains(Action::NextPage));
    script.press(Code::Esc);
    // All are turned to the same state as the model under the cursor.
    script.select("b");
    script.type_in("f");
    assert_eq!(script.planned(), (Scope::One, false, vec!["b"]));
    script.press(Code::Tab);
    assert_eq!(script.planned(), (Scope::AllWithQuota, false, vec!["b", "e"]));
    script.type_in("off");
    assert_eq!(changes(&script.press(Code::Enter)), [&Made::FreeQuotaOnly { model: "b".into(), on: false }]);
}

#[test]
fn a_filter_that_lists_nothing_leaves_all_with_quota_left() {
    let mut script = several();
    script.enter("/nothing");
    assert!(script.listed().is_empty() && script.is_offered());
    script.type_in("f");
    assert_eq!(script.planned().0, Scope::AllWithQuota);
}

/// The dialog for all with quota left, after the word was typed.
fn confirmed() -> Script {
    let mut script = several();
    script.type_in("f");
    script.press(Code::Tab);
    script.type_in("on");
    assert_eq!(changes(&script.press(Code::Enter)), [&turn_on("a")]);
    script
}

#[test]
fn a_run_can_be_stopped_after_the_change_under_way() {
    let mut script = confirmed();
    assert!(offers(&script.state, script.now).contains(Action::Stop));
    assert_eq!(changes(&script.press(Code::Backspace)).len(), 0);
    assert_eq!(script.stage(), Some(&Stage::Sent));
    assert!(!offers(&script.state, script.now).contains(Action::Stop));
    let ended = script.end("a", true, Outcome::Done);
    assert_eq!(changes(&ended).len(), 0);
    assert!(forced(&ended).contains(&Task::Switches), "{ended:?}");
    assert_eq!(script.outcomes(), [Outcome::Done, Outcome::NotSent, Outcome::NotSent]);
    assert!(script.state.dialog().unwrap().is_stopped);
    // Enter, which many press twice, stops nothing; nor is there anything to stop at the last one.
    let mut script = confirmed();
    script.press(Code::Enter);
    assert_eq!(changes(&script.end("a", true, Outcome::Done)), [&turn_on("d")]);
    assert_eq!(changes(&script.end("d", true, Outcome::Done)), [&turn_on("e")]);
    assert!(!offers(&script.state, script.now).contains(Action::Stop));
    script.press(Code::Backspace);
    script.end("e", true, Outcome::Done);
    assert!(!script.state.dialog().unwrap().is_stopped);
}

#[test]
fn its_models_scroll_as_far_as_there_are_lines() {
    let mut script = several();
    script.type_in("f");
    script.press(Code::Tab);
    (script.state.extents.scroll_end, script.state.extents.scroll_page) = (9, 4);
    let scroll = |script: &Script| script.state.dialog().unwrap().scroll;
    for (code, expected) in [
        (Code::Down, 1),
        (Code::PageDown, 5),
        (Code::PageDown, 9),
        (Code::Down, 9),
        (Code::Up, 8),
        (Code::PageUp, 4),
        (Code::Home, 0),
        (Code::Up, 0),
        (Code::End, 9),
    ] {
        script.press(code);
        assert_eq!(scroll(&script), expected, "{code:?}");
    }
    script.mouse(MouseKind::WheelUp, 60, 18);
    assert_eq!(scroll(&script), 6);
    // Letters are typed, and another choice begins at its top.
    script.type_in("jkG");
    assert_eq!((scroll(&script), &*script.state.dialog().unwrap().typed), (6, "jkG"));
    script.press(Code::Tab);
    assert_eq!(scroll(&script), 0);
}
