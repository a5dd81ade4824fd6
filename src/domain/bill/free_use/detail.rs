//! Reads 用量详情 of a line that free quota covered: JSON, inside of which 资源包抵扣详情 is JSON text again, whose
//! values have trailing spaces and may carry a unit (`5 second`). Seen in exports of May and August 2026.

use chrono::{DateTime, NaiveDateTime, TimeDelta, Utc};
use rust_decimal::Decimal;
use serde_json::Value;

use crate::domain::{Unit, bill::cycle::start_of, unit::unit_named_in};

const PACKAGES: &str = "资源包抵扣详情";
const MODEL: &str = "免费额度类型";
const DEDUCTED: &str = "免费额度抵扣用量";
const TOTAL: &str = "免费额度总量";
const FROM: &str = "免费额度生效时间";
const UNTIL: &str = "免费额度失效时间";

/// A deduction from the free quota of a model, and the grant it was taken from.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Deducted {
    pub(super) model: Box<str>,
    pub(super) amount: Decimal,
    pub(super) total: Decimal,
    /// Absent where the numbers have none.
    pub(super) unit: Option<Unit>,
    pub(super) from: Option<DateTime<Utc>>,
    pub(super) until: Option<DateTime<Utc>>,
}

/// The deductions from free quotas; none if the text is something else. Bought packages name no free quota.
pub(super) fn deductions(detail: &str) -> Vec<Deducted> {
    // Most details are of billed lines: they need not be parsed.
    if !detail.contains(MODEL) {
        return Vec::new();
    }
    let Ok(detail) = serde_json::from_str::<Value>(detail) else { return Vec::new() };
    let packages = match detail.get(PACKAGES) {
        Some(Value::String(text)) => serde_json::from_str(text).unwrap_or_default(),
        Some(other) => other.clone(),
        None => detail,
    };
    match &packages {
        Value::Array(packages) => packages.iter().filter_map(deducted).collect(),
        package => deducted(package).into_iter().collect(),
    }
}

fn deducted(package: &Value) -> Option<Deducted> {
    let text = |name: &str| {
        let value = package.get(name)?;
        let text = value.as_str().map_or_else(|| value.to_string(), str::to_owned);
        Some(text.trim().to_owned()).filter(|text| !text.is_empty())
    };
    let (amount, unit) = amount(&text(DEDUCTED)?)?;
    let (total, unit_of_total) = self::amount(&text(TOTAL)?)?;
    Some(Deducted {
        model: text(MODEL)?.into(),
        amount,
        total,
        unit: unit_of_total.or(unit),
        from: text(FROM).and_then(|text| time(&text)),
        until: text(UNTIL).and_then(|text| time(&text)),
    })
}

/// `1000000`, `5 second`.
fn amount(text: &str) -> Option<(Decimal, Option<Unit>)> {
    let digits = text.find(|c: char| !matches!(c, '0'..='9' | '.' | ',' | 'E' | 'e' | '+' | '-'));
    let (number, unit) = text.split_at(digits.unwrap_or(text.len()));
    let number = number.trim().replace(',', "");
    let number = number.parse::<Decimal>().or_else(|_| Decimal::from_scientific(&number)).ok()?;
    (number >= Decimal::ZERO).then(|| (number, unit_named_in(unit.trim())))
}

/// China time, written without a zone: `2026-05-14 11:21:00`.
pub(super) fn time(text: &str) -> Option<DateTime<Utc>> {
    const FORMS: [&str; 4] = ["%Y-%m-%d %H:%M:%S", "%Y-%m-%d %H:%M", "%Y/%m/%d %H:%M:%S", "%Y/%m/%d %H:%M"];
    let text = text.trim();
    let local = FORMS.iter().find_map(|form| NaiveDateTime::parse_from_str(text, form).ok())?;
    let since_midnight = local.time().signed_duration_since(chrono::NaiveTime::MIN);
    start_of(local.date()).checked_add_signed(since_midnight.max(TimeDelta::zero()))
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    /// A capture, with other identifiers.
    const TEXT: &str = r#"{"用量":"0","用量单位（转换后）":"千tokens","抵扣前用量":"4131","抵扣用量":"4131",
        "资源包抵扣详情":"[{\"免费额度商品名称\":\"百炼大模型推理\",\"免费额度类型\":\"qwen3.6-plus\",\"免费额度抵扣用量\":\"4131 \",\"免费额度总量\":\"1000000 \",\"免费额度承诺周期\":\"无周期\",\"buyerId\":\"1\",\"免费额度生效时间\":\"2026-04-02 00:00:00\",\"免费额度失效时间\":\"2026-07-02 00:00:00\"}]"}"#;

    fn only(text: &str) -> Deducted {
        let [deducted] = <[Deducted; 1]>::try_from(deductions(text)).unwrap();
        deducted
    }

    #[test]
    fn a_covered_line_carries_the_whole_grant() {
        let expected = Deducted {
            model: "qwen3.6-plus".into(),
            amount: 4_131.into(),
            total: 1_000_000.into(),
            unit: None,
            from: "2026-04-01T16:00:00Z".parse().ok(),
            until: "2026-07-01T16:00:00Z".parse().ok(),
        };
        assert_eq!(only(TEXT), expected);
        let nested = TEXT.replace("\"[{", "[{").replace("}]\"", "}]").replace("\\\"", "\"");
        assert_eq!(only(&nested), expected, "not JSON text again");
    }

    #[test]
    fn amounts_may_carry_a_unit() {
        for (text, number) in [
            ("1000000 ", Some(("1000000", None))),
            ("5 second", Some(("5", Some(Unit::Seconds)))),
            ("10秒", Some(("10", Some(Unit::Seconds)))),
            ("50 张", Some(("50", Some(Unit::Images)))),
            ("1,000,000", Some(("1000000", None))),
            ("1E+6", Some(("1000000", None))),
            ("0.5", Some(("0.5", None))),
            ("-5", None),
            ("many", None),
            ("", None),
        ] {
            let read = amount(text.trim());
            let expected = number.map(|(digits, unit)| (digits.parse::<Decimal>().unwrap(), unit));
            assert_eq!(read, expected, "{text}");
        }
    }

    #[test]
    fn other_details_are_no_deduction() {
        for text in [
            "",
            "{}",
            "[1]",
            r#"{"资源包抵扣详情":"[{\"资源包名称\":\"x\",\"抵扣用量\":\"5\"}]"}"#,
            r#"{"资源包抵扣详情":"[{\"免费额度类型\":\"m\"}]"}"#,
            r#"{"资源包抵扣详情":"免费额度类型"}"#,
            TEXT.split_at(TEXT.find("免费额度总量").unwrap()).0,
        ] {
            assert_eq!(deductions(text), [], "{text}");
        }
    }

    proptest! {
        #[test]
        fn any_text_is_survived(text in ".{0,200}", at in any::<prop::sample::Index>(), byte in any::<char>()) {
            let _ = (deductions(&text), time(&text));
            let mut torn: Vec<char> = TEXT.chars().collect();
            let at = at.index(torn.len());
            torn[at] = byte;
            deductions(&torn.iter().collect::<String>());
        }
    }
}
