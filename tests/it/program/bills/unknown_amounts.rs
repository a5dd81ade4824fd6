//! A line with an unknown amount is in no sum, and sums over it are marked as incomplete.

use super::fixture::*;

fn day() -> NaiveDate {
    last_month(10)
}

fn cycle() -> String {
    cycle_of(day())
}

fn api_row(model: &str, amount: &str) -> String {
    format!(
        r#"{{"InstanceID":"1;llm-a;{model};input_token;app;0","ProductCode":"sfm","CommodityCode":"sfm_inference_public_cn","Currency":"CNY","PretaxGrossAmount":1,{amount}"Usage":"1"}}"#
    )
}

fn file(rows: &[(&str, &str)]) -> String {
    let rows = rows.iter().enumerate().map(|(at, (model, amount))| {
        format!(
            "{},sfm,sfm_inference_public_cn,1;llm-a;{model};input_token;app;0,1,\"{amount}\",CNY,k{at}\n",
            day()
        )
    });
    format!(
        "账单日期,产品Code,商品Code,资产/资源实例ID,目录总价,应付金额,定价币种,主键\n{}",
        rows.collect::<String>()
    )
}

/// What is payable and how many amounts are missing from it: in total, and for each model.
fn sums(document: &Value) -> BTreeMap<String, (Option<String>, u64)> {
    let of = |sums: &Value| {
        (sums["payable"].as_str().map(str::to_owned), sums["incomplete"].as_u64().unwrap_or(0))
    };
    let groups = document["groups"].as_array().unwrap().iter();
    let groups = groups.map(|group| (group["key"].as_str().unwrap().to_owned(), of(group)));
    groups.chain([("total".to_owned(), of(&document["totals"][0]))]).collect()
}

fn assert_incomplete(account: &Account) {
    let some = |text: &str| Some(text.to_owned());
    let expected = [
        ("whole", (some("2.5"), 0)),
        ("partly", (some("2.976"), 1)),
        ("unknown", (None, 2)),
        ("total", (some("5.476"), 3)),
    ];
    let ran = account.bills(&cycle(), &[]).exits(0);
    assert_eq!(sums(&ran.json()), expected.map(|(key, sums)| (key.to_owned(), sums)).into());
    let print =
        |options: &[&str]| account.run(&[&["bills", "--offline", "--cycle", &cycle()], options].concat());
    let table = print(&[]).out;
    for part in [
        "2.98 + ?",
        "total: 5.48 CNY + ? payable, 5.00 CNY list price, 5 lines; incomplete: amount of 3 lines unknown",
    ] {
        assert!(table.contains(part), "{part}: {table}");
    }
    assert!(!table.contains("2.50 + ?"), "{table}");
    // The only currency is in the headings.
    assert!(table.contains("PAYABLE CNY  LIST PRICE CNY  LINES"), "{table}");
    let csv = print(&["-o", "csv"]).out;
    for (key, lacks) in [("whole", "0"), ("partly", "1"), ("unknown", "2")] {
        let row = csv.lines().find(|row| row.starts_with(&format!("{key},"))).unwrap();
        assert!(row.ends_with(&format!(",{lacks}")), "{csv}");
    }
    let lines = print(&["--group-by", "none", "-o", "json"]).json();
    let lacking = lines["groups"].as_array().unwrap().iter().filter(|line| line["incomplete"] == 1);
    assert_eq!(lacking.count(), 3);
}

#[test]
fn sums_over_unknown_amounts_of_a_file_are_incomplete() {
    let account = Account::new(Facts::default());
    account.remove_pair();
    let rows =
        [("whole", "2.5"), ("partly", "2.976"), ("partly", "1,5"), ("unknown", "n/a"), ("unknown", "")];
    account.import("bill.csv", &file(&rows)).exits(0);
    assert_incomplete(&account);
}

#[test]
fn sums_over_unknown_amounts_of_the_api_are_incomplete() {
    let rows = [
        ("whole", r#""PretaxAmount":2.5,"#),
        ("partly", r#""PretaxAmount":"2.976","#),
        ("partly", r#""PretaxAmount":"many","#),
        ("unknown", r#""PretaxAmount":null,"#),
        ("unknown", ""),
    ];
    let rows = rows.iter().map(|(model, amount)| api_row(model, amount)).collect();
    assert_incomplete(&Account::new(Facts::billed([(day().to_string(), rows)])));
}

#[test]
fn a_malformed_api_row_makes_its_day_incomplete() {
    let rows = vec![api_row("whole", r#""PretaxAmount":2.5,"#), "\"row\"".to_owned()];
    let account = Account::new(Facts::billed([(day().to_string(), rows)]));
    let ran = account.bills(&cycle(), &[]);
    let whole = (Some("2.5".to_owned()), 1);
    assert_eq!(sums(&ran.json()), [("whole".to_owned(), whole.clone()), ("total".to_owned(), whole)].into());
}
