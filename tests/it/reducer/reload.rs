//! The configuration changes while the program runs: the screen stays as the user left it.

use proptest::prelude::*;
use quotatop::app::chrome::themes::Background;

use super::{
    profiles::{
        properties::{event, live},
        three,
    },
    properties::check_screen,
    script::*,
};

/// What a configuration opens: the first profile is `default`, then these, each with what was saved of it.
fn opened(others: &[(&str, Option<&str>)]) -> Script {
    let mut script = Script::knowing(saved(vec![used("a", 500), used("shared", 100)], 30));
    for (name, model) in others {
        let known = model.map_or_else(LastKnown::default, |model| {
            saved(vec![used(model, 50), used("shared", 300), used("third", 70)], 30)
        });
        script.add(name, SourceKind::Alibaba, known);
    }
    script
}

/// Resumes in `after` where `before` was left.
fn resumed(before: &Script, mut after: Script) -> Script {
    after.now = before.now;
    after.state.resume(&before.state, after.now);
    after.wake();
    after
}

fn shown(script: &Script) -> (&str, bool, &str) {
    (script.state.profile().name(), script.state.shows_all(), script.selected())
}

#[test]
fn the_shown_profile_and_each_cursor_stay_when_the_order_of_profiles_changes() {
    let mut before = three();
    for (profile, model) in [("owes", "shared"), ("fails", "shared")] {
        before.enter(&format!(":profile {profile}"));
        before.enter(&format!(":model {model}"));
    }
    before.resize(80, 24);
    before.press(Code::Enter);
    assert_eq!(shown(&before), ("fails", false, "shared"));
    let others = [("an-other", Some("x")), ("fails", Some("c")), ("owes", Some("b"))];
    let mut after = resumed(&before, opened(&others));
    assert_eq!(shown(&after), ("fails", false, "shared"));
    assert_eq!(
        (after.state.size, after.state.view.overlay),
        (Size { width: 80, height: 24 }, Overlay::Detail)
    );
    after.press(Code::Esc);
    after.type_in("]");
    assert_eq!(shown(&after), ("owes", false, "shared"), "where it was left");
}

#[test]
fn all_profiles_stay_shown_with_the_cursor_on_its_row() {
    let mut before = three();
    before.enter(":model c");
    assert_eq!(shown(&before), ("fails", true, "c"));
    let after = resumed(&before, opened(&[("fails", Some("c")), ("owes", Some("b"))]));
    assert_eq!(shown(&after), ("fails", true, "c"));
}

#[test]
fn when_the_shown_profile_is_removed_the_others_are_shown() {
    for keys in ["", "a", "2", "3", "3p", "P", "4", "?"] {
        let mut before = three();
        before.enter(":profile owes");
        before.type_in(keys);
        let mut after = resumed(&before, opened(&[("fails", Some("c"))]));
        assert!(after.state.shows_all(), "{keys}");
        let overlay = after.state.view.overlay;
        let covers = overlay == Overlay::None || overlay == Overlay::chooser(Choice::Profile, 0);
        assert!(covers, "{keys}: its overlay is closed: {:?}", after.state.view.overlay);
        after.press(Code::Esc);
        after.type_in("1");
        assert!(after.state.cursor().is_some(), "{keys}");
        let alone = resumed(&before, opened(&[]));
        assert_eq!((shown(&alone).0, alone.state.view.overlay), ("default", Overlay::None), "{keys}");
    }
}

#[test]
fn a_second_profile_is_shown_at_once() {
    let before = opened(&[]);
    assert!(!before.state.shows_all());
    assert!(resumed(&before, opened(&[("new", Some("n"))])).state.shows_all());
}

#[test]
fn the_cursor_of_an_open_dialog_stays_on_its_entry() {
    let mut before = three();
    before.type_in("P");
    before.press(Code::End);
    assert_eq!(before.state.view.overlay, Overlay::chooser(Choice::Profile, 3));
    let mut after = resumed(&before, opened(&[("fails", None), ("owes", None)]));
    after.press(Code::Enter);
    assert_eq!(shown(&after).0, "fails");
    before.press(Code::Esc);
    before.type_in(":mod");
    let mut after = resumed(&before, opened(&[("fails", None)]));
    after.type_in("el");
    assert_eq!(after.state.palette.as_ref().unwrap().text, "model");
}

#[test]
fn a_theme_and_columns_chosen_by_key_stay_unless_the_configuration_changes_them() {
    let mut wanted = ListColumns::default();
    wanted.toggle(ListColumn::Status);
    let themes = |wanted: &str, follows| {
        Themes::new(["dark", "light", "mine"].map(String::from).to_vec(), wanted, follows)
    };
    let mut before = opened(&[]);
    before.state.themes = themes("dark", true);
    before.enter("c");
    before.press(Code::Esc);
    before.enter(":theme mine");
    let chosen = before.state.view.columns.clone();
    let mut after = opened(&[]);
    after.state.themes = themes("dark", true);
    let mut after = resumed(&before, after);
    assert_eq!((&after.state.view.columns, after.state.themes.name()), (&chosen, "mine"));
    after.say(Message::Background(Background::Light));
    assert_eq!(after.state.themes.name(), "mine", "the user has chosen it");
    let mut after = opened(&[]);
    after.state.themes = themes("light", false);
    after.state.show_columns(wanted.clone());
    let after = resumed(&before, after);
    assert_eq!((&after.state.view.columns, after.state.themes.name()), (&wanted, "light"));
}

#[test]
fn a_page_that_no_longer_exists_is_replaced_by_the_list() {
    let mut before = three();
    before.enter(":profile owes");
    before.type_in("3");
    assert_eq!(before.state.view.page, Page::Bills);
    let mut after = opened(&[]);
    let id = after.add("owes", SourceKind::Snapshot, saved(vec![used("b", 50)], 30));
    let after = resumed(&before, after);
    assert_eq!((after.state.current(), after.state.view.page), (id, Page::Models));
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 200, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn any_state_can_be_resumed(
        events in vec(event(), 0..25),
        others in select(vec![&["owes", "fails"][..], &["fails", "new", "owes"], &["new"], &["owes"], &[]]),
        keys in vec(select("jkP][23c1?:m\r\u{1b}".chars().collect::<Vec<_>>()), 0..12),
        has_data: bool,
    ) {
        let mut before = three();
        for event in events {
            live(&mut before, event);
        }
        let others: Vec<_> = others.iter().map(|name| (*name, has_data.then_some("b"))).collect();
        let mut after = resumed(&before, opened(&others));
        check_screen(&after.state)?;
        for key in keys {
            match key {
                '\r' => after.press(Code::Enter),
                '\u{1b}' => after.press(Code::Esc),
                key => after.type_in(&key.to_string()),
            };
            check_screen(&after.state)?;
        }
    }
}
