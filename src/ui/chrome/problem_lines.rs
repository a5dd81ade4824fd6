//! Problem lines: what happened, since when, what to do.

use std::borrow::Cow;

use chrono::{DateTime, Utc};

use crate::{
    app::{Area, Command, Profile, chrome::problem_lines::Note, input::clipboard},
    domain::{Cause, Failure, FeedName, alert::ChannelState},
    ui::{
        Scene,
        canvas::{Canvas, columns},
    },
    words::{
        Report,
        chrome::bars,
        facts::{account, delivery, failure, login, storage},
        overlays::profiles,
        pages,
        pages::accounts,
        plain, report, text, time,
    },
};

/// Messages are cut to this width before remedies are cut.
const MIN_MESSAGE_WIDTH: u16 = 16;
/// Longer profile names are cut.
const MAX_NAME_WIDTH: usize = 12;
/// The time of the failure is dropped if it would leave less room for the message.
const PREFERRED_MESSAGE_WIDTH: u16 = 40;

pub(crate) fn draw(scene: &Scene<'_>, canvas: &mut Canvas<'_>, area: Area) {
    for (row, (profile, note)) in (0..area.height).zip(scene.state.note_lines()) {
        let mut line = line(scene, profile, &note);
        if let Some(profile) = profile.filter(|_| scene.state.shows_all()) {
            let name = plain(profile.name());
            let name = text::cut(&name, MAX_NAME_WIDTH, scene.glyphs.cut);
            line.happened = profiles::of(scene.lang, &name, &line.happened).into();
        }
        put(scene, canvas, area.row(row).within(1, 1), &line);
        if let Some(copied) = clipboard::of_note(note, scene.state.profile().snapshot.site) {
            canvas.target(area.row(row), (0, area.width), || Command::Copy(copied));
        }
    }
}

/// The texts of one note.
struct Line<'a> {
    happened: Cow<'a, str>,
    since: Option<String>,
    remedy: Cow<'a, str>,
}

fn line<'a>(scene: &Scene<'_>, profile: Option<&Profile>, note: &Note<'a>) -> Line<'a> {
    match note {
        Note::Feed(feed, failure) => failed(scene, profile, *feed, failure),
        Note::Fleet(failure, read_at) => fleet(scene, failure, *read_at),
        Note::Lapsing(lapse) => problem(login::lapsing(scene.lang, lapse, scene.now.utc, scene.zone)),
        Note::Owes(cycle, outstanding) => {
            let site = profile.and_then(|profile| profile.snapshot.site);
            problem(account::unpaid(scene.lang, *cycle, outstanding, site))
        }
        // The message says what is accepted.
        Note::Configuration(problem) => {
            Line { happened: Cow::Borrowed(*problem), since: None, remedy: Cow::Borrowed("") }
        }
        Note::NotStored(trouble) => problem(storage::not_stored(scene.lang, trouble)),
        Note::SetAside(to) => problem(storage::set_aside(scene.lang, to)),
        Note::Clock(cause) => problem(report(scene.lang, cause)),
        Note::Channel(channel) => undelivered(scene, channel),
    }
}

fn problem(Report { message, remedy }: Report) -> Line<'static> {
    Line { happened: message.into(), since: None, remedy: remedy.into() }
}

/// A channel with undelivered alerts; the Alerts page shows the full reason and remedy.
fn undelivered(scene: &Scene<'_>, channel: &ChannelState) -> Line<'static> {
    let now = scene.now.utc;
    let since = channel
        .failing_since
        .map(|at| bars::since(scene.lang, &time::moment(scene.lang, at, now, scene.zone)));
    Line {
        happened: delivery::failure(scene.lang, channel).into(),
        since,
        remedy: delivery::short_remedy(scene.lang, channel, now, scene.zone).into(),
    }
}

/// The accounts of a fleet: what is wrong, since when they have not been read, and the fix.
fn fleet(scene: &Scene<'_>, failure: &Failure, read_at: Option<DateTime<Utc>>) -> Line<'static> {
    let Report { message, remedy } = failure::fleet::report_fleet(scene.lang, &failure.cause);
    let since = time::moment(scene.lang, read_at.unwrap_or(failure.since), scene.now.utc, scene.zone);
    Line {
        happened: accounts::unread(scene.lang, &message).into(),
        since: Some(bars::since(scene.lang, &since)),
        remedy: remedy.into(),
    }
}

fn failed(scene: &Scene<'_>, profile: Option<&Profile>, feed: FeedName, failure: &Failure) -> Line<'static> {
    let now = scene.now.utc;
    let Report { message, remedy } = failure::report_feed(scene.lang, feed, &failure.cause);
    let wait = Cause::wait_until(&failure.cause).filter(|until| *until > now);
    let moment = |at| time::moment(scene.lang, at, now, scene.zone);
    // The remedy already shows a countdown.
    let next =
        profile.filter(|_| wait.is_none()).and_then(|profile| profile.next_request_at(feed, scene.now));
    let (since, next) = (moment(failure.since), next.map(moment));
    Line {
        happened: format!("{}: {message}", pages::feed(scene.lang, feed)).into(),
        since: Some(next.map_or_else(
            || bars::since(scene.lang, &since),
            |next| bars::since_and_next(scene.lang, &since, &next),
        )),
        remedy: wait.map_or(remedy, |until| bars::next_request_in(scene.lang, until, now)).into(),
    }
}

/// Writes a line. To fit the remedy, the message is cut and the time of the failure dropped.
fn put(scene: &Scene<'_>, canvas: &mut Canvas<'_>, row: Area, line: &Line<'_>) {
    let theme = scene.theme;
    let start = canvas.put(row, 0, scene.glyphs.trouble, theme.danger).saturating_add(1);
    let row = row.within(start, 0);
    let dot = format!(" {} ", scene.glyphs.dot);
    let with_dot = |text: &str| if text.is_empty() { 0 } else { columns(&dot).saturating_add(columns(text)) };
    let room = row.width.saturating_sub(with_dot(&line.remedy));
    let since = line.since.as_ref().filter(|since| {
        let needed = columns(&line.happened).min(PREFERRED_MESSAGE_WIDTH).saturating_add(with_dot(since));
        needed <= room
    });
    let room = room.saturating_sub(since.map_or(0, |since| with_dot(since))).max(MIN_MESSAGE_WIDTH);
    let happened = text::cut(&line.happened, usize::from(room), scene.glyphs.cut);
    let mut end = canvas.put(row, 0, &happened, theme.warning);
    if let Some(since) = since {
        end = canvas.put(row, end, &dot, theme.quiet);
        end = canvas.put(row, end, since, theme.quiet);
    }
    if line.remedy.is_empty() {
        return;
    }
    end = canvas.put(row, end, &dot, theme.quiet);
    let remedy = text::cut(&line.remedy, usize::from(row.width.saturating_sub(end)), scene.glyphs.cut);
    canvas.put(row, end, &remedy, theme.text);
}
