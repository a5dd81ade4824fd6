//! Sums of made-up lines, added up in whole numbers, and the sums that the program prints.

use super::fixture::*;

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Tax {
    /// Before tax: the API, and the old layout.
    Before,
    /// With tax: the upgraded layout.
    With,
    Both,
}

/// The sum of lines; an amount is absent where no line has it.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub(crate) struct Sum {
    payable: Option<Exact>,
    with_tax: Option<Exact>,
    gross: Option<Exact>,
    lines: u64,
    usage: BTreeMap<String, Exact>,
}

pub(crate) type Sums = BTreeMap<(String, String), Sum>;

type Key = fn(&RowFact) -> String;

type Filter = fn(&RowFact) -> bool;

pub(crate) const GROUPINGS: [(&str, Key); 6] = [
    ("model", |row| row.model.unwrap_or("other").to_owned()),
    ("api-key", |row| match part(row, 0) {
        Some("") => "console".to_owned(),
        Some(key) if key.starts_with(|first: char| first.is_ascii_digit()) => key.to_owned(),
        _ => "other".to_owned(),
    }),
    ("workspace", |row| part(row, 1).unwrap_or("other").to_owned()),
    ("item", |row| row.item.to_owned()),
    ("day", |row| row.day.to_string()),
    ("instance", |row| row.instance_id.clone()),
];

pub(crate) const PRODUCTS: [(&str, Filter); 7] = [
    ("all", |_| true),
    ("inference", |row| row.product.commodity.starts_with("sfm_inference")),
    ("model-studio", |row| row.product.code == "sfm"),
    ("训练", |row| row.product.detail == "百炼大模型训练"),
    ("INFERENCEWAN", |row| row.product.detail == "Model Studio Wan"),
    ("云服务器", |row| row.product.code == "ecs"),
    ("no such product", |_| false),
];

fn part(row: &RowFact, at: usize) -> Option<&str> {
    row.model.and_then(|_| row.instance_id.split(';').nth(at))
}

/// The exact cost of a line with tax.
pub(crate) fn with_tax(row: &RowFact) -> Exact {
    row.payable + row.payable * 6 / 100
}

fn unit(row: &RowFact) -> &'static str {
    match row.product.unit {
        "千tokens" => "1000 tokens",
        "张" => "images",
        "秒" => "seconds",
        other => panic!("{other}"),
    }
}

impl Sum {
    fn add(&mut self, row: &RowFact, tax: Tax) {
        let add = |sum: &mut Option<Exact>, amount| *sum = Some(sum.unwrap_or_default() + amount);
        if tax != Tax::With {
            add(&mut self.payable, row.payable);
        }
        if tax != Tax::Before {
            add(&mut self.with_tax, with_tax(row));
        }
        add(&mut self.gross, row.gross);
        self.lines += 1;
        *self.usage.entry(unit(row).to_owned()).or_default() += row.usage;
    }

    fn printed(group: &Value) -> Self {
        let usage = group["usage"].as_array().map_or(&[][..], Vec::as_slice);
        let usage = usage.iter().map(|used| {
            (used["unit"].as_str().unwrap().to_owned(), in_parts(used["amount"].as_str().unwrap()))
        });
        let amount = |name: &str| group[name].as_str().map(in_parts);
        Self {
            payable: amount("payable"),
            with_tax: amount("payable_with_tax"),
            gross: amount("gross"),
            lines: group["lines"].as_u64().unwrap_or_default(),
            usage: usage.collect(),
        }
    }
}

pub(crate) fn expected<'a>(
    rows: impl Iterator<Item = &'a RowFact>,
    key: impl Fn(&RowFact) -> String,
    tax: Tax,
) -> Sums {
    let mut sums = Sums::new();
    for row in rows {
        sums.entry((key(row), row.currency.to_owned())).or_default().add(row, tax);
    }
    sums
}

pub(crate) fn printed(document: &Value) -> Sums {
    let groups = document["groups"].as_array().unwrap();
    let sums: Sums = groups
        .iter()
        .map(|group| {
            let text = |name: &str| group[name].as_str().unwrap().to_owned();
            ((text("key"), text("currency")), Sum::printed(group))
        })
        .collect();
    assert_eq!(sums.len(), groups.len(), "a group comes twice");
    sums
}

/// Asserts the stored sums of `cycle` for every grouping and product, and that the totals are those of the groups.
pub(crate) fn assert_stored(account: &Account, cycle: &str, rows: &[&RowFact], tax: Tax) {
    let by_model = PRODUCTS.map(|product| (product, GROUPINGS[0]));
    let of_all = GROUPINGS.map(|grouping| (PRODUCTS[0], grouping));
    for ((product, is_included), (grouping, key)) in by_model.into_iter().chain(of_all) {
        let ran =
            account.bills(cycle, &["--offline", "--product", product, "--group-by", grouping]).succeeds();
        let document = ran.json();
        let included = || rows.iter().copied().filter(|row| is_included(row));
        let sums = expected(included(), key, tax);
        assert_eq!(printed(&document), sums, "{cycle} {product} {grouping}");
        assert_eq!(document["lines"], included().count(), "{cycle} {product} {grouping}");
        assert_totals(&document, &sums);
    }
}

/// Asserts that the totals, one for each currency, are the sums of the groups.
pub(crate) fn assert_totals(document: &Value, groups: &Sums) {
    let mut totals: BTreeMap<String, [Option<Exact>; 3]> = BTreeMap::new();
    for ((_, currency), sum) in groups {
        let total = totals.entry(currency.clone()).or_default();
        for (total, amount) in total.iter_mut().zip([sum.payable, sum.with_tax, sum.gross]) {
            *total = total.map_or(amount, |total| Some(total + amount.unwrap_or_default()));
        }
    }
    let printed = document["totals"].as_array().unwrap().iter().map(|total| {
        let sum = Sum::printed(total);
        (total["currency"].as_str().unwrap().to_owned(), [sum.payable, sum.with_tax, sum.gross])
    });
    assert_eq!(printed.collect::<BTreeMap<_, _>>(), totals);
}

pub(crate) fn in_parts(text: &str) -> Exact {
    let (digits, is_negative) = text.strip_prefix('-').map_or((text, false), |digits| (digits, true));
    let (whole, part) = digits.split_once('.').unwrap_or((digits, ""));
    let part = part.trim_end_matches('0');
    assert!(part.len() <= 10, "{text} has more digits than any line");
    let parts = whole.parse::<Exact>().unwrap() * ONE + format!("{part:0<10}").parse::<Exact>().unwrap();
    if is_negative { -parts } else { parts }
}
