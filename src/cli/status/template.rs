//! Fills in a template. Its own text is the user's and stays as it is; each value is escaped.

use super::{
    escape,
    facts::{Facts, percent},
};
use crate::{
    cli::args::{Field, Part},
    words::{cli::status as texts, number},
};

/// Old data are marked at the end, unless the template shows their age.
pub(super) fn filled(parts: &[Part], facts: &Facts<'_>) -> String {
    let written = parts.iter().map(|part| match part {
        Part::Text(text) => text.clone(),
        Part::Field(field) => escape::markup(&value(field, facts)).into_owned(),
    });
    let mut line: String = written.collect();
    if !parts.contains(&Part::Field(Field::Age))
        && let Some(age) = facts.stale_age()
    {
        line.push_str(&facts.lang.aside(&texts::old(facts.lang, &age)));
    }
    line
}

fn value(field: &Field, facts: &Facts<'_>) -> String {
    let known = match field {
        Field::Left(model) => facts.model(model).and_then(|model| facts.left(model)),
        Field::Percent(model) => facts.model(model).and_then(percent).map(number::percent),
        Field::RunsOut(model) => facts.model(model).and_then(|model| facts.runs_out(model)),
        Field::Billed => Some(facts.billed().text()),
        Field::Low => Some(facts.low().text()),
        Field::Alerts => Some(facts.alerts()),
        Field::Overdue => Some(facts.overdue()),
        Field::Spend => Some(facts.spend()),
        Field::Age => Some(facts.age()),
        Field::Worst => facts.by_attention().first().map(|worst| facts.named(*worst)),
    };
    known.unwrap_or_else(|| texts::UNKNOWN.to_owned())
}
