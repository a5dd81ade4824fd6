//! The wallboard, readable from across a room. One file per part.

mod axis;
mod band;
mod calm;
mod card;
mod digits;
mod foot;
mod head;
mod strip;

use crate::{
    app::{
        Wall,
        pages::wall::{
            Selection,
            layout::{Grid, board},
            select,
        },
    },
    ui::{
        Scene, Theme,
        canvas::Canvas,
        chrome::{empty, problem_lines, too_small},
    },
};

pub(crate) fn draw(scene: &Scene<'_>, canvas: &mut Canvas<'_>, wall: &Wall) {
    let selection = select(scene.state, scene.now.utc);
    let board = board(scene.state, selection.counts());
    if board.too_small {
        return too_small::draw(scene, canvas);
    }
    let is_night = wall.settings.night.is_some_and(|hours| hours.contains(scene.now.utc, scene.zone));
    let theme = if is_night { dimmed(scene.theme) } else { *scene.theme };
    let scene = &Scene { theme: &theme, ..*scene };
    let paging = board.paging(selection.counts());
    head::draw(scene, canvas, board.head, (wall, &selection));
    band::draw(scene, canvas, board.band, (&selection, board.letters));
    problem_lines::draw(scene, canvas, board.notes);
    if selection.cards.is_empty() && selection.others.is_empty() {
        empty::draw(scene, canvas, board.grid.area);
    } else if selection.cards.is_empty() {
        calm::draw(scene, canvas, board.grid.area, &selection);
    } else {
        let (staying, own) = paging.page(wall.page);
        cards(scene, canvas, &board.grid, (&selection, staying.chain(own)));
    }
    strip::draw(scene, canvas, board.strip, &selection.others);
    foot::draw(scene, canvas, board.foot, wall);
}

fn cards(
    scene: &Scene<'_>,
    canvas: &mut Canvas<'_>,
    grid: &Grid,
    (selection, shown): (&Selection, impl Iterator<Item = usize>),
) {
    let models = selection.cards.iter().filter_map(|card| card.model(scene.state));
    let span = axis::span(scene.now.utc, models);
    for (position, at) in shown.enumerate() {
        if let Some(card) = selection.cards.get(at) {
            card::draw(scene, canvas, grid.place(position), *card, (grid.scale, span));
        }
    }
}

/// At night everything but alarms is quiet.
const fn dimmed(theme: &Theme) -> Theme {
    let quiet = theme.quiet;
    Theme { text: quiet, strong: quiet, accent: quiet, gauge: quiet, good: quiet, ..*theme }
}
