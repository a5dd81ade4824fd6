//! Which columns the list shows, and in which order.

use super::script::*;

#[test]
fn columns_are_shown_and_hidden_one_by_one_while_the_list_stays_in_sight() {
    let mut script = Script::running(&many(3));
    script.resize(80, 24);
    script.type_in("c");
    assert_eq!(script.state.view.overlay, Overlay::chooser(Choice::Columns, 0));
    assert!(!layout(&script.state).rows.is_empty(), "the list is behind it");
    script.type_in(" ");
    assert!(!script.state.view.columns.shows(ListColumn::Kind));
    script.press_all([Code::End, Code::Down]);
    script.type_in(" ");
    assert!(script.state.view.columns.shows(ListColumn::Read));
    script.press(Code::Up);
    script.type_in("  ");
    assert!(!script.state.view.columns.shows(ListColumn::Status));
    script.press(Code::Enter);
    let mut wanted = ListColumns::default();
    wanted.toggle(ListColumn::Read);
    wanted.toggle(ListColumn::Kind);
    assert_eq!((script.state.view.overlay, &script.state.view.columns), (Overlay::None, &wanted));
}

#[test]
fn escape_restores_what_was_there_before() {
    for (closes, is_restored) in
        [(Code::Esc, true), (Code::Char('q'), true), (Code::Enter, false), (Code::Char('c'), false)]
    {
        let mut script = Script::running(&many(3));
        let before = script.state.view.columns.clone();
        script.type_in("c J");
        assert_ne!(script.state.view.columns, before);
        script.press(closes);
        assert_eq!(script.state.view.overlay, Overlay::None, "{closes:?}");
        assert_eq!(script.state.view.columns == before, is_restored, "{closes:?}");
    }
}

#[test]
fn a_column_is_moved_with_the_cursor_on_it() {
    let mut script = Script::running(&many(3));
    script.type_in("cJJ");
    assert_eq!(script.state.view.overlay, Overlay::chooser(Choice::Columns, 2));
    let order: Vec<ListColumn> = script.state.view.columns.all().take(3).collect();
    assert_eq!(order, [ListColumn::Gauge, ListColumn::Percent, ListColumn::Kind]);
    script.type_in("K");
    assert_eq!(script.state.view.columns.all().nth(1), Some(ListColumn::Kind));
}

#[test]
fn columns_are_chosen_only_on_the_page_of_the_models() {
    let mut script = Script::running(&many(3));
    script.type_in("3c");
    assert_eq!(script.state.view.overlay, Overlay::None);
}
