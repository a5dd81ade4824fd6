//! The mouse: clicks are resolved by the same layout by which the screen is drawn.

use super::script::*;
use crate::support::state::alerts::event;

#[test]
fn a_click_selects_and_a_second_one_opens() {
    let mut script = Script::running(&many(5));
    script.resize(80, 24);
    let rows = layout(&script.state).rows;
    script.mouse(MouseKind::Click, 3, rows.y + 2);
    assert_eq!((script.selected(), script.state.view.overlay), ("m002", Overlay::None));
    script.mouse(MouseKind::Click, 3, rows.y + 2);
    assert_eq!((script.selected(), script.state.view.overlay), ("m002", Overlay::Detail));
}

#[test]
fn a_click_counts_from_the_first_row_that_is_shown() {
    let mut script = Script::running(&many(100));
    script.press(Code::End);
    let rows = layout(&script.state).rows;
    script.mouse(MouseKind::Click, 0, rows.y);
    assert_eq!(script.state.cursor(), Some(100 - usize::from(rows.height)));
}

#[test]
fn a_click_on_an_empty_place_does_nothing() {
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
        assert_eq!(script.mouse(MouseKind::Click, column, row), []);
        assert_eq!(script.state, before, "{column}, {row}");
    }
}

#[test]
fn the_line_of_untouched_models_unfolds_them_and_the_banner_opens_the_account() {
    let mut script = Script::running(&[used("a", 500), used("whole", 1000)]);
    script.balance("-1");
    let regions = layout(&script.state);
    script.mouse(MouseKind::Click, 50, regions.fold.y);
    assert_eq!(script.listed(), ["a", "whole"]);
    script.mouse(MouseKind::Click, 50, regions.banner.y);
    assert_eq!(script.state.view.overlay, Overlay::ACCOUNT);
    script.mouse(MouseKind::Click, 50, layout(&script.state).overlay.y + 3);
    assert_eq!(script.state.view.overlay, Overlay::ACCOUNT, "the list is covered");
}

#[test]
fn the_command_drawn_at_the_clicked_cell_is_carried_out() {
    let mut script = Script::running(&many(5));
    let rows = layout(&script.state).rows;
    let click = |command| {
        Message::Mouse(Mouse { kind: MouseKind::Click, column: 3, row: rows.y + 2, command: Some(command) })
    };
    script.say(click(Command::Sort(SortKey::Expires)));
    assert_eq!((script.state.view.sort, script.selected()), (SortKey::Expires, "m000"));
    script.say(click(Command::Act(Action::Reverse)));
    assert!(script.state.view.reversed);
    script.type_in(":");
    script.say(click(Command::Act(Action::Help)));
    assert!(script.state.palette.is_none() && matches!(script.state.view.overlay, Overlay::Help { .. }));
}

#[test]
fn a_click_outside_the_palette_only_closes_it() {
    let mut script = Script::running(&many(5));
    script.type_in(":");
    let (rows, palette) = (layout(&script.state).rows, layout(&script.state).palette);
    script.mouse(MouseKind::Click, 3, palette.y);
    assert!(script.state.palette.is_some());
    script.mouse(MouseKind::WheelDown, 3, rows.y);
    assert_eq!((script.state.palette.as_ref().unwrap().cursor, script.selected()), (3, "m000"));
    script.mouse(MouseKind::Click, 3, rows.y + 2);
    assert!(script.state.palette.is_none() && script.selected() == "m000");
}

#[test]
fn the_wheel_scrolls_what_the_pointer_is_over() {
    let mut script = Script::running(&many(5));
    script.resize(200, 60);
    let bill = (0..200).fold(november_bill(), |bill, _| bill.line(3, charged("a").end()));
    let bill = (0..9).fold(bill, |bill, at| bill.line(4, charged(&format!("b{at}")).end()));
    script.read_bill(&bill);
    script.type_in("3");
    let regions = layout(&script.state);
    script.mouse(MouseKind::WheelDown, regions.lines.x + 3, regions.lines.y);
    let view = &script.state.view.bills;
    assert_eq!((script.state.bills_cursor(), view.line, view.line_offset), (Some(0), None, 3));
    for _ in 0..200 {
        script.mouse(MouseKind::WheelDown, regions.lines.x + 3, regions.lines.y);
    }
    assert_eq!(script.state.view.bills.line_offset, 200 - usize::from(regions.lines.height));
    script.press(Code::Enter);
    script.mouse(MouseKind::WheelDown, 3, regions.rows.y);
    assert_eq!((script.state.bills_cursor(), script.state.view.bills.line), (Some(3), None));

    let low = alert(Rule::Low, "m000", script.now.utc);
    script.take_alerts(known(vec![low.clone()]));
    let events = (0..100).map(|at| event(&low, Change::Raised, instant(at)));
    script.say(Message::AlertLog(script.tag(), events.collect()));
    script.type_in("4");
    let log = layout(&script.state).log;
    script.mouse(MouseKind::WheelDown, log.x + 3, log.y + 3);
    assert_eq!(script.state.log_cursor(), Some(2));
    for _ in 0..200 {
        script.mouse(MouseKind::WheelDown, log.x + 3, log.y + 3);
    }
    assert_eq!(script.state.log_cursor(), Some(99));
    script.mouse(MouseKind::WheelUp, log.x + 3, log.y + 3);
    assert_eq!(script.state.log_cursor(), Some(96));
}

#[test]
fn the_wheel_moves_by_three_rows() {
    let mut script = Script::running(&many(100));
    for (wheel, cursor) in [
        (MouseKind::WheelDown, 3),
        (MouseKind::WheelDown, 6),
        (MouseKind::WheelUp, 3),
        (MouseKind::WheelUp, 0),
        (MouseKind::WheelUp, 0),
    ] {
        script.mouse(wheel, 0, 0);
        assert_eq!(script.state.cursor(), Some(cursor));
    }
}

#[test]
fn a_click_ends_the_typing_of_a_filter_and_leaves_it_in_place() {
    let mut script = Script::running(&many(5));
    script.balance("-1");
    script.type_in("/m00");
    let banner = layout(&script.state).banner.y;
    script.mouse(MouseKind::Click, 50, banner);
    assert_eq!((script.state.view.overlay, script.state.view.typing), (Overlay::ACCOUNT, false));
    script.type_in("a3");
    assert_eq!(script.state.view.filter_text, "m00", "keys are keys again");
}
