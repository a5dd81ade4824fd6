//! The palette: what it offers, and what it does.

use quotatop::{
    app::{input::offers::offers, overlays::palette::rows},
    domain::action::BINDINGS,
};
use strum::IntoEnumIterator as _;

use super::script::*;
use crate::support::state::alerts::known as known_alerts;

fn script() -> Script {
    let mut models = many(4);
    models.push(model("whole", 1000, Some(instant(30 * 24 * 3600))));
    let mut script = Script::running(&models);
    let bill = Bill::of("2026-11").kept(1..=22, Origin::Api, instant(-60));
    let bill = ["m000", "m001"].into_iter().fold(bill, |bill, model| {
        let id = format!("1;llm-a;{model};input_token;app");
        bill.line(3, line(&id, "tokens").costs("1", "1").end())
    });
    script.say(Message::CycleRead(script.tag(), Box::new(bill.read())));
    let low = alert(Rule::Low, "m000", script.now.utc);
    script.say(Message::Alerts(script.tag(), known_alerts(vec![low])));
    script
}

fn offered(script: &Script) -> Vec<String> {
    rows(&script.state, script.now).into_iter().map(|row| row.name).collect()
}

fn actions(script: &Script) -> Vec<Action> {
    rows(&script.state, script.now).iter().filter_map(quotatop::app::overlays::palette::Row::action).collect()
}

#[test]
fn what_is_typed_narrows_and_enter_does_the_best() {
    let mut script = script();
    script.type_in(":");
    assert_eq!(offered(&script)[..3], ["open", "next-page", "previous-page"]);
    script.type_in("re");
    assert_eq!(offered(&script)[..2], ["reverse", "refresh"]);
    script.type_in("f");
    assert_eq!(offered(&script)[0], "refresh");
    let effects = script.press(Code::Enter);
    assert!(asked(&effects).contains(&Task::Quotas));
    assert_eq!(script.state.palette, None);
}

#[test]
fn the_arrows_choose_and_stay_among_what_is_offered() {
    let mut script = script();
    script.type_in(":page");
    let names = offered(&script);
    assert!(names.len() > 3);
    script.press(Code::Up);
    script.press(Code::Down);
    script.press(Code::Down);
    assert_eq!(script.state.palette.as_ref().unwrap().cursor, 2);
    for _ in 0..50 {
        script.press(Code::PageDown);
    }
    assert_eq!(script.state.palette.as_ref().unwrap().cursor, names.len() - 1);
    script.type_in("s");
    assert_eq!(script.state.palette.as_ref().unwrap().cursor, 0, "the best of what is left");
}

#[test]
fn tab_completes_and_what_follows_is_offered() {
    let mut script = script();
    script.type_in(":sor");
    script.press(Code::Tab);
    assert_eq!(script.state.palette.as_ref().unwrap().text, "sort ");
    assert_eq!(offered(&script).len(), SortKey::iter().len());
    script.type_in("ex");
    script.press(Code::Tab);
    assert_eq!(script.state.palette.as_ref().unwrap().text, "sort expires");
    script.press(Code::Enter);
    assert_eq!((script.state.view.sort, script.state.view.reversed), (SortKey::Expires, false));
    script.type_in(":sort expires");
    script.press(Code::Enter);
    assert!(!script.state.view.reversed, "to say it twice changes nothing");
}

#[test]
fn commands_are_told_with_what_they_are_to_be_done() {
    for (typed, holds) in [
        ("sort runs", (|state| state.view.sort == SortKey::RunsOut) as fn(&State) -> bool),
        ("filter m00", |state| state.view.filter_text == "m00" && state.list.len() == 4),
        ("group-by day", |state| {
            state.view.bills.query.grouping == Grouping::Day && state.view.page == Page::Bills
        }),
        ("product all", |state| state.view.bills.query.product == ProductFilter::All),
        ("product oss", |state| state.view.bills.query.product == ProductFilter::Text("oss".into())),
        ("cycle 2026-09", |state| {
            state.view.bills.cycle == Some(Cycle::of_day("2026-09-01".parse().unwrap()))
        }),
        ("theme light", |state| state.themes.name() == "light" && state.themes.is_tried()),
        ("Sort Model", |state| state.view.sort == SortKey::Model),
        ("model WHOLE", |state| state.view.selected == Some("whole".into()) && state.cursor().is_some()),
    ] {
        let mut script = script();
        script.state.themes = Themes::new(vec!["dark".into(), "light".into()], "dark", true);
        script.type_in(&format!(":{typed}"));
        script.press(Code::Enter);
        assert!(holds(&script.state), "{typed}: {:?}", script.state.view);
        assert_eq!(script.state.palette, None, "{typed}");
    }
    let mut script = script();
    script.type_in("2:sort lines");
    script.press(Code::Enter);
    assert_eq!(script.state.view.bills.query.sort, BillSort::Lines, "the order of the page that is open");
    script.type_in(":cyc");
    script.press(Code::Enter);
    assert_eq!(script.state.palette.as_ref().unwrap().text, "cycle ", "which one is asked for");
    assert_eq!(offered(&script)[0], "cycle 2026-11");
}

#[test]
fn of_several_profiles_one_is_told_by_its_name_and_models_are_those_of_all() {
    let mut script = super::profiles::three();
    script.type_in(":profile ");
    assert_eq!(offered(&script), ["profile all", "profile default", "profile owes", "profile fails"]);
    script.type_in("fa");
    script.press(Code::Tab);
    assert_eq!(script.state.palette.as_ref().unwrap().text, "profile fails");
    script.press(Code::Enter);
    assert_eq!((script.state.profile().name(), script.state.shows_all()), ("fails", false));
    script.type_in(":model b");
    assert_eq!(offered(&script), [""; 0], "of what is shown");
    script.press(Code::Esc);
    script.type_in(":profile all");
    script.press(Code::Enter);
    assert!(script.state.shows_all());
    script.type_in(":model shared");
    assert_eq!(offered(&script), ["model shared"; 3], "each profile has one");
    script.press(Code::Down);
    script.press(Code::Enter);
    assert_eq!((script.state.profile().name(), script.selected()), ("owes", "shared"));
}

#[test]
fn a_bill_that_is_asked_for_is_that_of_an_account_that_has_bills() {
    let mut script = super::profiles::three();
    let file = Profile::new("file", SourceKind::Snapshot, REFRESH, Schedule::new(7, false), script.now);
    let id = script.state.open(file);
    script.state.begin_one(id, kept(vec![used("z", 500)], 30), &FeedName::OF_SNAPSHOT, script.now);
    script.type_in("/profile:file");
    script.press(Code::Enter);
    assert_eq!((script.state.current(), script.state.profile().has_bills()), (id, false));
    script.type_in(":group-by day");
    script.press(Code::Enter);
    assert_eq!(script.state.view.page, Page::Bills);
    assert!(script.state.profile().has_bills(), "{}", script.state.profile().name());
}

#[test]
fn nothing_that_is_typed_opens_what_is_not_there() {
    for typed in [
        "sort nothing",
        "cycle 1999-01",
        "model nobody",
        "group-by",
        "xyzzy",
        "filter",
        "profile all",
        "theme x",
        " ",
    ] {
        let mut script = script();
        script.type_in(&format!(":{typed}"));
        let before = (script.state.view.sort, script.state.view.bills.query.clone());
        script.press(Code::Tab);
        script.press(Code::Enter);
        assert_eq!(
            (script.state.view.sort, script.state.view.bills.query.grouping),
            (before.0, before.1.grouping)
        );
    }
}

#[test]
fn it_closes_as_it_was_opened_and_one_always_gets_out() {
    let mut script = script();
    for close in [Code::Esc, Code::Backspace] {
        script.type_in(":");
        assert!(script.state.palette.is_some());
        script.press(close);
        assert_eq!(script.state.palette, None);
    }
    script.type_in(":q");
    script.press(Code::Backspace);
    assert!(script.state.palette.is_some(), "there was something to take back");
    assert_eq!(script.ctrl('c'), [Effect::Quit]);
    script.say(Message::Pasted("hel\u{1b}p\n".to_owned()));
    assert_eq!(script.state.palette.as_ref().unwrap().text, "help");
}

#[test]
fn it_acts_on_what_it_lies_over() {
    let mut script = script();
    script.resize(80, 24);
    script.press(Code::Enter);
    assert_eq!(script.state.view.overlay, Overlay::Detail);
    script.type_in(":");
    assert_eq!(script.state.view.overlay, Overlay::Detail);
    assert!(!actions(&script).contains(&Action::Sort), "the list is covered");
    script.type_in("back");
    script.press(Code::Enter);
    assert_eq!(script.state.view.overlay, Overlay::None);
}

#[test]
fn the_sentence_is_looked_through_too() {
    let mut script = script();
    script.state.action_texts.insert(Action::Refresh, "ask for everything");
    script.type_in(":EVERYTHING");
    assert_eq!(offered(&script), ["refresh"]);
}

fn everywhere() -> Vec<Script> {
    let mut scripts = Vec::new();
    for keys in ["", "u", "a", "?", "/m", "2", "2p", "3"] {
        for size in [(80, 24), (200, 60)] {
            let mut script = script();
            script.resize(size.0, size.1);
            script.type_in(keys);
            script.state.view.typing = false;
            scripts.push(script);
        }
    }
    let mut detail = script();
    detail.resize(80, 24);
    detail.press(Code::Enter);
    scripts.push(detail);
    let mut first_run = Script::new();
    first_run.wake();
    first_run.fail(Task::Catalogue, no_login());
    scripts.push(first_run);
    let mut among_lines = script();
    among_lines.type_in("2");
    among_lines.press(Code::Enter);
    scripts.push(among_lines);
    let mut several = super::profiles::three();
    several.state.offline = true;
    scripts.push(several);
    scripts
}

/// Every action can be had by it, one here and another there.
#[test]
fn every_action_is_offered_somewhere() {
    // The wallboard has no palette.
    let mut all: HashSet<Action> = HashSet::from([Action::Palette, Action::Hold]);
    for mut script in everywhere() {
        script.type_in(":");
        all.extend(actions(&script));
    }
    for row in BINDINGS {
        assert!(all.contains(&row.action), "{} is nowhere offered", row.name);
    }
}

/// What is not offered would have done nothing.
#[test]
fn what_is_not_possible_does_nothing() {
    for script in everywhere() {
        let is_empty = script.profile().snapshot.models.is_empty();
        let offers = offers(&script.state, script.now);
        for row in BINDINGS.iter().filter(|row| !offers.contains(row.action)) {
            // Filter and order may be set before the data arrive, though they are not offered.
            let lists = [Action::Filter, Action::Sort, Action::Reverse, Action::Untouched];
            if is_empty && lists.contains(&row.action) {
                continue;
            }
            let mut after = Script { state: script.state.clone(), now: script.now };
            let effects = beyond(after.say(Message::Key(row.keys[0])));
            after.state.said = None;
            after.state.view.moved_at = script.state.view.moved_at;
            assert_eq!(effects, [], "{}", row.name);
            assert_eq!(after.state.view, script.state.view, "{}", row.name);
        }
    }
}

/// What is offered does something: the screen or the world is another one.
#[test]
fn what_is_offered_does_something() {
    for mut script in everywhere() {
        script.type_in(":");
        for row in rows(&script.state, script.now) {
            let Command::Act(action) = row.command else { continue };
            // At an end there is nothing more to go to; the newest cycle has none after it.
            let moves =
                [Action::Up, Action::Down, Action::PageUp, Action::PageDown, Action::First, Action::Last];
            if moves.into_iter().chain([Action::Left, Action::Right]).any(|one| one == action) {
                continue;
            }
            let mut after = Script { state: script.state.clone(), now: script.now };
            after.state.palette.as_mut().unwrap().text = row.name.clone();
            let effects = after.press(Code::Enter);
            let seen = |state: &State| (state.view.clone(), state.said.clone(), state.themes.clone());
            let is_same = seen(&after.state) == seen(&script.state);
            assert!(!is_same || !effects.is_empty(), "{}: {:?}", row.name, script.state.view);
        }
    }
}
