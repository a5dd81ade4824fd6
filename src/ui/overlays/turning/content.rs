//! What the dialog says above its question.

use std::borrow::Cow;

use ratatui::style::Style;

use super::{
    fitting::{Content, Line},
    several,
};
use crate::{
    app::overlays::turning::dialog::{Proposal, Scope, Stage, Turning},
    domain::{ModelName, write::Outcome},
    ui::{Scene, widgets::wrap::wrap},
    words::{facts::change, overlays::turning as words, pages::models::detail},
};

/// All that is said, wrapped to `width`.
pub(super) fn content(scene: &Scene<'_>, turning: &Turning, width: u16) -> Content {
    let (lang, theme) = (scene.lang, scene.theme);
    let (mut above, mut below) = (Lines::new(width), Lines::new(width));
    let mut list = Vec::new();
    if let Some(model) = turning.only_model() {
        one(scene, turning, model, &mut above);
    } else {
        match turning.stage {
            Stage::Asks | Stage::Wrong => {
                above.add(&meant(scene, &turning.chosen), theme.text);
                list = several::planned(scene, turning, width);
            }
            Stage::Sent => {
                let (ended, all) = (turning.outcomes.len(), turning.chosen.models.len());
                let text = if turning.is_stopped { words::stopping } else { words::progress };
                above.add(&text(lang, ended, all), theme.strong);
            }
            Stage::Ended => {
                above.add(&words::summary(lang, &turning.outcomes), theme.strong);
                list = several::ended(scene, turning, width);
            }
        }
    }
    if turning.is_asking() {
        let means = if turning.chosen.on { &change::TURNING_ON[..] } else { &change::TURNING_OFF[..] };
        for text in means {
            below.add(text.of(lang), theme.quiet);
        }
    }
    match turning.stage {
        Stage::Wrong => below.add(&words::wrong(lang, turning.word()), theme.danger),
        Stage::Ended => below.add(words::READ_AGAIN.of(lang), theme.quiet),
        Stage::Asks | Stage::Sent => {}
    }
    Content { above: above.lines, list, below: below.lines }
}

/// Which models the list is of.
fn meant(scene: &Scene<'_>, proposal: &Proposal) -> Cow<'static, str> {
    match proposal.scope {
        Scope::Marked => words::marked(scene.lang, proposal.left_out.len()),
        Scope::One | Scope::AllWithQuota => words::all(proposal.on).of(scene.lang).into(),
    }
}

/// The only model: what is left of it, and what has come of its change.
fn one(scene: &Scene<'_>, turning: &Turning, model: &ModelName, lines: &mut Lines) {
    let (lang, theme) = (scene.lang, scene.theme);
    let known = scene.state.profile_at(turning.tag.profile).and_then(|profile| profile.model(model));
    if let Some((model, row)) = known {
        lines.add(&words::now(lang, model.free_quota_only), theme.text);
        lines.add(&detail::left(lang, model, row.status), theme.text);
    }
    if turning.stage == Stage::Sent {
        lines.add(words::SENT.of(lang), theme.strong);
    }
    for outcome in &turning.outcomes {
        let style = if *outcome == Outcome::Done { theme.strong } else { theme.danger };
        lines.add(&change::outcome(lang, outcome), style);
    }
}

/// Lines wrapped to a width.
struct Lines {
    width: u16,
    lines: Vec<Line>,
}

impl Lines {
    const fn new(width: u16) -> Self {
        Self { width, lines: Vec::new() }
    }

    fn add(&mut self, text: &str, style: Style) {
        self.lines.extend(wrap(text, self.width).into_iter().map(|line| (line, style)));
    }
}
