//! What the mouse does: the reducer resolves clicks by the same geometry in which the screen is drawn.

use quotatop::app::{Code, layout::layout, message::MouseDid, view::Overlay};

use super::script::*;

#[test]
fn a_click_selects_and_a_click_on_the_selected_opens() {
    let mut script = Script::running(&many(5));
    script.resize(80, 24);
    let rows = layout(&script.state).rows;
    script.mouse(MouseDid::Click, 3, rows.y + 2);
    assert_eq!((script.selected(), script.state.view.overlay), ("m002", Overlay::None));
    script.mouse(MouseDid::Click, 3, rows.y + 2);
    assert_eq!((script.selected(), script.state.view.overlay), ("m002", Overlay::Detail));
}

#[test]
fn a_click_counts_from_the_first_row_that_is_shown() {
    let mut script = Script::running(&many(100));
    script.press(Code::End);
    let rows = layout(&script.state).rows;
    script.mouse(MouseDid::Click, 0, rows.y);
    assert_eq!(script.state.cursor(), Some(100 - usize::from(rows.height)));
}

#[test]
fn a_click_beside_everything_does_nothing() {
    let mut script = Script::running(&many(2));
    script.resize(200, 60);
    let before = script.state.clone();
    let regions = layout(&script.state);
    for (column, row) in [
        (0, 0),
        (0, regions.summary.y),
        (0, regions.columns.y),
        (0, regions.rows.y + 2),
        (0, regions.hints.y),
        (regions.detail.x, regions.rows.y),
        (u16::MAX, u16::MAX),
    ] {
        assert_eq!(script.mouse(MouseDid::Click, column, row), []);
        assert_eq!(script.state, before, "{column}, {row}");
    }
}

#[test]
fn the_line_of_the_untouched_shows_them_and_the_banner_the_account() {
    let mut script = Script::running(&[used("a", 500), used("whole", 1000)]);
    script.balance("-1");
    let regions = layout(&script.state);
    script.mouse(MouseDid::Click, 50, regions.fold.y);
    assert_eq!(script.listed(), ["a", "whole"]);
    script.mouse(MouseDid::Click, 50, regions.banner.y);
    assert_eq!(script.state.view.overlay, Overlay::Account);
    script.mouse(MouseDid::Click, 50, layout(&script.state).overlay.y + 3);
    assert_eq!(script.state.view.overlay, Overlay::Account, "the list is covered");
}

#[test]
fn the_wheel_moves_by_three_rows() {
    let mut script = Script::running(&many(100));
    for (wheel, cursor) in [
        (MouseDid::WheelDown, 3),
        (MouseDid::WheelDown, 6),
        (MouseDid::WheelUp, 3),
        (MouseDid::WheelUp, 0),
        (MouseDid::WheelUp, 0),
    ] {
        script.mouse(wheel, 0, 0);
        assert_eq!(script.state.cursor(), Some(cursor));
    }
}

#[test]
fn what_a_click_opens_ends_the_typing_of_a_filter_and_keeps_it() {
    let mut script = Script::running(&many(5));
    script.balance("-1");
    script.type_in("/m00");
    let banner = layout(&script.state).banner.y;
    script.mouse(MouseDid::Click, 50, banner);
    assert_eq!((script.state.view.overlay, script.state.view.typing), (Overlay::Account, false));
    script.type_in("a3");
    assert_eq!(script.state.view.filter_text, "m00", "keys are keys again");
}
