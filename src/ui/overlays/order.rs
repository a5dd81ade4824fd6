//! The chooser of the open page's order.

use super::chooser::{self, Choices};
use crate::{
    app::{Area, Command, overlays::chooser::letter, pages, view::Choice},
    ui::{
        Scene,
        canvas::Canvas,
        widgets::{
            cell::Cell,
            columns::Rules,
            table::{Heading, Table},
        },
    },
    words::{
        chrome::bars,
        pages::{bills::labels, calls as call_words},
    },
};

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum OrderColumn {
    Chosen,
    Letter,
    Name,
    Direction,
}

const ALL: [OrderColumn; 4] =
    [OrderColumn::Chosen, OrderColumn::Letter, OrderColumn::Name, OrderColumn::Direction];

/// Draws the orders, each with its letter; the present one is marked, with its direction.
pub(super) fn draw(scene: &Scene<'_>, canvas: &mut Canvas<'_>, room: Area, cursor: usize) {
    let current = pages::current_sort(scene.state);
    let rows = pages::sorts(scene.state)
        .into_iter()
        .map(|(_, command)| row(scene, &command, Some(&command) == current.as_ref()))
        .collect();
    let choices = Choices {
        choice: Choice::Order,
        titles: (bars::SORT.of(scene.lang), ""),
        table: Table::new(&ALL, |_| Heading::default(), rows),
        rules: Rules { layouts: &[&ALL], shrink: &[(OrderColumn::Name, 1)], ..Rules::default() },
        has_headings: false,
        note: "",
    };
    chooser::draw(scene, canvas, room, choices, cursor);
}

fn row(scene: &Scene<'_>, command: &Command, is_current: bool) -> Vec<Cell<'static>> {
    let (theme, glyphs, lang) = (scene.theme, scene.glyphs, scene.lang);
    let style = if is_current { theme.accent } else { theme.text };
    let name = match command {
        Command::Sort(key) => bars::order(lang, *key),
        Command::SortBill(key) => labels::order(lang, *key, scene.state.view.bills.query.grouping).to_owned(),
        Command::SortCalls(key) => call_words::order(lang, *key).to_owned(),
        _ => String::new(),
    };
    let arrow = if pages::is_reversed(scene.state) { glyphs.descending } else { glyphs.ascending };
    let letter = letter(command).map(String::from).unwrap_or_default();
    vec![
        Cell::chosen(is_current, theme, glyphs),
        Cell::Text(letter.into(), theme.accent),
        Cell::Text(name.into(), style),
        Cell::Text(if is_current { arrow } else { "" }.into(), theme.accent),
    ]
}
