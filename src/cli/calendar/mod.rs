//! `quotatop list -o ics`: when quotas expire and are forecast to run out, as a calendar (RFC 5545).

mod events;
mod line;

use std::io::{self, Write};

use chrono::{DateTime, Utc};

use super::json::taken_at;
use crate::{
    app::State,
    words::{Lang, cli::calendar as texts},
};
use events::Event;
use line::{text, write_line};

/// The events of the listed models. A moment that a calendar cannot write is left out.
pub(super) fn write(lang: Lang, out: &mut dyn Write, state: &State, now: DateTime<Utc>) -> io::Result<()> {
    let stamp = instant(taken_at(state.profile(), now));
    write_line(out, "BEGIN", "VCALENDAR")?;
    write_line(out, "VERSION", "2.0")?;
    write_line(out, "PRODID", concat!("-//quotatop//quotatop ", env!("CARGO_PKG_VERSION"), "//EN"))?;
    write_line(out, "METHOD", "PUBLISH")?;
    write_line(out, "X-WR-CALNAME", &text(texts::NAME.of(lang)))?;
    for event in events::all(lang, state, now) {
        let Event { uid, at, summary, description } = event;
        write_line(out, "BEGIN", "VEVENT")?;
        write_line(out, "UID", &uid)?;
        write_line(out, "DTSTAMP", &stamp)?;
        write_line(out, "DTSTART", &instant(at))?;
        write_line(out, "SUMMARY", &text(&summary))?;
        write_line(out, "DESCRIPTION", &text(&description))?;
        // A moment, not an appointment.
        write_line(out, "TRANSP", "TRANSPARENT")?;
        write_line(out, "END", "VEVENT")?;
    }
    write_line(out, "END", "VCALENDAR")
}

/// UTC, in whole seconds.
fn instant(at: DateTime<Utc>) -> String {
    at.format("%Y%m%dT%H%M%SZ").to_string()
}

#[cfg(test)]
mod tests;
