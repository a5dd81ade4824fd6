//! The palette: what it offers, and what its commands do.

use quotatop::{
    app::{input::offers::offers, overlays::palette::rows},
    domain::action::BINDINGS,
};
use strum::IntoEnumIterator as _;

use super::script::*;

fn script() -> Script {
    let mut models = many(4);
    models.push(model("whole", 1000, Some(instant(30 * 24 * 3600))));
    let mut script = Script::running(&models);
    let bill =
        ["m000", "m001"].iter().fold(november_bill(), |bill, model| bill.line(3, charged(model).end()));
    script.read_bill(&bill);
    let low = alert(Rule::Low, "m000", script.now.utc);
    script.take_alerts(known(vec![low]));
    script
}

fn offered(script: &Script) -> Vec<String> {
    rows(&script.state, script.now).into_iter().map(|row| row.name).collect()
}

fn actions(script: &Script) -> Vec<Action> {
    rows(&script.state, script.now).iter().filter_map(quotatop::app::overlays::palette::Row::action).collect()
}

#[test]
fn typing_narrows_the_choice_and_enter_runs_the_best_match() {
    let mut script = script();
    script.type_in(":");
    assert_eq!(offered(&script)[..3], ["calls-page", "bills-page", "alerts-page"]);
    script.type_in("re");
    assert_eq!(offered(&script)[..2], ["reverse", "refresh"]);
    script.type_in("f");
    assert_eq!(offered(&script)[0], "refresh");
    let effects = script.press(Code::Enter);
    assert!(tasks(&effects).contains(&Task::Quotas));
    assert_eq!(script.state.palette, None);
}

#[test]
fn the_arrows_choose_and_stop_at_both_ends() {
    let mut script = script();
    script.type_in(":e");
    let names = offered(&script);
    assert!(names.len() > 3);
    script.press_all([Code::Up, Code::Down, Code::Down]);
    assert_eq!(script.state.palette.as_ref().unwrap().cursor, 2);
    for _ in 0..50 {
        script.press(Code::PageDown);
    }
    assert_eq!(script.state.palette.as_ref().unwrap().cursor, names.len() - 1);
    script.type_in("r");
    assert_eq!(script.state.palette.as_ref().unwrap().cursor, 0, "the best match");
}

#[test]
fn tab_completes_and_offers_what_follows() {
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
    script.enter(":sort expires");
    assert!(!script.state.view.reversed, "repeating it does not reverse the order");
}

#[test]
fn commands_take_arguments() {
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
        ("theme light", |state| state.themes.name() == "light" && state.themes.shows_name()),
        ("Sort Model", |state| state.view.sort == SortKey::Model),
        ("model WHOLE", |state| state.view.selected == Some("whole".into()) && state.cursor().is_some()),
    ] {
        let mut script = script();
        script.state.themes = Themes::new(vec!["dark".into(), "light".into()], "dark", true);
        script.enter(&format!(":{typed}"));
        assert!(holds(&script.state), "{typed}: {:?}", script.state.view);
        assert_eq!(script.state.palette, None, "{typed}");
    }
    let mut script = script();
    script.enter("3:sort lines");
    assert_eq!(script.state.view.bills.query.sort, BillSort::Lines, "the order of the page that is open");
    script.enter(":cyc");
    assert_eq!(script.state.palette.as_ref().unwrap().text, "cycle ", "the argument is missing");
    assert_eq!(offered(&script)[0], "cycle 2026-11");
}

#[test]
fn profiles_are_chosen_by_name_and_models_of_all_that_are_shown() {
    let mut script = super::profiles::three();
    script.type_in(":profile ");
    assert_eq!(offered(&script), ["profile all", "profile default", "profile owes", "profile fails"]);
    script.type_in("fa");
    script.press(Code::Tab);
    assert_eq!(script.state.palette.as_ref().unwrap().text, "profile fails");
    script.press(Code::Enter);
    assert_eq!((script.state.profile().name(), script.state.shows_all()), ("fails", false));
    script.type_in(":model b");
    assert_eq!(offered(&script), [""; 0], "only models that are shown");
    script.press(Code::Esc);
    script.enter(":profile all");
    assert!(script.state.shows_all());
    script.type_in(":model shared");
    assert_eq!(offered(&script), ["model shared"; 3], "each profile has one");
    script.press_all([Code::Down, Code::Enter]);
    assert_eq!((script.state.profile().name(), script.selected()), ("owes", "shared"));
}

#[test]
fn a_bill_command_opens_an_account_that_has_bills() {
    let mut script = super::profiles::three();
    let id = script.add("file", SourceKind::Snapshot, saved(vec![used("z", 500)], 30));
    script.enter("/profile:file");
    assert_eq!((script.state.current(), script.state.profile().has_bills()), (id, false));
    script.enter(":group-by day");
    assert_eq!(script.state.view.page, Page::Bills);
    assert!(script.state.profile().has_bills(), "{}", script.state.profile().name());
}

#[test]
fn an_unknown_argument_changes_nothing() {
    for typed in [
        "sort nothing",
        "cycle 1999-01",
        "model unknown",
        "group-by",
        "xyzzy",
        "filter",
        "profile all",
        "theme x",
        " ",
    ] {
        let mut script = script();
        script.type_in(&format!(":{typed}"));
        let view = |script: &Script| (script.state.view.sort, script.state.view.bills.query.grouping);
        let before = view(&script);
        script.press_all([Code::Tab, Code::Enter]);
        assert_eq!(view(&script), before, "{typed}");
    }
}

#[test]
fn escape_and_backspace_close_it_and_ctrl_c_always_quits() {
    let mut script = script();
    for close in [Code::Esc, Code::Backspace] {
        script.type_in(":");
        assert!(script.state.palette.is_some());
        script.press(close);
        assert_eq!(script.state.palette, None);
    }
    script.type_in(":q");
    script.press(Code::Backspace);
    assert!(script.state.palette.is_some(), "Backspace deletes what was typed first");
    assert_eq!(script.press(Code::F(10)), [], "it only closes the palette");
    assert_eq!(script.state.palette, None);
    script.type_in(":");
    assert_eq!(script.ctrl('c'), [Effect::Quit]);
    script.say(Message::Pasted("hel\u{1b}p\n".to_owned()));
    assert_eq!(script.state.palette.as_ref().unwrap().text, "help");
}

#[test]
fn its_commands_act_on_what_it_covers() {
    let mut script = script();
    script.resize(80, 24);
    script.press(Code::Enter);
    assert_eq!(script.state.view.overlay, Overlay::Detail);
    script.type_in(":");
    assert_eq!(script.state.view.overlay, Overlay::Detail);
    assert!(!actions(&script).contains(&Action::Sort), "the list is covered");
    script.enter("back");
    assert_eq!(script.state.view.overlay, Overlay::None);
}

#[test]
fn movement_is_not_listed_but_can_be_typed() {
    let mut script = script();
    script.type_in(":");
    for action in [Action::Up, Action::HalfPageDown, Action::Open, Action::NextPage] {
        assert!(!actions(&script).contains(&action), "{action:?}");
    }
    script.type_in("DOWN");
    assert_eq!(actions(&script)[0], Action::Down);
    script.press(Code::Enter);
    assert_eq!(script.selected(), "m001");
}

#[test]
fn descriptions_are_searched_too() {
    let mut script = script();
    script.state.action_texts.insert(Action::Refresh, "ask for everything");
    script.type_in(":EVERYTHING");
    assert_eq!(offered(&script), ["refresh"]);
}

fn everywhere() -> Vec<Script> {
    let mut scripts = Vec::new();
    for keys in ["", "u", "a", "?", "cJ", "/m", "2", "3", "3p", "4", "5"] {
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
    among_lines.enter("3");
    scripts.push(among_lines);
    let mut changeable = script();
    changeable.state.profile_mut(ProfileId(0)).unwrap().may_change = true;
    scripts.push(changeable);
    let mut several = super::profiles::three();
    several.state.offline = true;
    scripts.push(several);
    scripts
}

#[test]
fn every_action_is_offered_somewhere() {
    // Only the wallboard pauses, and only the dialog of a run of changes stops it.
    let mut all: HashSet<Action> = HashSet::from([Action::Hold, Action::Stop]);
    for script in everywhere() {
        all.extend(offers(&script.state, script.now).iter().map(|offer| offer.action));
    }
    for row in BINDINGS {
        assert!(all.contains(&row.action), "{} is never offered", row.name);
    }
}

#[test]
fn an_action_that_is_not_offered_does_nothing() {
    for script in everywhere() {
        let is_empty = script.profile().snapshot.models.is_empty();
        let offers = offers(&script.state, script.now);
        let of_dashboard = BINDINGS.iter().filter(|row| !row.action.is_only_on_wall());
        for row in of_dashboard.filter(|row| !offers.contains(row.action)) {
            // Filter and order may be set before the data arrive, though they are not offered.
            let lists = [Action::Filter, Action::Sort, Action::Reverse, Action::Untouched];
            if is_empty && lists.contains(&row.action) {
                continue;
            }
            // In the help a digit turns to a section.
            let is_help = matches!(script.state.view.overlay, Overlay::Help { .. });
            if is_help && matches!(row.action, Action::Page(_)) {
                continue;
            }
            let mut after = Script { state: script.state.clone(), now: script.now };
            let effects = beyond(after.say(Message::Key(row.keys[0])));
            after.state.status_message = None;
            after.state.view.moved_at = script.state.view.moved_at;
            assert_eq!(effects, [], "{}", row.name);
            assert_eq!(after.state.view, script.state.view, "{}", row.name);
            assert_eq!(after.state.turning, None, "{}", row.name);
        }
    }
}

#[test]
fn an_action_that_is_offered_does_something() {
    for mut script in everywhere() {
        script.type_in(":");
        for row in rows(&script.state, script.now) {
            let Command::Act(action) = row.command else { continue };
            // At an end nothing moves, and the newest cycle has no successor.
            let moves =
                [Action::Up, Action::Down, Action::PageUp, Action::PageDown, Action::First, Action::Last];
            if moves.into_iter().chain([Action::Left, Action::Right]).any(|one| one == action) {
                continue;
            }
            let mut after = Script { state: script.state.clone(), now: script.now };
            after.state.palette.as_mut().unwrap().text = row.name.clone();
            let effects = after.press(Code::Enter);
            let seen = |state: &State| {
                (
                    state.view.clone(),
                    state.turning.clone(),
                    state.status_message.clone(),
                    state.themes.clone(),
                )
            };
            let is_same = seen(&after.state) == seen(&script.state);
            assert!(!is_same || !effects.is_empty(), "{}: {:?}", row.name, script.state.view);
        }
    }
}
