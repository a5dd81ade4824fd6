//! Comma-separated values, with a header line.

use std::{
    borrow::Cow,
    io::{self, Write},
};

use crate::{
    app::{State, pages::models::list::Listed},
    domain::{FeedName, Quantity, Quota, time::rfc3339},
    words,
};

pub(super) fn models(out: &mut dyn Write, state: &State) -> io::Result<()> {
    writeln!(
        out,
        "model,kind,unit,total,remaining,used,left_percent,expires_at,status,next_call,free_quota_only,quota_status"
    )?;
    for Listed { model, row, .. } in state.rows() {
        let quota = model.quota.as_ref();
        let number = |number: fn(&Quota) -> Option<Quantity>| {
            or_empty(quota.and_then(number).map(|number| number.to_string()))
        };
        let percent = quota.and_then(Quota::left_percent);
        let fields = [
            text(model.name.as_str()),
            model.kind.into_str().into(),
            model.unit.into_str().into(),
            number(|quota| quota.total),
            number(|quota| quota.remaining),
            number(Quota::used),
            or_empty(percent.map(|percent| percent.normalize().to_string())),
            or_empty(quota.and_then(|quota| quota.expires_at).map(rfc3339)),
            row.status.into_str().into(),
            row.next_call.into_str().into(),
            or_empty(model.free_quota_only.map(|is_on| is_on.to_string())),
            text(quota.and_then(|quota| quota.quota_status.as_deref()).unwrap_or_default()),
        ];
        write_row(out, &fields)?;
    }
    Ok(())
}

pub(super) fn account(out: &mut dyn Write, state: &State) -> io::Result<()> {
    writeln!(out, "state,available,currency,fetched_at")?;
    let snapshot = &state.profile().snapshot;
    let balance = snapshot.balance.as_ref();
    let fields = [
        snapshot.account_state().into_str().into(),
        or_empty(balance.and_then(|balance| balance.available).map(|amount| amount.to_string())),
        text(balance.and_then(|balance| balance.currency.as_deref()).unwrap_or_default()),
        or_empty(snapshot.feed(FeedName::Account).fetched_at.map(rfc3339)),
    ];
    write_row(out, &fields)
}

pub(super) fn or_empty(field: Option<String>) -> Cow<'static, str> {
    Cow::Owned(field.unwrap_or_default())
}

/// A text as a cell: escaped, and never a formula to a spreadsheet.
pub(super) fn text(value: &str) -> Cow<'_, str> {
    let shown = words::plain(value);
    if shown.starts_with(['=', '+', '-', '@']) { Cow::Owned(format!("'{shown}")) } else { shown }
}

pub(super) fn write_row(out: &mut dyn Write, fields: &[Cow<'_, str>]) -> io::Result<()> {
    let mut writer = csv::Writer::from_writer(out);
    writer.write_record(fields.iter().map(|field| field.as_bytes()))?;
    writer.flush()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn row(fields: &[&str]) -> String {
        let fields: Vec<Cow<'_, str>> = fields.iter().map(|field| text(field)).collect();
        let mut out = Vec::new();
        write_row(&mut out, &fields).unwrap();
        String::from_utf8(out).unwrap()
    }

    #[test]
    fn cells_are_quoted_and_never_formulas() {
        assert_eq!(row(&["qwen-max", "a,b", "say \"hi\""]), "qwen-max,\"a,b\",\"say \"\"hi\"\"\"\n");
        assert_eq!(row(&["=1+1", "+x", "-x", "@x"]), "'=1+1,'+x,'-x,'@x\n");
        assert_eq!(row(&["a\nb", "\u{1b}[31m"]), "a\\u000ab,\\u001b[31m\n");
    }
}
