//! Which columns the list shows.

use super::script::*;

#[test]
fn columns_are_shown_and_hidden_one_by_one() {
    let mut script = Script::running(&many(3));
    script.type_in("c");
    assert_eq!(script.state.view.overlay, Overlay::Columns { cursor: 0 });
    script.press(Code::Enter);
    assert!(!script.state.view.columns.shows(ListColumn::Kind));
    script.press(Code::End);
    script.press(Code::Down);
    script.press(Code::Enter);
    assert!(script.state.view.columns.shows(ListColumn::Read));
    script.press(Code::Up);
    script.press(Code::Enter);
    script.press(Code::Enter);
    assert!(!script.state.view.columns.shows(ListColumn::Status));
    script.press(Code::Esc);
    assert_eq!(script.state.view.overlay, Overlay::None);
    // The choice outlives what it was made in.
    script.type_in("c");
    script.press(Code::Enter);
    script.type_in("c");
    let mut wanted = ListColumns::default();
    wanted.toggle(ListColumn::Read);
    assert_eq!((script.state.view.overlay, &script.state.view.columns), (Overlay::None, &wanted));
}

#[test]
fn only_the_list_has_columns_to_choose() {
    let mut script = Script::running(&many(3));
    script.type_in("3c");
    assert_ne!(script.state.view.overlay, Overlay::Columns { cursor: 0 });
}
