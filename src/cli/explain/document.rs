//! An explained error as JSON and CSV.

use std::io::{self, Write};

use chrono::{DateTime, Utc};
use serde::Serialize;
use serde_json::Number;

use crate::{
    cli::{csv, document},
    domain::{
        AccountState, Quantity,
        call_error::{CallCause, Reading},
        time::rfc3339,
    },
    words::{
        Lang,
        cli::explain::{self as texts, Explained},
    },
};

const SCHEMA: &str = "quotatop.explain/1";

#[derive(Serialize)]
struct Document<'a> {
    schema: &'static str,
    recognised: bool,
    cause: &'static str,
    code: Option<&'a str>,
    http_status: Option<u16>,
    model: Option<&'a str>,
    agrees: Option<bool>,
    facts: Facts<'a>,
    text: String,
    remedy: String,
}

/// What is known of the account, and how it was compared. What is unknown is null.
#[derive(Serialize)]
struct Facts<'a> {
    comparison: &'static str,
    unit: Option<&'static str>,
    total: Option<Number>,
    remaining: Option<Number>,
    expires_at: Option<String>,
    free_quota_only: Option<bool>,
    read_at: Option<String>,
    account: &'static str,
    available: Option<String>,
    currency: Option<&'a str>,
    account_read_at: Option<String>,
    alternatives: Vec<&'a str>,
}

pub(super) fn json(
    out: &mut dyn Write,
    reading: &Reading,
    explained: &Explained<'_>,
    now: DateTime<Utc>,
) -> io::Result<()> {
    let answer = Document {
        schema: SCHEMA,
        recognised: explained.cause != CallCause::Unknown,
        cause: explained.cause.into_str(),
        code: reading.code,
        http_status: reading.http_status,
        model: explained.name,
        agrees: explained.agreement.agrees(),
        facts: facts(explained),
        text: text(reading, explained, now),
        remedy: texts::fix(Lang::English, explained, now),
    };
    document::write(out, &answer)
}

fn facts<'a>(explained: &Explained<'a>) -> Facts<'a> {
    let quota = explained.model.and_then(|model| model.quota.as_ref());
    let balance = explained.balance;
    Facts {
        comparison: explained.agreement.into_str(),
        unit: explained.model.map(|model| model.unit.into_str()),
        total: quota.and_then(|quota| quota.total).and_then(number),
        remaining: quota.and_then(|quota| quota.remaining).and_then(number),
        expires_at: quota.and_then(|quota| quota.expires_at).map(rfc3339),
        free_quota_only: explained.model.and_then(|model| model.free_quota_only),
        read_at: quota.map(|quota| rfc3339(quota.read_at)),
        account: explained.account.state.into_str(),
        available: balance.and_then(|balance| balance.available).map(|amount| amount.to_string()),
        currency: balance.and_then(|balance| balance.currency.as_deref()),
        account_read_at: match explained.account.state {
            AccountState::Unknown => None,
            _ => explained.account.read_at.map(rfc3339),
        },
        alternatives: explained.alternatives.iter().map(|model| model.name.as_str()).collect(),
    }
}

/// The meaning and the comparison, in English.
fn text(reading: &Reading, explained: &Explained<'_>, now: DateTime<Utc>) -> String {
    let meaning = texts::meaning(Lang::English, reading, explained.cause);
    let comparison = texts::comparison(Lang::English, explained, now);
    let comparison = comparison.map(|comparison| format!(" Account: {comparison}")).unwrap_or_default();
    format!("{meaning}{comparison}")
}

pub(super) fn csv(
    out: &mut dyn Write,
    reading: &Reading,
    explained: &Explained<'_>,
    now: DateTime<Utc>,
) -> io::Result<()> {
    writeln!(out, "recognised,cause,code,http_status,model,agrees,text,remedy")?;
    let (text, remedy) = (text(reading, explained, now), texts::fix(Lang::English, explained, now));
    let fields = [
        (explained.cause != CallCause::Unknown).to_string().into(),
        explained.cause.into_str().into(),
        reading.code.unwrap_or_default().into(),
        csv::or_empty(reading.http_status.map(|status| status.to_string())),
        csv::text(explained.name.unwrap_or_default()),
        csv::or_empty(explained.agreement.agrees().map(|agrees| agrees.to_string())),
        csv::text(&text),
        csv::text(&remedy),
    ];
    csv::write_row(out, &fields)
}

fn number(quantity: Quantity) -> Option<Number> {
    quantity.to_string().parse().ok()
}
