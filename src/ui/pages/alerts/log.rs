//! The log: what has changed since the first observation, newest first.

use super::row::profile;
use crate::{
    app::{Area, ProfileId, input::command::Target},
    domain::alert::{Change, ChannelDelivery, Event},
    ui::{
        Scene,
        canvas::{Canvas, columns},
        widgets::{
            cell::Cell,
            columns::{Rules, fit},
            page,
            styles::{severity_style, severity_symbol},
            table::{Heading, Shown, Table, clickable},
        },
    },
    words::{
        Lang,
        facts::{alert, delivery_state},
        pages::alerts as words,
        time,
    },
};

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum LogColumn {
    At,
    Severity,
    Profile,
    Message,
    Sent,
    BriefSent,
}

use LogColumn::{At, BriefSent, Message, Profile, Sent, Severity};

const ALL: [LogColumn; 6] = [At, Severity, Profile, Message, Sent, BriefSent];
const LAYOUTS: [&[LogColumn]; 4] = [
    &[At, Severity, Profile, Message, Sent],
    &[At, Profile, Message, Sent],
    &[At, Profile, Message, BriefSent],
    &[At, Profile, Message],
];
/// Minimum width for a hint next to the title.
const HINT_MIN_WIDTH: u16 = 60;
/// Messages are cut to this width before other columns are dropped.
const MESSAGE_WIDTH: u16 = 20;
const NAME_WIDTH: u16 = 16;
const MIN_NAME_WIDTH: u16 = 8;
/// Longer names of channels are cut.
const MAX_SENT_WIDTH: u16 = 24;

pub(super) fn draw(scene: &Scene<'_>, canvas: &mut Canvas<'_>, area: Area) {
    if area.is_empty() {
        return;
    }
    let hint = if area.width < HINT_MIN_WIDTH { "" } else { words::PRINTS_LOG.of(scene.lang) };
    page::title(canvas, area, (words::LOG.of(scene.lang), hint), scene.theme, scene.glyphs);
    let rows = area.below(1);
    if scene.state.log_length() == 0 {
        canvas.put(rows.within(page::MARGIN, 0), 0, words::NO_CHANGES.of(scene.lang), scene.theme.quiet);
        return;
    }
    let (log, first) = (scene.state.alert_log(), scene.state.view.alerts.log_offset);
    let events = log.iter().skip(first).take(usize::from(rows.height));
    let cells = events.map(|(id, event)| row(scene, *id, event)).collect();
    let table = Table::new(&ALL, |_| Heading::default(), cells);
    let sent_widths = sent_widths(scene, &log);
    let rules = Rules {
        layouts: &LAYOUTS,
        cut: &[(Message, MESSAGE_WIDTH)],
        // At the right edge, where scrolling does not move it.
        grow: if sent_widths.is_some() { &[(Message, u16::MAX)] } else { &[] },
        shrink: &[(Message, MESSAGE_WIDTH), (Profile, MIN_NAME_WIDTH), (Message, 1)],
    };
    let width_of = |column| match column {
        Profile => table.width_of(column).map(|width| width.min(NAME_WIDTH)),
        Sent => sent_widths.map(|(with_channel, _)| with_channel),
        BriefSent => sent_widths.map(|(_, brief)| brief),
        _ => table.width_of(column),
    };
    let columns = fit(&rules, width_of, rows.width);
    let shown = Shown { selected: scene.state.log_cursor(), has_cursor: true, first, all: log.len() };
    let names = rows.row(rows.height);
    table.draw_list(canvas, (names, rows), (&columns, shown), scene.theme, scene.glyphs);
    clickable(canvas, rows, (shown.first, shown.all), Target::Event);
}

fn row(scene: &Scene<'_>, id: ProfileId, event: &Event) -> Vec<Cell<'static>> {
    let (theme, now, zone) = (scene.theme, scene.now.utc, scene.zone);
    // Cleared alerts are quiet.
    let style = if event.change == Change::Cleared { theme.quiet } else { theme.text };
    let sign = severity_symbol(event.severity, scene.glyphs);
    let severity = format!("{sign} {}", alert::severity(scene.lang, event.severity));
    vec![
        Cell::Text(time::moment(scene.lang, event.at, now, zone).into(), theme.quiet),
        Cell::Text(severity.into(), severity_style(event.severity, theme)),
        profile(scene, id),
        // Countdowns as of the event: the log does not change with time.
        Cell::Text(alert::event(scene.lang, event, event.at, zone).into(), style),
        sent(scene, deliveries(scene, id, event), delivery_state::with_channel),
        sent(scene, deliveries(scene, id, event), |lang, of| delivery_state::brief(lang, of).to_owned()),
    ]
}

/// Whether the event was sent.
fn sent(
    scene: &Scene<'_>,
    deliveries: &[ChannelDelivery],
    words: fn(Lang, &[ChannelDelivery]) -> String,
) -> Cell<'static> {
    if deliveries.is_empty() {
        return Cell::Nothing;
    }
    let has_failed = deliveries.iter().any(|delivery| delivery.state.has_failed());
    let style = if has_failed { scene.theme.warning } else { scene.theme.quiet };
    Cell::Text(words(scene.lang, deliveries).into(), style)
}

/// The widths with and without channels for all events, not only those in sight; absent if none was to be sent.
fn sent_widths(scene: &Scene<'_>, log: &[(ProfileId, &Event)]) -> Option<(u16, u16)> {
    let sent = log.iter().map(|(id, event)| deliveries(scene, *id, event));
    let widths = sent.filter(|deliveries| !deliveries.is_empty()).map(|deliveries| {
        let with_channel = columns(&delivery_state::with_channel(scene.lang, deliveries));
        (with_channel.min(MAX_SENT_WIDTH), columns(delivery_state::brief(scene.lang, deliveries)))
    });
    widths.reduce(|(a, b), (c, d)| (a.max(c), b.max(d)))
}

/// How the deliveries of an event went; none if it was not to be sent.
pub(super) fn deliveries<'a>(scene: &Scene<'a>, id: ProfileId, event: &Event) -> &'a [ChannelDelivery] {
    scene.state.profile_at(id).map_or(&[], |profile| profile.alerts.deliveries(event))
}
