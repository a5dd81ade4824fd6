//! The models of the dialog that turns Free Quota Only for several: what would change, and what came of it.

use super::fitting::Line;
use crate::{
    app::overlays::turning::dialog::Turning,
    domain::{ModelName, write::Outcome},
    ui::{Scene, canvas::columns, widgets::wrap::wrap},
    words::{facts::change, overlays::turning as words, pages::models::detail, plain, text},
};

/// What would change: each model with what is left of it. Below them those that stay as they are, with the reason.
pub(super) fn planned(scene: &Scene<'_>, turning: &Turning, width: u16) -> Vec<Line> {
    let (chosen, theme) = (&turning.chosen, scene.theme);
    let profile = scene.state.profile_at(turning.tag.profile);
    let left = |name: &ModelName| {
        let known = profile.and_then(|profile| profile.model(name));
        known.map(|(model, row)| detail::left(scene.lang, model, row.status)).unwrap_or_default()
    };
    let changed = chosen.models.iter().map(|name| (name, left(name), theme.text));
    let left_out = chosen.left_out.iter();
    let left_out = left_out
        .map(|(name, step)| (name, change::step(scene.lang, *step, chosen.on).to_owned(), theme.quiet));
    let rows: Vec<_> = changed.chain(left_out).collect();
    let name_width = |name: &ModelName| columns(&plain(name.as_str()));
    let widest = rows.iter().map(|(name, ..)| name_width(name)).max().unwrap_or(0).min(width / 2);
    let line = |(name, says, style): (&ModelName, String, _)| {
        let name = plain(name.as_str());
        let name = text::cut(&name, widest.into(), scene.glyphs.cut);
        let gap = " ".repeat(widest.saturating_sub(columns(&name)).into());
        let line = format!("{name}{gap}  {says}");
        (text::cut(&line, width.into(), scene.glyphs.cut).into_owned(), style)
    };
    rows.into_iter().map(line).collect()
}

/// What came of each, first what is not done.
pub(super) fn ended(scene: &Scene<'_>, turning: &Turning, width: u16) -> Vec<Line> {
    let mut all: Vec<_> = turning.chosen.models.iter().zip(&turning.outcomes).collect();
    all.sort_by_key(|(_, outcome)| rank(outcome));
    let lines = all.into_iter().flat_map(|(name, outcome)| {
        let style = match outcome {
            Outcome::Done => scene.theme.text,
            Outcome::NotSent => scene.theme.quiet,
            Outcome::Failed(_) | Outcome::Unknown(_) | Outcome::Unfinished => scene.theme.danger,
        };
        let says = if *outcome == Outcome::NotSent && turning.is_stopped {
            words::NOT_SENT.of(scene.lang).to_owned()
        } else {
            change::outcome(scene.lang, outcome)
        };
        wrap(&words::of_model(scene.lang, name, &says), width).into_iter().map(move |line| (line, style))
    });
    lines.collect()
}

const fn rank(outcome: &Outcome) -> u8 {
    match outcome {
        Outcome::Failed(_) => 0,
        Outcome::Unknown(_) | Outcome::Unfinished => 1,
        Outcome::NotSent => 2,
        Outcome::Done => 3,
    }
}
