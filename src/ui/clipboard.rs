//! Copied data as text, without control characters that a terminal or shell could interpret.

use chrono::{DateTime, Utc};

use super::Scene;
use crate::{
    app::copied::Copied,
    domain::Zone,
    words::{Lang, chrome::clipboard as words, facts::alert, pages::bills::line, plain},
};

/// Terminals silently drop more than about 74,000 bytes of base64.
const MAX_BYTES: usize = 55_000;

/// The text for the clipboard; `None` if it is too long for terminals.
pub fn text(lang: Lang, copied: &Copied, now: DateTime<Utc>, zone: Zone) -> Option<String> {
    let text = match copied {
        Copied::Model(name) => plain(name.as_str()).into_owned(),
        Copied::Group(key) => plain(key).into_owned(),
        // As one types it: the name of its profile.
        Copied::Account(name) => plain(&name.profile).into_owned(),
        Copied::Remedy(remedy) => plain(remedy).into_owned(),
        Copied::Alerts(alerts) => {
            let lines = alerts.iter().map(|alert| {
                let message = alert::what(lang, alert.rule, &alert.facts, now, zone);
                format!("{}: {message}", alert::subject(lang, &alert.subject))
            });
            lines.collect::<Vec<_>>().join("\n")
        }
        // Name and value of each field on a line, separated by tabs: readable, and good for spreadsheets.
        Copied::Line(day, line) => {
            let fields = line::fields(lang, *day, line).into_iter().map(|field| {
                let name = if field.name.is_empty() { field.word } else { &field.name };
                format!("{name}\t{}", field.value)
            });
            fields.collect::<Vec<_>>().join("\n")
        }
    };
    (text.len() <= MAX_BYTES).then_some(text)
}

/// The status message after copying.
pub(crate) fn message(scene: &Scene<'_>, copied: &Copied) -> String {
    let lang = scene.lang;
    match (copied, text(lang, copied, scene.now.utc, scene.zone)) {
        (_, None) => words::TOO_LONG.of(lang).to_owned(),
        (Copied::Line(..), Some(text)) => words::copied(lang, &words::fields(lang, text.lines().count())),
        (_, Some(text)) => words::copied(lang, &text),
    }
}
