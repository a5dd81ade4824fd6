//! The help: what each key does, and the rules of free quotas.

use ratatui::text::Span;

use crate::{
    app::{Action, Area, Keymap, State, layout::layout, pages::wall::ACTIONS, view::HelpPage},
    domain::{Site, action::BINDINGS},
    ui::{
        Glyphs, Scene, Theme,
        canvas::{Canvas, columns},
        keys,
        widgets::{
            page::{self, body},
            wrap::wrap,
        },
    },
    words::{
        Lang,
        overlays::{help, rules::SECTIONS},
    },
};

/// From this width on the help has two columns.
const TWO_FROM: u16 = 110;
/// A line wider than this is hard to read.
const WIDEST: u16 = 90;
/// The gap between two columns.
const GAP: u16 = 4;

/// An action, and what it does.
type Explained = (Action, &'static str);
/// One line, in pieces.
type Line = Vec<Span<'static>>;

/// How many lines this page can be scrolled down.
pub(crate) fn scroll_end(lang: Lang, state: &State, page: HelpPage) -> u16 {
    let body = body(layout(state).overlay);
    // Its length does not depend on signs or colours.
    let context = (lang, &state.keymap);
    let explained = explained(lang, state);
    let shown = (page, &explained[..], site(state));
    let (left, right) = columns_of(shown, body.width, context, (&Glyphs::ASCII, &Theme::MONO));
    let length = u16::try_from(left.len().max(right.len())).unwrap_or(u16::MAX);
    length.saturating_sub(body.height)
}

/// Draws a page of the help, scrolled down by `scroll` lines, but not beyond its end.
pub(crate) fn draw(scene: &Scene<'_>, canvas: &mut Canvas<'_>, area: Area, (page, scroll): (HelpPage, u16)) {
    let body = body(area);
    let context = (scene.lang, &scene.state.keymap);
    let explained = explained(scene.lang, scene.state);
    let shown = (page, &explained[..], site(scene.state));
    let (left, right) = columns_of(shown, body.width, context, (scene.glyphs, scene.theme));
    let length = left.len().max(right.len());
    let height = usize::from(body.height);
    let first = usize::from(scroll).min(length.saturating_sub(height));
    let position = help::position(scene.lang, first, height, length);
    let name = match page {
        HelpPage::Keys => help::KEYS,
        HelpPage::Rules => help::RULES,
    };
    let name = format!("{}: {}", help::HELP.of(scene.lang), name.of(scene.lang));
    page::title(canvas, area, (&name, &position), scene.theme, scene.glyphs);
    let second = column_width(body.width).saturating_add(GAP);
    for (lines, from) in [(left, 0), (right, second)] {
        for (row, line) in (0..body.height).zip(lines.iter().skip(first)) {
            canvas.spans(body.row(row), from, line);
        }
    }
}

/// How wide the lines of a body of this width may be.
fn column_width(body: u16) -> u16 {
    let width = if body >= TWO_FROM { body.saturating_sub(GAP) / 2 } else { body };
    width.min(WIDEST)
}

/// The lines of a page, in one column or two.
fn columns_of(
    (page, explained, site): (HelpPage, &[Explained], Option<Site>),
    body: u16,
    (lang, keymap): (Lang, &Keymap),
    look: (&Glyphs, &Theme),
) -> (Vec<Line>, Vec<Line>) {
    let width = column_width(body);
    let blocks = match page {
        HelpPage::Keys => keys(explained, width, keymap, look),
        HelpPage::Rules => rules(lang, site, width, look.1),
    };
    if body >= TWO_FROM { halves(blocks) } else { (blocks.concat(), Vec::new()) }
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

/// The actions explained: on the wallboard those that apply there; with one profile none about several.
fn explained(lang: Lang, state: &State) -> Vec<Explained> {
    let all = BINDINGS.iter().map(|row| row.action);
    if state.wall.is_some() {
        let here = all.filter(|action| ACTIONS.contains(action));
        return here.map(|action| (action, help::on_wall(action).of(lang))).collect();
    }
    let several = state.has_several();
    let here = all.filter(|action| several || !action.needs_several());
    here.map(|action| (action, help::does(action).sentence.of(lang))).collect()
}

/// Every action: its keys, and what it does.
fn keys(
    explained: &[Explained],
    width: u16,
    keymap: &Keymap,
    (glyphs, theme): (&Glyphs, &Theme),
) -> Vec<Vec<Line>> {
    let keys = |action, glyphs| keys::all_of(action, keymap, glyphs, "  ");
    let rows: Vec<(String, &str)> =
        explained.iter().map(|(action, sentence)| (keys(*action, glyphs), *sentence)).collect();
    // Sized for the keys in letters, so that the page is equally long with signs and without.
    let in_letters = explained.iter().map(|(action, _)| columns(&keys(*action, &Glyphs::ASCII)));
    let widest = in_letters.max().unwrap_or(0).saturating_add(3);
    rows.into_iter()
        .map(|(keys, sentence)| {
            let mut lead = Some(keys);
            wrap(sentence, width.saturating_sub(widest).max(1))
                .into_iter()
                .map(|line| {
                    let keys = lead.take().unwrap_or_default();
                    let pad = " ".repeat(usize::from(widest.saturating_sub(columns(&keys))));
                    vec![Span::styled(keys, theme.accent), Span::raw(pad), Span::styled(line, theme.text)]
                })
                .collect()
        })
        .collect()
}

/// The site of the profiles shown; absent if it is unknown, or if they are of both.
fn site(state: &State) -> Option<Site> {
    let mut sites = state.shown().map(|(_, profile)| profile.snapshot.site);
    let first = sites.next().flatten();
    first.filter(|site| sites.all(|other| other == Some(*site)))
}

/// Every section of the rules: its title, and its paragraphs for this site.
fn rules(lang: Lang, site: Option<Site>, width: u16, theme: &Theme) -> Vec<Vec<Line>> {
    SECTIONS
        .iter()
        .map(|section| {
            let title = vec![Span::styled(section.title.of(lang), theme.strong)];
            let lines = section.paragraphs(site).flat_map(|text| wrap(text.of(lang), width));
            let body = lines.map(|line| vec![Span::styled(line, theme.text)]);
            std::iter::once(title).chain(body).chain([Line::new()]).collect()
        })
        .collect()
}
