//! Which columns the list shows.

use super::script::*;

#[test]
fn columns_are_shown_and_hidden_one_by_one() {
    let mut script = Script::running(&many(3));
    script.type_in("c");
    assert_eq!(script.state.view.overlay, Overlay::Columns { cursor: 0 });
    script.press(Code::Enter);
    assert!(!script.state.view.columns.shows(ListColumn::Kind));
    script.press_all([Code::End, Code::Down, Code::Enter]);
    assert!(script.state.view.columns.shows(ListColumn::Read));
    script.press_all([Code::Up, Code::Enter, Code::Enter]);
    assert!(!script.state.view.columns.shows(ListColumn::Status));
    script.press(Code::Esc);
    assert_eq!(script.state.view.overlay, Overlay::None);
    // The choice remains once the dialog is closed.
    script.enter("c");
    script.type_in("c");
    let mut wanted = ListColumns::default();
    wanted.toggle(ListColumn::Read);
    assert_eq!((script.state.view.overlay, &script.state.view.columns), (Overlay::None, &wanted));
}

#[test]
fn columns_are_chosen_only_on_the_page_of_the_models() {
    let mut script = Script::running(&many(3));
    script.type_in("3c");
    assert_ne!(script.state.view.overlay, Overlay::Columns { cursor: 0 });
}
