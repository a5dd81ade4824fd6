//! Alarms over the whole width: overdue accounts, calls that cost money now, stale data. The most severe is
//! in large letters, the others take a line each.

use ratatui::style::{Modifier, Style};

use super::digits;
use crate::{
    app::{
        Area,
        pages::wall::{
            Alarm, Health, Selection,
            layout::{height_of, words_scale},
        },
    },
    domain::{FeedName, fleet::Urgency},
    ui::{Scene, canvas::Canvas},
    words::{
        facts::{account, accounts, model},
        pages::wall as words,
        plain,
    },
};

/// The texts of an alarm.
struct AlarmText {
    /// The word to read from across the room.
    word: String,
    /// The figure next to it.
    figure: String,
    /// A line with details.
    line: String,
    style: Style,
}

/// Draws the band, with large letters of `scale`.
pub(super) fn draw(
    scene: &Scene<'_>,
    canvas: &mut Canvas<'_>,
    area: Area,
    (selection, scale): (&Selection, u16),
) {
    let mut alarms = selection.alarms.iter().map(|alarm| alarm_text(scene, *alarm, selection));
    let Some(first) = alarms.next().filter(|_| !area.is_empty()) else { return };
    let lines: Vec<AlarmText> = alarms.collect();
    let below = u16::try_from(lines.len()).unwrap_or(u16::MAX).min(area.height.saturating_sub(1));
    for row in 0..area.height {
        canvas.fill(area.row(row), first.style);
    }
    let head = Area { height: area.height.saturating_sub(below), ..area };
    let end = most_severe(scene, canvas, head, (&first, scale));
    for (row, text) in (end..area.height).zip(&lines) {
        // The last alarm's tone extends to the bottom of the band.
        for row in row..area.height {
            canvas.fill(area.row(row), text.style);
        }
        let line = format!("{} {}  {}  {}", scene.glyphs.trouble, text.word, text.figure, text.line);
        canvas.cut(
            area.row(row).within(2, 2),
            &[ratatui::text::Span::styled(line, text.style)],
            scene.glyphs.cut,
        );
    }
}

/// Draws the most severe alarm; returns the row below it.
fn most_severe(
    scene: &Scene<'_>,
    canvas: &mut Canvas<'_>,
    area: Area,
    (text, scale): (&AlarmText, u16),
) -> u16 {
    let AlarmText { word, figure, line, style } = text;
    let glyphs = scene.glyphs;
    let inner = area.within(2, 2);
    let (rows, small_scale) = (height_of(scale), words_scale(scale));
    // Spread above, between and below.
    let free = area.height.saturating_sub(rows.saturating_add(height_of(small_scale)));
    let (above, between) = (free.div_ceil(3), free / 3);
    let place = Area { height: rows, ..inner.below(above) };
    let gap = scale.saturating_mul(4).max(2);
    let mut at = 0;
    for part in [word, figure] {
        let end = digits::put_or_write(canvas, place.within(at, 0), (part, scale), glyphs, *style);
        at = at.saturating_add(end).saturating_add(gap);
    }
    let foot = inner.below(above.saturating_add(rows).saturating_add(between));
    digits::put_or_write(
        canvas,
        Area { height: height_of(small_scale), ..foot },
        (line, small_scale),
        glyphs,
        *style,
    );
    let end = above.saturating_add(rows).saturating_add(between).saturating_add(height_of(small_scale));
    end.min(area.height)
}

/// Data that are stale or missing; `line` says which.
fn unhealthy(scene: &Scene<'_>, health: Health, line: String) -> AlarmText {
    let (lang, theme) = (scene.lang, scene.theme);
    let (word, figure, style) = match health {
        Health::Stale(at) => {
            (words::STALE, words::age(lang, at, scene.now.utc).to_uppercase(), theme.warning)
        }
        _ => (words::FAILED, String::new(), theme.danger),
    };
    AlarmText { word: word.of(lang).to_owned(), figure, line, style: loud(style) }
}

fn loud(style: Style) -> Style {
    style.add_modifier(Modifier::REVERSED | Modifier::BOLD)
}

fn alarm_text(scene: &Scene<'_>, alarm: Alarm, selection: &Selection) -> AlarmText {
    let (lang, theme) = (scene.lang, scene.theme);
    let state = scene.state;
    let with_name = |id, text: &str| match state.profile_at(id).filter(|_| state.has_several()) {
        Some(profile) => format!("{}: {text}", plain(profile.name())),
        None => text.to_owned(),
    };
    match alarm {
        Alarm::Overdue(id) => {
            let balance = state.profile_at(id).and_then(|profile| profile.snapshot.balance.as_ref());
            let currency = balance.and_then(|balance| balance.currency.as_deref());
            let figure =
                account::owed(balance.and_then(|balance| balance.available), currency).unwrap_or_default();
            let line = with_name(id, words::OVERDUE_MEANS.of(lang));
            AlarmText { word: words::OVERDUE.of(lang).to_owned(), figure, line, style: theme.banner }
        }
        Alarm::Billed => {
            let models = selection.billed.iter().filter_map(|card| card.of(state));
            let names: Vec<String> =
                models.map(|(_, model, _)| model::name(lang, &model.name).into_owned()).collect();
            let line = format!("{} {}", words::BILLED_MEANS.of(lang), names.join(", "));
            let (word, rest) = words::billed(lang, names.len());
            AlarmText { word, figure: rest.to_owned(), line, style: loud(theme.danger) }
        }
        Alarm::Unhealthy(id, FeedName::Account, health) => {
            unhealthy(scene, health, with_name(id, words::ACCOUNT_WRONG.of(lang)))
        }
        Alarm::Unhealthy(id, _, health) => {
            unhealthy(scene, health, with_name(id, words::QUOTAS_WRONG.of(lang)))
        }
        Alarm::FleetUnread(id, health) => {
            unhealthy(scene, health, with_name(id, words::FLEET_WRONG.of(lang)))
        }
        Alarm::Accounts(urgency) => {
            let of_it = state.accounts.ranked().filter(|ranked| ranked.urgency == urgency);
            let names: Vec<String> =
                of_it.map(|ranked| accounts::name(lang, &ranked.account.row.name)).collect();
            let (word, figure, line) = words::accounts::alarm(lang, urgency, &names);
            let style = match urgency {
                Urgency::Overdue => theme.banner,
                Urgency::Billed => loud(theme.danger),
                _ => loud(theme.warning),
            };
            AlarmText { word, figure: figure.to_owned(), line, style }
        }
    }
}
