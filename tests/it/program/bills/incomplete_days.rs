//! A day from which rows were skipped is no whole day: it replaces none, and says that it is incomplete.

use chrono::Datelike as _;

use super::fixture::*;

const HEADER: &str = "账单日期,产品Code,商品名称,资产/资源实例ID,应付金额,定价币种,主键\n";

fn day(of_month: u32) -> NaiveDate {
    (today() - Months::new(1)).with_day(of_month).unwrap()
}

fn cycle() -> String {
    day(20).format("%Y-%m").to_string()
}

fn account() -> Account {
    let row = RowFact {
        day: day(20),
        product: &PRODUCTS[0],
        model: None,
        instance_id: "1200001;llm-fake0;qwen-max;input_token;app;0".into(),
        fee_type: "PayAsYouGoBill",
        item: "输入Token数",
        currency: "USD",
        usage: ONE,
        deducted: 0,
        price: ONE,
        gross: 85 * ONE,
        discount: 0,
        coupons: 0,
        payable: 85 * ONE,
        dress: 2,
    };
    let days = BTreeMap::from([(day(20).to_string(), vec![row.json(); 26])]);
    Account::new(Facts { bills: Arc::new(BillFacts { days, ..BillFacts::default() }), ..Facts::default() })
}

fn case() -> String {
    let text = include_str!("cases/row_too_long.csv");
    let text = text.replace("5000000000000001", "1000000000000001");
    text.replace("2026-11-20", &day(20).to_string()).replace("2026-11", &cycle())
}

/// A good row of 1 USD.
fn row(of_month: u32, id: &str) -> String {
    format!("{},sfm,百炼大模型推理,1200001;llm-a;qwen-max;input_token;app;0,1,USD,{id}\n", day(of_month))
}

/// What is to be paid by day, and how many lines or days that lacks.
fn by_day(account: &Account, options: &[&str]) -> BTreeMap<String, (String, u64)> {
    let ran = account.bills(&cycle(), &[&["--product", "all", "--group-by", "day"], options].concat());
    assert_eq!(ran.status, 0, "{ran:?}");
    let document = ran.json();
    let groups = document["groups"].as_array().unwrap().iter();
    groups
        .map(|group| {
            let incomplete = group["incomplete"].as_u64().unwrap_or(0);
            let payable = group["payable"].as_str().unwrap().to_owned();
            (group["key"].as_str().unwrap().to_owned(), (payable, incomplete))
        })
        .collect()
}

fn days<const N: usize>(days: [(u32, &str, u64); N]) -> BTreeMap<String, (String, u64)> {
    days.map(|(of_month, payable, incomplete)| (day(of_month).to_string(), (payable.to_owned(), incomplete)))
        .into()
}

#[test]
fn a_file_with_skipped_rows_does_not_replace_a_whole_day() {
    let account = account();
    let whole = days([(20, "2210", 0)]);
    assert_eq!(by_day(&account, &[]), whole);
    let bad_rows = [
        case(),
        // a row that lost a column, one without a day, and one that is cut in the middle of it
        format!("{HEADER}{}{},sfm,x,y,1,USD\n", row(20, "a"), day(20)),
        format!("{HEADER}{},sfm,x,y,1,USD,b\n", row(20, "a").trim_end()).replace("USD,a,sfm", "USD,a\n,sfm"),
        format!("{HEADER}{}{},,,,1,USD,b\n", row(20, "a"), day(20)),
    ];
    for (at, content) in bad_rows.iter().enumerate() {
        let path = account.download(&format!("{at}.csv"), content);
        let ran = account.run(&["import", &path]);
        assert!(ran.errors.contains("rows skipped") || ran.errors.contains("row skipped"), "{at}: {ran:?}");
        assert!(ran.out.contains("since their day is stored whole"), "{at}: {ran:?}");
        assert_eq!(by_day(&account, &["--offline"]), whole, "{at}");
    }
}

#[test]
fn where_no_whole_day_is_there_a_partial_one_is_used_and_marked_until_a_whole_one_comes() {
    let account = account();
    account.remove_pair();
    let path = account.download("bill.csv", &case());
    let ran = account.run(&["import", &path]);
    assert!(ran.out.contains("days written: 1, 1 of them incomplete"), "{ran:?}");
    assert_eq!(by_day(&account, &[]), days([(20, "2", 1)]));
    let table = account.run(&["bills", "--cycle", &cycle(), "--product", "all"]);
    for part in [&*day(20).to_string(), "1 row was skipped", "not as many columns as the header"] {
        assert!(table.out.contains(part), "{part}: {table:?}");
    }
    let csv = account.run(&["bills", "--cycle", &cycle(), "--product", "all", "-o", "csv"]);
    assert!(csv.out.lines().next().unwrap().ends_with(",incomplete"), "{csv:?}");
    assert!(csv.out.lines().nth(1).unwrap().ends_with(",1"), "{csv:?}");
    // The same file without the column that is too many.
    let path = account.download("whole.csv", &case().replace(",extra", ""));
    assert_eq!(account.run(&["import", &path]).status, 0);
    assert_eq!(by_day(&account, &[]), days([(20, "3", 0)]));
}

#[test]
fn a_whole_day_of_the_api_replaces_a_partial_one() {
    let account = account();
    let path = account.download("bill.csv", &case());
    assert_eq!(account.run(&["import", &path]).status, 0);
    assert_eq!(by_day(&account, &["--offline"]), days([(20, "2", 1)]));
    assert_eq!(by_day(&account, &[]), days([(20, "2210", 0)]));
}

#[test]
fn a_row_whose_day_is_known_leaves_the_other_days_whole() {
    let account = account();
    account.remove_pair();
    let nameless = format!("{},,,,1,USD,c\n", day(19));
    let path = account.download("a.csv", &format!("{HEADER}{}{}{nameless}", row(19, "a"), row(20, "b")));
    assert_eq!(account.run(&["import", &path]).status, 0);
    assert_eq!(by_day(&account, &[]), days([(19, "1", 1), (20, "1", 0)]));
    // A row that may be of any day leaves none of them whole.
    let dayless = ",sfm,x,y,1,USD,f\n".to_owned();
    let path = account.download("b.csv", &format!("{HEADER}{}{}{dayless}", row(17, "d"), row(18, "e")));
    assert_eq!(account.run(&["import", &path]).status, 0);
    assert_eq!(by_day(&account, &[]), days([(17, "1", 1), (18, "1", 1), (19, "1", 1), (20, "1", 0)]));
}
