//! The JSON of a Waybar module (contract, *Status line*), on one line. Text and tooltip are Pango markup.

use std::io;

use rust_decimal::prelude::ToPrimitive as _;
use serde::Serialize;

use super::{
    escape::pango,
    facts::{Facts, percent},
    presets::{counts, plain, separator},
};
use crate::{
    domain::json::made_visible,
    words::{chrome::bars, cli::status as texts},
};

/// The tooltip lists this many models.
const MODELS: usize = 8;

#[derive(Serialize)]
struct Module {
    text: String,
    tooltip: String,
    class: Vec<&'static str>,
    /// Of the model that needs attention most; null if that is unknown.
    percentage: Option<u8>,
}

pub(super) fn json(facts: &Facts<'_>, is_ascii: bool) -> io::Result<String> {
    let worst = facts.by_attention().first().copied().and_then(percent);
    let module = Module {
        text: pango(&plain(facts, is_ascii)),
        tooltip: pango(&tooltip(facts, is_ascii)),
        class: classes(facts),
        // Rounded down, but something left is not nothing.
        percentage: worst.and_then(|percent| {
            let whole = percent.trunc().to_u8()?.min(100);
            Some(if percent.is_zero() { 0 } else { whole.max(1) })
        }),
    };
    let json = serde_json::to_string(&module).map_err(io::Error::from)?;
    Ok(made_visible(&json).into_owned())
}

fn tooltip(facts: &Facts<'_>, is_ascii: bool) -> String {
    let lang = facts.lang;
    if !facts.are_known() {
        return texts::NO_DATA.of(lang).to_owned();
    }
    let account = match facts.is_overdue() {
        Some(true) => {
            Some(format!("{}{}{}", facts.overdue(), lang.pick(": ", "："), texts::ALL_REFUSED.of(lang)))
        }
        Some(false) => None,
        None => Some(bars::ACCOUNT_OFF[2].of(lang).to_owned()),
    };
    let models = facts.by_attention().into_iter().take(MODELS).map(|model| {
        let ends = facts.ends(model).map(|when| format!("{}{when}", separator(is_ascii)));
        format!("{}{}", facts.named(model), ends.unwrap_or_default())
    });
    let counts: Vec<String> = counts(facts).collect();
    let counts = (!counts.is_empty()).then(|| counts.join(separator(is_ascii)));
    let age = facts.stale_age().map(|age| texts::old(lang, &age));
    account.into_iter().chain(models).chain(counts).chain(age).collect::<Vec<_>>().join("\n")
}

/// The contract's words that apply; none if nothing is known to be wrong, but not all is known.
fn classes(facts: &Facts<'_>) -> Vec<&'static str> {
    let (billed, low, overdue) = (facts.billed(), facts.low(), facts.is_overdue());
    let is_old = facts.stale_age().is_some() || !facts.are_known();
    let words = [
        (overdue == Some(true), "overdue"),
        (billed.known > 0, "billed"),
        (low.known > 0, "low"),
        (is_old, "stale"),
    ];
    let mut classes: Vec<_> =
        words.into_iter().filter(|(applies, _)| *applies).map(|(_, word)| word).collect();
    let is_sure = overdue == Some(false) && !billed.may_be_more && !low.may_be_more;
    if classes.is_empty() && is_sure {
        classes.push("ok");
    }
    classes
}
