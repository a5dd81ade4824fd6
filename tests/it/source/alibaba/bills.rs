//! Bills: every line of every day, exactly.

use quotatop::domain::bill::{BillDay, BillLine, Figure, InstanceId, Origin};
use rust_decimal::Decimal;
use serde_json::{Value, value::RawValue};

use super::fixture::*;
use crate::support::standin::{BillAccount, RowFact, exact};

const SAMPLES: [&str; 2] = [
    include_str!("samples/describe_instance_bill_1.json"),
    include_str!("samples/describe_instance_bill_2.json"),
];

/// A bench with these rows on the 20th of November.
fn with_rows(rows: Vec<String>, page: usize) -> Bench {
    let days = BTreeMap::from([("2026-11-20".to_owned(), rows)]);
    Bench::new(Facts::with_bills(BillFacts { days, page, ..BillFacts::default() }))
}

fn rows_of(sample: &str) -> Vec<String> {
    #[derive(serde::Deserialize)]
    #[serde(rename_all = "PascalCase")]
    struct Page<'a> {
        #[serde(borrow)]
        items: Vec<&'a RawValue>,
    }
    let whole: BTreeMap<&str, &RawValue> = serde_json::from_str(sample).unwrap();
    let page: Page<'_> = serde_json::from_str(whole["Data"].get()).unwrap();
    page.items.into_iter().map(|row| row.get().to_owned()).collect()
}

fn sums(days: &[BillDay], key: impl Fn(&BillLine) -> String, figure: Figure) -> BTreeMap<String, String> {
    let mut sums: BTreeMap<String, Decimal> = BTreeMap::new();
    for line in days.iter().flat_map(|day| &day.lines) {
        *sums.entry(key(line)).or_default() += line.figures.get(figure).unwrap();
    }
    sums.into_iter().map(|(key, sum)| (key, sum.normalize().to_string())).collect()
}

fn model(line: &BillLine) -> String {
    InstanceId::parse(&line.charge.instance_id).model.map_or_else(|| "other".to_owned(), Into::into)
}

#[tokio::test]
async fn the_vendors_sample_is_read_field_by_field() {
    let rows: Vec<String> = SAMPLES.into_iter().flat_map(rows_of).collect();
    let bench = with_rows(rows.clone(), 3);
    let fetched = bench.fetch(Request::Bills(days([20]))).await;
    assert!(fetched.credential.is_some());
    let bills = bench.bills(&days([20])).await.unwrap();
    assert_eq!((bills.days.len(), bills.odd, bills.failed), (1, 0, None));
    let day = &bills.days[0];
    assert_eq!((day.day, day.origin, day.read_at), (days([20])[0], Origin::Api, now()));
    assert_eq!(day.lines.len(), rows.len());
    let payable = [("qwen-max", "5.976"), ("qwen-plus", "11.1"), ("qwen-turbo", "0")];
    let payable = payable.map(|(model, sum)| (model.to_owned(), sum.to_owned()));
    assert_eq!(sums(&bills.days, model, Figure::Payable), BTreeMap::from(payable));

    // A line has everything that its row says, and nothing else.
    for (line, row) in day.lines.iter().zip(&rows) {
        let row: BTreeMap<String, Value> = serde_json::from_str(row).unwrap();
        let charge = &line.charge;
        let figure = |figure| line.figures.get(figure).map_or_else(String::new, |value| value.to_string());
        let named = [
            ("InstanceID", charge.instance_id.clone()),
            ("ProductCode", charge.product_code.clone()),
            ("ProductName", charge.product_name.clone()),
            ("ProductDetail", charge.product_detail.clone()),
            ("CommodityCode", charge.commodity_code.clone()),
            ("Region", charge.region.clone()),
            ("Item", charge.fee_type.clone()),
            ("BillingItem", charge.item.clone()),
            ("BillingItemCode", charge.item_code.clone()),
            ("Currency", charge.currency.clone()),
            ("UsageUnit", charge.unit.clone()),
            ("Usage", figure(Figure::Usage)),
            ("DeductedByResourcePackage", figure(Figure::Deducted)),
            ("PretaxGrossAmount", figure(Figure::Gross)),
            ("InvoiceDiscount", figure(Figure::Discount)),
            ("DeductedByCoupons", figure(Figure::Coupons)),
            ("PretaxAmount", figure(Figure::Payable)),
        ];
        let named = named.map(|(name, text)| (name.to_owned(), text));
        let found: Vec<_> = named.iter().chain(&charge.others).chain(&line.extras).cloned().collect();
        let expected: BTreeMap<String, String> = row
            .into_iter()
            .map(|(name, value)| (name, value.as_str().map_or_else(|| value.to_string(), str::to_owned)))
            .filter(|(_, text)| !text.is_empty())
            .collect();
        assert_eq!(found.len(), expected.len());
        assert_eq!(found.into_iter().collect::<BTreeMap<_, _>>(), expected);
        assert_eq!((line.figures.get(Figure::Savings), line.row_id.as_ref()), (None, None));
    }
    assert_eq!(day.lines[0].charge.others[0], ("ProductType".into(), "sfm_inference_public_cn".into()));
    assert_eq!(day.lines[0].extras[0], ("BillingDate".into(), "2026-11-20".into()));
}

#[tokio::test]
async fn the_sample_is_read_as_an_answer() {
    let bench = with_rows(Vec::new(), 300);
    let fault = Fault::answer(200, SAMPLES[1]);
    bench.standin.fault(On::Bills, fault);
    let bills = bench.bills(&days([20])).await.unwrap();
    assert_eq!(bills.days[0].lines.len(), 4);
}

#[tokio::test]
async fn the_sums_of_a_cycle_equal_independent_ones() {
    let all = days(1..=22);
    let account = BillAccount::generate(all[21], 5000, &["CNY", "USD"]);
    let bench = Bench::new(Facts::with_bills(account.facts()));
    let cycle = account.cycles().pop().unwrap();
    assert_eq!(account.of_cycle(&cycle).count(), 5000);
    let bills = bench.bills(&all).await.unwrap();
    assert_eq!((bills.odd, &bills.failed), (0, &None));
    let read: Vec<_> = bills.days.iter().map(|day| day.day).collect();
    assert_eq!(read, all);
    for (figure, amount) in [
        (Figure::Usage, (|row| row.usage) as fn(&RowFact) -> i128),
        (Figure::Deducted, |row| row.deducted),
        (Figure::Gross, |row| row.gross),
        (Figure::Discount, |row| row.discount),
        (Figure::Coupons, |row| row.coupons),
        (Figure::Payable, |row| row.payable),
    ] {
        let by_model = |line: &BillLine| format!("{} {}", model(line), line.charge.currency);
        let by_product = |line: &BillLine| format!("{} {}", line.charge.product_detail, line.charge.currency);
        let expected = |key: fn(&RowFact) -> String| {
            let sums = BillAccount::sums(account.of_cycle(&cycle), key, amount);
            let sums =
                sums.into_iter().map(|((key, currency), sum)| (format!("{key} {currency}"), exact(sum)));
            sums.collect::<BTreeMap<_, _>>()
        };
        let models = expected(|row| row.model.unwrap_or("other").to_owned());
        assert_eq!(sums(&bills.days, by_model, figure), models, "{figure:?}");
        let products = expected(|row| row.product.detail.to_owned());
        assert_eq!(sums(&bills.days, by_product, figure), products, "{figure:?}");
    }
    // Each day has its rows in order, and none twice.
    for day in &bills.days {
        let found: Vec<&str> = day.lines.iter().map(|line| line.charge.instance_id.as_str()).collect();
        let facts = account.rows.iter().filter(|row| row.day == day.day);
        assert_eq!(found, facts.map(|row| row.instance_id.as_str()).collect::<Vec<_>>(), "{}", day.day);
    }
    let pages = bills.days.iter().map(|day| day.lines.len().div_ceil(300).max(1)).sum::<usize>();
    assert_eq!((bench.standin.count(&On::Bills), bills.days[11].lines.len()), (pages, 601));
}

#[tokio::test]
async fn lines_share_what_they_say_alike() {
    let account = BillAccount::until(days([22])[0]);
    let bench = Bench::new(Facts::with_bills(account.facts()));
    let day = bench.bills(&days([12])).await.unwrap().days.remove(0);
    let mut held: Vec<_> = day.lines.iter().map(|line| Arc::as_ptr(&line.charge)).collect();
    held.sort_unstable();
    held.dedup();
    let charges: std::collections::HashSet<_> = day.lines.iter().map(|line| &line.charge).collect();
    assert_eq!(held.len(), charges.len());
    assert!(held.len() < day.lines.len(), "{} charges of {} lines", held.len(), day.lines.len());
}

#[tokio::test]
async fn a_day_without_lines_is_a_whole_day() {
    let bench = with_rows(Vec::new(), 300);
    // The one has no rows, the other not even `Data`.
    let bills = bench.bills(&days([20, 21])).await.unwrap();
    assert_eq!(bills.days.iter().map(|day| day.lines.len()).collect::<Vec<_>>(), [0, 0]);
    assert_eq!((bills.odd, bills.failed), (0, None));
    assert_eq!(bench.bills(&[]).await.unwrap().days, []);
    assert_eq!(bench.standin.count(&On::Bills), 2);
}

#[tokio::test]
async fn rows_may_be_nested_malformed_or_name_another_day() {
    let rows = [
        r#"{"BillingDate":"2026-11-19","InstanceID":"a","PretaxAmount":"1,000.50"}"#,
        "null",
        r#"{"InstanceID":"b","PretaxAmount":"a lot"}"#,
    ];
    let bench = with_rows(rows.map(str::to_owned).to_vec(), 1);
    bench.standin.change(|facts| Arc::make_mut(&mut facts.bills).is_nested = true);
    let bills = bench.bills(&days([20])).await.unwrap();
    let [one, two] = &bills.days[0].lines[..] else { panic!("{bills:?}") };
    assert_eq!(bills.odd, 2);
    assert_eq!(one.figures.get(Figure::Payable).unwrap().to_string(), "1000.50");
    assert_eq!(one.extras, [("BillingDate".to_owned(), "2026-11-19".to_owned())]);
    assert_eq!(two.figures.get(Figure::Payable), None);
    assert_eq!(two.extras, [("PretaxAmount".to_owned(), "a lot".to_owned())]);
}

#[tokio::test]
async fn a_page_of_long_rows_fits() {
    let row = format!(r#"{{"InstanceID":"a","Tag":"{}","PretaxAmount":1}}"#, "值".repeat(4000));
    let bench = with_rows(vec![row; 300], 300);
    assert_eq!(bench.bills(&days([20])).await.unwrap().days[0].lines.len(), 300);
}

#[tokio::test]
async fn outstanding_amounts_of_a_cycle_are_summed_by_currency() {
    let account = BillAccount::generate(days([22])[0], 50, &["CNY", "USD"]);
    let bench = Bench::new(Facts::with_bills(account.facts()));
    for cycle in account.cycles() {
        let owed = account.owed(&cycle).into_iter().map(|(currency, sum)| (currency.to_owned(), exact(sum)));
        assert_eq!(bench.owed(&cycle).await.unwrap(), owed.collect::<Vec<_>>(), "{cycle}");
    }
    assert_eq!(bench.owed("2025-01").await.unwrap(), []);
    let body = include_str!("samples/query_bill_overview.json").to_owned();
    bench.standin.fault(On::Overview, Fault::answer(200, body));
    assert_eq!(bench.owed("2026-10").await.unwrap(), [("CNY".to_owned(), "1251.57".to_owned())]);
}

#[tokio::test]
async fn without_a_key_pair_no_request_is_sent() {
    let bench = Bench::new(Facts::default());
    bench.set_logins(logins(&["standin-token"], false));
    let why = bench.cause(Request::Account).await;
    assert_eq!(bench.bills(&days([20])).await.unwrap_err(), why);
    assert_eq!(bench.owed("2026-10").await.unwrap_err(), why);
    assert_eq!(bench.standin.count(&On::Everything), 0);
}
