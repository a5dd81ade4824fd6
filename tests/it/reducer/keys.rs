//! What the keys do: filter, order, and what lies over the list.

use quotatop::app::{Keymap, view::HelpPage};
use strum::IntoEnumIterator as _;

use super::script::*;

fn script() -> Script {
    Script::running(&[
        model("expired-one", 300, Some(instant(-5))),
        used("qwen-max", 250),
        used("qwen-plus", 400),
        used("wan-通义", 500),
    ])
}

const ALL: [&str; 4] = ["qwen-max", "qwen-plus", "wan-通义", "expired-one"];

#[test]
fn a_filter_works_while_it_is_typed() {
    let mut script = script();
    assert_eq!(script.listed(), ALL);
    script.type_in("/");
    assert!(script.state.view.typing);
    for (typed, listed) in [("q", &ALL[..2]), ("wen-", &ALL[..2]), ("p", &ALL[1..2]), ("x", &[])] {
        script.type_in(typed);
        assert_eq!(script.listed(), listed, "{}", script.state.view.filter_text);
    }
    script.press(Code::Backspace);
    assert_eq!(script.listed(), ["qwen-plus"]);
    script.press(Code::Enter);
    assert!(!script.state.view.typing);
    assert_eq!(script.listed(), ["qwen-plus"], "Enter keeps it");
    script.press(Code::Esc);
    assert_eq!(
        (script.listed(), script.state.view.filter_text.as_str()),
        (ALL.to_vec(), ""),
        "Esc clears it"
    );
}

#[test]
fn keys_that_a_person_chose_do_what_the_tables_did() {
    let mut script = script();
    script.state.keymap = Keymap::new([
        ("account", vec![Key::plain(Code::F(5)), Key::char(' ')]),
        ("help", vec![]),
        ("quit", vec![Key::char('a')]),
    ]);
    script.press(Code::F(5));
    assert_eq!(script.state.view.overlay, Overlay::Account);
    script.type_in("?q ");
    assert_eq!(script.state.view.overlay, Overlay::None, "only the blank means anything");
    assert_eq!(script.type_in("a"), [Effect::Quit]);
    assert_eq!(script.ctrl('c'), [Effect::Quit], "one always gets out");
}

#[test]
fn escape_while_typing_gives_the_filter_up() {
    let mut script = script();
    script.type_in("/qwen");
    script.press(Code::Esc);
    assert!(!script.state.view.typing);
    assert_eq!(script.listed(), ALL);
}

#[test]
fn the_filter_line_is_edited_as_in_a_shell() {
    let mut script = script();
    for (typed, edit, text) in [
        ("status:ok qwen", 'w', "status:ok "),
        ("status:ok  ", 'w', ""),
        ("通义 ßß", 'w', "通义 "),
        ("word", 'w', ""),
        ("", 'w', ""),
        ("anything at all", 'u', ""),
    ] {
        script.press(Code::Esc);
        script.type_in("/");
        script.type_in(typed);
        script.ctrl(edit);
        assert_eq!(script.state.view.filter_text, text, "{typed} Ctrl-{edit}");
    }
    script.type_in("通");
    assert_eq!(script.listed(), ["wan-通义"]);
    script.press(Code::Backspace);
    script.press(Code::Backspace);
    assert_eq!(script.state.view.filter_text, "");
}

#[test]
fn what_is_pasted_is_filter_text_without_its_control_characters() {
    let mut script = script();
    script.say(Message::Pasted("qwen".to_owned()));
    assert_eq!(script.listed(), ALL, "where nothing is typed a paste means nothing");
    script.type_in("/");
    script.say(Message::Pasted("sta\u{1b}tus:\r\nexp\tired".to_owned()));
    assert_eq!(script.state.view.filter_text, "status:expired");
    assert_eq!(script.listed(), ["expired-one"]);
    script.say(Message::Pasted("x".repeat(1_000_000)));
    assert!(script.state.view.filter_text.chars().count() <= 200, "nobody reads more");
}

#[test]
fn keys_that_type_nothing_keep_their_meaning_while_a_filter_is_typed() {
    let mut script = script();
    script.type_in("/qw");
    script.press(Code::Down);
    assert_eq!(script.selected(), "qwen-plus");
    script.say(Message::Key(Key { alt: true, ..Key::char('x') }));
    assert_eq!(script.state.view.filter_text, "qw");
}

#[test]
fn s_goes_through_every_order_and_capital_s_turns_it_around() {
    let mut script = script();
    for key in SortKey::iter().cycle().skip(1).take(SortKey::iter().len()) {
        script.type_in("s");
        assert_eq!((script.state.view.sort, script.state.view.reversed), (key, false));
        let forwards: Vec<String> = script.listed().into_iter().map(str::to_owned).collect();
        script.type_in("S");
        assert!(script.state.view.reversed);
        if key == SortKey::Model {
            assert_eq!(forwards, ["expired-one", "qwen-max", "qwen-plus", "wan-通义"]);
            let mut backwards = script.listed();
            backwards.reverse();
            assert_eq!(backwards, forwards);
        }
    }
    assert_eq!(script.state.view.sort, SortKey::Attention);
    script.type_in("S");
    assert_eq!(script.listed(), ALL);
}

#[test]
fn a_key_orders_at_once_even_while_the_order_is_held() {
    let mut script = script();
    script.press(Code::Down);
    script.quotas(&[used("wan-通义", 5)]);
    assert_eq!(script.listed(), ALL);
    script.type_in("s");
    assert_eq!(script.listed(), ["expired-one", "qwen-max", "qwen-plus", "wan-通义"]);
}

#[test]
fn keys_open_and_close_what_lies_over_the_list() {
    const KEYS: Overlay = Overlay::Help { page: HelpPage::Keys, scroll: 0 };
    const RULES: Overlay = Overlay::Help { page: HelpPage::Rules, scroll: 0 };
    let mut script = script();
    script.resize(80, 24);
    for (code, overlay) in [
        (Code::Esc, Overlay::None),
        (Code::Tab, Overlay::None),
        (Code::BackTab, Overlay::None),
        (Code::Enter, Overlay::Detail),
        (Code::Enter, Overlay::None),
        (Code::Enter, Overlay::Detail),
        (Code::Esc, Overlay::None),
        (Code::Char('a'), Overlay::Account),
        (Code::Char('a'), Overlay::None),
        (Code::Char('a'), Overlay::Account),
        (Code::Char('?'), KEYS),
        (Code::Tab, RULES),
        (Code::BackTab, KEYS),
        (Code::Right, RULES),
        (Code::Left, KEYS),
        (Code::Char('?'), Overlay::None),
        (Code::Char('?'), KEYS),
        (Code::Char('a'), Overlay::Account),
        (Code::Esc, Overlay::None),
        (Code::Char('?'), KEYS),
        (Code::Enter, Overlay::None),
    ] {
        script.press(code);
        assert_eq!(script.state.view.overlay, overlay, "{code:?}");
    }
    script.type_in("a/");
    assert_eq!((script.state.view.overlay, script.state.view.typing), (Overlay::None, true));
}

#[test]
fn escape_closes_first_and_clears_the_filter_then() {
    let mut script = script();
    script.resize(80, 24);
    script.type_in("/qwen");
    script.press(Code::Enter);
    script.press(Code::Enter);
    assert_eq!(script.state.view.overlay, Overlay::Detail);
    script.press(Code::Esc);
    assert_eq!((script.state.view.overlay, script.listed().len()), (Overlay::None, 2));
    script.press(Code::Esc);
    assert_eq!(script.listed(), ALL);
}

#[test]
fn there_is_nothing_to_open_in_an_empty_list() {
    let mut script = Script::new();
    script.resize(80, 24);
    script.press(Code::Enter);
    assert_eq!(script.state.view.overlay, Overlay::None);
}

#[test]
fn what_stands_whole_beside_the_list_is_not_opened_and_needs_no_closing() {
    for (width, height) in [(160, 36), (200, 60)] {
        let mut script = script();
        script.resize(width, height);
        script.type_in("/qwen");
        script.press(Code::Enter);
        script.press(Code::Enter);
        assert_eq!(script.state.view.overlay, Overlay::None, "{width} x {height}");
        script.press(Code::Esc);
        assert_eq!(script.listed(), ALL, "the first Esc clears the filter");

        script.resize(80, 24);
        script.press(Code::Enter);
        assert_eq!(script.state.view.overlay, Overlay::Detail);
        script.resize(width, height);
        script.resize(80, 24);
        assert_eq!(script.state.view.overlay, Overlay::None, "it was closed when it became a pane");
    }
}

#[test]
fn a_pane_without_room_for_all_can_be_opened() {
    for (width, height) in [(100, 30), (120, 36), (160, 20)] {
        let mut script = script();
        script.resize(width, height);
        script.press(Code::Enter);
        assert_eq!(script.state.view.overlay, Overlay::Detail, "{width} x {height}");
        script.press(Code::Esc);
        assert_eq!(script.state.view.overlay, Overlay::None);
    }
}

#[test]
fn a_detail_without_its_model_is_closed() {
    let mut script = script();
    script.resize(80, 24);
    script.press(Code::Enter);
    script.say(Message::NewLogin(quotatop::app::ProfileId(0), quotatop::domain::LastKnown::default()));
    assert_eq!(script.state.view.overlay, Overlay::None);
}

#[test]
fn movements_scroll_the_help_and_leave_the_cursor() {
    let mut script = script();
    script.type_in("?");
    let scroll = |script: &Script| match script.state.view.overlay {
        Overlay::Help { scroll, .. } => scroll,
        other => panic!("{other:?}"),
    };
    script.press(Code::Up);
    assert_eq!(scroll(&script), 0);
    script.press(Code::Down);
    script.press(Code::Down);
    assert_eq!(scroll(&script), 2);
    script.press(Code::PageDown);
    assert!(scroll(&script) > 10);
    script.press(Code::Home);
    assert_eq!(scroll(&script), 0);
    script.press(Code::End);
    script.press(Code::Tab);
    assert_eq!(scroll(&script), 0, "the other page begins at its top");
    script.press(Code::Esc);
    assert_eq!(script.selected(), "qwen-max");
}

#[test]
fn the_detail_follows_the_cursor() {
    let mut script = script();
    script.resize(80, 24);
    script.press(Code::Enter);
    script.press(Code::Down);
    assert_eq!((script.state.view.overlay, script.selected()), (Overlay::Detail, "qwen-plus"));
}

#[test]
fn no_key_asks_or_keeps_anything_but_r() {
    let models: Vec<Model> = many(30);
    for key in quotatop::domain::action::BINDINGS.iter().flat_map(|binding| binding.keys) {
        let mut script = Script::running(&models);
        let effects = beyond(script.say(Message::Key(*key)));
        let allowed = match key.code {
            Code::Char('r') => effects.iter().all(|effect| matches!(effect, Effect::Ask { .. })),
            Code::Char('q') => effects == [Effect::Quit],
            Code::Char('y') => matches!(effects[..], [Effect::Copy(_)]),
            Code::Char('c' | 'z') if key.ctrl => effects.len() == 1,
            _ => effects.is_empty(),
        };
        assert!(allowed, "{key}: {effects:?}");
    }
}

#[test]
fn nothing_is_done_to_a_list_that_is_covered() {
    for opens in ["a", "?"] {
        let mut script = script();
        script.resize(80, 24);
        script.type_in(opens);
        let seen = |script: &Script| {
            let view = &script.state.view;
            (view.selected.clone(), view.sort, view.reversed, view.unfolded, view.moved_at)
        };
        let before = seen(&script);
        for code in [Code::Down, Code::PageDown, Code::End, Code::Up, Code::Home] {
            script.press(code);
        }
        script.type_in("jksSu");
        script.mouse(MouseDid::WheelDown, 3, 9);
        script.mouse(MouseDid::Click, 3, 9);
        assert_eq!(seen(&script), before, "{opens}");
        assert_eq!(asked(&script.after(1).type_in("r")).len(), 3, "r works everywhere");
        assert_eq!(script.type_in("q"), [Effect::Quit]);
        for closes in [Code::Enter, Code::Esc] {
            script.state.view.overlay = Overlay::Account;
            script.press(closes);
            assert_eq!(script.state.view.overlay, Overlay::None);
        }
    }
}

#[test]
fn a_covered_first_run_does_not_become_the_demo() {
    let mut script = Script::new();
    script.wake();
    script.fail(quotatop::app::account::schedule::Task::Catalogue, no_login());
    assert_eq!(script.type_in("?d"), []);
    assert_eq!(script.type_in("?d")[0], Effect::OpenDemo);
}
