//! The list of API keys as comma-separated values: a row per key and currency.

use std::io::{self, Write};

use super::listed::{Listed, named};
use crate::{
    cli::csv::{self, or_empty},
    domain::{
        api_key::{KeyScope, KeySpend},
        time::rfc3339,
    },
};

pub(super) fn write(out: &mut dyn Write, listed: &Listed<'_>) -> io::Result<()> {
    writeln!(
        out,
        "id,description,workspace_id,workspace_name,created_at,disabled,all_models,models,currency,payable,calls,\
         last_call_at"
    )?;
    for key in listed.keys {
        let text = |field: &'_ Option<String>| csv::text(field.as_deref().unwrap_or_default()).into_owned();
        let models = named(key).map(|models| models.collect::<Vec<_>>().join(" ")).unwrap_or_default();
        let scope = key.scope.as_ref().map(|scope| (*scope == KeyScope::AllModels).to_string());
        let stats = listed.calls.of(key);
        // A row per currency; one without if nothing is known of its cost.
        let spend = listed.spend.of(&key.id).unwrap_or_default().iter().map(Some);
        let spend: Vec<Option<&KeySpend>> = spend.collect();
        let spend = if spend.is_empty() { vec![None] } else { spend };
        for spend in spend {
            let fields = [
                key.id.as_str().into(),
                text(&key.description).into(),
                text(&key.workspace_id).into(),
                text(&key.workspace_name).into(),
                or_empty(key.created_at.map(rfc3339)),
                or_empty(key.disabled.map(|disabled| disabled.to_string())),
                or_empty(scope.clone()),
                csv::text(&models),
                csv::text(spend.map_or("", |spend| &spend.currency)),
                or_empty(spend.and_then(|spend| spend.payable).map(|amount| amount.to_string())),
                or_empty(stats.calls.map(|calls| calls.to_string())),
                or_empty(stats.last_call_at.map(rfc3339)),
            ];
            csv::write_row(out, &fields)?;
        }
    }
    Ok(())
}
