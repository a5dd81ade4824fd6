//! One file: both layouts, other headers, unusual values.

use std::sync::Arc;

use quotatop::domain::bill::{Charge, Origin, SkippedRows};

use super::fixture::*;

const INSTANCE: &str = "12001;llm-a;qwen-max;output_token;app;0";

const OLD_ROW: &[(&str, &str)] = &[
    ("资源购买账号ID", "\t100"),
    ("账单月份", "2026-11"),
    ("账单日期", "2026-11-20"),
    ("费用类型", "PayAsYouGoBill"),
    ("产品Code", "sfm"),
    ("产品名称", "大模型服务平台百炼"),
    ("商品Code", "sfm_inference_public_cn"),
    ("商品名称", "百炼大模型推理"),
    ("资产/资源实例ID", INSTANCE),
    ("地域", "华北2（北京）"),
    ("计费项Code", "output_token"),
    ("计费项", "输出Token数"),
    ("资源包抵扣量", "0"),
    ("用量", "1,500.5"),
    ("用量单位", "千tokens"),
    ("目录价", "0.0096"),
    ("目录总价", "14.4048"),
    ("优惠金额", "1.17"),
    ("应付金额", "13.2348"),
    ("定价币种", "CNY"),
    ("主键", "`2026112000001`"),
    ("优惠后金额", "13.2348"),
];

const UPGRADED_ROW: &[(&str, &str)] = &[
    ("标识信息/账单明细ID", "2026112000001"),
    ("账单信息/账单月份", "202611"),
    ("账单信息/账单日期", "20261120"),
    ("账单信息/费用类型", "云资源按量费用"),
    ("账单信息/消费时间", "2026-11-20 10:01:00"),
    ("产品信息/产品Code", "sfm"),
    ("产品信息/产品名称", "大模型服务平台百炼"),
    ("产品信息/商品Code", "sfm_inference_public_cn"),
    ("产品信息/商品名称", "百炼大模型推理"),
    ("产品信息/计费项名称", "输出Token数"),
    ("资源信息/实例ID（出账粒度）", INSTANCE),
    ("资源信息/地域Code", "cn-beijing"),
    ("资源信息/地域", "华北2（北京）"),
    ("用量信息/抵扣用量", "0"),
    ("用量信息/用量", "1500.5"),
    ("用量信息/用量单位", "千tokens"),
    ("定价信息/定价币种", "CNY"),
    ("费用信息/目录总价", "14.4048"),
    ("优惠信息/优惠金额", "1.17"),
    ("应付信息/应付金额（含税）", "13.2348"),
];

#[test]
fn the_old_layout_is_read_like_the_api() {
    let export = export([file("bill.csv", OLD, &[OLD_ROW])]);
    let (day, line) = (only_day(&export), only_line(&export));
    assert_eq!((day.day.to_string().as_str(), day.origin), ("2026-11-20", Origin::File));
    assert_eq!(
        *line.charge,
        Charge {
            instance_id: INSTANCE.into(),
            product_code: "sfm".into(),
            product_name: "大模型服务平台百炼".into(),
            product_detail: "百炼大模型推理".into(),
            commodity_code: "sfm_inference_public_cn".into(),
            region: "华北2（北京）".into(),
            fee_type: "PayAsYouGoBill".into(),
            item: "输出Token数".into(),
            item_code: "output_token".into(),
            currency: "CNY".into(),
            unit: "千tokens".into(),
            others: vec![("资源购买账号ID".into(), "100".into()), ("目录价".into(), "0.0096".into())],
        }
    );
    for (of, number) in [
        (Figure::Usage, Some("1500.5")),
        (Figure::Deducted, Some("0")),
        (Figure::Gross, Some("14.4048")),
        (Figure::Discount, Some("1.17")),
        (Figure::Coupons, None),
        (Figure::Savings, None),
        (Figure::Payable, Some("13.2348")),
        (Figure::PayableWithTax, None),
    ] {
        assert_eq!(figure(line, of).as_deref(), number, "{of:?}");
    }
    assert_eq!(line.row_id.as_deref(), Some("2026112000001"));
    assert_eq!(line.extras, [("优惠后金额".to_owned(), "13.2348".to_owned())]);
}

#[test]
fn the_upgraded_layout_knows_only_what_is_to_be_paid_with_tax() {
    let export = export([file("bill.csv", UPGRADED, &[UPGRADED_ROW])]);
    let line = only_line(&export);
    assert_eq!(line.charge.instance_id, INSTANCE);
    assert_eq!(line.charge.region, "华北2（北京）");
    assert_eq!(line.charge.others, [("资源信息/地域Code".to_owned(), "cn-beijing".to_owned())]);
    assert_eq!(figure(line, Figure::Payable), None);
    assert_eq!(figure(line, Figure::PayableWithTax).as_deref(), Some("13.2348"));
    let extras = [("账单信息/消费时间", "2026-11-20 10:01:00"), ("用量信息/用量", "1500.5")];
    assert_eq!(line.extras, extras.map(|(name, value)| (name.to_owned(), value.to_owned())));
}

#[test]
fn column_names_without_their_group_and_in_any_order_read_the_same() {
    let bare = |name: &str| name.rsplit_once('/').map_or(name, |(_, bare)| bare).to_owned();
    let names: Vec<String> = UPGRADED.split(',').rev().map(bare).collect();
    let row: Vec<(String, &str)> = UPGRADED_ROW.iter().map(|(name, value)| (bare(name), *value)).collect();
    let row: Vec<(&str, &str)> = row.iter().map(|(name, value)| (name.as_str(), *value)).collect();
    let export_bare = export([file("bill.csv", &names.join(","), &[&row])]);
    let export_grouped = export([file("bill.csv", UPGRADED, &[UPGRADED_ROW])]);
    let (bare, grouped) = (only_line(&export_bare), only_line(&export_grouped));
    assert_eq!((bare.figures, &bare.row_id), (grouped.figures, &grouped.row_id));
    assert_eq!(bare.charge.instance_id, grouped.charge.instance_id);
    assert_eq!(bare.charge.item, grouped.charge.item);
}

#[test]
fn api_names_and_english_labels_are_recognised() {
    for header in [
        "BillingDate,InstanceID,ProductCode,Item,BillingItem,Usage,UsageUnit,PretaxGrossAmount,PretaxAmount,Currency",
        "Billing date,Instance ID,Product code,Fee type,Billing item,Usage,Usage unit,Total list price,Pretax Amount,Currency",
    ] {
        let row =
            format!("2026/11/20,{INSTANCE},sfm,PayAsYouGoBill,Output tokens,3,1000 tokens,0.5,0.25,USD\n");
        let export = export([raw("bill.csv", format!("{header}\n{row}"))]);
        let line = only_line(&export);
        let charge = &line.charge;
        assert_eq!(
            [&charge.instance_id, &charge.fee_type, &charge.item, &charge.unit, &charge.currency],
            [INSTANCE, "PayAsYouGoBill", "Output tokens", "1000 tokens", "USD"],
        );
        assert_eq!(figure(line, Figure::Usage).as_deref(), Some("3"));
        assert_eq!(figure(line, Figure::Gross).as_deref(), Some("0.5"));
        assert_eq!(figure(line, Figure::Payable).as_deref(), Some("0.25"));
        assert_eq!((line.extras.len(), line.row_id.is_none()), (0, true));
    }
}

#[test]
fn byte_order_marks_and_line_endings_change_nothing() {
    let text = table(UPGRADED, &[UPGRADED_ROW, UPGRADED_ROW]);
    let plain = export([raw("bill.csv", text.as_str())]);
    let dressed = format!("\u{feff}{}", text.replace('\n', "\r\n"));
    assert_eq!(plain.days, export([raw("bill.csv", dressed)]).days);
    let with_odd_row = |ending: &str| {
        let text = format!("\n{text}short\n").replace('\n', ending);
        facts(&export([raw("bill.csv", text)]).files[0]).skipped.clone()
    };
    let skipped = [SkippedRows { reason: SkipReason::WrongColumns, rows: 1, first_line: 5 }];
    assert_eq!((with_odd_row("\n"), with_odd_row("\r\n")), (skipped.to_vec(), skipped.to_vec()));
    let quoted_header = format!("\"{}\"", UPGRADED.replace(',', "\",\""));
    let dressed = format!("\u{feff}{}", text.replace(UPGRADED, &quoted_header).trim_end());
    assert_eq!(plain.days, export([raw("bill.csv", dressed)]).days);
}

#[test]
fn huge_fields_are_truncated_and_leave_others_alone() {
    let json = format!("{{\"detail\": [\n{}\"end\"]}}", "\"价, \"\"x\"\"\",\n".repeat(200_000));
    let mut row = UPGRADED_ROW.to_vec();
    row.push(("用量信息/用量详情", &json));
    let export = export([file("bill.csv", UPGRADED, &[&row, UPGRADED_ROW])]);
    // They share an ID, but differ.
    let lines = &only_day(&export).lines;
    assert_eq!(lines.len(), 2);
    let (_, detail) = lines[0].extras.iter().find(|(name, _)| name.ends_with("用量详情")).unwrap();
    assert_eq!(detail.chars().count(), 2_001);
    assert!(detail.starts_with("{\"detail\": [\n\"价, ") && detail.ends_with('…'));
    assert_eq!(lines[0].figures, lines[1].figures);
    assert!(Arc::ptr_eq(&lines[0].charge, &lines[1].charge), "equal charges are shared");
}

#[test]
fn free_quota_refunds_and_two_currencies_are_read_unchanged() {
    let rows: Vec<Vec<(&str, &str)>> = [
        ("免费额度", "120.5", "0", "0", "CNY"),
        ("退款", "", "-3.10", "-3.10", "CNY"),
        ("云资源按量费用", "0", "0.40", "0.40", "USD"),
    ]
    .into_iter()
    .map(|(fee, deducted, gross, payable, currency)| {
        vec![
            ("账单信息/账单日期", "20261120"),
            ("账单信息/费用类型", fee),
            ("资源信息/实例ID（出账粒度）", INSTANCE),
            ("用量信息/抵扣用量", deducted),
            ("费用信息/目录总价", gross),
            ("应付信息/应付金额（含税）", payable),
            ("定价信息/定价币种", currency),
        ]
    })
    .collect();
    let rows: Vec<&[(&str, &str)]> = rows.iter().map(Vec::as_slice).collect();
    let export = export([file("bill.csv", UPGRADED, &rows)]);
    let found: Vec<_> = only_day(&export)
        .lines
        .iter()
        .map(|line| {
            let figures =
                [Figure::Deducted, Figure::Gross, Figure::PayableWithTax].map(|of| figure(line, of));
            (line.charge.fee_type.as_str(), line.charge.currency.as_str(), figures)
        })
        .collect();
    let some = |text: &str| Some(text.to_owned());
    assert_eq!(
        found,
        [
            ("免费额度", "CNY", [some("120.5"), some("0"), some("0")]),
            ("退款", "CNY", [None, some("-3.10"), some("-3.10")]),
            ("云资源按量费用", "USD", [some("0"), some("0.40"), some("0.40")]),
        ]
    );
}

#[test]
fn the_day_is_the_billing_date_or_else_the_day_of_use() {
    let header = "账单月份,账单日期,消费时间,服务开始时间,服务结束时间,产品Code,应付金额";
    for (cells, day) in [
        ("202611,20261120,2026-11-21 00:01:00,,", Some("2026-11-20")),
        ("202610,20261120,,,", Some("2026-11-20")),
        ("202611,,2026-11-20 23:59:59,2026-11-19 00:00:00,", Some("2026-11-20")),
        ("202611,--,,2026-11-20 23:00:00,2026-11-21 00:00:00", Some("2026-11-20")),
        ("202611,,,2026-11-20 23:00:00,", Some("2026-11-20")),
        // One line for a month.
        ("202611,,,2026-11-01 00:00:00,2026-12-01 00:00:00", None),
        ("202611,,,,", None),
    ] {
        let export = export([raw("bill.csv", format!("{header}\n{cells},sfm,1\n"))]);
        assert_eq!(export.days.first().map(|day| day.day.to_string()).as_deref(), day, "{cells}");
        let no_day = SkippedRows { reason: SkipReason::NoDay, rows: 1, first_line: 2 };
        let skipped: &[SkippedRows] = if day.is_some() { &[] } else { &[no_day] };
        assert_eq!(facts(&export.files[0]).skipped, skipped, "{cells}");
    }
    let export = export([raw("bill.csv", format!("{header}\n202610,20261120,,,,sfm,1\n"))]);
    assert_eq!(only_line(&export).extras, [("账单月份".to_owned(), "202610".to_owned())]);
}

#[test]
fn malformed_rows_are_skipped_and_reported() {
    let mut text = "账单日期,资产/资源实例ID,产品Code,应付金额,主键\n".as_bytes().to_vec();
    text.extend_from_slice("20261119,i-1,sfm,'-1.50,a\n".as_bytes());
    text.extend_from_slice(b"20261120,i-2,sfm\n");
    text.extend_from_slice(b"20261120,\xd5\xcb\xb5\xa5,sfm,1,b\n");
    text.extend_from_slice(b"\n,,,,\n");
    text.extend_from_slice(b"20261120,i-3,sfm,1,c,more\n");
    text.extend_from_slice(b"20261120,i-4,sfm,\"1,5\",1.2E+17\n");
    text.extend_from_slice(b"20261120,-,,1,d\n");
    text.extend_from_slice(b"20261120,i-5,,2,e,,\n");
    let export = export([raw("bill.csv", text)]);
    let facts = facts(&export.files[0]);
    assert_eq!(
        facts.skipped,
        [
            SkippedRows { reason: SkipReason::WrongColumns, rows: 2, first_line: 3 },
            SkippedRows { reason: SkipReason::NotUtf8, rows: 1, first_line: 4 },
            SkippedRows { reason: SkipReason::NoSubject, rows: 1, first_line: 9 },
        ]
    );
    assert_eq!((facts.lines, facts.unreadable), (3, 1));
    assert_eq!(facts.days, Some(("2026-11-19".parse().unwrap(), "2026-11-20".parse().unwrap())));
    let [first, second] = export.days.as_slice() else { panic!("{:?}", export.days) };
    assert_eq!(figure(&first.lines[0], Figure::Payable).as_deref(), Some("-1.50"));
    let [odd, last] = second.lines.as_slice() else { panic!("{:?}", second.lines) };
    assert_eq!((figure(odd, Figure::Payable), &odd.row_id), (None, &None));
    assert_eq!(
        odd.extras,
        [("应付金额".to_owned(), "1,5".to_owned()), ("主键".to_owned(), "1.2E+17".to_owned())]
    );
    assert_eq!(last.row_id.as_deref(), Some("e"));
}

#[test]
fn the_export_time_comes_from_the_name_or_else_the_file() {
    for (name, exported_at) in [
        ("x/1-20261121103000_consumedetailbillv2.csv", "2026-11-21T02:30:00Z"),
        ("20261001000000/bill.csv", "2026-11-21T03:00:00Z"),
        // Nothing was exported after now.
        ("1-20261231000000_consumedetailbillv2.csv", crate::source::bill_file::fixture::NOW),
    ] {
        let export = export([file(name, OLD, &[OLD_ROW])]);
        assert_eq!(only_day(&export).read_at, at(exported_at), "{name}");
        assert_eq!(facts(&export.files[0]).exported_at, at(exported_at), "{name}");
    }
}
