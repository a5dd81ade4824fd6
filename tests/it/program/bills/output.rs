//! How bills are printed, and usage errors.

use super::fixture::*;
use crate::program::bills::sums::{Sums, in_parts};

struct Imported {
    account: Account,
    bills: BillAccount,
    cycle: String,
}

impl Imported {
    fn new() -> Self {
        let bills = small_bills();
        let (account, cycle) = (Account::without_key(&bills), bills.cycles()[0].clone());
        account.import(&name(Utc::now()), &file(OLD, bills.of_cycle(&cycle))).exits(0);
        Self { account, bills, cycle }
    }

    fn rows(&self) -> Vec<&RowFact> {
        self.bills.of_cycle(&self.cycle).collect()
    }

    fn json(&self, more: &[&str]) -> Value {
        self.account.bills(&self.cycle, &[&["--offline"], more].concat()).succeeds().json()
    }

    fn text(&self, more: &[&str]) -> String {
        let arguments = [&["bills", "--offline", "--cycle", &self.cycle], more].concat();
        self.account.run(&arguments).succeeds().out
    }

    fn csv(&self, more: &[&str]) -> (String, Vec<csv::StringRecord>) {
        let text = self.text(&[&["-o", "csv", "--product", "all"], more].concat());
        let mut reader = csv::Reader::from_reader(text.as_bytes());
        let header = reader.headers().unwrap().iter().collect::<Vec<_>>().join(",");
        (header, reader.records().collect::<Result<_, _>>().unwrap())
    }
}

#[test]
fn usage_errors_are_reported_and_print_nothing() {
    let account = Account::new(Facts::default());
    let snapshot = account.download("snapshot.json", r#"{"schema": "quotatop.snapshot/1", "models": []}"#);
    for (arguments, says) in [
        (&["bills", "--cycle", "2026-13"][..], "YYYY-MM"),
        (&["bills", "--cycle", "november"], "YYYY-MM"),
        (&["bills", "--cycle", "2999-01"], "has not begun"),
        (&["bills", "--group-by", "nonsense"], "api-key"),
        (&["bills", "-o", "xml"], "csv"),
        (&["bills", "--snapshot", &snapshot], "a snapshot has no bills"),
        (&["import", "--snapshot", &snapshot, &snapshot], "source = \"alibaba\""),
        (&["import"], "FILE"),
    ] {
        account.run(arguments).fails(2).reports(says);
    }
}

#[test]
fn a_search_finds_lines_that_have_all_its_words() {
    let stored = Imported::new();
    let rows = stored.rows();
    let with = |row: &RowFact, words: [&str; 2]| {
        let printed = format!("{} {} {} {}", row.instance_id, row.item, row.fee_type, row.product.region);
        words.iter().all(|word| printed.to_lowercase().contains(word))
    };
    for (search, words) in [("QWEN-max", ["qwen-max", ""]), ("llm-fake1 缓存", ["llm-fake1", "缓存"])] {
        let found = rows.iter().copied().filter(|row| with(row, words));
        let sums = expected(found, GROUPINGS[0].1, Tax::Before);
        assert!(!sums.is_empty(), "{search}");
        assert_eq!(printed(&stored.json(&["--product", "all", "--search", search])), sums, "{search}");
    }
    let refunds = rows.iter().copied().filter(|row| with(row, ["refund", ""]));
    let sums = expected(refunds, GROUPINGS[3].1, Tax::Before);
    let document = stored.json(&["--product", "all", "--search", "refund", "--group-by", "item"]);
    assert_eq!(printed(&document), sums);
    assert!(document["totals"][0]["payable"].as_str().unwrap().starts_with('-'), "{document}");
    assert_eq!(printed(&stored.json(&["--search", "nowhere"])), Sums::new());
}

/// How often each line occurs, by day, instance ID, item and amount.
fn counted(lines: impl Iterator<Item = [String; 4]>) -> BTreeMap<[String; 4], usize> {
    let mut counts = BTreeMap::new();
    for [day, instance, item, payable] in lines {
        *counts.entry([day, instance, item, exact(in_parts(&payable))]).or_default() += 1;
    }
    counts
}

#[test]
fn without_grouping_every_line_is_printed() {
    let stored = Imported::new();
    let rows = stored.rows().into_iter();
    let lines = counted(
        rows.map(|row| [row.day.to_string(), row.instance_id.clone(), row.item.into(), exact(row.payable)]),
    );
    let document = stored.json(&["--product", "all", "--group-by", "none"]);
    let printed = document["groups"].as_array().unwrap().iter();
    let printed = printed
        .map(|line| ["day", "key", "item", "payable"].map(|field| line[field].as_str().unwrap().to_owned()));
    assert_eq!(counted(printed), lines);
    assert_eq!((&document["lines"], &document["group_by"]), (&400.into(), &"none".into()));
    let (header, records) = stored.csv(&["--group-by", "none"]);
    assert!(header.starts_with("day,instance_id,item,product,currency,payable,gross,"), "{header}");
    let printed = records.iter().map(|line| [0, 1, 2, 5].map(|at| line[at].to_owned()));
    assert_eq!(counted(printed), lines);
}

#[test]
fn a_table_begins_with_what_it_is_and_ends_with_its_sums() {
    let stored = Imported::new();
    let table = stored.text(&["--product", "all"]);
    // Bills from files alone are marked as stale.
    let lines: Vec<&str> = table.lines().skip_while(|line| line.starts_with("stale: ")).collect();
    let heading = format!("{0}, all, before tax, bills of {0} are complete", stored.cycle);
    assert!(lines[0].starts_with(&heading), "{table}");
    let header: Vec<&str> = lines[1].split("  ").map(str::trim).filter(|name| !name.is_empty()).collect();
    assert_eq!(header, ["MODEL", "PAYABLE CNY", "LIST PRICE CNY", "LINES", "USAGE", "WHY"]);
    let unread = stored.rows().iter().filter(|row| row.model.is_none()).count();
    let payable: Exact = stored.rows().iter().map(|row| row.payable).sum();
    let total = lines[lines.len() - 2].replace(',', "");
    let hundredths = (payable * 200 + ONE * payable.signum()) / (ONE * 2);
    let rounded = format!("total: {}.{:02} CNY", hundredths / 100, hundredths.abs() % 100);
    assert!(total.starts_with(&rounded), "{total} {}", exact(payable));
    let last = lines[lines.len() - 1];
    assert!(last.starts_with(&format!("{unread} lines with an unknown instance ID")), "{table}");
    let nothing = stored.text(&["--product", "no such product"]);
    assert!(nothing.contains("no bill lines for this product in this cycle"), "{nothing}");
}

#[test]
fn columns_of_the_csv_can_be_summed() {
    let stored = Imported::new();
    let (header, records) = stored.csv(&[]);
    assert_eq!(
        header,
        "key,currency,payable,gross,payable_with_tax,discount,coupons,lines,usage,unit,deducted,reasons,incomplete"
    );
    let rows = stored.rows();
    let sum = |at: usize| -> Exact {
        records.iter().map(|record| &record[at]).filter(|cell| !cell.is_empty()).map(in_parts).sum()
    };
    for (at, amount) in [
        (2, (|row| row.payable) as fn(&RowFact) -> Exact),
        (3, |row| row.gross),
        (5, |row| row.discount),
        (6, |row| row.coupons),
        (8, |row| row.usage),
        (10, |row| row.deducted),
    ] {
        assert_eq!(sum(at), rows.iter().map(|row| amount(row)).sum::<Exact>(), "column {at}");
    }
    let lines: usize = records.iter().filter_map(|record| record[7].parse::<usize>().ok()).sum();
    assert_eq!(lines, rows.len());
    assert!(records.iter().all(|record| &record[1] == "CNY"));
}
