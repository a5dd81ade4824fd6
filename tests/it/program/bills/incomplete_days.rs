//! A day with skipped rows replaces no complete one, and is marked as incomplete.

use super::fixture::*;

const HEADER: &str = "账单日期,产品Code,商品名称,资产/资源实例ID,应付金额,定价币种,主键\n";

fn cycle() -> String {
    cycle_of(last_month(20))
}

/// An account whose API has 26 lines of 85 USD on the 20th.
fn account() -> Account {
    let row = RowFact::inference(last_month(20), "USD", 85 * ONE);
    Account::new(Facts::billed([(last_month(20).to_string(), vec![row.json(); 26])]))
}

fn case() -> String {
    let text = include_str!("cases/row_too_long.csv");
    let text = text.replace("5000000000000001", "1000000000000001");
    text.replace("2026-11-20", &last_month(20).to_string()).replace("2026-11", &cycle())
}

/// A good row of 1 USD.
fn row(of_month: u32, id: &str) -> String {
    format!(
        "{},sfm,百炼大模型推理,1200001;llm-a;qwen-max;input_token;app;0,1,USD,{id}\n",
        last_month(of_month)
    )
}

/// What is payable by day, and how many lines or days are missing from it.
fn by_day(account: &Account, options: &[&str]) -> BTreeMap<String, (String, u64)> {
    let ran =
        account.bills(&cycle(), &[&["--product", "all", "--group-by", "day"], options].concat()).exits(0);
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
    days.map(|(of_month, payable, incomplete)| {
        (last_month(of_month).to_string(), (payable.to_owned(), incomplete))
    })
    .into()
}

#[test]
fn a_file_with_skipped_rows_does_not_replace_a_whole_day() {
    let account = account();
    let whole = days([(20, "2210", 0)]);
    assert_eq!(by_day(&account, &[]), whole);
    let bad_rows = [
        case(),
        // A row without its last column, two rows cut in the middle, and a row without a subject.
        format!("{HEADER}{}{},sfm,x,y,1,USD\n", row(20, "a"), last_month(20)),
        format!("{HEADER}{},sfm,x,y,1,USD,b\n", row(20, "a").trim_end()).replace("USD,a,sfm", "USD,a\n,sfm"),
        format!("{HEADER}{}{},,,,1,USD,b\n", row(20, "a"), last_month(20)),
    ];
    for (at, content) in bad_rows.iter().enumerate() {
        let ran = account.import(&format!("{at}.csv"), content).prints("their day is already complete");
        assert!(
            ["rows skipped", "row skipped"].iter().any(|text| ran.errors.contains(text)),
            "{at}: {ran:?}"
        );
        assert_eq!(by_day(&account, &["--offline"]), whole, "{at}");
    }
}

#[test]
fn an_incomplete_day_is_used_until_a_complete_one_is_imported() {
    let account = account();
    account.remove_pair();
    account.import("bill.csv", &case()).prints("days saved: 1, 1 of them incomplete");
    assert_eq!(by_day(&account, &[]), days([(20, "2", 1)]));
    let table = account.run(&["bills", "--cycle", &cycle(), "--product", "all"]);
    let day = last_month(20).to_string();
    table.prints_all(&[&day, "1 row was skipped", "not as many columns as the header"]);
    let csv = account.run(&["bills", "--cycle", &cycle(), "--product", "all", "-o", "csv"]);
    assert!(csv.out.lines().next().unwrap().ends_with(",incomplete"), "{csv:?}");
    assert!(csv.out.lines().nth(1).unwrap().ends_with(",1"), "{csv:?}");
    // The same file without the extra column.
    account.import("whole.csv", &case().replace(",extra", "")).exits(0);
    assert_eq!(by_day(&account, &[]), days([(20, "3", 0)]));
}

#[test]
fn a_whole_day_of_the_api_replaces_a_partial_one() {
    let account = account();
    account.import("bill.csv", &case()).exits(0);
    assert_eq!(by_day(&account, &["--offline"]), days([(20, "2", 1)]));
    assert_eq!(by_day(&account, &[]), days([(20, "2210", 0)]));
}

#[test]
fn a_skipped_row_leaves_days_other_than_its_own_whole() {
    let account = account();
    account.remove_pair();
    let nameless = format!("{},,,,1,USD,c\n", last_month(19));
    account.import("a.csv", &format!("{HEADER}{}{}{nameless}", row(19, "a"), row(20, "b"))).exits(0);
    assert_eq!(by_day(&account, &[]), days([(19, "1", 1), (20, "1", 0)]));
    // A row that may belong to any day leaves none complete.
    let dayless = ",sfm,x,y,1,USD,f\n".to_owned();
    account.import("b.csv", &format!("{HEADER}{}{}{dayless}", row(17, "d"), row(18, "e"))).exits(0);
    assert_eq!(by_day(&account, &[]), days([(17, "1", 1), (18, "1", 1), (19, "1", 1), (20, "1", 0)]));
}
