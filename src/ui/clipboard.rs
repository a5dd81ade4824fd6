//! What is copied, as text. It is data: nothing in it commands a terminal, or a shell into which it is
//! pasted.

use chrono::{DateTime, Utc};

use super::Scene;
use crate::{
    app::copied::Copied,
    domain::Zone,
    words::{Lang, chrome::clipboard as words, facts::alert, pages::bills::line, plain},
};

/// The most bytes: terminals take about 74,000 of base64, and silently drop what is longer.
const LONGEST: usize = 55_000;

/// What is put on the clipboard; absent where it is more than terminals pass on.
pub fn text(lang: Lang, copied: &Copied, now: DateTime<Utc>, zone: Zone) -> Option<String> {
    let text = match copied {
        Copied::Model(name) => plain(name.as_str()).into_owned(),
        Copied::Group(key) => plain(key).into_owned(),
        Copied::Remedy(remedy) => plain(remedy).into_owned(),
        Copied::Alert(episode) => {
            let says = alert::what(lang, episode.rule, &episode.facts, now, zone);
            format!("{}: {says}", alert::subject(lang, &episode.subject))
        }
        // A row per field, name and value: readable, and a spreadsheet takes it.
        Copied::Line(day, line) => {
            let fields = line::fields(lang, *day, line).into_iter().map(|field| {
                let name = if field.name.is_empty() { field.word } else { &field.name };
                format!("{name}\t{}", field.value)
            });
            fields.collect::<Vec<_>>().join("\n")
        }
    };
    (text.len() <= LONGEST).then_some(text)
}

/// Its text.
pub(crate) fn message(scene: &Scene<'_>, copied: &Copied) -> String {
    let lang = scene.lang;
    match (copied, text(lang, copied, scene.now.utc, scene.zone)) {
        (_, None) => words::TOO_LONG.of(lang).to_owned(),
        (Copied::Line(..), Some(text)) => words::copied(lang, &words::fields(lang, text.lines().count())),
        (_, Some(text)) => words::copied(lang, &text),
    }
}
