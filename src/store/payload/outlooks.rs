//! Forecasts and trends as text: one line per model.

use std::{borrow::Cow, fmt::Write as _};

use chrono::TimeDelta;
use serde::{Deserialize, Serialize};

use super::{Text, lines, named, readable};
use crate::{
    domain::{
        ModelName, Quantity,
        forecast::{Forecast, Lapses, Outlooks, Pace, RunsOut, Trend, Verdict},
    },
    store::file::instant::{from_micros, to_micros},
};

/// Name, forecast, trend.
#[derive(Serialize, Deserialize)]
struct OutlookRow<'a>(#[serde(borrow)] Text<'a>, Option<ForecastRow>, #[serde(borrow)] Option<Text<'a>>);

/// Verdict, pace, hourly use, seconds of data.
#[derive(Serialize, Deserialize)]
struct ForecastRow(VerdictRow, Option<PaceRow>, Option<Quantity>, i64);

/// Per hour: the mean, low, high.
#[derive(Serialize, Deserialize)]
struct PaceRow(Quantity, Quantity, Quantity);

/// The fields of [`Verdict`] in their order; time spans in seconds.
#[derive(Clone, Copy, Serialize, Deserialize)]
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
    let rows = readable(text, |OutlookRow(name, forecast, trend)| Some((named(name), forecast, trend)))?;
    let mut outlooks = Outlooks::default();
    for (name, forecast, trend) in rows {
        if let Some(trend) = trend.and_then(|Text(text)| trend_of(&text)) {
            outlooks.trends.insert(name.clone(), trend);
        }
        if let Some(forecast) = forecast.and_then(forecast_of) {
            outlooks.forecasts.insert(name, forecast);
        }
    }
    Some(outlooks)
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

fn forecast_of(ForecastRow(verdict, pace, hourly_use, data): ForecastRow) -> Option<Forecast> {
    let pace = pace.map(|PaceRow(per_hour, low, high)| Pace { per_hour, low, high });
    Some(Forecast { verdict: verdict_of(verdict)?, pace, hourly_use, data: TimeDelta::try_seconds(data)? })
}

fn verdict_of(row: VerdictRow) -> Option<Verdict> {
    Some(match row {
        VerdictRow::Estimating => Verdict::Estimating,
        VerdictRow::Stale(read_at) => Verdict::Stale { read_at: from_micros(read_at)? },
        VerdictRow::Expired(at) => Verdict::Expired { at: from_micros(at)? },
        VerdictRow::AlreadyOut(after, by) => {
            Verdict::AlreadyOut { after: after.and_then(from_micros), by: from_micros(by)? }
        }
        VerdictRow::NotUsed(since) => Verdict::NotUsed { since: from_micros(since)? },
        VerdictRow::RunsOut(at, earliest, latest, before_expiry) => Verdict::RunsOut(RunsOut {
            at: from_micros(at)?,
            earliest: from_micros(earliest)?,
            latest: latest.and_then(from_micros),
            before_expiry: before_expiry.and_then(TimeDelta::try_seconds),
        }),
        VerdictRow::Lapses(at, left, least, most, earliest) => Verdict::Lapses(Lapses {
            at: from_micros(at)?,
            left,
            least,
            most,
            earliest: earliest.and_then(from_micros),
        }),
        VerdictRow::Lasts(beyond, earliest) => {
            Verdict::Lasts { beyond: from_micros(beyond)?, earliest: earliest.and_then(from_micros) }
        }
    })
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
    let mut digits = hex.as_bytes().chunks(2);
    for share in &mut shares {
        let pair = std::str::from_utf8(digits.next()?).ok()?;
        *share = u8::from_str_radix(pair, 16).ok()?;
    }
    digits.next().is_none().then(|| Trend::of_shares(shares))
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
