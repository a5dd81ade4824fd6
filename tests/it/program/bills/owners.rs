//! Owners of bills: a file of another account leaves the profile's days alone, and can be stored apart from them.

use super::fixture::*;

/// The account of the stand-in, and two others.
const OURS: &str = "1000000000000001";
const THEIRS: &str = "9000000000000009";
const THIRD: &str = "7000000000000007";

fn day() -> NaiveDate {
    last_month(10)
}

fn cycle() -> String {
    cycle_of(day())
}

/// An account whose API has this many lines of 2 CNY on that day.
fn account(lines: usize) -> Account {
    let row = RowFact::inference(day(), "CNY", 2 * ONE);
    Account::new(Facts::billed([(day().to_string(), vec![row.json(); lines])]))
}

fn case(text: &str) -> String {
    text.replace("2026-11-20", &day().to_string()).replace("2026-11", &cycle())
}

/// A file with a line of 1 CNY for each of these accounts.
fn file(owners: &[&str]) -> String {
    let rows = owners.iter().enumerate().map(|(at, owner)| {
        format!("{owner},{},sfm,百炼大模型推理,1200001;llm-a;qwen-max;input_token;app;0,1,CNY,k{at}\n", day())
    });
    format!(
        "资源购买账号ID,账单日期,产品Code,商品名称,资产/资源实例ID,应付金额,定价币种,主键\n{}",
        rows.collect::<String>()
    )
}

impl Account {
    fn import_with(&self, content: &str, options: &[&str]) -> Ran {
        let path = self.download("bill.csv", content);
        self.run(&[&["import", &path], options].concat())
    }

    fn paid(&self, options: &[&str]) -> (String, u64) {
        let ran = self.bills(&cycle(), &[&["--product", "all"], options].concat()).exits(0);
        let document = ran.json();
        let payable = document["totals"][0]["payable"].as_str().unwrap_or("none").to_owned();
        (payable, document["lines"].as_u64().unwrap())
    }
}

#[test]
fn another_accounts_bill_is_stored_apart_from_the_profiles_days() {
    let account = account(26);
    assert_eq!(account.paid(&[]), ("52".into(), 26));
    let theirs = case(include_str!("cases/other_account.csv"));
    let reported = [THEIRS, OURS, "--account 9000000000000009", "--profile", "nothing imported"];
    account.import_with(&theirs, &[]).fails(1).reports_all(&reported);
    assert_eq!(account.paid(&["--offline"]), ("52".into(), 26));
    account
        .import_with(&theirs, &["--account", THIRD])
        .fails(1)
        .reports_all(&[THIRD, "9000000000000009 (1 line)"]);

    let missing = account.bills(&cycle(), &["--account", THEIRS]);
    missing.fails(1).reports_all(&[THEIRS, "quotatop import --account 9000000000000009"]);
    let stored = account.import_with(&theirs, &["--account", THEIRS]);
    stored.succeeds().prints("quotatop bills --account 9000000000000009");
    let requests = account.standin.requests().len();
    assert_eq!(account.paid(&["--account", THEIRS]), ("1".into(), 1));
    assert_eq!(account.standin.requests().len(), requests, "no request is sent for another account");
    assert_eq!(account.paid(&["--offline"]), ("52".into(), 26));
    assert_eq!(account.paid(&["--offline", "--account", OURS]), ("52".into(), 26));
    account.bills(&cycle(), &["--account", THIRD]).fails(1).reports_all(&["saved: 9000000000000009"]);
}

#[test]
fn a_file_of_three_accounts_lists_them_and_one_can_be_chosen() {
    let account = account(3);
    assert_eq!(account.paid(&[]), ("6".into(), 3));
    let several = file(&[THEIRS, THIRD, OURS, THEIRS]);
    let lists = [
        "9000000000000009 (2 lines)",
        "7000000000000007 (1 line)",
        "1000000000000001 (1 line)",
        "--account ID",
    ];
    account.import_with(&several, &[]).fails(1).reports_all(&lists);
    assert_eq!(account.paid(&["--offline"]), ("6".into(), 3));
    for (chosen, paid) in [(THIRD, ("1".to_owned(), 1)), (THEIRS, ("2".to_owned(), 2))] {
        account.import_with(&several, &["--account", chosen]).succeeds();
        assert_eq!(account.paid(&["--account", chosen]), paid);
    }
    assert_eq!(account.paid(&["--offline"]), ("6".into(), 3));
    // The profile's own lines go to its own days, by the rule of the fresher day.
    account.import_with(&several, &["--account", OURS]).exits(0);
    assert_eq!(account.paid(&["--offline"]), ("1".into(), 1));
}

#[test]
fn the_account_is_known_from_the_api_even_where_it_has_no_lines() {
    let account = account(0);
    account.bills(&cycle(), &[]);
    account.import_with(&file(&[THEIRS]), &[]).fails(1).reports_all(&[THEIRS, OURS]);
    account.import_with(&file(&[OURS]), &[]).exits(0);
}

#[test]
fn without_an_access_key_the_first_file_decides_the_owner() {
    let account = account(0);
    account.remove_pair();
    account.import_with(&file(&[THIRD, THEIRS]), &[]).fails(1).reports_all(&["7000000000000007 (1 line)"]);
    let unnamed = file(&[""]);
    account.import_with(&unnamed, &[]).exits(0);
    account.import_with(&file(&[THIRD]), &[]).exits(0);
    account.import_with(&file(&[THEIRS]), &[]).fails(1).reports_all(&[
        THIRD,
        THEIRS,
        "--account 9000000000000009",
    ]);
    account.import_with(&file(&[THIRD, THIRD]), &[]).exits(0);
    account.import_with(&unnamed, &[]).exits(0);
    account.import_with(&file(&[THEIRS]), &["--account", THEIRS]).exits(0);
    assert_eq!(account.paid(&["--account", THEIRS]), ("1".into(), 1));
}

#[test]
fn account_ids_changed_by_spreadsheets_are_recovered_or_refused() {
    let account = account(3);
    account.bills(&cycle(), &[]);
    for same in
        ["'1000000000000001", "\t1000000000000001", "\"=\"\"1000000000000001\"\"\"", "1000000000000001.0"]
    {
        account.import_with(&file(&[same]), &[]).succeeds();
    }
    for (rounded, says) in
        [("1E+15", "rounded the account ID to 1E+15"), ("1000000000000000", "may have rounded")]
    {
        account.import_with(&file(&[rounded]), &[]).fails(1).reports_all(&[
            says,
            "export it again",
            "--account",
        ]);
        account.import_with(&file(&[rounded]), &["--account", THEIRS]).fails(1).reports_all(&[THEIRS]);
        account.import_with(&file(&[rounded]), &["--account", OURS]).succeeds();
    }
    account.import_with(&file(&[OURS]), &["--account", "1E+15"]).exits(2);
}

#[test]
fn a_file_imported_before_the_api_named_the_owner_is_moved_apart() {
    let account = account(3);
    account.import_with(&file(&[THEIRS]), &[]).exits(0);
    assert_eq!(account.paid(&["--offline"]), ("1".into(), 1));
    assert_eq!(account.paid(&[]), ("6".into(), 3));
    assert_eq!(account.paid(&["--account", THEIRS]), ("1".into(), 1));
}
