//! Forecasts and trends as text: one line per model.

use std::{borrow::Cow, fmt::Write as _};

use chrono::TimeDelta;
use serde::Serialize;

use super::{
    Text, lines, readable,
    values::{Read, Unreadable, Values},
};
use crate::{
    domain::{
        ModelName, Quantity,
        forecast::{Forecast, Lapses, Outlooks, Pace, RunsOut, Trend, Verdict},
    },
    store::file::instant::to_micros,
};

/// Name, forecast, trend.
#[derive(Serialize)]
struct OutlookRow<'a>(Text<'a>, Option<ForecastRow>, Option<Text<'a>>);

/// Verdict, pace, hourly use, seconds of data.
#[derive(Serialize)]
struct ForecastRow(VerdictRow, Option<PaceRow>, Option<Quantity>, i64);

/// Per hour: the mean, low, high.
#[derive(Serialize)]
struct PaceRow(Quantity, Quantity, Quantity);

/// The fields of [`Verdict`] in their order; time spans in seconds.
#[derive(Serialize)]
enum VerdictRow {
    #[serde(rename = "e")]
    Estimating,
    #[serde(rename = "s")]
    Stale(i64),
    #[serde(rename = "x")]
    Expired(i64),
    #[serde(rename = "o")]
    AlreadyOut(Option<i64>, i64),
    #[serde(rename = "n")]
    NotUsed(i64),
    #[serde(rename = "r")]
    RunsOut(i64, i64, Option<i64>, Option<i64>),
    #[serde(rename = "l")]
    Lapses(i64, Quantity, Quantity, Quantity, Option<i64>),
    #[serde(rename = "b")]
    Lasts(i64, Option<i64>),
}

pub(super) fn encode(outlooks: &Outlooks) -> serde_json::Result<String> {
    let Outlooks { forecasts, trends } = outlooks;
    let only_trends = trends.keys().filter(|name| !forecasts.contains_key(*name));
    let mut names: Vec<&ModelName> = forecasts.keys().chain(only_trends).collect();
    names.sort_unstable();
    lines(names.into_iter().map(|name| {
        let trend = trends.get(name).map(|trend| Text(Cow::Owned(hex(*trend))));
        OutlookRow(Text::from(name.as_str()), forecasts.get(name).map(forecast_row), trend)
    }))
}

/// `None` if the text is none.
pub(in crate::store) fn outlooks(text: &str) -> Option<Outlooks> {
    let mut outlooks = Outlooks::default();
    let models = text.lines().count();
    outlooks.forecasts.reserve(models);
    outlooks.trends.reserve(models);
    let read = |row: &mut Values<'_>| {
        let name = row.name()?;
        let forecast = row.maybe(|row| row.array(forecast))?;
        if let Some(trend) = row.maybe(Values::text)?.and_then(|text| trend_of(&text)) {
            outlooks.trends.insert(name.clone(), trend);
        }
        if let Some(forecast) = forecast {
            outlooks.forecasts.insert(name, forecast);
        }
        Ok(())
    };
    readable(text, read).map(|_| outlooks)
}

fn forecast_row(forecast: &Forecast) -> ForecastRow {
    let verdict = match forecast.verdict {
        Verdict::Estimating => VerdictRow::Estimating,
        Verdict::Stale { read_at } => VerdictRow::Stale(to_micros(read_at)),
        Verdict::Expired { at } => VerdictRow::Expired(to_micros(at)),
        Verdict::AlreadyOut { after, by } => VerdictRow::AlreadyOut(after.map(to_micros), to_micros(by)),
        Verdict::NotUsed { since } => VerdictRow::NotUsed(to_micros(since)),
        Verdict::RunsOut(RunsOut { at, earliest, latest, before_expiry }) => VerdictRow::RunsOut(
            to_micros(at),
            to_micros(earliest),
            latest.map(to_micros),
            before_expiry.map(|span| span.num_seconds()),
        ),
        Verdict::Lapses(Lapses { at, left, least, most, earliest }) => {
            VerdictRow::Lapses(to_micros(at), left, least, most, earliest.map(to_micros))
        }
        Verdict::Lasts { beyond, earliest } => VerdictRow::Lasts(to_micros(beyond), earliest.map(to_micros)),
    };
    let pace = forecast.pace.map(|Pace { per_hour, low, high }| PaceRow(per_hour, low, high));
    ForecastRow(verdict, pace, forecast.hourly_use, forecast.data.num_seconds())
}

fn forecast(row: &mut Values<'_>) -> Read<Forecast> {
    Ok(Forecast {
        verdict: row.variant(verdict)?,
        pace: row.maybe(|row| row.array(pace))?,
        hourly_use: row.maybe(Values::quantity)?,
        data: seconds(row)?,
    })
}

fn seconds(row: &mut Values<'_>) -> Read<TimeDelta> {
    TimeDelta::try_seconds(row.integer()?).ok_or(Unreadable)
}

fn pace(row: &mut Values<'_>) -> Read<Pace> {
    Ok(Pace { per_hour: row.quantity()?, low: row.quantity()?, high: row.quantity()? })
}

fn verdict(row: &mut Values<'_>, name: &str) -> Read<Verdict> {
    match name {
        "e" => Ok(Verdict::Estimating),
        "s" => Ok(Verdict::Stale { read_at: row.instant()? }),
        "x" => Ok(Verdict::Expired { at: row.instant()? }),
        "o" => row
            .array(|row| Ok(Verdict::AlreadyOut { after: row.maybe(Values::instant)?, by: row.instant()? })),
        "n" => Ok(Verdict::NotUsed { since: row.instant()? }),
        "r" => row.array(|row| {
            Ok(Verdict::RunsOut(RunsOut {
                at: row.instant()?,
                earliest: row.instant()?,
                latest: row.maybe(Values::instant)?,
                before_expiry: row.maybe(seconds)?,
            }))
        }),
        "l" => row.array(|row| {
            Ok(Verdict::Lapses(Lapses {
                at: row.instant()?,
                left: row.quantity()?,
                least: row.quantity()?,
                most: row.quantity()?,
                earliest: row.maybe(Values::instant)?,
            }))
        }),
        "b" => row.array(|row| {
            Ok(Verdict::Lasts { beyond: row.instant()?, earliest: row.maybe(Values::instant)? })
        }),
        _ => Err(Unreadable),
    }
}

fn hex(trend: Trend) -> String {
    trend.shares().iter().fold(String::new(), |mut text, share| {
        // Writing to a text cannot fail.
        let _ = write!(text, "{share:02x}");
        text
    })
}

fn trend_of(hex: &str) -> Option<Trend> {
    let mut shares = Trend::NOTHING.shares();
    let (pairs, []) = hex.as_bytes().as_chunks::<2>() else { return None };
    if pairs.len() != shares.len() {
        return None;
    }
    let digit = |byte: u8| char::from(byte).to_digit(16);
    for (share, [high, low]) in shares.iter_mut().zip(pairs) {
        *share = u8::try_from(digit(*high)? << 4 | digit(*low)?).ok()?;
    }
    Some(Trend::of_shares(shares))
}

#[cfg(test)]
mod tests {
    use proptest::{collection::hash_map, option, prelude::*};

    use super::*;
    use crate::store::payload::tests::{instant, quantity};

    fn seconds() -> impl Strategy<Value = TimeDelta> {
        (-1_000_000_000_000_i64..1_000_000_000_000).prop_map(|span| TimeDelta::try_seconds(span).unwrap())
    }

    fn verdict() -> impl Strategy<Value = Verdict> {
        let runs_out = (instant(), instant(), option::of(instant()), option::of(seconds())).prop_map(
            |(at, earliest, latest, before_expiry)| {
                Verdict::RunsOut(RunsOut { at, earliest, latest, before_expiry })
            },
        );
        let lapses = (instant(), quantity(), quantity(), quantity(), option::of(instant())).prop_map(
            |(at, left, least, most, earliest)| Verdict::Lapses(Lapses { at, left, least, most, earliest }),
        );
        prop_oneof![
            Just(Verdict::Estimating),
            instant().prop_map(|read_at| Verdict::Stale { read_at }),
            instant().prop_map(|at| Verdict::Expired { at }),
            (option::of(instant()), instant()).prop_map(|(after, by)| Verdict::AlreadyOut { after, by }),
            instant().prop_map(|since| Verdict::NotUsed { since }),
            runs_out,
            lapses,
            (instant(), option::of(instant()))
                .prop_map(|(beyond, earliest)| Verdict::Lasts { beyond, earliest }),
        ]
    }

    fn forecast() -> impl Strategy<Value = Forecast> {
        let pace = (quantity(), quantity(), quantity()).prop_map(|(per_hour, low, high)| Pace {
            per_hour,
            low,
            high,
        });
        (verdict(), option::of(pace), option::of(quantity()), seconds())
            .prop_map(|(verdict, pace, hourly_use, data)| Forecast { verdict, pace, hourly_use, data })
    }

    fn name() -> impl Strategy<Value = ModelName> {
        any::<String>().prop_map(ModelName::new)
    }

    proptest! {
        #[test]
        fn what_was_saved_is_read(
            forecasts in hash_map(name(), forecast(), 1..6),
            trends in hash_map(name(), any::<[u8; 16]>().prop_map(Trend::of_shares), 0..6),
        ) {
            let saved = Outlooks { forecasts, trends };
            prop_assert_eq!(outlooks(&encode(&saved).unwrap()), Some(saved));
        }

        #[test]
        fn any_text_is_survived(text in ".*", row in r#"\["a",[\[\]{},:"rnl0-9]{0,20}"#) {
            let _ = outlooks(&text);
            let _ = outlooks(&row);
            let _ = trend_of(&text);
        }
    }
}
