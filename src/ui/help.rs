//! The help: what each key does, and the rules of free quotas.

use ratatui::text::Span;

use super::{
    Scene,
    canvas::{Canvas, columns},
    keys::{does, written},
    widgets::{
        page::{self, MARGIN},
        wrap::wrap,
    },
};
use crate::{
    app::{Area, action::BINDINGS, view::HelpPage},
    words::{help, rules::SECTIONS},
};

/// From this width on the help has two columns.
const TWO_FROM: u16 = 110;
/// A line wider than this is hard to read.
const WIDEST: u16 = 90;
/// The columns between two columns.
const GAP: u16 = 4;

/// One line, in pieces.
type Line = Vec<Span<'static>>;

/// Draws a page of the help, `scroll` lines down, but never beyond its end.
pub(super) fn draw(scene: &Scene<'_>, canvas: &mut Canvas<'_>, area: Area, (page, scroll): (HelpPage, u16)) {
    let body = area.below(2).within(MARGIN, MARGIN);
    let has_two = body.width >= TWO_FROM;
    let half = body.width.saturating_sub(GAP) / 2;
    let width = if has_two { half } else { body.width }.min(WIDEST);
    let blocks = match page {
        HelpPage::Keys => keys(scene, width),
        HelpPage::Rules => rules(scene, width),
    };
    let (left, right) = if has_two { halves(blocks) } else { (blocks.concat(), Vec::new()) };
    let length = left.len().max(right.len());
    let first = usize::from(scroll).min(length.saturating_sub(usize::from(body.height)));
    let is_whole = length <= usize::from(body.height);
    let position = if is_whole {
        String::new()
    } else {
        help::lines(first.saturating_add(1), first.saturating_add(body.height.into()).min(length), length)
    };
    let name = match page {
        HelpPage::Keys => help::KEYS,
        HelpPage::Rules => help::RULES,
    };
    let name = format!("{}: {name}", help::HELP);
    page::title(canvas, area, (&name, &position), scene.theme, scene.glyphs);
    for (lines, from) in [(left, 0), (right, width.saturating_add(GAP))] {
        for (row, line) in (0..body.height).zip(lines.iter().skip(first)) {
            canvas.spans(body.row(row), from, line);
        }
    }
}

/// Splits blocks of lines into two columns of about the same height.
fn halves(blocks: Vec<Vec<Line>>) -> (Vec<Line>, Vec<Line>) {
    let half = blocks.iter().map(Vec::len).sum::<usize>().div_ceil(2);
    let (mut left, mut right) = (Vec::new(), Vec::new());
    for block in blocks {
        let fits = right.is_empty() && left.len().saturating_add(block.len() / 2) <= half;
        if fits { &mut left } else { &mut right }.extend(block);
    }
    (left, right)
}

/// Every binding: its keys, and what it does.
fn keys(scene: &Scene<'_>, width: u16) -> Vec<Vec<Line>> {
    let rows: Vec<(String, &str)> = BINDINGS
        .iter()
        .map(|binding| {
            let keys: Vec<_> = binding.keys.iter().map(|key| written(*key, scene.glyphs)).collect();
            (keys.join("  "), does(binding.action).sentence)
        })
        .collect();
    let widest = rows.iter().map(|(keys, _)| columns(keys)).max().unwrap_or(0).saturating_add(3);
    rows.into_iter()
        .map(|(keys, sentence)| {
            let mut lead = Some(keys);
            wrap(sentence, width.saturating_sub(widest).max(1))
                .into_iter()
                .map(|line| {
                    let keys = lead.take().unwrap_or_default();
                    let pad = " ".repeat(usize::from(widest.saturating_sub(columns(&keys))));
                    vec![
                        Span::styled(keys, scene.theme.accent),
                        Span::raw(pad),
                        Span::styled(line, scene.theme.text),
                    ]
                })
                .collect()
        })
        .collect()
}

/// Every section of the rules: its title, and its paragraphs.
fn rules(scene: &Scene<'_>, width: u16) -> Vec<Vec<Line>> {
    let theme = scene.theme;
    SECTIONS
        .iter()
        .map(|section| {
            let title = vec![Span::styled(section.title, theme.strong)];
            let lines = section.paragraphs.iter().flat_map(|text| wrap(text, width));
            let body = lines.map(|line| vec![Span::styled(line, theme.text)]);
            std::iter::once(title).chain(body).chain([Line::new()]).collect()
        })
        .collect()
}
