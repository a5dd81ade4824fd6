//! The windows of a plan: fields `per…` with the length of a window in their names, which come and go.

use std::collections::{BTreeSet, HashMap};

use chrono::{DateTime, Utc};
use serde::Deserialize;
use serde_json::value::RawValue;

use super::lenient::{exact, raw, rows, text};
use crate::domain::{
    Quantity,
    plan::{PlanSpan, PlanUse, PlanWindow},
};

/// Windows that are read at most.
const MOST: usize = 8;

/// The fields of an object, each as it came.
pub(crate) type Fields<'a> = HashMap<String, &'a RawValue>;

/// The answer of `queryCodingPlanInstanceInfoV2`.
#[derive(Deserialize)]
#[serde(rename_all = "camelCase")]
pub(crate) struct CodingPlans<'a> {
    #[serde(borrow, default, deserialize_with = "rows")]
    pub(crate) coding_plan_instance_infos: Option<Vec<&'a RawValue>>,
}

#[derive(Deserialize)]
#[serde(rename_all = "camelCase")]
pub(crate) struct CodingPlan<'a> {
    /// VALID or EXPIRED.
    #[serde(default, deserialize_with = "text")]
    pub(crate) status: Option<String>,
    #[serde(default, deserialize_with = "text")]
    pub(crate) instance_type: Option<String>,
    /// [`Fields`].
    #[serde(borrow, default, deserialize_with = "raw", rename = "codingPlanQuotaInfo")]
    pub(crate) quota_info: Option<&'a RawValue>,
}

/// The windows of Token Plan: `per5HourPercentage` (a ratio of what is used), `per5HourResetTime`.
pub(crate) fn token_windows(fields: &Fields<'_>) -> Vec<PlanWindow> {
    windows(fields, "ResetTime", &["Percentage"], |number| PlanUse::of_ratio(number("Percentage")?))
}

/// The windows of Coding Plan: `perWeekUsedQuota`, `perWeekTotalQuota`, `perWeekQuotaNextRefreshTime`.
pub(crate) fn coding_windows(fields: &Fields<'_>) -> Vec<PlanWindow> {
    windows(fields, "QuotaNextRefreshTime", &["UsedQuota", "TotalQuota"], |number| {
        PlanUse::of_numbers(number("UsedQuota")?, number("TotalQuota")?)
    })
}

/// The windows of which anything is known, the shortest first. `reset` and `others` end the names of their fields.
fn windows(
    fields: &Fields<'_>,
    reset: &str,
    others: &[&str],
    used: impl Fn(&dyn Fn(&str) -> Option<Quantity>) -> Option<PlanUse>,
) -> Vec<PlanWindow> {
    let middle = |field: &str| {
        let name = field.strip_prefix("per")?;
        let name = std::iter::once(&reset).chain(others).find_map(|end| name.strip_suffix(end))?;
        Some((PlanSpan::parse(name)?, name.to_owned()))
    };
    let spans: BTreeSet<(PlanSpan, String)> = fields.keys().filter_map(|field| middle(field)).collect();
    let window = |(span, name): (PlanSpan, String)| {
        let number = |end: &str| exact(*fields.get(&format!("per{name}{end}"))?).ok()?;
        let resets_at = number(reset).and_then(instant);
        let used = used(&number);
        (used.is_some() || resets_at.is_some()).then_some(PlanWindow { span, used, resets_at })
    };
    spans.into_iter().filter_map(window).take(MOST).collect()
}

/// From epoch milliseconds; zero and less say that there is none.
fn instant(milliseconds: Quantity) -> Option<DateTime<Utc>> {
    let milliseconds = i64::try_from(milliseconds.decimal()).ok().filter(|milliseconds| *milliseconds > 0)?;
    DateTime::from_timestamp_millis(milliseconds)
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    /// Each as length, percent used, and milliseconds at which it is reset.
    fn seen(windows: &[PlanWindow]) -> Vec<(u8, Option<String>, Option<i64>)> {
        let seen = |window: &PlanWindow| {
            let percent =
                window.used.and_then(PlanUse::percent).map(|percent| percent.normalize().to_string());
            (window.span.count, percent, window.resets_at.map(|at| at.timestamp_millis()))
        };
        windows.iter().map(seen).collect()
    }

    #[test]
    fn any_window_may_be_missing_and_new_ones_are_read() {
        let some = |percent: &str| Some(percent.to_owned());
        for (json, expected) in [
            (
                r#"{"per1WeekPercentage":0.12,"per5HourPercentage":0.37,"per5HourResetTime":1790012345000}"#,
                vec![(5, some("37"), Some(1_790_012_345_000)), (1, some("12"), None)],
            ),
            (
                r#"{"per1MonthPercentage":"0.5","per1MonthResetTime":"1792000000000","per2DayResetTime":5}"#,
                vec![(2, None, Some(5)), (1, some("50"), Some(1_792_000_000_000))],
            ),
            (r#"{"per5HourPercentage":37,"per5HourResetTime":7}"#, vec![(5, None, Some(7))]),
            (r#"{"per5HourPercentage":-1,"per1WeekPercentage":"many","per1MonthResetTime":0}"#, vec![]),
            (
                r#"{"per5HourPercentage":null,"perMoonPercentage":0.5,"Percentage":1,"perPercentage":1}"#,
                vec![],
            ),
            (r#"{"per5HourPercentage":{},"per5HourResetTime":1e40}"#, vec![]),
        ] {
            let fields: Fields<'_> = serde_json::from_str(json).unwrap();
            assert_eq!(seen(&token_windows(&fields)), expected, "{json}");
        }
    }

    #[test]
    fn what_is_used_of_a_coding_plan_needs_its_total() {
        let json = r#"{"per5HourUsedQuota":0,"per5HourTotalQuota":6000,"per5HourQuotaNextRefreshTime":1790012345000,
            "perWeekUsedQuota":900,"perWeekQuotaNextRefreshTime":1790400000000,
            "perBillMonthUsedQuota":77,"perBillMonthTotalQuota":0}"#;
        let fields: Fields<'_> = serde_json::from_str(json).unwrap();
        let expected =
            [(5, Some("0".to_owned()), Some(1_790_012_345_000)), (1, None, Some(1_790_400_000_000))];
        assert_eq!(seen(&coding_windows(&fields)), expected);
    }

    #[test]
    fn a_flood_of_windows_is_cut() {
        let fields: Vec<String> = (1..200).map(|days| format!(r#""per{days}DayPercentage":0.5"#)).collect();
        let json = format!("{{{}}}", fields.join(","));
        let fields: Fields<'_> = serde_json::from_str(&json).unwrap();
        assert_eq!(token_windows(&fields).len(), MOST);
    }

    proptest! {
        #[test]
        fn any_field_is_survived(name in "per[0-9]{0,3}(Hour|Week|é|)(Percentage|ResetTime|UsedQuota|)", value in ".*") {
            for value in [value.clone(), format!("{value:?}")] {
                let Ok(raw) = RawValue::from_string(value) else { continue };
                let fields: Fields<'_> = HashMap::from([(name.clone(), &*raw)]);
                let _ = (token_windows(&fields), coding_windows(&fields));
            }
        }
    }
}
