//! The plans of the account, each with its windows.

use super::part::Part;
use crate::{
    domain::plan::Plan,
    ui::{Scene, widgets::page::Fact},
    words::{facts::plan as words, time},
};

/// A part for each plan; none without one, and nothing hints at what is not there.
pub(super) fn parts<'a>(scene: &Scene<'a>) -> Vec<Part<'a>> {
    scene.state.profile().plans.all().iter().map(|plan| part(scene, plan)).collect()
}

fn part<'a>(scene: &Scene<'a>, plan: &Plan) -> Part<'a> {
    let (lang, theme, now) = (scene.lang, scene.theme, scene.now.utc);
    let mut facts = Vec::new();
    if let Some(status) = words::status(lang, &plan.status) {
        facts.push(Fact::new(words::STATUS.of(lang), status, theme.warning));
    }
    facts.extend(plan.windows.iter().map(|window| {
        let text = format!("{}{}", words::used(lang, window, now), words::resets(lang, window, now));
        Fact::new(words::span(lang, window.span), text, theme.text)
    }));
    if plan.windows.is_empty() {
        facts.push(Fact::new("", words::NO_FIGURES.of(lang), theme.quiet));
    }
    facts.push(Fact::new(words::KEYS.of(lang), words::NOTE.of(lang), theme.text));
    facts.push(Fact::new(words::READ.of(lang), time::ago(lang, plan.read_at, now), theme.quiet));
    Part { title: words::title(lang, plan), facts }
}
