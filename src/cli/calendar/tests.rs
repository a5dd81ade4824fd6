//! A calendar is read back with a parser of its own.

use std::collections::{BTreeMap, HashMap};

use chrono::TimeDelta;
use proptest::prelude::*;

use super::*;
use crate::{
    cli::fixture::{account, model, now},
    domain::{
        Model,
        forecast::{Forecast, RunsOut, Verdict},
    },
};

/// The properties of each event. Fails unless the calendar is what RFC 5545 wants.
fn events(calendar: &str) -> Result<Vec<BTreeMap<String, String>>, String> {
    let folded = calendar.strip_suffix("\r\n").ok_or("no end of line at the end")?;
    if let Some(line) =
        folded.split("\r\n").find(|line| line.len() > 75 || line.chars().any(char::is_control))
    {
        return Err(format!("longer than 75 octets, or with a control character: {line:?}"));
    }
    let unfolded = folded.replace("\r\n ", "");
    let (mut events, mut open) = (Vec::new(), Vec::new());
    for line in unfolded.split("\r\n") {
        let (start, value) = line.split_once(':').ok_or_else(|| format!("no property: {line:?}"))?;
        let name = start.split(';').next().unwrap_or_default();
        if name.is_empty() || !name.chars().all(|sign| sign.is_ascii_uppercase() || sign == '-') {
            return Err(format!("no name: {line:?}"));
        }
        match (name, value) {
            ("BEGIN", component) => {
                open.push(component.to_owned());
                if component == "VEVENT" {
                    events.push(BTreeMap::new());
                }
            }
            ("END", component) if open.pop().as_deref() == Some(component) => {}
            ("END", component) => return Err(format!("{component} was not open")),
            _ => {
                if let (Some(event), Some("VEVENT")) = (events.last_mut(), open.last().map(String::as_str))
                    && event.insert(name.to_owned(), unescaped(value)?).is_some()
                {
                    return Err(format!("twice: {name}"));
                }
            }
        }
    }
    if open.is_empty() { Ok(events) } else { Err(format!("open: {open:?}")) }
}

fn unescaped(value: &str) -> Result<String, String> {
    let (mut text, mut signs) = (String::new(), value.chars());
    while let Some(sign) = signs.next() {
        text.push(match sign {
            '\\' => match signs.next() {
                Some('n') => '\n',
                Some(escaped @ ('\\' | ';' | ',')) => escaped,
                other => return Err(format!("\\{other:?} in {value:?}")),
            },
            ';' | ',' => return Err(format!("{sign} is not escaped in {value:?}")),
            sign => sign,
        });
    }
    Ok(text)
}

fn written(lang: Lang, state: &State) -> String {
    let mut out = Vec::new();
    write(lang, &mut out, state, now()).unwrap();
    String::from_utf8(out).unwrap()
}

fn read(lang: Lang, state: &State) -> Vec<BTreeMap<String, String>> {
    let calendar = written(lang, state);
    events(&calendar).unwrap_or_else(|error| panic!("{error}\n{calendar}"))
}

/// With a forecast that this model runs out within a day.
fn with_forecast(mut state: Box<State>, model: &str) -> Box<State> {
    let at = now() + TimeDelta::hours(20);
    let latest = Some(at + TimeDelta::hours(2));
    let verdict =
        Verdict::RunsOut(RunsOut { at, earliest: at - TimeDelta::hours(1), latest, before_expiry: None });
    let forecast = Forecast { verdict, pace: None, hourly_use: None, data: TimeDelta::days(3) };
    let (id, started) =
        (state.current(), crate::domain::Now { utc: now(), monotonic: std::time::Duration::ZERO });
    let profile = state.profile_mut(id).unwrap();
    profile.take_forecasts(HashMap::from([(model.into(), forecast)]), std::time::Duration::ZERO);
    state.rearrange(started, false);
    state
}

#[test]
fn expiries_and_forecasts_are_events() {
    let mut gone = model("gone", "100", "50");
    gone.quota.as_mut().unwrap().expires_at = Some(now());
    let refusing = Model { free_quota_only: Some(true), ..model("a", "50", "20") };
    let models = vec![model("qwen-max", "1000000", "24098"), model("used-up", "100", "0"), gone, refusing];
    let state = with_forecast(account(models, Some("1"), 0), "qwen-max");
    let events = read(Lang::English, &state);
    let of = |event: &BTreeMap<String, String>, name: &str| event[name].clone();
    let seen: Vec<_> = events.iter().map(|event| (of(event, "SUMMARY"), of(event, "DTSTART"))).collect();
    assert_eq!(
        seen,
        [
            ("qwen-max: free quota runs out (forecast)", "20261123T021207Z"),
            ("qwen-max: free quota expires", "20261222T061207Z"),
            ("a: free quota expires", "20261222T061207Z"),
        ]
        .map(|(summary, start)| (summary.to_owned(), start.to_owned()))
    );
    assert_eq!(
        events[0]["DESCRIPTION"],
        "24,098 of 1,000,000 tokens left\nbetween 23 Nov 2026 01:12 UTC and 23 Nov 2026 04:12 UTC\n\
         then calls are billed\naccount: default"
    );
    assert!(events[2]["DESCRIPTION"].contains("then calls are refused"), "{:?}", events[2]);
    assert!(events.iter().all(|event| event["DTSTAMP"] == "20261122T061207Z"), "{events:?}");
    assert_eq!(read(Lang::Chinese, &state)[0]["SUMMARY"], "qwen-max：免费额度用完（预测）");
}

/// Without it, a calendar would have each event once per download.
#[test]
fn an_event_is_the_same_whatever_is_left_and_whenever_it_is_written() {
    let uids = |left: &str, minutes: i64| -> Vec<String> {
        let state = with_forecast(account(vec![model("qwen-max", "100", left)], None, minutes), "qwen-max");
        read(Lang::English, &state).iter().map(|event| event["UID"].clone()).collect()
    };
    let first = uids("80", 0);
    assert_eq!(first, uids("79", 30));
    assert_ne!(first[0], first[1]);
    assert!(first.iter().all(|uid| uid.len() == 41 && uid.ends_with("@quotatop")), "{first:?}");
}

#[test]
fn nothing_ahead_is_an_empty_calendar() {
    let state = account(vec![model("wan", "0", "0")], None, 0);
    assert_eq!(read(Lang::English, &state), []);
}

proptest! {
    #[test]
    fn any_name_is_a_calendar(names in proptest::collection::btree_set(any::<String>(), 1..4), joined in "[;,:\\\\\n\r\"通]{0,200}") {
        let models: Vec<Model> =
            names.iter().map(|name| model(&format!("{name}{joined}"), "100", "80")).collect();
        let count = models.len();
        let state = account(models, None, 0);
        for lang in Lang::ALL {
            let calendar = written(lang, &state);
            let events = events(&calendar).map_err(TestCaseError::fail)?;
            prop_assert_eq!(events.len(), count);
            let uids: std::collections::BTreeSet<_> = events.iter().map(|event| &event["UID"]).collect();
            prop_assert_eq!(uids.len(), count);
        }
    }
}
