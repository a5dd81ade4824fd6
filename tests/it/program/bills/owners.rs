//! Whose bill a file is: one of another account never touches the profile's days, and can be stored apart from them.

use chrono::Datelike as _;

use super::fixture::*;

/// The account of the stand-in, and two others.
const OURS: &str = "1000000000000001";
const THEIRS: &str = "9000000000000009";
const THIRD: &str = "7000000000000007";

fn day() -> NaiveDate {
    (today() - Months::new(1)).with_day(10).unwrap()
}

fn cycle() -> String {
    day().format("%Y-%m").to_string()
}

/// An account whose API has this many lines of 2 CNY on that day.
fn account(lines: usize) -> Account {
    let row = RowFact {
        day: day(),
        product: &PRODUCTS[0],
        model: None,
        instance_id: "1200001;llm-fake0;qwen-max;input_token;app;0".into(),
        fee_type: "PayAsYouGoBill",
        item: "输入Token数",
        currency: "CNY",
        usage: ONE,
        deducted: 0,
        price: ONE,
        gross: 2 * ONE,
        discount: 0,
        coupons: 0,
        payable: 2 * ONE,
        dress: 2,
    };
    let days = BTreeMap::from([(day().to_string(), vec![row.json(); lines])]);
    Account::new(Facts { bills: Arc::new(BillFacts { days, ..BillFacts::default() }), ..Facts::default() })
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
    fn import(&self, content: &str, options: &[&str]) -> Ran {
        let path = self.download("bill.csv", content);
        self.run(&[&["import", &path], options].concat())
    }

    fn paid(&self, options: &[&str]) -> (String, u64) {
        let ran = self.bills(&cycle(), &[&["--product", "all"], options].concat());
        assert_eq!(ran.status, 0, "{ran:?}");
        let document = ran.json();
        let payable = document["totals"][0]["payable"].as_str().unwrap_or("none").to_owned();
        (payable, document["lines"].as_u64().unwrap())
    }
}

fn assert_refused(ran: &Ran, parts: &[&str]) {
    assert_eq!((ran.status, ran.out.as_str()), (1, ""), "{ran:?}");
    for part in parts {
        assert!(ran.errors.contains(part), "{part}: {ran:?}");
    }
}

#[test]
fn a_bill_of_another_account_leaves_the_profiles_days_alone_and_can_be_stored_apart() {
    let account = account(26);
    assert_eq!(account.paid(&[]), ("52".into(), 26));
    let theirs = case(include_str!("cases/other_account.csv"));
    let refused = account.import(&theirs, &[]);
    assert_refused(
        &refused,
        &[THEIRS, OURS, "--account 9000000000000009", "--profile", "nothing was imported"],
    );
    assert_eq!(account.paid(&["--offline"]), ("52".into(), 26));
    assert_refused(&account.import(&theirs, &["--account", THIRD]), &[THIRD, "9000000000000009 (1 line)"]);

    let missing = account.bills(&cycle(), &["--account", THEIRS]);
    assert_refused(&missing, &[THEIRS, "quotatop import --account 9000000000000009"]);
    let stored = account.import(&theirs, &["--account", THEIRS]);
    assert_eq!((stored.status, stored.errors.as_str()), (0, ""), "{stored:?}");
    assert!(stored.out.contains("quotatop bills --account 9000000000000009"), "{stored:?}");
    let asked = account.standin.requests().len();
    assert_eq!(account.paid(&["--account", THEIRS]), ("1".into(), 1));
    assert_eq!(account.standin.requests().len(), asked, "nothing is asked for another account");
    assert_eq!(account.paid(&["--offline"]), ("52".into(), 26));
    assert_eq!(account.paid(&["--offline", "--account", OURS]), ("52".into(), 26));
    assert_refused(&account.bills(&cycle(), &["--account", THIRD]), &["stored are: 9000000000000009"]);
}

#[test]
fn a_file_of_three_accounts_says_which_and_one_can_be_chosen() {
    let account = account(3);
    assert_eq!(account.paid(&[]), ("6".into(), 3));
    let several = file(&[THEIRS, THIRD, OURS, THEIRS]);
    let lists = [
        "9000000000000009 (2 lines)",
        "7000000000000007 (1 line)",
        "1000000000000001 (1 line)",
        "--account ID",
    ];
    assert_refused(&account.import(&several, &[]), &lists);
    assert_eq!(account.paid(&["--offline"]), ("6".into(), 3));
    for (chosen, paid) in [(THIRD, ("1".to_owned(), 1)), (THEIRS, ("2".to_owned(), 2))] {
        let ran = account.import(&several, &["--account", chosen]);
        assert_eq!((ran.status, ran.errors.as_str()), (0, ""), "{ran:?}");
        assert_eq!(account.paid(&["--account", chosen]), paid);
    }
    assert_eq!(account.paid(&["--offline"]), ("6".into(), 3));
    // The profile's own lines go to its own days, by the rule of the fresher day.
    assert_eq!(account.import(&several, &["--account", OURS]).status, 0);
    assert_eq!(account.paid(&["--offline"]), ("1".into(), 1));
}

#[test]
fn the_account_is_known_from_the_api_even_where_it_has_no_lines() {
    let account = account(0);
    account.bills(&cycle(), &[]);
    assert_refused(&account.import(&file(&[THEIRS]), &[]), &[THEIRS, OURS]);
    assert_eq!(account.import(&file(&[OURS]), &[]).status, 0);
}

#[test]
fn without_an_access_key_the_first_file_says_whose_the_profile_is() {
    let account = account(0);
    account.remove_pair();
    assert_refused(&account.import(&file(&[THIRD, THEIRS]), &[]), &["7000000000000007 (1 line)"]);
    let unnamed = file(&[""]);
    assert_eq!(account.import(&unnamed, &[]).status, 0, "a file that does not say whose it is");
    assert_eq!(account.import(&file(&[THIRD]), &[]).status, 0);
    assert_refused(&account.import(&file(&[THEIRS]), &[]), &[THIRD, THEIRS, "--account 9000000000000009"]);
    assert_eq!(account.import(&file(&[THIRD, THIRD]), &[]).status, 0);
    assert_eq!(account.import(&unnamed, &[]).status, 0);
    assert_eq!(account.import(&file(&[THEIRS]), &["--account", THEIRS]).status, 0);
    assert_eq!(account.paid(&["--account", THEIRS]), ("1".into(), 1));
}

#[test]
fn what_a_spreadsheet_made_of_the_id_is_not_taken_for_another_account_nor_for_this_one() {
    let account = account(3);
    account.bills(&cycle(), &[]);
    for same in
        ["'1000000000000001", "\t1000000000000001", "\"=\"\"1000000000000001\"\"\"", "1000000000000001.0"]
    {
        let ran = account.import(&file(&[same]), &[]);
        assert_eq!((ran.status, ran.errors.as_str()), (0, ""), "{same}: {ran:?}");
    }
    for (rounded, says) in
        [("1E+15", "rounded the account ID to 1E+15"), ("1000000000000000", "may have rounded")]
    {
        assert_refused(&account.import(&file(&[rounded]), &[]), &[says, "export it again", "--account"]);
        assert_refused(&account.import(&file(&[rounded]), &["--account", THEIRS]), &[THEIRS]);
        let ran = account.import(&file(&[rounded]), &["--account", OURS]);
        assert_eq!((ran.status, ran.errors.as_str()), (0, ""), "{rounded}: {ran:?}");
    }
    assert_eq!(account.import(&file(&[OURS]), &["--account", "1E+15"]).status, 2);
}

#[test]
fn a_file_that_came_before_the_api_said_whose_the_profile_is_is_set_apart() {
    let account = account(3);
    assert_eq!(account.import(&file(&[THEIRS]), &[]).status, 0);
    assert_eq!(account.paid(&["--offline"]), ("1".into(), 1));
    assert_eq!(account.paid(&[]), ("6".into(), 3));
    assert_eq!(account.paid(&["--account", THEIRS]), ("1".into(), 1));
}
