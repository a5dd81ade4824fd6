//! Choosers: popups over the page, each with a list of choices and a cursor.

use crate::{
    app::{
        Action, Command, Key, State,
        area::Area,
        offer::Offers,
        outcome::Outcome,
        pages::{self, bills},
        scroll,
        view::{Choice, Chooser, Overlay},
    },
    domain::{Now, action::Label},
};

use super::{columns, profiles};

/// Rows of a popup that are no choice: its frame and headings.
const OTHER_ROWS: u16 = 3;

/// The number of choices.
pub fn length(state: &State, choice: Choice) -> usize {
    match choice {
        Choice::Columns => state.view.columns.all().count(),
        Choice::Order => pages::sorts(state).len(),
        Choice::Product => state.profile().bills.products.len(),
        Choice::Profile => profiles::choices(state),
    }
}

/// The command that makes the choice at `position`.
pub fn command(state: &State, choice: Choice, position: usize) -> Option<Command> {
    match choice {
        Choice::Columns => state.view.columns.all().nth(position).map(Command::Column),
        Choice::Order => pages::sorts(state).into_iter().nth(position).map(|(_, command)| command),
        Choice::Product => state.profile().bills.products.get(position).cloned().map(Command::Product),
        Choice::Profile => {
            (position < profiles::choices(state)).then(|| Command::Profile(profiles::choice(position)))
        }
    }
}

/// The letter that makes a choice without the cursor, if it has one.
pub const fn letter(command: &Command) -> Option<char> {
    match command {
        Command::Sort(key) => Some(key.letter()),
        Command::SortBill(key) => Some(key.letter()),
        Command::SortCalls(key) => Some(key.letter()),
        _ => None,
    }
}

/// The action with the same key as the one that opened it: it closes it again.
pub const fn opened_by(choice: Choice) -> Action {
    match choice {
        Choice::Columns => Action::Columns,
        Choice::Order => Action::Sort,
        Choice::Product => Action::Product,
        Choice::Profile => Action::Profiles,
    }
}

/// What can be done in a chooser, in the order of the hints in its frame.
pub fn actions(choice: Choice) -> &'static [(Action, Label)] {
    match choice {
        Choice::Columns => &[
            (Action::Peek, Label::ShowOrHide),
            (Action::ColumnUp, Label::Own),
            (Action::ColumnDown, Label::Own),
            (Action::Open, Label::Accept),
            (Action::Back, Label::Restore),
        ],
        Choice::Order => {
            &[(Action::Open, Label::Choose), (Action::Reverse, Label::Own), (Action::Back, Label::Close)]
        }
        Choice::Product | Choice::Profile => &[(Action::Open, Label::Choose), (Action::Back, Label::Close)],
    }
}

pub(super) fn offers(state: &State, Chooser { choice, cursor }: Chooser, offers: &mut Offers) {
    offers.movement(Label::Move);
    let is_possible = |action: Action| match action {
        // How it is labelled depends on the keys.
        Action::Back => false,
        Action::ColumnUp => cursor > 0,
        Action::ColumnDown => cursor.saturating_add(1) < length(state, choice),
        _ => true,
    };
    for (action, _) in actions(choice).iter().filter(|(action, _)| is_possible(*action)) {
        offers.also(&[*action]);
    }
    offers.also(&[opened_by(choice)]);
}

/// Opens a chooser with the cursor on the present choice, if there is anything to choose.
pub(crate) fn open(state: &mut State, choice: Choice, now: Now) {
    let cursor = match choice {
        Choice::Columns => {
            columns::remember(state);
            0
        }
        Choice::Order => {
            let current = pages::current_sort(state);
            let is_current = |(_, command): &(_, Command)| Some(command) == current.as_ref();
            pages::sorts(state).iter().position(is_current).unwrap_or(0)
        }
        Choice::Product => bills::list_products(state, now),
        Choice::Profile if !state.has_several() => return,
        Choice::Profile => profiles::chosen(state),
    };
    if length(state, choice) > 0 {
        state.view.overlay = Overlay::chooser(choice, cursor);
    }
}

/// Performs `action` in the chooser; `None` leaves it to its global meaning.
pub(super) fn act(state: &mut State, chooser: Chooser, action: Action) -> Option<Outcome> {
    let Chooser { choice, cursor } = chooser;
    match (choice, action) {
        (Choice::Columns, Action::Peek) => columns::toggle_at(state, cursor),
        (Choice::Columns, Action::ColumnUp) => columns::shift(state, cursor, -1),
        (Choice::Columns, Action::ColumnDown) => columns::shift(state, cursor, 1),
        (Choice::Columns, Action::Back) => columns::restore(state),
        (choice, Action::Open) if choice != Choice::Columns => {
            state.view.overlay = Overlay::None;
            return command(state, choice, cursor).map(Outcome::from);
        }
        (_, Action::Open | Action::Back) => state.view.overlay = Overlay::None,
        (_, action) if action == opened_by(choice) => state.view.overlay = Overlay::None,
        _ => return None,
    }
    Some(Outcome::default())
}

/// The order that `key` chooses by its letter, unless the key already does something here.
pub(super) fn typed(state: &State, key: Key, action: Option<Action>) -> Option<Command> {
    let does = |action: Action| {
        let own = actions(Choice::Order).iter().any(|(own, _)| *own == action);
        own || action.is_movement() || matches!(action, Action::Sort | Action::Quit | Action::Help)
    };
    if action.is_some_and(does) {
        return None;
    }
    let typed = key.typed()?;
    let mut commands = pages::sorts(state).into_iter().map(|(_, command)| command);
    commands.find(|command| letter(command) == Some(typed))
}

/// Moves the cursor by up to `by` rows.
pub(super) fn by(state: &mut State, by: isize, Chooser { choice, cursor }: Chooser) {
    let cursor = scroll::moved(cursor, by, length(state, choice));
    state.view.overlay = Overlay::chooser(choice, cursor);
}

/// The rows by which page up and page down move.
pub(super) fn page(state: &State, room: Area, choice: Choice) -> u16 {
    let length = u16::try_from(length(state, choice)).unwrap_or(u16::MAX);
    length.min(room.height.saturating_sub(OTHER_ROWS))
}
