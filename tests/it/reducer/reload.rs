//! The configuration has changed while somebody looks: what was made of the screen stays.

use proptest::prelude::*;
use quotatop::app::chrome::themes::Background;
use strum::IntoEnumIterator as _;

use super::{
    profiles::{
        properties::{check_list, event, live},
        three,
    },
    script::*,
};

/// What a configuration opens: the first profile is `default`, then these, each with what is known of it.
fn opened(others: &[(&str, Option<&str>)]) -> Script {
    let mut script = Script::knowing(kept(vec![used("a", 500), used("shared", 100)], 30));
    for (name, model) in others {
        let profile = Profile::new(name, SourceKind::Alibaba, REFRESH, Schedule::new(7, false), script.now);
        let id = script.state.open(profile);
        let known = model.map_or_else(LastKnown::default, |model| {
            kept(vec![used(model, 50), used("shared", 300), used("third", 70)], 30)
        });
        script.state.begin_one(id, known, &FeedName::iter().collect::<Vec<_>>(), script.now);
    }
    script
}

/// Goes on in `after` where `before` was left.
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
fn the_profile_that_is_shown_and_each_cursor_stay_where_their_positions_change() {
    let mut before = three();
    for (profile, model) in [("owes", "shared"), ("fails", "shared")] {
        before.type_in(&format!(":profile {profile}"));
        before.press(Code::Enter);
        before.type_in(&format!(":model {model}"));
        before.press(Code::Enter);
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
fn all_of_them_stay_all_with_the_cursor_on_its_row() {
    let mut before = three();
    before.type_in(":model c");
    before.press(Code::Enter);
    assert_eq!(shown(&before), ("fails", true, "c"));
    let after = resumed(&before, opened(&[("fails", Some("c")), ("owes", Some("b"))]));
    assert_eq!(shown(&after), ("fails", true, "c"));
}

#[test]
fn a_profile_that_is_gone_leaves_the_others() {
    for keys in ["", "a", "2", "2p", "P", "3", "?"] {
        let mut before = three();
        before.type_in(":profile owes");
        before.press(Code::Enter);
        before.type_in(keys);
        let mut after = resumed(&before, opened(&[("fails", Some("c"))]));
        assert!(after.state.shows_all(), "{keys}");
        let covers = matches!(after.state.view.overlay, Overlay::None | Overlay::Profiles { cursor: 0 });
        assert!(covers, "{keys}: its overlay is closed: {:?}", after.state.view.overlay);
        after.press(Code::Esc);
        after.type_in("1");
        assert!(after.state.cursor().is_some(), "{keys}");
        let alone = resumed(&before, opened(&[]));
        assert_eq!((shown(&alone).0, alone.state.view.overlay), ("default", Overlay::None), "{keys}");
    }
}

#[test]
fn a_second_profile_is_seen_at_once() {
    let before = opened(&[]);
    assert!(!before.state.shows_all());
    assert!(resumed(&before, opened(&[("new", Some("n"))])).state.shows_all());
}

#[test]
fn who_is_choosing_chooses_what_the_cursor_was_on() {
    let mut before = three();
    before.type_in("P");
    before.press(Code::End);
    assert_eq!(before.state.view.overlay, Overlay::Profiles { cursor: 3 });
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
fn what_was_tried_stays_unless_the_configuration_wants_something_else() {
    let mut wanted = ListColumns::default();
    wanted.toggle(ListColumn::Status);
    let themes = |wanted: &str, follows| {
        Themes::new(["dark", "light", "mine"].map(String::from).to_vec(), wanted, follows)
    };
    let mut before = opened(&[]);
    before.state.themes = themes("dark", true);
    before.type_in("c");
    before.press(Code::Enter);
    before.press(Code::Esc);
    before.type_in(":theme mine");
    before.press(Code::Enter);
    let chosen = before.state.view.columns.clone();
    let mut after = opened(&[]);
    after.state.themes = themes("dark", true);
    let mut after = resumed(&before, after);
    assert_eq!((&after.state.view.columns, after.state.themes.name()), (&chosen, "mine"));
    after.say(Message::Background(Background::Light));
    assert_eq!(after.state.themes.name(), "mine", "it was chosen");
    let mut after = opened(&[]);
    after.state.themes = themes("light", false);
    after.state.show_columns(wanted.clone());
    let after = resumed(&before, after);
    assert_eq!((&after.state.view.columns, after.state.themes.name()), (&wanted, "light"));
}

#[test]
fn a_page_that_is_there_no_more_gives_way_to_the_list() {
    let mut before = three();
    before.type_in(":profile owes");
    before.press(Code::Enter);
    before.type_in("2");
    assert_eq!(before.state.view.page, Page::Bills);
    let mut after = opened(&[]);
    let file = Profile::new("owes", SourceKind::Snapshot, REFRESH, Schedule::new(7, false), after.now);
    let id = after.state.open(file);
    after.state.begin_one(id, kept(vec![used("b", 50)], 30), &FeedName::OF_SNAPSHOT, after.now);
    let after = resumed(&before, after);
    assert_eq!((after.state.current(), after.state.view.page), (id, Page::Models));
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 200, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn wherever_one_was_one_can_go_on(
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
        check_list(&after.state)?;
        for key in keys {
            match key {
                '\r' => after.press(Code::Enter),
                '\u{1b}' => after.press(Code::Esc),
                key => after.type_in(&key.to_string()),
            };
            check_list(&after.state)?;
        }
    }
}
