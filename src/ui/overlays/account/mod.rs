//! The account page: balance, spending in the running cycle, closed cycles, where to pay, and plans.

mod balance;
mod part;
mod plans;
mod spending;

use part::{Column, Gaps, Part};

use crate::{
    app::{Area, layout::layout},
    ui::{Scene, canvas::Canvas},
    words::{chrome::bars, number, overlays::help, plain},
};

/// From this width on, spending is next to the balance.
const BESIDE_MIN_WIDTH: u16 = 110;
/// The address of the payment page fits into this width.
const ADDRESS_WIDTH: u16 = 68;
/// From this width on, the title has both the site and the position.
const BOTH_ASIDES_MIN_WIDTH: u16 = 60;
/// From this height on, blank rows set the parts apart.
const SPACED_MIN_HEIGHT: u16 = 26;

/// How many lines the page can be scrolled down.
pub(crate) fn scroll_end(scene: &Scene<'_>) -> u16 {
    let area = layout(scene.state).overlay;
    let lines = u16::try_from(length(&columns(scene, area))).unwrap_or(u16::MAX);
    lines.saturating_sub(body_height(area))
}

/// Draws the page, scrolled down by `scroll` lines, but not beyond its end.
pub(crate) fn draw(scene: &Scene<'_>, canvas: &mut Canvas<'_>, area: Area, scroll: u16) {
    let columns = columns(scene, area);
    let (length, height) = (length(&columns), usize::from(body_height(area)));
    let first = usize::from(scroll).min(length.saturating_sub(height));
    let position = help::position(scene.lang, first, height, length);
    let site = scene.state.profile().snapshot.site.map_or("", |site| number::site(scene.lang, site));
    let aside = match (site, &*position) {
        (site, "") => site.to_owned(),
        (site, position) if site.is_empty() || area.width < BOTH_ASIDES_MIN_WIDTH => position.to_owned(),
        (site, position) => format!("{site} {} {position}", scene.glyphs.dot),
    };
    for (at, column) in columns.iter().enumerate() {
        column.draw(scene, canvas, if at == 0 { &aside } else { "" }, first);
    }
}

/// The lines of the longest column.
fn length(columns: &[Column<'_>]) -> usize {
    columns.iter().map(|column| column.lines().len()).max().unwrap_or(0)
}

/// Below the first title.
const fn body_height(area: Area) -> u16 {
    area.below(1).height
}

fn columns<'a>(scene: &Scene<'a>, area: Area) -> Vec<Column<'a>> {
    let title = if scene.state.shows_all() {
        let name = plain(scene.state.profile().name());
        format!("{} {} {name}", bars::ACCOUNT.of(scene.lang), scene.glyphs.dot)
    } else {
        bars::ACCOUNT.of(scene.lang).to_owned()
    };
    let account = Part { title, facts: balance::facts(scene) };
    let others: Vec<Part<'_>> = [spending::running(scene), spending::closed(scene)]
        .into_iter()
        .flatten()
        .chain(plans::parts(scene))
        .collect();
    let gap = usize::from(area.height >= SPACED_MIN_HEIGHT);
    if area.width >= BESIDE_MIN_WIDTH && !others.is_empty() {
        let mut left = area;
        let right = left.take_right((area.width / 2).min(area.width.saturating_sub(ADDRESS_WIDTH)));
        let gaps = Gaps { between: 1, below_first: gap, below_title: gap };
        return vec![
            Column { area: left, parts: vec![account], gaps },
            Column { area: right, parts: others, gaps },
        ];
    }
    let gaps = Gaps { between: gap, below_first: gap, below_title: 0 };
    vec![Column { area, parts: std::iter::once(account).chain(others).collect(), gaps }]
}
