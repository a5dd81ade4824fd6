//! The list of API keys as a table.

use std::io::{self, Write};

use chrono::{DateTime, Utc};

use super::listed::Listed;
use crate::{
    cli::{
        columns::{self, Column},
        output,
    },
    domain::{Zone, api_key::ApiKey},
    words::{Lang, cli::keys as texts, facts::calls as facts, time},
};

pub(super) fn write(
    lang: Lang,
    out: &mut dyn Write,
    listed: &Listed<'_>,
    now: DateTime<Utc>,
    zone: Zone,
) -> io::Result<()> {
    let Listed { spend, calls, keys, .. } = listed;
    let counted = calls.calls.as_deref();
    let calls_heading = texts::calls(lang, counted.map(|calls| calls.range));
    let columns: [Column<'_>; 9] = [
        (texts::ID.of(lang), true),
        (texts::DESCRIPTION.of(lang), false),
        (texts::WORKSPACE.of(lang), false),
        (texts::CREATED.of(lang), false),
        (texts::STATE.of(lang), false),
        (texts::MODELS.of(lang), false),
        (texts::COST.of(lang), true),
        (&calls_heading, true),
        (texts::LAST_USE.of(lang), false),
    ];
    let row = |key: &&ApiKey| {
        let stats = calls.of(key);
        vec![
            key.id.to_string(),
            key.description.clone().unwrap_or_default(),
            texts::workspace(key),
            key.created_at.map(|at| time::date(lang, at, now, zone)).unwrap_or_default(),
            texts::state(lang, key.disabled).to_owned(),
            texts::scope(lang, key.scope.as_ref()),
            spend.of(&key.id).map(|spend| texts::cost(lang, spend)).unwrap_or_default(),
            facts::count(&stats),
            stats.last_call_at.map(|at| time::ago(lang, at, now)).unwrap_or_default(),
        ]
    };
    columns::write(out, &columns, &keys.iter().map(row).collect::<Vec<_>>(), &|_, _| None)?;
    output::line(out, &texts::cost_of(lang, spend.cycle, spend.is_stored, spend.covers_through))?;
    let until =
        counted.map(|calls| (time::moment(lang, calls.to, now, zone), time::ago(lang, calls.to, now)));
    let until = until.as_ref().map(|(moment, ago)| [moment.as_str(), ago]);
    output::line(out, &texts::calls_of(lang, counted.zip(until)))
}
