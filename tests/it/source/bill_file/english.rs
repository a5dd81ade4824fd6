//! English exports: the upgraded layout with its paths, the new console, and the legacy console.

use strum::IntoEnumIterator as _;

use super::fixture::*;

fn figures(line: &BillLine) -> Vec<Option<String>> {
    Figure::iter().map(|of| figure(line, of)).collect()
}

fn written(figures: [Option<&str>; 8]) -> [Option<String>; 8] {
    figures.map(|figure| figure.map(str::to_owned))
}

#[test]
fn the_upgraded_layout_is_read_by_its_english_paths() {
    let text = include_str!("files/english-standard.csv");
    let bare = |line: &str| {
        let cells = line.trim_start_matches('\u{feff}').split(',');
        cells.map(|cell| cell.rsplit('/').next().unwrap_or(cell)).collect::<Vec<_>>().join(",")
    };
    let (header, row) = text.split_once('\n').unwrap();
    for text in [
        text.to_owned(),
        format!("{}\n{row}", bare(header)),
        format!("{}\n{row}", header.to_uppercase()),
        format!("{}\n{row}", header.replace("ResourceDetails/InstanceId", "Resource Details / Instance_ID")),
    ] {
        let export = export([raw("bill.csv", text.as_str())]);
        let line = only_line(&export);
        assert_eq!(only_day(&export).day.to_string(), "2026-11-20", "{text}");
        let charge = &line.charge;
        assert_eq!(
            [
                &charge.instance_id,
                &charge.fee_type,
                &charge.item,
                &charge.item_code,
                &charge.region,
                &charge.currency
            ],
            [
                "1200001;llm-fake0workspace01;qwen-max;output_token;app;0",
                "Pay-as-you-go",
                "Output tokens",
                "output_token",
                "Singapore",
                "USD",
            ],
        );
        assert_eq!(charge.commodity_code, "sfm_inferenceglobal_public_intl");
        assert_eq!(line.row_id.as_deref(), Some("202611_abc_0001"));
        let found = [Some("310"), None, Some("2.976"), Some("0"), None, None, Some("2.976"), None];
        assert_eq!(figures(line), written(found), "{text}");
        assert_eq!(facts(&export.files[0]).unknown_amounts, [""; 0]);
    }
}

#[test]
fn the_new_console_layout_is_read_by_its_renamed_fields() {
    let text = include_str!("files/english-console.csv");
    let export = export([raw("bill.csv", text)]);
    let line = only_line(&export);
    assert_eq!([&line.charge.item, &line.charge.item_code], ["Batch input tokens", "batch_input_token"]);
    assert_eq!(line.charge.fee_type, "PayAsYouGoBill");
    let found =
        [Some("310"), Some("100"), Some("2.976"), Some("0.376"), Some("0.5"), Some("0"), Some("2.1"), None];
    assert_eq!(figures(line), written(found));
    assert_eq!(line.row_id.as_deref(), Some("k1"));
    assert_eq!(line.extras, [("Amount After Price Reduction".to_owned(), "2.6".to_owned())]);
    assert_eq!(facts(&export.files[0]).unknown_amounts, [""; 0]);
}

#[test]
fn the_legacy_console_layout_is_read_by_spaced_api_names() {
    let text = "Billing Cycle,Billing Date,Cost Center,Account ID,Account Name,Owner Account ID,Owner Account Name,\
        Product Code,Product Name,Product Type,Product Detail,Subscription Type,Item,Billing Type,Instance ID,\
        Instance Name,Region,Zone,Billing Item,List Price,List Price Unit,Usage,Usage Unit,\
        Deducted By Resource Package,Pretax Gross Amount,Invoice Discount,Deducted By Coupons,Spn Discount Amount,\
        Amount After Discount,Pretax Amount,Currency,Payment Amount,Outstanding Amount\n\
        2026-11,2026-11-20,,500,a@b.c,500,a@b.c,sfm,Alibaba Cloud Model Studio,sfm_x,Inference,PayAsYouGo,\
        PayAsYouGoBill,Other,1;llm-a;qwen-max;input_token;app,,Singapore,,Input tokens,0.0024,USD,3,1K tokens,\
        1,4,0.5,0.25,0.125,3.125,3.125,USD,0,3.125\n";
    let export = export([raw("bill.csv", text)]);
    let line = only_line(&export);
    assert_eq!([&line.charge.fee_type, &line.charge.item], ["PayAsYouGoBill", "Input tokens"]);
    let told =
        [Some("3"), Some("1"), Some("4"), Some("0.5"), Some("0.25"), Some("0.125"), Some("3.125"), None];
    assert_eq!(figures(line), written(told));
    assert_eq!(facts(&export.files[0]).unknown_amounts, [""; 0]);
}

#[test]
fn an_unknown_amount_column_is_reported_once() {
    let text = "BillingDate,ProductCode,PretaxAmount,PayableDetails/Service Surcharge Amount,附加税费,Discount Subject,\
        Empty Amount,Zero Amount,Deducted Duration\n\
        2026-11-20,sfm,1,0,,contract,,0.00,5\n\
        2026-11-20,sfm,1,\"(1,000.50)\",0.06,,,0,5\n\
        2026-11-20,sfm,1,2,0.06,,,0,5\n";
    let export = export([raw("bill.csv", text)]);
    let expected = ["PayableDetails/Service Surcharge Amount", "附加税费"];
    assert_eq!(facts(&export.files[0]).unknown_amounts, expected);
    let extras = &only_day(&export).lines[1].extras;
    assert!(extras.contains(&("附加税费".to_owned(), "0.06".to_owned())), "{extras:?}");
}

#[test]
fn every_column_of_the_chinese_layouts_is_understood() {
    let upgraded = include_str!("files/upgraded-header.csv").trim_end();
    for header in [upgraded, crate::source::bill_file::fixture::OLD] {
        let cells = header.split(',').map(|name| match name.rsplit('/').next().unwrap_or(name) {
            "账单日期" => "20261120",
            "产品Code" => "sfm",
            _ => "7",
        });
        let row = cells.collect::<Vec<_>>().join(",");
        let export = export([raw("bill.csv", format!("{header}\n{row}\n"))]);
        only_line(&export);
        assert_eq!(facts(&export.files[0]).unknown_amounts, [""; 0]);
    }
}
