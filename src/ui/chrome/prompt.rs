//! The last line while something is typed: a filter, or into the palette.

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

/// At least this much of the typed text stays in sight.
const LEAST_TYPED: u16 = 8;

/// Draws the line while something is typed; returns whether it is.
pub(crate) fn draw(scene: &Scene<'_>, canvas: &mut Canvas<'_>, area: Area) -> bool {
    let (state, row) = (scene.state, area.within(1, 1));
    if let Some(open) = &state.palette {
        let hints = [
            Hint::read(key(scene, Code::Tab), palette::COMPLETE),
            Hint::read(key(scene, Code::Enter), palette::DO),
            Hint::read(key(scene, Code::Esc), palette::CLOSE),
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
    let hints =
        [Hint::read(key(scene, Code::Enter), help::KEEP), Hint::read(key(scene, Code::Esc), help::CLEAR)];
    let (typed, found) = pages::filter(scene);
    line(scene, canvas, row, (&first_of(Action::Filter, scene), typed, &found), &hints);
}

/// A sign, the typed text with the caret, the number of matches, and the keys that apply now.
fn line(
    scene: &Scene<'_>,
    canvas: &mut Canvas<'_>,
    row: Area,
    (sign, typed, found): (&str, &str, &str),
    hints: &[Hint],
) {
    let (theme, glyphs) = (scene.theme, scene.glyphs);
    let gap = if found.is_empty() { "" } else { "  " };
    let behind = format!("{gap}{found}   ");
    let start = canvas.put(row, 0, sign, theme.accent);
    let room = row.width.saturating_sub(start).saturating_sub(columns(&behind)).saturating_sub(1);
    let typed = plain(typed);
    let least = columns(&typed).min(LEAST_TYPED);
    let fits = |hints: &&[Hint]| hints::width(scene, hints).saturating_add(least) <= room;
    let hints = (0..hints.len()).filter_map(|first| hints.get(first..)).find(fits).unwrap_or_default();
    let room = room.saturating_sub(hints::width(scene, hints));
    let end = canvas.put(row, start, end_of(&typed, room), theme.strong);
    let end = canvas.put(row, end, glyphs.caret, theme.accent);
    let end = canvas.put(row, end, &behind, theme.text);
    hints::put(scene, canvas, row, end, hints);
}

/// As much of the end of `typed`, where the caret is, as fits into `room` columns.
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
