//! Days of lines with a known truth, and the grants that follow from them.

use chrono::{DateTime, NaiveDate, Utc};

use super::*;
use crate::domain::{
    Kind, ModelName, Quantity, Unit,
    bill::{Charge, Figure, Figures},
    fixture::at,
};

const MODEL: &str = "qwen3.6-plus";
const FROM: &str = "2026-04-02 00:00:00";
const UNTIL: &str = "2026-07-02 00:00:00";

/// A line: time, what free quota covered of it, and what is to be paid.
#[derive(Clone, Copy)]
enum Line {
    Free(&'static str, &'static str),
    Billed(&'static str, &'static str),
    Cached(&'static str, &'static str),
}

use Line::{Billed, Cached, Free};

fn detail(model: &str, used: &str, total: &str, [from, until]: [&str; 2]) -> String {
    let package = serde_json::json!([{
        "免费额度类型": model, "免费额度抵扣用量": format!("{used} "), "免费额度总量": format!("{total} "),
        "免费额度生效时间": from, "免费额度失效时间": until,
    }]);
    serde_json::json!({ "资源包抵扣详情": package.to_string() }).to_string()
}

fn add(lines: &mut DayLines, day: NaiveDate, line: Line, terms: (&str, [&str; 2])) {
    let (kind, time, payable, detail) = match line {
        Free(time, used) => ("input_token", time, "0", detail(MODEL, used, terms.0, terms.1)),
        Billed(time, payable) => ("output_token", time, payable, String::new()),
        Cached(time, payable) => ("input_token_cache", time, payable, String::new()),
    };
    let charge = Charge {
        instance_id: format!("1;llm-a;{MODEL};{kind};;0"),
        item: "大模型文本消耗量".into(),
        commodity_code: "sfm_inference_public_cn".into(),
        ..Charge::default()
    };
    let subject = LineSubject::new(&charge).unwrap();
    let mut figures = Figures::default();
    figures.set(Figure::PayableWithTax, payable.parse().ok());
    lines.add(day, &subject, &figures, (Some(time), Some(&detail)));
}

fn days(lines: &[Line]) -> Vec<(NaiveDate, DayUse)> {
    let day = |line: &Line| match line {
        Free(time, _) | Billed(time, _) | Cached(time, _) => {
            time.split(' ').next().unwrap().parse::<NaiveDate>().unwrap()
        }
    };
    let mut all: Vec<NaiveDate> = lines.iter().map(day).collect();
    all.sort_unstable();
    all.dedup();
    let sum = |date: NaiveDate| {
        let mut sum = DayLines::default();
        for line in lines.iter().filter(|line| day(line) == date) {
            add(&mut sum, date, *line, ("1000", [FROM, UNTIL]));
        }
        (date, sum.finish())
    };
    all.into_iter().map(sum).collect()
}

fn only(days: &[(NaiveDate, DayUse)], is_known: impl Fn(NaiveDate) -> bool) -> BillGrant {
    let [grant] = <[BillGrant; 1]>::try_from(grants(days, is_known)).unwrap();
    grant
}

/// An instant of the vendor's clock.
fn china(text: &str) -> DateTime<Utc> {
    at(&format!("{}+08:00", text.replace(' ', "T")))
}

#[test]
fn a_grant_is_read_from_its_deductions() {
    // Unsorted, as exports are.
    let lines = [
        Free("2026-04-03 10:01:00", "200"),
        Free("2026-04-02 11:21:00", "100"),
        Free("2026-04-03 10:01:00", "50"),
        Cached("2026-04-03 12:30:00", "0.02"),
    ];
    let grant = only(&days(&lines), |_| true);
    let expected = BillGrant {
        model: ModelName::from(MODEL),
        kind: Kind::Text,
        unit: Some(Unit::Tokens),
        total: Quantity::from(1_000),
        from: Some(china("2026-04-02 00:00:00")),
        expires_at: Some(at("2026-07-01T16:00:00Z")),
        used: Quantity::from(350),
        is_partial: false,
        read_at: china("2026-04-03 12:30:00"),
        ran_out_at: None,
        first_billed_at: None,
        free_quota_only: Some((china("2026-04-03 12:30:00"), false)),
    };
    assert_eq!(grant, expected);
    assert_eq!(grant.remaining(), Quantity::from(650));
}

#[test]
fn the_minute_of_the_end_and_the_first_billed_line_are_exact() {
    const EARLY: Line = Free("2026-04-02 09:00:00", "900");
    for (lines, ran_out, billed, remaining) in [
        (vec![EARLY, Free("2026-04-05 14:32:00", "100")], Some("2026-04-05 14:32:00"), None, 0),
        (
            vec![EARLY, Free("2026-04-05 14:32:00", "100"), Billed("2026-04-05 14:32:00", "0.1")],
            Some("2026-04-05 14:32:00"),
            Some("2026-04-05 14:32:00"),
            0,
        ),
        (
            vec![EARLY, Free("2026-04-05 14:32:00", "100"), Billed("2026-04-07 08:00:00", "0.1")],
            Some("2026-04-05 14:32:00"),
            Some("2026-04-07 08:00:00"),
            0,
        ),
        // Billed before the end, and a cached line after it: neither is the first billed one.
        (
            vec![
                EARLY,
                Billed("2026-04-05 14:00:00", "0.1"),
                Free("2026-04-05 14:32:00", "100"),
                Cached("2026-04-05 14:40:00", "0.1"),
                Billed("2026-04-05 15:00:00", "0.1"),
            ],
            Some("2026-04-05 14:32:00"),
            Some("2026-04-05 15:00:00"),
            0,
        ),
        // The vendor bills before the last token is deducted.
        (
            vec![EARLY, Billed("2026-04-06 08:00:00", "1")],
            Some("2026-04-02 09:00:00"),
            Some("2026-04-06 08:00:00"),
            0,
        ),
        // Nothing to pay, or billed after the expiry.
        (vec![EARLY, Billed("2026-04-06 08:00:00", "0")], None, None, 100),
        (vec![EARLY, Billed("2026-07-02 00:00:00", "1")], None, None, 100),
    ] {
        let grant = only(&days(&lines), |_| true);
        assert_eq!(grant.ran_out_at, ran_out.map(china), "{ran_out:?}");
        assert_eq!(grant.first_billed_at, billed.map(china), "{ran_out:?}");
        assert_eq!(grant.remaining(), Quantity::from(remaining), "{ran_out:?}");
    }
}

#[test]
fn missing_days_make_it_at_most() {
    let lines = [Free("2026-04-02 09:00:00", "100"), Free("2026-04-05 09:00:00", "100")];
    let days = days(&lines);
    let day = |text: &str| text.parse::<NaiveDate>().unwrap();
    for (missing, is_partial) in [
        (None, false),
        (Some("2026-04-02"), true),
        (Some("2026-04-04"), true),
        (Some("2026-04-05"), true),
        (Some("2026-04-01"), false),
        (Some("2026-04-06"), false),
    ] {
        let grant = only(&days, |other| missing.is_none_or(|missing| other != day(missing)));
        assert_eq!((grant.is_partial, grant.remaining()), (is_partial, Quantity::from(800)), "{missing:?}");
    }
    // It was used up, but when is not known.
    let billed = [lines[0], Billed("2026-04-05 09:00:00", "1")];
    let grant = only(&self::days(&billed), |other| other != day("2026-04-03"));
    assert_eq!((grant.ran_out_at, grant.remaining()), (None, Quantity::ZERO));
    assert_eq!(grant.first_billed_at, Some(china("2026-04-05 09:00:00")));
}

#[test]
fn a_renewed_or_increased_grant_replaces_the_older_one() {
    let day: NaiveDate = "2026-07-03".parse().unwrap();
    for (terms, total, used) in [
        (("1000", ["2026-07-02 00:00:00", "2026-10-01 00:00:00"]), 1_000, 70),
        (("2000", [FROM, UNTIL]), 2_000, 370),
        (("1000", [FROM, "2026-08-01 00:00:00"]), 1_000, 370),
    ] {
        let mut days = days(&[Free("2026-04-02 09:00:00", "300")]);
        let mut sum = DayLines::default();
        add(&mut sum, day, Free("2026-07-03 08:00:00", "70"), terms);
        days.push((day, sum.finish()));
        let grant = only(&days, |_| true);
        assert_eq!((grant.total, grant.used), (Quantity::from(total), Quantity::from(used)), "{terms:?}");
    }
}

#[test]
fn each_deduction_is_a_point() {
    let lines = [
        Free("2026-04-02 09:00:00", "100"),
        Free("2026-04-03 09:01:00", "400"),
        Free("2026-04-03 09:01:00", "200"),
    ];
    let points = points(&days(&lines), &ModelName::from("QWEN3.6-plus"));
    let figures: Vec<_> = points.iter().map(|seen| (seen.from, seen.remaining)).collect();
    assert_eq!(
        figures,
        [
            (china("2026-04-02 00:00:00"), Quantity::from(1_000)),
            (china("2026-04-02 09:00:00"), Quantity::from(900)),
            (china("2026-04-03 09:01:00"), Quantity::from(300)),
        ]
    );
    assert!(points.iter().all(|seen| seen.total == Some(1_000.into()) && seen.expires_at.is_some()));
    assert_eq!(points[0].until, china("2026-04-02 08:59:59"));
    assert_eq!(super::points(&days(&lines), &ModelName::from("qwen-max")), []);
}

#[test]
fn a_day_is_stored_and_read_again() {
    let days = days(&[Free("2026-04-02 09:00:00", "0.5"), Billed("2026-04-02 10:00:00", "1")]);
    let json = serde_json::to_string(&days[0].1).unwrap();
    assert_eq!(serde_json::from_str::<DayUse>(&json).unwrap(), days[0].1);
}

#[test]
fn fields_are_found_by_the_names_of_their_columns() {
    let names = |names: &[&str]| names.iter().map(|name| (*name).to_owned()).collect::<Vec<_>>();
    for (columns, time, detail) in [
        (&["账单信息/服务开始时间", "账单信息/消费时间", "用量信息/用量详情"][..], Some(1), Some(2)),
        (&["服务开始时间", "x"], Some(0), None),
        (&["用量详情"], None, Some(0)),
        (&[], None, None),
    ] {
        let places = FieldPlaces::new(&names(columns));
        assert_eq!((places.time, places.detail), (time, detail), "{columns:?}");
    }
}
