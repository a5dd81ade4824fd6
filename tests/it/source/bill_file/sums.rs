//! Sums over a large file, compared with independent sums in whole numbers of the smallest part.

use std::collections::BTreeMap;

use quotatop::domain::bill::{InstanceId, Sums};

use super::fixture::*;

const LINES: u64 = 5_000;
const PARTS: u32 = 10;

/// Sums by day, model and currency, in parts of 10^-10.
type Expected = BTreeMap<(String, String, String), [i128; 2]>;

/// A file in a layout with these columns, and the sums of its list prices and payables.
fn generated(header: &str, columns: [&str; 6]) -> (String, Expected) {
    let names: Vec<&str> = header.split(',').collect();
    let places = columns.map(|name| names.iter().position(|other| *other == name).unwrap());
    let mut text = format!("\u{feff}{header}\r\n");
    let mut expected = Expected::new();
    let mut state = 20_261_122_u64;
    for _ in 0..LINES {
        let mut next = |below: u64| {
            state = state.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
            (state >> 33) % below
        };
        let (day, model) = (next(30) + 1, next(7));
        let currency = ["CNY", "USD"][usize::from(next(5) == 0)];
        let instance = match next(3) {
            0 => format!("12001;llm-a;model-{model};output_token;app;0"),
            1 => format!(";llm-a;model-{model};input_token;bmp"),
            _ => format!("text_token;llm-b;model-{model};input_token;app"),
        };
        let gross = i128::from(next(4_000_000_000)) * i128::from(next(90_000));
        let payable = match next(10) {
            0 => 0,
            1 => -gross,
            _ => gross - gross / 7,
        };
        let sums = expected
            .entry((format!("2026-11-{day:02}"), format!("model-{model}"), currency.to_owned()))
            .or_default();
        sums[0] += gross;
        sums[1] += payable;
        let values = [
            format!("202611{day:02}"),
            instance,
            currency.to_owned(),
            written(gross),
            written(payable),
            "x".into(),
        ];
        let mut cells = vec![String::new(); names.len()];
        for (place, value) in places.iter().zip(values) {
            cells[*place] = value;
        }
        text.push_str(&cells.join(","));
        text.push_str("\r\n");
    }
    (text, expected)
}

/// Parts of 10^-10 as a decimal with thousands separators, quoted.
fn written(parts: i128) -> String {
    let unit = 10_i128.pow(PARTS);
    let (whole, rest) = (parts.abs() / unit, parts.abs() % unit);
    let digits = whole.to_string();
    let mut grouped = String::new();
    for (at, digit) in digits.chars().enumerate() {
        if at > 0 && (digits.len() - at) % 3 == 0 {
            grouped.push(',');
        }
        grouped.push(digit);
    }
    format!("\"{}{grouped}.{rest:010}\"", if parts < 0 { "-" } else { "" })
}

fn read(export: &Export, payable: Figure) -> Expected {
    let mut sums: BTreeMap<(String, String, String), Sums> = BTreeMap::new();
    for day in &export.days {
        for line in &day.lines {
            let model = InstanceId::parse(&line.charge.instance_id).model.unwrap().into();
            let key = (day.day.to_string(), model, line.charge.currency.clone());
            sums.entry(key).or_default().add(&line.figures);
        }
    }
    let parts = |sums: &Sums, figure| {
        let mut sum = sums.get(figure).exact().unwrap();
        sum.rescale(PARTS);
        sum.mantissa()
    };
    sums.into_iter().map(|(key, sums)| (key, [parts(&sums, Figure::Gross), parts(&sums, payable)])).collect()
}

#[test]
fn sums_of_both_layouts_are_exact_to_the_last_digit() {
    for (header, columns, payable, other) in [
        (
            OLD,
            ["账单日期", "资产/资源实例ID", "定价币种", "目录总价", "应付金额", "计费项"],
            Figure::Payable,
            Figure::PayableWithTax,
        ),
        (
            UPGRADED,
            [
                "账单信息/账单日期",
                "资源信息/实例ID（出账粒度）",
                "定价信息/定价币种",
                "费用信息/目录总价",
                "应付信息/应付金额（含税）",
                "产品信息/计费项名称",
            ],
            Figure::PayableWithTax,
            Figure::Payable,
        ),
    ] {
        let (text, expected) = generated(header, columns);
        let export = export([raw("bill.csv", text)]);
        assert_eq!(export.files[0].outcome.as_ref().unwrap().lines, LINES);
        assert!(expected.len() > 300, "{}", expected.len());
        assert_eq!(read(&export, payable), expected);
        let lines = export.days.iter().flat_map(|day| &day.lines);
        assert!(lines.clone().all(|line| line.figures.get(other).is_none()));
    }
}
