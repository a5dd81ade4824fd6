//! The last line: the keys that do something here and now, or the filter that is being typed.

use std::borrow::Cow;

use ratatui::text::Span;

use super::{
    Scene,
    canvas::{Canvas, columns, columns_of},
    help::help_end,
    keys::{does, first_of, written},
};
use crate::{
    app::{
        Action, Area,
        key::{Code, Key},
        layout::has_detail_pane,
        view::{HelpPage, Overlay},
    },
    words::{help, plain, screen},
};

/// A key, and what it does here.
type Hint = (Cow<'static, str>, &'static str);

/// Draws the hints, as many as fit: the way to the help and the way out stay.
pub(super) fn draw(scene: &Scene<'_>, canvas: &mut Canvas<'_>, area: Area) {
    let row = area.within(1, 1);
    if scene.state.view.typing {
        filter(scene, canvas, row);
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
        spans.push(Span::styled(format!(" {does}"), scene.theme.quiet));
    }
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
            let scroll = (help_end(state) > 0).then(|| arrows(help::SCROLL));
            scroll.into_iter().chain([turn, back, hint(scene, Action::Account)]).collect()
        }
        Overlay::Account => vec![back],
        Overlay::Detail => {
            vec![arrows(help::MOVE), back, hint(scene, Action::Account)]
        }
        Overlay::None => in_list(scene, arrows(help::MOVE)),
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
        if !has_detail_pane(state.size) {
            hints.push(hint(scene, Action::Open));
        }
    }
    if !state.view.filter.is_empty() {
        hints.push((first_of(Action::Back, scene.glyphs), help::CLEAR));
    }
    if !state.profile().snapshot.models.is_empty() {
        hints.extend([hint(scene, Action::Filter), hint(scene, Action::Sort), hint(scene, Action::Account)]);
    }
    if state.view.unfolded && state.view.filter.is_empty() {
        hints.push((first_of(Action::Untouched, scene.glyphs), help::FOLD));
    }
    if state.is_first_run() {
        hints.push(hint(scene, Action::Demo));
    }
    hints
}

/// `/qwen_  12 matches   Enter keep  Esc clear`
fn filter(scene: &Scene<'_>, canvas: &mut Canvas<'_>, row: Area) {
    let (theme, glyphs) = (scene.theme, scene.glyphs);
    let enter = (written(Key::plain(Code::Enter), glyphs), help::KEEP);
    let escape = (written(Key::plain(Code::Esc), glyphs), help::CLEAR);
    let mut behind = vec![Span::styled(
        format!("  {}   ", screen::matches(scene.state.profile().rows.index.len())),
        theme.text,
    )];
    behind.extend(written_out(scene, &[enter, escape]));
    let start = canvas.put(row, 0, &first_of(Action::Filter, glyphs), theme.accent);
    let room = row.width.saturating_sub(start).saturating_sub(columns_of(&behind)).saturating_sub(1);
    let typed = plain(&scene.state.view.filter_text);
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
