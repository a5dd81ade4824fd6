//! The detail of the selected row or event.

use ratatui::text::Span;

use super::log;
use crate::{
    app::{
        Action, Area, ProfileId,
        account::alerts::{AlertRow, Entry},
        pages::alerts::undoes,
    },
    domain::alert::Event,
    ui::{
        Scene,
        canvas::{Canvas, columns},
        keys,
        widgets::{
            page,
            styles::{severity_style, severity_symbol},
            wrap::wrap,
        },
    },
    words::{
        facts::{alert, delivery_state},
        pages::alerts as words,
        plain, time,
    },
};

/// Since when an alert is active is left out if the message would have less room.
const MIN_MESSAGE_WIDTH: u16 = 30;

/// Draws the alerts of the selected row, each with its state and since when, and what happens next.
pub(super) fn draw(scene: &Scene<'_>, canvas: &mut Canvas<'_>, area: Area) {
    if area.is_empty() {
        return;
    }
    match (scene.state.log_event(), scene.state.alerts_entry()) {
        (Some((id, event)), _) => self::event(scene, canvas, area, (id, event)),
        (None, Some((id, Entry::Active(row)))) => active(scene, canvas, area, (id, row)),
        (None, Some((id, Entry::Muted(model)))) => {
            let body = title(scene, canvas, area, (id, &words::model(model)), "");
            canvas.put(body, 0, words::IS_MUTED.of(scene.lang), scene.theme.text);
            let unmutes = words::unmutes(scene.lang, &keys::first_of(Action::Mute, scene));
            canvas.put(body.row(1), 0, &unmutes, scene.theme.quiet);
        }
        (None, None) => {}
    }
}

/// Draws the title, with the profile if several are shown; returns the area below it.
fn title(
    scene: &Scene<'_>,
    canvas: &mut Canvas<'_>,
    area: Area,
    (id, name): (ProfileId, &str),
    aside: &str,
) -> Area {
    let profile = scene.state.profile_at(id).filter(|_| scene.state.shows_all());
    let name = profile.map_or_else(
        || name.to_owned(),
        |profile| format!("{} {} {name}", plain(profile.name()), scene.glyphs.dot),
    );
    page::title(canvas, area, (&name, aside), scene.theme, scene.glyphs);
    area.below(1).within(page::MARGIN, page::MARGIN)
}

fn event(scene: &Scene<'_>, canvas: &mut Canvas<'_>, area: Area, (id, event): (ProfileId, &Event)) {
    let (now, zone) = (scene.now.utc, scene.zone);
    let at = time::moment(scene.lang, event.at, now, zone);
    let body = title(scene, canvas, area, (id, &alert::subject(scene.lang, &event.subject)), &at);
    let message = alert::event(scene.lang, event, event.at, zone);
    let mut lines: Vec<_> =
        wrap(&message, body.width).into_iter().map(|line| (line, scene.theme.text)).collect();
    // What is wrong comes first: the others may have no room.
    let (failed, others): (Vec<_>, Vec<_>) =
        log::deliveries(scene, id, event).iter().partition(|delivery| delivery.state.has_failed());
    for delivery in failed.into_iter().chain(others) {
        let style = if delivery.state.has_failed() { scene.theme.warning } else { scene.theme.quiet };
        let text = delivery_state::full(scene.lang, delivery, now, zone);
        lines.extend(wrap(&text, body.width).into_iter().map(|line| (line, style)));
    }
    for (row, (line, style)) in (0..body.height).zip(lines) {
        canvas.put(body.row(row), 0, &line, style);
    }
}

fn active(scene: &Scene<'_>, canvas: &mut Canvas<'_>, area: Area, (id, row): (ProfileId, &AlertRow)) {
    let (theme, now, zone) = (scene.theme, scene.now.utc, scene.zone);
    let state = words::state(scene.lang, row.state(now), now, zone).unwrap_or_default();
    let body = title(scene, canvas, area, (id, &alert::subject(scene.lang, &row.subject)), &state);
    let next_step = words::next_step(scene.lang, row.state(now), now, zone);
    let next_step = match undoes(row, scene.now) {
        Some(action) => words::with_undo_hint(scene.lang, &next_step, &keys::first_of(action, scene)),
        None => next_step,
    };
    let mut rest = Area { height: body.height.saturating_sub(1), ..body };
    let last = body.row(rest.height);
    for one in row.alerts() {
        let facts =
            scene.state.profile_at(id).map_or_else(|| one.facts.clone(), |profile| profile.facts_now(one));
        let message = alert::what(scene.lang, one.rule, &facts, now, zone);
        let since = words::since(scene.lang, one, now, zone);
        // The title has the state of the row.
        let state = Some(one.state(now)).filter(|state| *state != row.state(now));
        let state = state.and_then(|state| words::state(scene.lang, state, now, zone));
        let since = state.map_or(since.clone(), |state| format!("{since}{}", scene.lang.aside(&state)));
        let severity = one.rule.severity();
        let sign = Span::styled(severity_symbol(severity, scene.glyphs), severity_style(severity, theme));
        let text = rest.within(2, 0);
        let beside = text.width.saturating_sub(columns(&since)).saturating_sub(2);
        let has_room = beside >= MIN_MESSAGE_WIDTH;
        let lines = wrap(&message, if has_room { beside } else { text.width });
        canvas.spans(rest, 0, &[sign]);
        if has_room {
            canvas.right(rest, &[Span::styled(since, theme.quiet)]);
        }
        for (at, line) in (0..rest.height).zip(&lines) {
            canvas.put(text.row(at), 0, line, theme.text);
        }
        rest = rest.below(u16::try_from(lines.len()).unwrap_or(u16::MAX).max(1));
    }
    canvas.put(if rest.is_empty() { last } else { rest }, 0, &next_step, theme.quiet);
}
