//! The input line of the filter and the palette.

use std::borrow::Cow;

use super::hints::{self, Hint};
use crate::{
    app::{
        Action, Area,
        key::{Code, Key},
    },
    ui::{
        Scene,
        canvas::{Canvas, columns},
        keys::{first_of, written},
        pages,
    },
    words::{
        overlays::{help, palette},
        plain,
    },
};

/// At least this much of the typed text stays visible.
const MIN_TYPED: u16 = 8;

/// Draws the input line if there is one; returns whether there is.
pub(crate) fn draw(scene: &Scene<'_>, canvas: &mut Canvas<'_>, area: Area) -> bool {
    let (state, row) = (scene.state, area.within(1, 1));
    if let Some(open) = &state.palette {
        let hints = [
            Hint::without_action(key(scene, Code::Tab), palette::COMPLETE),
            Hint::without_action(key(scene, Code::Enter), palette::DO),
            Hint::without_action(key(scene, Code::Esc), palette::CLOSE),
        ];
        line(scene, canvas, row, (":", &open.text, ""), &hints);
        return true;
    }
    if state.view.typing {
        filter(scene, canvas, row);
    }
    state.view.typing
}

fn key(scene: &Scene<'_>, code: Code) -> Cow<'static, str> {
    written(Key::plain(code), scene.glyphs)
}

/// `/qwen_  12 matches   Enter keep  Esc clear`
fn filter(scene: &Scene<'_>, canvas: &mut Canvas<'_>, row: Area) {
    let hints = [
        Hint::without_action(key(scene, Code::Enter), help::KEEP),
        Hint::without_action(key(scene, Code::Esc), help::CLEAR),
    ];
    let (typed, found) = pages::filter(scene);
    line(scene, canvas, row, (&first_of(Action::Filter, scene), typed, &found), &hints);
}

/// A prompt sign, the typed text with the caret, the number of matches, and hints.
fn line(
    scene: &Scene<'_>,
    canvas: &mut Canvas<'_>,
    row: Area,
    (sign, typed, found): (&str, &str, &str),
    hints: &[Hint],
) {
    let (theme, glyphs) = (scene.theme, scene.glyphs);
    let gap = if found.is_empty() { "" } else { "  " };
    let suffix = format!("{gap}{found}   ");
    let start = canvas.put(row, 0, sign, theme.accent);
    let room = row.width.saturating_sub(start).saturating_sub(columns(&suffix)).saturating_sub(1);
    let typed = plain(typed);
    let min_typed = columns(&typed).min(MIN_TYPED);
    let fits = |hints: &&[Hint]| hints::width(scene, hints).saturating_add(min_typed) <= room;
    let hints = (0..hints.len()).filter_map(|first| hints.get(first..)).find(fits).unwrap_or_default();
    let room = room.saturating_sub(hints::width(scene, hints));
    let end = canvas.put(row, start, end_of(&typed, room), theme.strong);
    let end = canvas.put(row, end, glyphs.caret, theme.accent);
    let end = canvas.put(row, end, &suffix, theme.text);
    hints::put(scene, canvas, row, end, hints);
}

/// The end of `typed`, where the caret is, as far as it fits into `room` columns.
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
    fn the_end_of_a_long_filter_stays_visible() {
        assert_eq!(end_of("qwen-max", 3), "max");
        assert_eq!(end_of("\u{901a}\u{4e49}", 3), "\u{4e49}");
        assert_eq!(end_of("q", 0), "");
        assert_eq!(end_of("qwen", 9), "qwen");
    }
}
