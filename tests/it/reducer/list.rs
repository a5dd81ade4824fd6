//! The list: the cursor, the order, and the folded models.

use super::script::*;

/// Reads the account and then the quotas again: the models are listed by what is left.
fn poll(script: &mut Script, models: &[Model]) {
    script.balance("1");
    script.quotas(models);
}

#[test]
fn a_cursor_that_was_not_moved_stays_at_the_top() {
    let mut script = Script::running(&[used("a", 300), used("b", 400)]);
    assert_eq!((script.selected(), script.state.cursor()), ("a", Some(0)));
    script.after(10);
    poll(&mut script, &[used("b", 200)]);
    assert_eq!(script.listed(), ["b", "a"]);
    assert_eq!(script.selected(), "b", "on the most urgent model");
}

#[test]
fn a_cursor_that_was_moved_stays_on_its_model() {
    let mut script = Script::running(&[used("a", 300), used("b", 400), used("c", 500)]);
    script.press(Code::Down);
    assert_eq!(script.selected(), "b");
    script.after(10);
    poll(&mut script, &[used("c", 200), used("a", 900)]);
    assert_eq!(script.listed(), ["c", "b", "a"]);
    assert_eq!(script.selected(), "b");
    poll(&mut script, &[used("b", 150)]);
    assert_eq!((script.selected(), script.state.cursor()), ("b", Some(0)));
}

#[test]
fn the_order_is_held_for_three_seconds_after_a_movement() {
    let mut script = Script::running(&[used("a", 300), used("b", 400), used("c", 500)]);
    script.after(10).press(Code::Down);
    script.after(1);
    poll(&mut script, &[used("c", 200)]);
    assert_eq!(script.listed(), ["a", "b", "c"], "it does not change yet");
    assert_eq!(
        script.model("c").quota.as_ref().unwrap().remaining,
        Some(200.into()),
        "but the figures are new"
    );
    assert!(script.state.order_is_held);
    script.after_millis(1999).wake();
    assert_eq!(script.listed(), ["a", "b", "c"]);
    assert_eq!(script.sleeps_for().as_millis(), 1, "until the order is updated");
    script.sleep();
    assert_eq!(script.listed(), ["c", "a", "b"]);
    assert_eq!(script.selected(), "b");
    assert!(!script.state.order_is_held);
}

#[test]
fn a_held_order_is_updated_in_time_even_if_a_status_changes_meanwhile() {
    let mut script = Script::running(&[model("a", 300, Some(instant(12))), used("b", 400), used("c", 500)]);
    script.after(10).press(Code::Down);
    script.after(1);
    poll(&mut script, &[used("c", 200)]);
    assert_eq!(script.listed(), ["a", "b", "c"]);
    script.after_millis(1500).wake();
    assert_eq!(script.listed(), ["a", "b", "c"]);
    script.after_millis(1500).wake();
    assert_eq!(script.listed(), ["c", "b", "a"], "the expired one is last");
}

#[test]
fn the_passing_of_time_changes_a_status_and_not_the_order() {
    let mut script = Script::running(&[model("a", 300, Some(instant(100))), used("b", 400)]);
    assert_eq!(script.listed(), ["a", "b"]);
    assert_eq!(script.status("a"), Status::Expiring);
    script.after(100).wake();
    assert_eq!(script.status("a"), Status::Expired);
    assert_eq!(script.listed(), ["a", "b"], "until the next poll");
    poll(&mut script, &[]);
    assert_eq!(script.listed(), ["b", "a"]);
}

#[test]
fn the_cursor_moves_to_the_next_model_when_its_own_leaves_the_list() {
    let mut script = Script::running(&many(5));
    script.press_all([Code::Down, Code::Down]);
    script.type_in("/");
    script.say(Message::Pasted("-m002".to_owned()));
    assert_eq!(script.selected(), "m003");
    script.press(Code::Esc);
    assert_eq!(script.selected(), "m003");
    script.type_in("/nothing-like-it");
    assert_eq!((script.selected(), script.state.cursor()), ("", None));
    script.press(Code::Esc);
    assert_eq!(script.state.cursor(), Some(0));
}

#[test]
fn movements_stop_at_both_ends_and_page_keys_move_by_the_height_of_the_list() {
    let mut script = Script::running(&many(100));
    let height = usize::from(layout(&script.state).rows.height);
    assert!((10..40).contains(&height));
    let mut at = |code: Code, expected: usize| {
        script.press(code);
        assert_eq!(script.state.cursor(), Some(expected), "{code:?}");
        let offset = script.state.view.offset;
        assert!((offset..offset + height).contains(&expected), "{code:?}: shown from {offset}");
    };
    at(Code::Up, 0);
    at(Code::Down, 1);
    at(Code::Char('j'), 2);
    at(Code::Char('k'), 1);
    at(Code::PageDown, 1 + height);
    at(Code::PageDown, 1 + 2 * height);
    at(Code::PageUp, 1 + height);
    at(Code::End, 99);
    at(Code::Down, 99);
    at(Code::PageDown, 99);
    at(Code::PageUp, 99 - height);
    at(Code::Home, 0);
    at(Code::PageUp, 0);
    at(Code::Char('G'), 99);
    at(Code::Char('g'), 0);
    script.ctrl('f');
    assert_eq!(script.state.cursor(), Some(height));
    script.ctrl('b');
    assert_eq!(script.state.cursor(), Some(0));
}

#[test]
fn the_cursor_is_visible_after_the_terminal_shrank_and_grew() {
    let mut script = Script::running(&many(100));
    script.press(Code::End);
    for (width, height) in
        [(120, 12), (39, 9), (0, 0), (1, 1), (u16::MAX, 0), (80, 24), (200, 60), (40, 10), (120, 36)]
    {
        script.resize(width, height);
        let regions = layout(&script.state);
        assert_eq!(regions.too_small, width < 40 || height < 10);
        let (offset, shown) = (script.state.view.offset, usize::from(regions.rows.height));
        let cursor = script.state.cursor().unwrap();
        assert_eq!(cursor, 99);
        assert!(shown == 0 || (offset..offset + shown).contains(&cursor), "{width} x {height}");
    }
    let shown = usize::from(layout(&script.state).rows.height);
    assert_eq!(script.state.view.offset, 100 - shown, "no row is empty below the end");
}

#[test]
fn untouched_models_are_folded_into_one_line() {
    let mut script = Script::running(&[used("a", 300), used("whole", 1000), used("whole-too", 1000)]);
    assert_eq!(script.listed(), ["a"]);
    assert_eq!(script.state.list.folded.models, 2);
    assert_eq!(layout(&script.state).fold.height, 1);
    script.type_in("u");
    assert_eq!(script.listed(), ["a", "whole", "whole-too"]);
    assert_eq!(layout(&script.state).fold.height, 0);
    script.type_in("u");
    assert_eq!(script.listed(), ["a"]);
    script.type_in("/whole");
    assert_eq!(script.listed(), ["whole", "whole-too"], "a filter finds them");
    script.press(Code::Esc);
    script.quotas(&[used("a", 1000)]);
    assert_eq!(script.listed().len(), 3, "unfolded where there are no others");
}
