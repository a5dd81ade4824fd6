//! The models of the dialog that turns Free Quota Only for several: what would change, and what came of it.

use ratatui::style::Style;

use crate::{
    app::view::Turning,
    domain::write::Outcome,
    ui::{Scene, canvas::columns, widgets::wrap::wrap},
    words::{Lang, facts::change, overlays::turning as words, pages::models::detail, plain, text},
};

/// The lines of a model.
pub(super) struct Entry {
    lines: Vec<String>,
    style: Style,
}

/// What would change: each model with what is left of it.
pub(super) fn planned(scene: &Scene<'_>, turning: &Turning, width: u16) -> Vec<Entry> {
    let profile = scene.state.profile_at(turning.profile);
    let names: Vec<_> = turning.models().iter().map(|name| (name, plain(name.as_str()))).collect();
    let widest = names.iter().map(|(_, shown)| columns(shown)).max().unwrap_or(0).min(width / 2);
    let entry = |(name, shown): (_, std::borrow::Cow<'_, str>)| {
        let known = profile.and_then(|profile| profile.model(name));
        let left = known.map(|(model, row)| detail::left(scene.lang, model, row.status)).unwrap_or_default();
        let name = text::cut(&shown, widest.into(), scene.glyphs.cut);
        let gap = " ".repeat(widest.saturating_sub(columns(&name)).into());
        let line = format!("{name}{gap}  {left}");
        let line = text::cut(&line, width.into(), scene.glyphs.cut).into_owned();
        Entry { lines: vec![line], style: scene.theme.text }
    };
    names.into_iter().map(entry).collect()
}

/// What came of each, first what is not done.
pub(super) fn ended(scene: &Scene<'_>, turning: &Turning, width: u16) -> Vec<Entry> {
    let mut all: Vec<_> = turning.models().iter().zip(&turning.outcomes).collect();
    all.sort_by_key(|(_, outcome)| rank(outcome));
    let entry = |(name, outcome): (_, &Outcome)| Entry {
        lines: wrap(&words::of_model(scene.lang, name, &change::outcome(scene.lang, outcome)), width),
        style: match outcome {
            Outcome::Done => scene.theme.text,
            Outcome::NotSent => scene.theme.quiet,
            Outcome::Failed(_) | Outcome::Unknown(_) | Outcome::Unfinished => scene.theme.danger,
        },
    };
    all.into_iter().map(entry).collect()
}

const fn rank(outcome: &Outcome) -> u8 {
    match outcome {
        Outcome::Failed(_) => 0,
        Outcome::Unknown(_) | Outcome::Unfinished => 1,
        Outcome::NotSent => 2,
        Outcome::Done => 3,
    }
}

/// The first of them in at most `rows` lines, and how many more there are. The first is always shown.
pub(super) fn fitted(lang: Lang, entries: Vec<Entry>, rows: usize, quiet: Style) -> Vec<(String, Style)> {
    let all: usize = entries.iter().map(|entry| entry.lines.len()).sum();
    // The last line says how many are not shown.
    let rows = if all <= rows { all } else { rows.saturating_sub(1) };
    let (mut lines, mut hidden) = (Vec::new(), 0_usize);
    for entry in entries {
        let fits = hidden == 0 && lines.len().saturating_add(entry.lines.len()) <= rows;
        if fits || lines.is_empty() {
            lines.extend(entry.lines.into_iter().map(|line| (line, entry.style)));
        } else {
            hidden = hidden.saturating_add(1);
        }
    }
    if hidden > 0 {
        lines.push((words::more(lang, hidden), quiet));
    }
    lines
}
