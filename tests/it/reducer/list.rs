//! The list under a person's eyes: the cursor, the order, and what is folded.

use super::script::*;

/// Reads the quotas again: the models are listed by what is left.
fn poll(script: &mut Script, models: &[Model]) {
    script.say(Message::Fetched(
        script.tag(),
        Task::Account,
        quotatop::domain::Fetched::from(Ok(quotatop::domain::Response::Account(balance("1")))),
    ));
    script.quotas(models);
}

#[test]
fn a_cursor_that_nobody_moved_stays_at_the_top() {
    let mut script = Script::running(&[used("a", 300), used("b", 400)]);
    assert_eq!((script.selected(), script.state.cursor()), ("a", Some(0)));
    script.after(10);
    poll(&mut script, &[used("b", 200)]);
    assert_eq!(script.listed(), ["b", "a"]);
    assert_eq!(script.selected(), "b", "what matters most is what it is on");
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
fn the_order_is_held_for_three_seconds_after_a_movement_and_then_caught_up() {
    let mut script = Script::running(&[used("a", 300), used("b", 400), used("c", 500)]);
    script.after(10).press(Code::Down);
    script.after(1);
    poll(&mut script, &[used("c", 200)]);
    assert_eq!(script.listed(), ["a", "b", "c"], "not under the person's eyes");
    assert_eq!(
        script.model("c").quota.as_ref().unwrap().remaining,
        Some(200.into()),
        "but the figures are new"
    );
    assert!(script.state.order_is_held);
    script.after_millis(1999).wake();
    assert_eq!(script.listed(), ["a", "b", "c"]);
    assert_eq!(script.sleeps_for().as_millis(), 1, "it wants to be woken for it");
    script.sleep();
    assert_eq!(script.listed(), ["c", "a", "b"]);
    assert_eq!(script.selected(), "b");
    assert!(!script.state.order_is_held);
}

#[test]
fn an_order_that_is_held_is_caught_up_even_if_a_status_changes_meanwhile() {
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
fn time_alone_changes_a_status_and_not_the_order() {
    let mut script = Script::running(&[model("a", 300, Some(instant(100))), used("b", 400)]);
    assert_eq!(script.listed(), ["a", "b"]);
    let status = |script: &Script| script.profile().model(&"a".into()).unwrap().1.status;
    assert_eq!(status(&script), quotatop::domain::Status::Expiring);
    script.after(100).wake();
    assert_eq!(status(&script), quotatop::domain::Status::Expired);
    assert_eq!(script.listed(), ["a", "b"], "the next poll brings it");
    poll(&mut script, &[]);
    assert_eq!(script.listed(), ["b", "a"]);
}

#[test]
fn where_the_cursors_model_leaves_the_list_the_next_one_takes_its_place() {
    let mut script = Script::running(&many(5));
    script.press(Code::Down);
    script.press(Code::Down);
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
fn movements_end_at_both_ends_and_pages_are_as_long_as_the_list_is_high() {
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
fn a_terminal_that_shrinks_to_nothing_and_back_still_shows_the_cursor() {
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
    assert_eq!(script.state.view.offset, 100 - shown, "and no room is wasted below the end");
}

#[test]
fn untouched_models_are_one_line_until_they_are_asked_for() {
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
    assert_eq!(script.listed().len(), 3, "where nothing else is left, they are the list");
}
