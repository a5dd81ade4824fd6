//! A popup: a framed area in the middle of a page, which stays visible around it.

use crate::{
    app::{Action, Area, Command, Size},
    domain::action::Label,
    ui::{
        Glyphs, Scene, Theme,
        canvas::{Canvas, columns},
        chrome::hints::{self, Hint},
    },
    words::text,
};

/// The frame takes a cell on each side.
const FRAME: u16 = 1;

/// What the frame of a popup says.
#[derive(Debug, Clone, Copy)]
pub(super) struct Frame<'a> {
    pub(super) title: &'a str,
    /// At the right of the title.
    pub(super) aside: &'a str,
    /// What can be done, at the bottom.
    pub(super) actions: &'a [(Action, Label)],
    /// What a click outside does.
    pub(super) closes: Action,
}

/// Clears and frames the middle of `room` for a content of this size, as far as there is room; returns the area
/// inside of the frame. A click outside closes the popup.
pub(super) fn draw(
    scene: &Scene<'_>,
    canvas: &mut Canvas<'_>,
    room: Area,
    content: Size,
    frame: Frame<'_>,
) -> Area {
    let (theme, glyphs) = (scene.theme, scene.glyphs);
    let mut hints: Vec<Hint> =
        frame.actions.iter().map(|(action, label)| Hint::labelled(scene, *action, *label)).collect();
    let titles = columns(frame.title).saturating_add(columns(frame.aside)).saturating_add(5);
    let wanted = content.width.max(titles).max(hints::width(scene, &hints).saturating_add(4));
    let size =
        Size { width: wanted.saturating_add(FRAME * 2), height: content.height.saturating_add(FRAME * 2) };
    for row in 0..room.height {
        canvas.target(room.row(row), (0, room.width), || Command::Act(frame.closes));
    }
    let area = room.middle(size);
    canvas.clear(area, theme.text);
    border(canvas, area, theme, glyphs);
    let across = area.within(FRAME + 1, FRAME + 1);
    let mut title = String::new();
    if !frame.title.is_empty() {
        title = text::cut(&format!(" {} ", frame.title), across.width.into(), glyphs.cut).into_owned();
    }
    let end = canvas.put(across, 0, &title, theme.strong);
    let aside = format!(" {} ", frame.aside);
    if !frame.aside.is_empty() && end.saturating_add(columns(&aside)) < across.width {
        canvas.put(across, across.width.saturating_sub(columns(&aside)), &aside, theme.quiet);
    }
    let bottom = across.row(area.height.saturating_sub(FRAME));
    while hints::width(scene, &hints).saturating_add(2) > bottom.width && hints.pop().is_some() {}
    if !hints.is_empty() && area.height > FRAME {
        canvas.put(bottom, 0, &" ".repeat(hints::width(scene, &hints).saturating_add(2).into()), theme.text);
        hints::put(scene, canvas, bottom, 1, &hints);
    }
    let inside = area.within(FRAME, FRAME).below(FRAME);
    Area { height: inside.height.saturating_sub(FRAME), ..inside }
}

/// A border along the edges of `area`.
fn border(canvas: &mut Canvas<'_>, area: Area, theme: &Theme, glyphs: &Glyphs) {
    let (last, [top_left, top_right, bottom_left, bottom_right]) =
        (area.height.saturating_sub(1), glyphs.corners);
    let right = area.width.saturating_sub(1);
    for row in 0..area.height {
        let (left, end) = match row {
            0 => (top_left, top_right),
            row if row == last => (bottom_left, bottom_right),
            _ => (glyphs.side_rule, glyphs.side_rule),
        };
        if row == 0 || row == last {
            canvas.repeat(area.row(row), (1, right), glyphs.rule, theme.quiet);
        }
        canvas.put(area.row(row), right, end, theme.quiet);
        canvas.put(area.row(row), 0, left, theme.quiet);
    }
}
