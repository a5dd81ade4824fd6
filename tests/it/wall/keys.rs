//! Keys on the wallboard.

use quotatop::app::{Code, view::Overlay};

use super::machine::*;

#[test]
fn space_stops_the_turning_of_pages_and_resumes_it() {
    let mut machine = Machine::new(60, (80, 24));
    machine.press(Code::Char(' '));
    assert!(machine.wall().held && machine.says("paused"));
    let end = machine.now.monotonic + Duration::from_mins(10);
    while machine.now.monotonic < end {
        machine.sleep();
        assert_eq!(machine.wall().page, 0);
    }
    machine.press(Code::Char(' '));
    let released = machine.now.monotonic;
    while machine.wall().page == 0 {
        machine.sleep();
    }
    assert!(machine.now.monotonic - released >= TURN, "it is shown for its full time");
}

#[test]
fn arrows_turn_pages_both_ways_and_wrap_around() {
    let mut machine = Machine::new(60, (80, 24));
    let pages = machine.wall().pages;
    machine.press(Code::Left);
    assert_eq!(machine.wall().page, pages - 1);
    machine.press(Code::Right);
    machine.press(Code::Right);
    assert_eq!(machine.wall().page, 1);
    // A page chosen by key is shown for its full time.
    let turned = machine.now.monotonic;
    while machine.wall().page == 1 {
        machine.sleep();
    }
    assert!(machine.now.monotonic - turned >= TURN);
}

#[test]
fn a_larger_screen_has_fewer_pages_and_the_page_follows() {
    let mut machine = Machine::new(60, (80, 24));
    machine.press(Code::Left);
    assert!(machine.wall().page > 0);
    machine.say(Message::Resized(Size { width: 480, height: 135 }));
    assert!(machine.wall().page < machine.wall().pages);
    machine.say(Message::Resized(Size { width: 20, height: 5 }));
    assert!(machine.screen().concat().contains("needs 40"));
    machine.say(Message::Resized(Size { width: 80, height: 24 }));
    assert!(machine.says("quotatop"));
}

#[test]
fn the_help_is_closed_after_a_while() {
    let mut machine = Machine::new(10, (80, 24));
    machine.press(Code::Char('?'));
    assert!(matches!(machine.state.view.overlay, Overlay::Help { .. }) && machine.says("help"));
    assert!(
        machine.says("the next page") && !machine.says("filter"),
        "only keys that work here: {:#?}",
        machine.screen()
    );
    machine.press(Code::Char('s'));
    machine.press(Code::Char('/'));
    assert!(!machine.state.view.typing, "keys do not reach the page below the help");
    let opened = machine.now.monotonic;
    while machine.state.view.overlay != Overlay::None {
        machine.sleep();
    }
    let shown = machine.now.monotonic - opened;
    assert!(shown >= Duration::from_mins(2) && shown < Duration::from_secs(125), "{shown:?}");
}

#[test]
fn keys_that_need_a_cursor_do_nothing() {
    let mut machine = Machine::new(60, (120, 36));
    let before = machine.screen();
    for key in "jsSub123/pmxzMadgGn".chars() {
        machine.press(Code::Char(key));
    }
    for code in [Code::Enter, Code::Home, Code::End, Code::Esc, Code::Backspace] {
        machine.press(code);
    }
    let pages = machine.wall().page;
    assert_eq!(pages, 1, "j turns the page, as the arrow does");
    machine.press(Code::Up);
    assert_eq!(machine.screen(), before);
}
