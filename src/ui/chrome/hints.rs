//! The last line: the keys that do something here and now.

use std::borrow::Cow;

use super::status_message;
use crate::{
    app::{
        Action, Area, Command,
        account::alerts::Entry,
        input::clipboard,
        layout::has_whole_detail,
        view::{HelpPage, Overlay, Page},
    },
    domain::{ModelName, bill::Grouping},
    ui::{
        Scene,
        canvas::{Canvas, columns},
        keys::{does, way_to},
        overlays::help::acts_on_wall,
        pages::alerts,
    },
    words::{Text, chrome::theme as told, overlays::help, plain},
};

/// A key, what it does here, and what a click on it does: several keys at once are but read.
pub(crate) struct Hint {
    key: Cow<'static, str>,
    does: Text,
    action: Option<Action>,
}

impl Hint {
    /// Keys that are but read.
    pub(crate) fn read(key: impl Into<Cow<'static, str>>, does: Text) -> Self {
        Self { key: key.into(), does, action: None }
    }

    /// What `action` does here. Without a key it can still be clicked.
    fn of(scene: &Scene<'_>, action: Action, does: Text) -> Self {
        Self { key: way_to(action, scene).unwrap_or_default(), does, action: Some(action) }
    }

    /// How many columns the key takes, with the gap behind it.
    fn key_columns(&self) -> u16 {
        if self.key.is_empty() { 0 } else { columns(&self.key).saturating_add(1) }
    }
}

/// Draws the hints, as many as fit: the way to the help and the way out stay.
pub(crate) fn draw(scene: &Scene<'_>, canvas: &mut Canvas<'_>, area: Area) {
    let row = area.within(1, 1);
    if scene.state.themes.is_tried() {
        tried(scene, canvas, row);
        return;
    }
    let mut hints = here(scene);
    if scene.state.wall.is_some() {
        hints.retain(|hint| hint.action.is_none_or(acts_on_wall));
    }
    let said = status_message::draw(scene, canvas, row);
    let row = row.within(0, said);
    let always = [hint(scene, Action::Help), hint(scene, Action::Quit)];
    let room = row.width.saturating_sub(width(scene, &always)).saturating_sub(2);
    while width(scene, &hints) > room && hints.pop().is_some() {}
    hints.extend(always);
    put(scene, canvas, row, 0, &hints);
}

fn hint(scene: &Scene<'_>, action: Action) -> Hint {
    Hint::of(scene, action, does(action).hint)
}

/// How many columns they take.
pub(crate) fn width(scene: &Scene<'_>, hints: &[Hint]) -> u16 {
    let each = hints
        .iter()
        .map(|hint| hint.key_columns().saturating_add(columns(hint.does.of(scene.lang))).saturating_add(2));
    each.fold(0, u16::saturating_add).saturating_sub(2)
}

/// Writes the hints from the column `at` on; a click on one does it.
pub(crate) fn put(scene: &Scene<'_>, canvas: &mut Canvas<'_>, row: Area, at: u16, hints: &[Hint]) {
    let mut from = at;
    for hint in hints {
        canvas.put(row, from, &hint.key, scene.theme.accent);
        let end = from.saturating_add(hint.key_columns());
        let end = canvas.put(row, end, hint.does.of(scene.lang), scene.theme.quiet);
        if let Some(action) = hint.action {
            canvas.target(row, (from, end), || Command::Act(action));
        }
        from = end.saturating_add(2);
    }
}

/// Which theme is tried, and how it is kept.
fn tried(scene: &Scene<'_>, canvas: &mut Canvas<'_>, row: Area) {
    let (theme, lang, name) = (scene.theme, scene.lang, scene.state.themes.name());
    if !scene.state.themes.has_choice() {
        canvas.put(row, 0, told::NO_COLOUR.of(lang), theme.quiet);
        return;
    }
    let end = canvas.put(row, 0, told::THEME.of(lang), theme.quiet).saturating_add(1);
    let end = canvas.put(row, end, &plain(name), theme.strong).saturating_add(3);
    let next = [Hint::of(scene, Action::Theme, told::NEXT)];
    put(scene, canvas, row, end, &next);
    let end = end.saturating_add(width(scene, &next)).saturating_add(3);
    canvas.put(row, end, &told::keep(lang, name), theme.quiet);
}

/// What can be done here besides asking for help and leaving, the most useful first.
fn here(scene: &Scene<'_>) -> Vec<Hint> {
    let state = scene.state;
    let arrows = |does| Hint::read(scene.glyphs.keys.up_down, does);
    let back = hint(scene, Action::Back);
    let mut hints = match state.view.overlay {
        Overlay::Help { page, .. } => {
            let other = match page.other() {
                HelpPage::Keys => help::KEYS,
                HelpPage::Rules => help::RULES,
            };
            let turn = Hint::of(scene, Action::NextPage, other);
            let scroll = (state.extents.scroll_end > 0).then(|| arrows(help::SCROLL));
            scroll.into_iter().chain([turn, back, hint(scene, Action::Account)]).collect()
        }
        Overlay::Account => vec![back],
        Overlay::Lines => among_lines(scene),
        Overlay::Line { .. } => {
            let scroll = (state.extents.scroll_end > 0).then(|| arrows(help::SCROLL));
            scroll.into_iter().chain([back]).collect()
        }
        Overlay::Columns { .. } => {
            vec![arrows(help::MOVE), Hint::of(scene, Action::Open, help::SHOW_OR_HIDE), back]
        }
        Overlay::Products { .. } | Overlay::Profiles { .. } => {
            vec![arrows(help::MOVE), Hint::of(scene, Action::Open, help::CHOOSE), back]
        }
        Overlay::Detail => {
            vec![arrows(help::MOVE), back, hint(scene, Action::Account)]
        }
        Overlay::None => match state.view.page {
            Page::Models => in_list(scene, arrows(help::MOVE)),
            Page::Bills if state.view.bills.line.is_some() => among_lines(scene),
            Page::Bills => in_bills(scene),
            Page::Alerts => in_alerts(scene),
        },
    };
    if state.has_several() && state.view.overlay == Overlay::None {
        hints.push(hint(scene, Action::Profiles));
    }
    if !state.offline {
        hints.push(hint(scene, Action::Refresh));
    }
    if clipboard::under_cursor(state).is_some() {
        hints.push(hint(scene, Action::Copy));
    } else if clipboard::remedy(state).is_some() {
        hints.push(hint(scene, Action::CopyRemedy));
    }
    hints.push(hint(scene, Action::Palette));
    hints
}

fn in_list(scene: &Scene<'_>, arrows: Hint) -> Vec<Hint> {
    let state = scene.state;
    let mut hints = Vec::new();
    if !state.list.is_empty() {
        hints.push(arrows);
        if !has_whole_detail(state) {
            hints.push(hint(scene, Action::Open));
        }
    }
    if !state.view.filter.is_empty() {
        hints.push(Hint::of(scene, Action::Back, help::CLEAR));
    }
    let has_models = state.models() > 0;
    let has_pages = state.pages().nth(1).is_some();
    if has_models {
        hints.extend([hint(scene, Action::Filter), hint(scene, Action::Sort)]);
    }
    if has_pages {
        hints.push(hint(scene, Action::NextPage));
    }
    if has_models {
        hints.push(hint(scene, Action::Account));
    }
    let selected = state.view.selected.as_ref();
    if selected.is_some_and(|name| state.profile().bills.costs.contains_key(name.as_str())) {
        hints.push(Hint::of(scene, Action::Counterpart, help::BILL));
    }
    if state.view.unfolded && state.view.filter.is_empty() {
        hints.push(Hint::of(scene, Action::Untouched, help::FOLD));
    }
    if state.is_first_run() {
        hints.push(hint(scene, Action::Demo));
    }
    hints
}

/// The keys of the bills' page.
fn in_bills(scene: &Scene<'_>) -> Vec<Hint> {
    let (state, glyphs) = (scene.state, scene.glyphs);
    let key = |action, does| Hint::of(scene, action, does);
    let has_groups = state.bills_group().is_some();
    let mut hints = Vec::new();
    if has_groups {
        hints.extend([Hint::read(glyphs.keys.up_down, help::MOVE), key(Action::Open, help::LINES)]);
    }
    if !state.view.bills.query.search.is_empty() {
        hints.push(key(Action::Back, help::CLEAR));
    }
    hints.extend([Hint::read(glyphs.keys.left_right, help::CYCLE), hint(scene, Action::Product)]);
    if has_groups {
        hints.extend([
            hint(scene, Action::Group),
            key(Action::Filter, help::SEARCH),
            hint(scene, Action::Sort),
        ]);
        hints.extend(to_model(scene));
    }
    hints.push(hint(scene, Action::NextPage));
    hints
}

/// The keys of the alerts' page.
fn in_alerts(scene: &Scene<'_>) -> Vec<Hint> {
    let state = scene.state;
    let arrows = Hint::read(scene.glyphs.keys.up_down, help::MOVE);
    let open = hint(scene, Action::Open);
    if state.log_cursor().is_some() {
        let back = Hint::of(scene, Action::Back, help::LEAVE_LOG);
        return vec![arrows, open, back, hint(scene, Action::NextPage)];
    }
    let Some((_, entry)) = state.alerts_entry() else {
        let moves = (!state.alert_log().is_empty()).then_some(arrows);
        return moves.into_iter().chain([hint(scene, Action::NextPage)]).collect();
    };
    let mut hints = vec![arrows, open];
    match entry {
        Entry::Active(episode) => {
            let takes_back = alerts::takes_back(episode, scene.now.utc);
            hints.extend([Action::Acknowledge, Action::Snooze].map(|action| {
                if takes_back == Some(action) {
                    Hint::of(scene, action, help::TAKE_BACK)
                } else {
                    hint(scene, action)
                }
            }));
            if episode.subject.model().is_some() {
                hints.push(hint(scene, Action::Mute));
            }
        }
        Entry::Muted(_) => hints.push(Hint::of(scene, Action::Mute, help::UNMUTE)),
    }
    hints.push(hint(scene, Action::NextPage));
    hints
}

/// From a group to its model, unless it is known to have none in the list.
fn to_model(scene: &Scene<'_>) -> Option<Hint> {
    let state = scene.state;
    let is_by_model = state.view.bills.query.grouping == Grouping::Model;
    let is_listed = |key: &str| state.profile().model(&ModelName::from(key)).is_some();
    let leads = state.bills_group().is_some_and(|group| !is_by_model || is_listed(&group.key));
    leads.then(|| Hint::of(scene, Action::Counterpart, help::MODEL))
}

/// The keys that hold among the lines of a group.
fn among_lines(scene: &Scene<'_>) -> Vec<Hint> {
    let key = |action, does| Hint::of(scene, action, does);
    let mut hints = vec![
        Hint::read(scene.glyphs.keys.up_down, help::MOVE),
        key(Action::Open, help::FIELDS),
        key(Action::Back, help::GROUPS),
    ];
    hints.extend(to_model(scene));
    hints
}
