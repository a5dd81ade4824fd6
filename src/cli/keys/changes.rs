//! Disabling, enabling and deleting API keys: the plan, its confirmation, and what came of it.

use std::io::{self, Write};

use serde::Serialize;

use super::read;

use crate::{
    cli::{
        args::{Format, Keys},
        columns, csv, document,
        exit::{Failed, Status, warn},
        guard,
        outcome::{self, ErrorOut},
        output,
    },
    domain::{
        api_key::{ApiKey, KeyChange},
        write::{Change, Outcome},
    },
    runtime::Session,
    words::{Lang, cli::keys as texts, facts::change},
};

const SCHEMA: &str = "quotatop.key-changes/1";

/// A key, and what came of its change.
struct Row {
    /// As read before anything was changed.
    key: ApiKey,
    is_done_already: bool,
    /// Absent unless a change was made.
    outcome: Option<Outcome>,
    /// Whether the list shows the change afterwards; absent if it does not say, or was not read.
    shown: Option<bool>,
}

pub(super) fn run(
    lang: Lang,
    (session, profile): (&Session, &str),
    options: &Keys,
    to: KeyChange,
) -> Result<Status, Failed> {
    let consent = options.consent;
    let found = read::read(lang, session)?;
    read::check_ids(lang, &options.ids, &found)?;
    // Each once, in the order of the list.
    let mut rows: Vec<Row> = found
        .keys
        .iter()
        .filter(|key| options.ids.contains(&key.id))
        .map(|key| Row { is_done_already: to.is_done(key), key: key.clone(), outcome: None, shown: None })
        .collect();
    let has_work = rows.iter().any(|row| !row.is_done_already);
    if has_work && !consent.dry_run {
        if !consent.yes {
            preview(lang, &mut io::stderr(), &rows, to)?;
            if !is_confirmed(lang, &rows, to) {
                return Ok(guard::not_confirmed(lang));
            }
        }
        make(lang, (session, profile), &mut rows, to)?;
        look_again(lang, session, &mut rows, to);
    }
    let outcomes = rows.iter().filter_map(|row| row.outcome.as_ref());
    let status = outcomes.map(outcome::status).max().unwrap_or(Status::Done);
    let printed = Printed { profile, to, dry_run: consent.dry_run, rows: &rows };
    output::print(status, |out| match options.output.output {
        Format::Table if consent.dry_run => preview(lang, out, &rows, to),
        Format::Table => printed.table(lang, out),
        Format::Json => printed.json(out),
        Format::Csv => printed.csv(out),
    })
}

/// What cannot be undone is confirmed key by key, by its ID.
fn is_confirmed(lang: Lang, rows: &[Row], to: KeyChange) -> bool {
    match to {
        KeyChange::Delete => rows.iter().all(|row| guard::is_typed(lang, row.key.id.as_str())),
        KeyChange::Disable | KeyChange::Enable => guard::is_typed(lang, to.into_str()),
    }
}

fn make(lang: Lang, session: (&Session, &str), rows: &mut [Row], to: KeyChange) -> Result<(), Failed> {
    let mut sent: Vec<&mut Row> = rows.iter_mut().filter(|row| !row.is_done_already).collect();
    let changes: Vec<Change> = sent.iter().map(|row| Change::ApiKey { id: row.key.id.clone(), to }).collect();
    for (row, outcome) in sent.iter_mut().zip(guard::make(lang, session, &changes)?) {
        row.outcome = Some(outcome);
    }
    Ok(())
}

/// Reads the list again, and notes whether it shows the changes.
fn look_again(lang: Lang, session: &Session, rows: &mut [Row], to: KeyChange) {
    let Ok(found) = read::read(lang, session).map_err(|failed| warn(&failed.on_one_line())) else { return };
    let is_complete = found.failed.is_none() && found.odd == 0;
    for row in rows.iter_mut().filter(|row| !matches!(row.outcome, None | Some(Outcome::NotSent))) {
        // A key that is missing from an incomplete list may still be there.
        let is_listed = found.keys.iter().any(|key| key.id == row.key.id);
        row.shown = if is_listed || is_complete { to.shows(&row.key.id, &found.keys) } else { None };
    }
}

/// What would be changed, and what that means.
fn preview(lang: Lang, out: &mut dyn Write, rows: &[Row], to: KeyChange) -> io::Result<()> {
    let cells = rows.iter().map(|row| {
        vec![
            row.key.id.to_string(),
            row.key.description.clone().unwrap_or_default(),
            texts::workspace(&row.key),
            texts::state(lang, row.key.disabled).to_owned(),
            texts::step(lang, to, row.is_done_already).to_owned(),
        ]
    });
    let headings = [texts::ID, texts::DESCRIPTION, texts::WORKSPACE, texts::NOW, texts::CHANGE];
    columns::write_texts(lang, out, headings, &cells.collect::<Vec<_>>())?;
    output::line(out, texts::meaning(to).of(lang))
}

struct Printed<'a> {
    profile: &'a str,
    to: KeyChange,
    dry_run: bool,
    rows: &'a [Row],
}

#[derive(Serialize)]
struct Document<'a> {
    schema: &'static str,
    profile: &'a str,
    to: &'static str,
    dry_run: bool,
    keys: Vec<KeyOut<'a>>,
}

#[derive(Serialize)]
struct KeyOut<'a> {
    id: &'a str,
    description: Option<&'a str>,
    workspace_id: Option<&'a str>,
    disabled_before: Option<bool>,
    outcome: &'static str,
    error: Option<ErrorOut>,
    shown: Option<bool>,
}

impl Row {
    /// The contract's word.
    fn word(&self) -> &'static str {
        match &self.outcome {
            Some(outcome) => outcome.into_str(),
            None if self.is_done_already => "already",
            None => "planned",
        }
    }
}

impl Printed<'_> {
    fn table(&self, lang: Lang, out: &mut dyn Write) -> io::Result<()> {
        let cells = self.rows.iter().map(|row| {
            let outcome = row.outcome.as_ref().map(|outcome| change::outcome(lang, outcome));
            vec![
                row.key.id.to_string(),
                row.key.description.clone().unwrap_or_default(),
                texts::workspace(&row.key),
                texts::shown(lang, row.shown).to_owned(),
                outcome.unwrap_or_else(|| texts::step(lang, self.to, row.is_done_already).to_owned()),
            ]
        });
        let headings = [texts::ID, texts::DESCRIPTION, texts::WORKSPACE, texts::LISTED, texts::OUTCOME];
        columns::write_texts(lang, out, headings, &cells.collect::<Vec<_>>())
    }

    fn json(&self, out: &mut dyn Write) -> io::Result<()> {
        let keys = self.rows.iter().map(|row| KeyOut {
            id: row.key.id.as_str(),
            description: row.key.description.as_deref(),
            workspace_id: row.key.workspace_id.as_deref(),
            disabled_before: row.key.disabled,
            outcome: row.word(),
            error: ErrorOut::of(row.outcome.as_ref()),
            shown: row.shown,
        });
        let (profile, to, dry_run) = (self.profile, self.to.into_str(), self.dry_run);
        document::write(out, &Document { schema: SCHEMA, profile, to, dry_run, keys: keys.collect() })
    }

    fn csv(&self, out: &mut dyn Write) -> io::Result<()> {
        writeln!(out, "id,description,workspace_id,disabled_before,to,outcome,code,shown")?;
        for row in self.rows {
            let text = |field: &Option<String>| csv::text(field.as_deref().unwrap_or_default()).into_owned();
            let flag = |flag: Option<bool>| csv::or_empty(flag.map(|flag| flag.to_string()));
            let fields = [
                row.key.id.to_string().into(),
                text(&row.key.description).into(),
                text(&row.key.workspace_id).into(),
                flag(row.key.disabled),
                self.to.into_str().into(),
                row.word().into(),
                csv::text(outcome::code(row.outcome.as_ref()).unwrap_or_default()),
                flag(row.shown),
            ];
            csv::write_row(out, &fields)?;
        }
        Ok(())
    }
}
