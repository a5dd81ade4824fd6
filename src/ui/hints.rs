//! The last line: the keys that do something here and now, or the filter that is being typed.

use std::borrow::Cow;

use ratatui::text::Span;

use super::{
    Scene, alerts,
    bills::end_of_line as line_end,
    canvas::{Canvas, columns, columns_of},
    help::end as help_end,
    keys::{does, first_of, written},
};
use crate::{
    app::{
        Action, Area,
        alerts::Entry,
        key::{Code, Key},
        layout::has_whole_detail,
        view::{HelpPage, Overlay, Page},
    },
    domain::{ModelName, bill::Grouping},
    words::{self, Text, bills_page, help, plain, screen},
};

/// A key, and what it does here.
type Hint = (Cow<'static, str>, Text);

/// Draws the hints, as many as fit: the way to the help and the way out stay.
pub(super) fn draw(scene: &Scene<'_>, canvas: &mut Canvas<'_>, area: Area) {
    let row = area.within(1, 1);
    if scene.state.view.typing {
        filter(scene, canvas, row);
        return;
    }
    if scene.state.themes.is_tried() {
        canvas.cut(row, &themes(scene), scene.glyphs.cut);
        return;
    }
    let mut hints = here(scene);
    let always = [hint(scene, Action::Help), hint(scene, Action::Quit)];
    let room = row.width.saturating_sub(columns_of(&written_out(scene, &always))).saturating_sub(2);
    while columns_of(&written_out(scene, &hints)) > room && hints.pop().is_some() {}
    hints.extend(always);
    canvas.spans(row, 0, &written_out(scene, &hints));
}

fn hint(scene: &Scene<'_>, action: Action) -> Hint {
    (first_of(action, scene.glyphs), does(action).hint)
}

fn written_out(scene: &Scene<'_>, hints: &[Hint]) -> Vec<Span<'static>> {
    let mut spans = Vec::new();
    for (position, (key, does)) in hints.iter().enumerate() {
        let gap = if position == 0 { "" } else { "  " };
        spans.push(Span::raw(gap));
        spans.push(Span::styled(key.clone(), scene.theme.accent));
        spans.push(Span::styled(format!(" {}", does.of(scene.lang)), scene.theme.quiet));
    }
    spans
}

/// Which theme is tried, and how it is kept.
fn themes(scene: &Scene<'_>) -> Vec<Span<'static>> {
    let (theme, lang, name) = (scene.theme, scene.lang, scene.state.themes.name());
    if !scene.state.themes.has_choice() {
        return vec![Span::styled(words::theme::NO_COLOUR.of(lang), theme.quiet)];
    }
    let mut spans = vec![
        Span::styled(format!("{} ", words::theme::THEME.of(lang)), theme.quiet),
        Span::styled(plain(name).into_owned(), theme.strong),
        Span::raw("   "),
    ];
    let next = (first_of(Action::Theme, scene.glyphs), words::theme::NEXT);
    spans.extend(written_out(scene, &[next]));
    spans.push(Span::styled(format!("   {}", words::theme::keep(lang, name)), theme.quiet));
    spans
}

/// What can be done here besides asking for help and leaving, the most useful first.
fn here(scene: &Scene<'_>) -> Vec<Hint> {
    let state = scene.state;
    let arrows = |does| (Cow::from(scene.glyphs.keys.up_down), does);
    let back = hint(scene, Action::Back);
    let mut hints = match state.view.overlay {
        Overlay::Help { page, .. } => {
            let other = match page.other() {
                HelpPage::Keys => help::KEYS,
                HelpPage::Rules => help::RULES,
            };
            let turn = (first_of(Action::NextPage, scene.glyphs), other);
            let scroll = (help_end(scene.lang, state) > 0).then(|| arrows(help::SCROLL));
            scroll.into_iter().chain([turn, back, hint(scene, Action::Account)]).collect()
        }
        Overlay::Account => vec![back],
        Overlay::Lines => among_lines(scene),
        Overlay::Line { .. } => {
            let scroll = (line_end(scene.lang, state) > 0).then(|| arrows(help::SCROLL));
            scroll.into_iter().chain([back]).collect()
        }
        Overlay::Columns { .. } => {
            vec![arrows(help::MOVE), (first_of(Action::Open, scene.glyphs), help::SHOW_OR_HIDE), back]
        }
        Overlay::Products { .. } => {
            vec![arrows(help::MOVE), (first_of(Action::Open, scene.glyphs), help::CHOOSE), back]
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
    if !state.offline {
        hints.push(hint(scene, Action::Refresh));
    }
    hints
}

fn in_list(scene: &Scene<'_>, arrows: Hint) -> Vec<Hint> {
    let (state, rows) = (scene.state, &scene.state.profile().rows);
    let mut hints = Vec::new();
    if !rows.index.is_empty() {
        hints.push(arrows);
        if !has_whole_detail(state.size) {
            hints.push(hint(scene, Action::Open));
        }
    }
    if !state.view.filter.is_empty() {
        hints.push((first_of(Action::Back, scene.glyphs), help::CLEAR));
    }
    let has_models = !state.profile().snapshot.models.is_empty();
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
        hints.push((first_of(Action::Counterpart, scene.glyphs), help::BILL));
    }
    if state.view.unfolded && state.view.filter.is_empty() {
        hints.push((first_of(Action::Untouched, scene.glyphs), help::FOLD));
    }
    if state.is_first_run() {
        hints.push(hint(scene, Action::Demo));
    }
    hints
}

/// The keys of the bills' page.
fn in_bills(scene: &Scene<'_>) -> Vec<Hint> {
    let (state, glyphs) = (scene.state, scene.glyphs);
    let key = |action, does| (first_of(action, glyphs), does);
    let has_groups = state.bills_group().is_some();
    let mut hints = Vec::new();
    if has_groups {
        hints.extend([(glyphs.keys.up_down.into(), help::MOVE), key(Action::Open, help::LINES)]);
    }
    if !state.view.bills.query.search.is_empty() {
        hints.push(key(Action::Back, help::CLEAR));
    }
    hints.extend([(glyphs.keys.left_right.into(), help::CYCLE), hint(scene, Action::Product)]);
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
    let arrows = (scene.glyphs.keys.up_down.into(), help::MOVE);
    let open = hint(scene, Action::Open);
    if state.log_cursor().is_some() {
        let back = (first_of(Action::Back, scene.glyphs), help::LEAVE_LOG);
        return vec![arrows, open, back, hint(scene, Action::NextPage)];
    }
    let Some(entry) = state.alerts_entry() else {
        let moves = (!state.profile().alerts.log().is_empty()).then_some(arrows);
        return moves.into_iter().chain([hint(scene, Action::NextPage)]).collect();
    };
    let mut hints = vec![arrows, open];
    match entry {
        Entry::Active(episode) => {
            let takes_back = alerts::takes_back(episode, scene.now.utc);
            hints.extend([Action::Acknowledge, Action::Snooze].map(|action| {
                if takes_back == Some(action) {
                    (first_of(action, scene.glyphs), help::TAKE_BACK)
                } else {
                    hint(scene, action)
                }
            }));
            if episode.subject.model().is_some() {
                hints.push(hint(scene, Action::Mute));
            }
        }
        Entry::Muted(_) => hints.push((first_of(Action::Mute, scene.glyphs), help::UNMUTE)),
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
    leads.then(|| (first_of(Action::Counterpart, scene.glyphs), help::MODEL))
}

/// The keys that hold among the lines of a group.
fn among_lines(scene: &Scene<'_>) -> Vec<Hint> {
    let key = |action, does| (first_of(action, scene.glyphs), does);
    let mut hints = vec![
        (scene.glyphs.keys.up_down.into(), help::MOVE),
        key(Action::Open, help::FIELDS),
        key(Action::Back, help::GROUPS),
    ];
    hints.extend(to_model(scene));
    hints
}

/// `/qwen_  12 matches   Enter keep  Esc clear`
fn filter(scene: &Scene<'_>, canvas: &mut Canvas<'_>, row: Area) {
    let (theme, glyphs) = (scene.theme, scene.glyphs);
    let enter = (written(Key::plain(Code::Enter), glyphs), help::KEEP);
    let escape = (written(Key::plain(Code::Esc), glyphs), help::CLEAR);
    let (view, profile) = (&scene.state.view, scene.state.profile());
    let (typed, found) = match view.page {
        Page::Models | Page::Alerts => {
            (&view.filter_text, screen::matches(scene.lang, profile.rows.index.len()))
        }
        Page::Bills => (&view.bills.query.search, bills_page::lines(scene.lang, profile.bills.report.lines)),
    };
    let mut behind = vec![Span::styled(format!("  {found}   "), theme.text)];
    behind.extend(written_out(scene, &[enter, escape]));
    let start = canvas.put(row, 0, &first_of(Action::Filter, glyphs), theme.accent);
    let room = row.width.saturating_sub(start).saturating_sub(columns_of(&behind)).saturating_sub(1);
    let typed = plain(typed);
    let end = canvas.put(row, start, end_of(&typed, room.max(8)), theme.strong);
    let end = canvas.put(row, end, glyphs.caret, theme.accent);
    canvas.spans(row, end, &behind);
}

/// The end of `typed`, which is where one types, as much of it as fits into `room` columns.
fn end_of(typed: &str, room: u16) -> &str {
    let mut rest = typed;
    while columns(rest) > room {
        let mut characters = rest.chars();
        characters.next();
        rest = characters.as_str();
    }
    rest
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_end_of_a_long_filter_stays_in_sight() {
        assert_eq!(end_of("qwen-max", 3), "max");
        assert_eq!(end_of("\u{901a}\u{4e49}", 3), "\u{4e49}");
        assert_eq!(end_of("q", 0), "");
        assert_eq!(end_of("qwen", 9), "qwen");
    }
}
