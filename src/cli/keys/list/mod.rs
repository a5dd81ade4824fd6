//! The list of API keys, as table, JSON and CSV.

use std::io::{self, Write};

use chrono::{DateTime, Utc};
use serde::Serialize;

use super::{read, spend::Spend};
use crate::{
    cli::{
        args::{Format, Keys},
        columns::{self, Column},
        csv, document,
        exit::{Failed, Status, warn},
        guard, output, settings,
        start::Start,
    },
    domain::{
        ModelName, Zone,
        api_key::{ApiKey, KeyScope, KeySpend},
        time::rfc3339,
    },
    runtime::{self, Clock},
    words::{Lang, cli::keys as texts, time},
};

const SCHEMA: &str = "quotatop.keys/1";

pub(super) fn run(start: &Start<'_>, options: &Keys, clock: Clock) -> Result<Status, Failed> {
    let lang = start.lang;
    let setup = settings::setup(start, clock)?;
    let session = guard::session(lang, &setup, clock)?;
    let found = read::read(lang, &session)?;
    read::check_ids(lang, &options.ids, &found)?;
    let (profile, spend) = (setup.first.name.clone(), Spend::read(setup, clock)?);
    let is_shown = |key: &&ApiKey| options.ids.is_empty() || options.ids.contains(&key.id);
    let keys: Vec<&ApiKey> = found.keys.iter().filter(is_shown).collect();
    let is_complete = found.failed.is_none() && found.odd == 0;
    // What is missing may be the keys that matter.
    let status = found.failed.as_ref().map_or(Status::Done, Status::of);
    if keys.is_empty() && options.output.output == Format::Table {
        warn(texts::NONE.of(lang));
        return Ok(status);
    }
    let listed = Listed { profile: &profile, spend: &spend, is_complete, keys: &keys };
    output::print(status, |out| match options.output.output {
        Format::Table => listed.table(lang, out, clock.now().utc, runtime::local_zone()),
        Format::Json => listed.json(out),
        Format::Csv => listed.csv(out),
    })
}

struct Listed<'a> {
    profile: &'a str,
    spend: &'a Spend,
    /// Whether every page and row was read.
    is_complete: bool,
    keys: &'a [&'a ApiKey],
}

#[derive(Serialize)]
struct Document<'a> {
    schema: &'static str,
    profile: &'a str,
    complete: bool,
    cycle: String,
    covers_through: Option<String>,
    keys: Vec<KeyOut<'a>>,
}

#[derive(Serialize)]
struct KeyOut<'a> {
    id: &'a str,
    description: Option<&'a str>,
    workspace_id: Option<&'a str>,
    workspace_name: Option<&'a str>,
    created_at: Option<String>,
    disabled: Option<bool>,
    all_models: Option<bool>,
    models: Option<Vec<&'a str>>,
    spend: Option<Vec<SpendOut<'a>>>,
}

#[derive(Serialize)]
struct SpendOut<'a> {
    currency: &'a str,
    payable: Option<String>,
    #[serde(skip_serializing_if = "is_zero")]
    incomplete: u64,
}

#[expect(clippy::trivially_copy_pass_by_ref, reason = "serde calls it so")]
const fn is_zero(number: &u64) -> bool {
    *number == 0
}

impl Listed<'_> {
    fn table(&self, lang: Lang, out: &mut dyn Write, now: DateTime<Utc>, zone: Zone) -> io::Result<()> {
        let headings = [
            (texts::ID, true),
            (texts::DESCRIPTION, false),
            (texts::WORKSPACE, false),
            (texts::CREATED, false),
            (texts::STATE, false),
            (texts::MODELS, false),
            (texts::COST, true),
        ];
        let columns: [Column<'_>; 7] = headings.map(|(heading, is_right)| (heading.of(lang), is_right));
        let rows = self.keys.iter().map(|key| {
            let created = key.created_at.map(|at| time::date(lang, at, now, zone)).unwrap_or_default();
            vec![
                key.id.to_string(),
                key.description.clone().unwrap_or_default(),
                texts::workspace(key),
                created,
                texts::state(lang, key.disabled).to_owned(),
                texts::scope(lang, key.scope.as_ref()),
                self.spend.of(&key.id).map(|spend| texts::cost(lang, spend)).unwrap_or_default(),
            ]
        });
        columns::write(out, &columns, &rows.collect::<Vec<_>>(), &|_, _| None)?;
        output::line(
            out,
            &texts::cost_of(lang, self.spend.cycle, self.spend.is_stored, self.spend.covers_through),
        )
    }

    fn json(&self, out: &mut dyn Write) -> io::Result<()> {
        let keys = self.keys.iter().map(|key| KeyOut {
            id: key.id.as_str(),
            description: key.description.as_deref(),
            workspace_id: key.workspace_id.as_deref(),
            workspace_name: key.workspace_name.as_deref(),
            created_at: key.created_at.map(rfc3339),
            disabled: key.disabled,
            all_models: key.scope.as_ref().map(|scope| *scope == KeyScope::AllModels),
            models: named(key).map(Iterator::collect),
            spend: self.spend.of(&key.id).map(|spend| spend.iter().map(spend_out).collect()),
        });
        let document = Document {
            schema: SCHEMA,
            profile: self.profile,
            complete: self.is_complete,
            cycle: self.spend.cycle.to_string(),
            covers_through: self.spend.covers_through.map(|day| day.to_string()),
            keys: keys.collect(),
        };
        document::write(out, &document)
    }

    fn csv(&self, out: &mut dyn Write) -> io::Result<()> {
        writeln!(
            out,
            "id,description,workspace_id,workspace_name,created_at,disabled,all_models,models,currency,payable"
        )?;
        for key in self.keys {
            let text = |field: &Option<String>| csv::text(field.as_deref().unwrap_or_default()).into_owned();
            let known = [
                key.id.to_string(),
                text(&key.description),
                text(&key.workspace_id),
                text(&key.workspace_name),
                key.created_at.map(rfc3339).unwrap_or_default(),
                key.disabled.map(|disabled| disabled.to_string()).unwrap_or_default(),
                key.scope
                    .as_ref()
                    .map(|scope| (*scope == KeyScope::AllModels).to_string())
                    .unwrap_or_default(),
                csv::text(&named(key).map(|models| models.collect::<Vec<_>>().join(" ")).unwrap_or_default())
                    .into_owned(),
            ];
            // A row per currency; one without if nothing is known of its cost.
            let spend = self.spend.of(&key.id).unwrap_or_default().iter().map(Some);
            let spend: Vec<Option<&KeySpend>> = spend.collect();
            let spend = if spend.is_empty() { vec![None] } else { spend };
            for spend in spend {
                let payable = spend.and_then(|spend| spend.payable).map(|amount| amount.to_string());
                let more = [
                    csv::text(spend.map_or("", |spend| &spend.currency)).into_owned(),
                    payable.unwrap_or_default(),
                ];
                let fields: Vec<_> = known.iter().cloned().chain(more).map(Into::into).collect();
                csv::write_row(out, &fields)?;
            }
        }
        Ok(())
    }
}

/// The models that it may call, where they are named.
fn named(key: &ApiKey) -> Option<impl Iterator<Item = &str>> {
    match key.scope.as_ref()? {
        KeyScope::AllModels => None,
        KeyScope::Models(models) => Some(models.iter().map(ModelName::as_str)),
    }
}

fn spend_out(spend: &KeySpend) -> SpendOut<'_> {
    SpendOut {
        currency: &spend.currency,
        payable: spend.payable.map(|amount| amount.to_string()),
        incomplete: spend.incomplete,
    }
}
