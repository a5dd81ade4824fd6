//! What the keys do: the filter, the order, and the overlays.

use quotatop::{
    app::{
        Keymap,
        input::offers::offers,
        view::{HelpPage, Peek},
    },
    domain::action::BINDINGS,
};
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
fn a_filter_applies_while_it_is_typed() {
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
    assert_eq!(script.listed(), ["qwen-plus"], "Enter leaves it in place");
    script.press(Code::Esc);
    assert_eq!(script.listed(), ALL, "Esc clears it");
    assert_eq!(script.state.view.filter_text, "");
}

#[test]
fn configured_keys_replace_the_defaults() {
    let mut script = script();
    script.state.keymap = Keymap::new([
        ("account", vec![Key::plain(Code::F(5)), Key::char('w')]),
        ("help", vec![]),
        ("quit", vec![Key::char('a')]),
    ]);
    script.press(Code::F(5));
    assert_eq!(script.state.view.overlay, Overlay::ACCOUNT);
    script.type_in("?qw");
    assert_eq!(script.state.view.overlay, Overlay::None, "the default keys do nothing");
    assert_eq!(script.type_in("a"), [Effect::Quit]);
    assert_eq!(script.ctrl('c'), [Effect::Quit], "Ctrl-C always quits");
}

#[test]
fn escape_while_typing_drops_the_filter() {
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
    script.press_all([Code::Backspace, Code::Backspace]);
    assert_eq!(script.state.view.filter_text, "");
}

#[test]
fn pasted_text_is_filter_text_without_its_control_characters() {
    let mut script = script();
    script.say(Message::Pasted("qwen".to_owned()));
    assert_eq!(script.listed(), ALL, "a paste is ignored while nothing is typed");
    script.type_in("/");
    script.say(Message::Pasted("sta\u{1b}tus:\r\nexp\tired".to_owned()));
    assert_eq!(script.state.view.filter_text, "status:expired");
    assert_eq!(script.listed(), ["expired-one"]);
    script.say(Message::Pasted("x".repeat(1_000_000)));
    assert!(script.state.view.filter_text.chars().count() <= 200, "it is cut off");
}

#[test]
fn keys_without_a_character_work_while_a_filter_is_typed() {
    let mut script = script();
    script.type_in("/qw");
    script.press(Code::Down);
    assert_eq!(script.selected(), "qwen-plus");
    script.say(Message::Key(Key { alt: true, ..Key::char('x') }));
    assert_eq!(script.state.view.filter_text, "qw");
}

#[test]
fn s_opens_the_orders_and_a_letter_or_enter_chooses_one() {
    let mut script = script();
    for (position, key) in SortKey::iter().enumerate() {
        script.type_in("s");
        let Overlay::Chooser(Chooser { choice: Choice::Order, cursor }) = script.state.view.overlay else {
            panic!("{:?}", script.state.view.overlay)
        };
        let present = SortKey::iter().position(|key| key == script.state.view.sort);
        assert_eq!(Some(cursor), present, "the cursor is on the present order");
        script.type_in(&key.letter().to_string());
        assert_eq!((script.state.view.sort, script.state.view.overlay), (key, Overlay::None), "{position}");
    }
    script.type_in("s");
    script.press_all([Code::Home, Code::Down, Code::Enter]);
    assert_eq!((script.state.view.sort, script.state.view.overlay), (SortKey::Model, Overlay::None));
    let forwards = ["expired-one", "qwen-max", "qwen-plus", "wan-通义"];
    assert_eq!(script.listed(), forwards);
    let mut backwards = forwards;
    backwards.reverse();
    script.type_in("S");
    assert_eq!(script.listed(), backwards);
    script.type_in("sS");
    assert_eq!(script.listed(), forwards, "the list behind the chooser shows it at once");
    for closes in ["s", "q"] {
        assert_eq!(script.type_in(closes), []);
        assert_eq!((script.state.view.sort, script.state.view.overlay), (SortKey::Model, Overlay::None));
        script.type_in("s");
    }
}

#[test]
fn the_letters_of_an_order_differ_from_each_other_and_from_the_keys_that_move() {
    let models: Vec<char> = SortKey::iter().map(SortKey::letter).collect();
    let bills: Vec<char> = BillSort::iter().map(BillSort::letter).collect();
    for letters in [models, bills] {
        let distinct: HashSet<char> = letters.iter().copied().collect();
        assert_eq!(distinct.len(), letters.len());
        assert!(letters.iter().all(|letter| !"jkgGsSq? ".contains(*letter)), "{letters:?}");
    }
}

/// A key that the user has given to movement moves, even if it is the letter of an order.
#[test]
fn a_key_of_the_user_is_stronger_than_a_letter() {
    let mut script = script();
    script.state.keymap = Keymap::new([("down", vec![Key::char('n')])]);
    script.type_in("sn");
    assert_eq!(script.state.view.overlay, Overlay::chooser(Choice::Order, 1));
}

#[test]
fn bills_have_orders_of_their_own_and_alerts_have_none() {
    let mut script = script();
    script.read_bill(&november_bill().line(3, charged("qwen-plus").end()));
    script.type_in("3sn");
    assert_eq!(
        (script.state.view.bills.query.sort, script.state.view.overlay),
        (BillSort::Key, Overlay::None)
    );
    script.type_in("4s");
    assert_eq!(script.state.view.overlay, Overlay::None);
}

#[test]
fn a_chosen_order_applies_at_once_even_while_the_order_is_held() {
    let mut script = script();
    script.press(Code::Down);
    script.quotas(&[used("wan-通义", 5)]);
    assert_eq!(script.listed(), ALL);
    script.type_in("sm");
    assert_eq!(script.listed(), ["expired-one", "qwen-max", "qwen-plus", "wan-通义"]);
}

#[test]
fn keys_open_and_close_the_overlays() {
    const HERE: Overlay = Overlay::Help { page: HelpPage::Here, scroll: 0 };
    const KEYS: Overlay = Overlay::Help { page: HelpPage::Keys, scroll: 0 };
    const WORDS: Overlay = Overlay::Help { page: HelpPage::Words, scroll: 0 };
    const ERRORS: Overlay = Overlay::Help { page: HelpPage::Errors, scroll: 0 };
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
        (Code::Char('a'), Overlay::ACCOUNT),
        (Code::Char('a'), Overlay::None),
        (Code::Char('a'), Overlay::ACCOUNT),
        (Code::Char('?'), HERE),
        (Code::Tab, KEYS),
        (Code::BackTab, HERE),
        (Code::Left, ERRORS),
        (Code::Right, HERE),
        (Code::Char('5'), WORDS),
        (Code::Char('2'), KEYS),
        (Code::Char('6'), ERRORS),
        (Code::Char('7'), ERRORS),
        (Code::Char('?'), Overlay::ACCOUNT),
        (Code::Char('?'), HERE),
        (Code::Char('a'), Overlay::ACCOUNT),
        (Code::Esc, Overlay::None),
        (Code::Char('?'), HERE),
        (Code::Enter, Overlay::None),
    ] {
        script.press(code);
        assert_eq!(script.state.view.overlay, overlay, "{code:?}");
    }
    script.type_in("a/");
    assert_eq!((script.state.view.overlay, script.state.view.typing), (Overlay::None, true));
}

#[test]
fn escape_closes_the_detail_first_and_then_clears_the_filter() {
    let mut script = script();
    script.resize(80, 24);
    script.enter("/qwen");
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
fn a_detail_shown_whole_in_the_pane_is_not_opened() {
    for (width, height) in [(160, 36), (200, 60)] {
        let mut script = script();
        script.resize(width, height);
        script.enter("/qwen");
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
fn a_detail_cut_off_in_the_pane_can_be_opened() {
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
    script.new_login(LastKnown::default());
    assert_eq!(script.state.view.overlay, Overlay::None);
}

#[test]
fn movement_keys_scroll_the_help_and_do_not_move_the_cursor() {
    let mut script = script();
    script.type_in("?");
    let scroll = |script: &Script| match script.state.view.overlay {
        Overlay::Help { scroll, .. } => scroll,
        other => panic!("{other:?}"),
    };
    script.press(Code::Up);
    assert_eq!(scroll(&script), 0);
    script.press_all([Code::Down, Code::Down]);
    assert_eq!(scroll(&script), 2);
    script.press(Code::PageDown);
    assert!(scroll(&script) > 10);
    script.press(Code::Home);
    assert_eq!(scroll(&script), 0);
    script.press_all([Code::End, Code::Tab]);
    assert_eq!(scroll(&script), 0, "the other page begins at its top");
    script.press(Code::Esc);
    assert_eq!(script.selected(), "qwen-max");
}

#[test]
fn the_account_page_opens_at_its_top_and_scrolls_with_keys_and_wheel() {
    let mut script = script();
    script.type_in("a");
    script.press_all([Code::Down, Code::Down, Code::Up, Code::PageDown]);
    script.mouse(MouseKind::WheelDown, 3, 9);
    assert!(matches!(script.state.view.overlay, Overlay::Account { scroll } if scroll > 10));
    script.press(Code::Home);
    assert_eq!(script.state.view.overlay, Overlay::ACCOUNT);
    script.press(Code::End);
    script.type_in("aa");
    assert_eq!(script.state.view.overlay, Overlay::ACCOUNT);
}

#[test]
fn the_detail_follows_the_cursor() {
    let mut script = script();
    script.resize(80, 24);
    script.press_all([Code::Enter, Code::Down]);
    assert_eq!((script.state.view.overlay, script.selected()), (Overlay::Detail, "qwen-plus"));
}

#[test]
fn only_r_makes_requests_and_no_key_saves_anything() {
    for key in BINDINGS.iter().flat_map(|binding| binding.keys) {
        let mut script = Script::running(&many(30));
        let effects = beyond(script.say(Message::Key(*key)));
        let allowed = match key.code {
            Code::Char('r') | Code::F(5) => {
                effects.contains(&Effect::CheckConfig) && tasks(&effects).len() == effects.len() - 1
            }
            Code::Char('q') | Code::F(10) => effects == [Effect::Quit],
            Code::Char('y') => matches!(effects[..], [Effect::Copy(_)]),
            Code::Char('c' | 'z') if key.ctrl => effects.len() == 1,
            _ => effects.is_empty(),
        };
        assert!(allowed, "{key}: {effects:?}");
    }
}

#[test]
fn keys_and_mouse_do_not_change_a_covered_list() {
    for opens in ["a", "?"] {
        let mut script = script();
        script.resize(80, 24);
        script.type_in(opens);
        let seen = |script: &Script| {
            let view = &script.state.view;
            (view.selected.clone(), view.sort, view.reversed, view.unfolded, view.moved_at)
        };
        let before = seen(&script);
        script.press_all([Code::Down, Code::PageDown, Code::End, Code::Up, Code::Home]);
        script.type_in("jksSu");
        script.mouse(MouseKind::WheelDown, 3, 9);
        script.mouse(MouseKind::Click, 3, 9);
        assert_eq!(seen(&script), before, "{opens}");
        assert_eq!(tasks(&script.after(1).type_in("r")).len(), 2, "r works everywhere");
        assert_eq!(script.type_in("q"), [], "it closes what is open");
        assert_eq!(script.state.view.overlay, Overlay::None);
        assert_eq!(script.type_in("q"), [Effect::Quit]);
        for closes in [Code::Enter, Code::Esc] {
            script.state.view.overlay = Overlay::ACCOUNT;
            script.press(closes);
            assert_eq!(script.state.view.overlay, Overlay::None);
        }
    }
}

#[test]
fn second_keys_are_those_of_other_programs() {
    let mut script = script();
    script.resize(80, 24);
    script.press(Code::F(1));
    assert!(matches!(script.state.view.overlay, Overlay::Help { .. }));
    assert_eq!(script.press(Code::F(10)), []);
    assert_eq!(script.state.view.overlay, Overlay::None);
    script.press(Code::F(3));
    assert!(script.state.view.typing);
    script.press(Code::Enter);
    assert_eq!(tasks(&script.after(1).press(Code::F(5))).len(), 2);
    assert_eq!(script.press(Code::F(10)), [Effect::Quit]);
}

#[test]
fn space_shows_the_detail_below_the_list_and_hides_it_again() {
    let mut script = script();
    script.resize(80, 24);
    script.type_in(" ");
    let regions = layout(&script.state);
    assert!(!regions.rows.is_empty() && !regions.detail.is_empty(), "{regions:?}");
    script.press(Code::Down);
    assert_eq!(
        (script.selected(), script.state.view.peek.is_open()),
        ("qwen-plus", true),
        "it follows the cursor"
    );
    script.press(Code::Enter);
    assert_eq!(script.state.view.overlay, Overlay::Detail, "Enter opens the page as ever");
    script.type_in(" q");
    assert_eq!((script.state.view.overlay, script.state.view.peek.is_open()), (Overlay::None, true));
    for closes in [Code::Char(' '), Code::Esc, Code::Char('q')] {
        script.state.view.peek = Peek::Open;
        assert_eq!(script.press(closes), []);
        assert!(!script.state.view.peek.is_open() && layout(&script.state).detail.is_empty(), "{closes:?}");
    }
    script.resize(120, 36);
    let detail = layout(&script.state).detail;
    script.type_in(" ");
    assert_eq!(
        (script.state.view.peek.is_open(), layout(&script.state).detail),
        (false, detail),
        "it is there already"
    );
}

#[test]
fn space_shows_the_lines_of_a_group_below_the_groups() {
    let mut script = script();
    let bill = (1..=20).fold(november_bill(), |bill, day| bill.line(day, charged("qwen-plus").end()));
    script.read_bill(&bill);
    script.resize(80, 24);
    script.type_in("3 ");
    let regions = layout(&script.state);
    assert!(!regions.rows.is_empty() && !regions.lines.is_empty(), "{regions:?}");
    script.press_all([Code::Enter, Code::Down]);
    assert_eq!((script.state.view.overlay, script.state.view.bills.line), (Overlay::None, Some(1)));
    script.type_in(" ");
    assert_eq!((script.state.view.peek.is_open(), script.state.view.bills.line), (false, None));
}

#[test]
fn half_a_page_is_half_of_what_is_in_sight() {
    let mut script = Script::running(&many(60));
    script.resize(80, 24);
    let height = usize::from(layout(&script.state).rows.height);
    script.ctrl('d');
    assert_eq!(script.state.cursor(), Some(height / 2));
    script.press(Code::PageDown);
    script.ctrl('u');
    assert_eq!(script.state.cursor(), Some(height));
}

#[test]
fn a_covered_first_run_does_not_become_the_demo() {
    let mut script = Script::new();
    script.wake();
    script.fail(Task::Catalogue, no_login());
    assert_eq!(script.type_in("?d"), []);
    assert_eq!(script.type_in("?d")[0], Effect::OpenDemo);
}

/// `r` chooses an order there, so that no hint may say that it refreshes.
#[test]
fn no_hint_of_a_chooser_names_a_key_that_chooses_an_order() {
    for page in ["1", "3"] {
        let mut script = script();
        script.read_bill(&november_bill());
        script.type_in(page);
        script.type_in("s");
        let opened = script.state.view.overlay;
        assert!(matches!(opened, Overlay::Chooser(_)), "{page}");
        let hints: Vec<Action> = offers(&script.state, script.now)
            .iter()
            .filter(|offer| offer.is_hint)
            .map(|offer| offer.action)
            .collect();
        assert!(hints.contains(&Action::Help));
        assert_eq!(hints.contains(&Action::Refresh), page == "3", "no order of bills has the letter r");
        for action in hints {
            script.state.view.overlay = opened;
            let order = (script.state.view.sort, script.state.view.bills.query.sort);
            let key = script.state.keymap.keys_of(action).next().unwrap();
            script.say(Message::Key(key));
            let after = (script.state.view.sort, script.state.view.bills.query.sort);
            assert_eq!(after, order, "{action:?}");
        }
    }
}

/// Closing the help, or the account page, leads back to what it was opened over.
#[test]
fn help_and_account_lead_back_to_what_they_cover() {
    let mut script = script();
    script.resize(80, 24);
    let closed = |script: &mut Script, keys: &str| {
        script.type_in(keys);
        script.press(Code::Esc);
        script.state.view.overlay
    };
    script.press(Code::Enter);
    assert_eq!(closed(&mut script, "?"), Overlay::Detail);
    assert_eq!(closed(&mut script, "a"), Overlay::Detail);
    assert_eq!(closed(&mut script, "a?23"), Overlay::ACCOUNT, "through sections of the help");
    assert_eq!(closed(&mut script, "?a?a"), Overlay::Detail, "each is open once");
    assert_eq!(closed(&mut script, ""), Overlay::None);
    script.type_in("c");
    let columns = script.state.view.overlay;
    assert_eq!(closed(&mut script, "?"), columns);
    script.press(Code::Esc);
    script.press(Code::Enter);
    script.type_in("?:models");
    script.press(Code::Enter);
    assert_eq!(closed(&mut script, "?"), Overlay::None, "another page covers nothing");
}
