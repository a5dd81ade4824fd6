//! A made-up account's bills, the same at every run: three cycles with several products, every form of the
//! Instance ID, refunds, rows of free quota, and days without any line or with more than two pages.
//!
//! Its sums are whole numbers of 10⁻¹⁰, independent of the program's decimals.

use std::collections::{BTreeMap, BTreeSet};

use super::{
    bill_row::{Exact, ONE, PRODUCTS, RowFact, exact},
    bills::BillFacts,
};
use chrono::{Datelike as _, Days, Months, NaiveDate};

pub(crate) struct BillAccount {
    pub(crate) rows: Vec<RowFact>,
    pub(crate) days: Vec<NaiveDate>,
    owed: BTreeMap<String, Vec<(&'static str, Exact)>>,
}

impl BillAccount {
    /// Three cycles of 5,000 lines each, in CNY; the last cycle ends with `last`.
    pub(crate) fn until(last: NaiveDate) -> Self {
        Self::generate(last, 5000, &["CNY"])
    }

    /// Three cycles with this number of lines each; the products alternate between the currencies.
    pub(crate) fn generate(last: NaiveDate, lines: usize, currencies: &[&'static str]) -> Self {
        let first = last.with_day(1).unwrap();
        let (mut rows, mut days, mut owed) = (Vec::new(), Vec::new(), BTreeMap::new());
        for back in [2, 1, 0] {
            let begin = first - Months::new(back);
            let end = if back == 0 { last } else { begin + Months::new(1) - Days::new(1) };
            let of_cycle: Vec<NaiveDate> = begin.iter_days().take_while(|day| *day <= end).collect();
            for (day, count) in of_cycle.iter().zip(spread(lines, of_cycle.len())) {
                rows.extend((0..count).map(|n| row(*day, rows_before(*day) + n, currencies)));
            }
            // The oldest cycle is paid, the previous and the current one are not.
            let debts = match back {
                2 => vec![(currencies[0], 0), (currencies[0], 0)],
                _ => vec![
                    (currencies[0], 105 * ONE / 10),
                    (currencies[0], 184 * ONE / 100),
                    (currencies[currencies.len() - 1], 1),
                ],
            };
            owed.insert(cycle_of(begin), debts);
            days.extend(of_cycle);
        }
        Self { rows, days, owed }
    }

    /// The three cycles, `YYYY-MM`, the oldest first.
    pub(crate) fn cycles(&self) -> Vec<String> {
        self.owed.keys().cloned().collect()
    }

    pub(crate) fn days_of(&self, cycle: &str) -> BTreeSet<NaiveDate> {
        self.days.iter().copied().filter(|day| cycle_of(*day) == cycle).collect()
    }

    pub(crate) fn of_cycle<'a>(&'a self, cycle: &'a str) -> impl Iterator<Item = &'a RowFact> + 'a {
        self.rows.iter().filter(move |row| cycle_of(row.day) == cycle)
    }

    pub(crate) fn sums<'a>(
        rows: impl Iterator<Item = &'a RowFact>,
        key: impl Fn(&RowFact) -> String,
        amount: impl Fn(&RowFact) -> Exact,
    ) -> BTreeMap<(String, &'static str), Exact> {
        let mut sums = BTreeMap::new();
        for row in rows {
            *sums.entry((key(row), row.currency)).or_default() += amount(row);
        }
        sums
    }

    pub(crate) fn owed(&self, cycle: &str) -> BTreeMap<&'static str, Exact> {
        let mut sums = BTreeMap::new();
        for (currency, amount) in &self.owed[cycle] {
            *sums.entry(*currency).or_default() += amount;
        }
        sums.retain(|_, sum| *sum != 0);
        sums
    }

    /// The answers of the stand-in. A day without lines has no `Data`, or no rows.
    pub(crate) fn facts(&self) -> BillFacts {
        let mut facts = BillFacts::default();
        let used: BTreeSet<NaiveDate> = self.rows.iter().map(|row| row.day).collect();
        for day in self.days.iter().filter(|day| used.contains(day) || day.day().is_multiple_of(2)) {
            facts.days.insert(day.to_string(), Vec::new());
        }
        for row in &self.rows {
            facts.days.get_mut(&row.day.to_string()).unwrap().push(row.json());
        }
        for (cycle, debts) in &self.owed {
            let rows = debts.iter().map(|(currency, amount)| {
                format!(
                    r#"{{"ProductCode":"sfm","Currency":"{currency}","OutstandingAmount":{},"Tax":0.0}}"#,
                    exact(*amount)
                )
            });
            facts.overview.insert(cycle.clone(), rows.collect());
        }
        facts
    }
}

/// How many lines each day has; where there are enough, one day has none, one a full page, and one just over two.
fn spread(lines: usize, days: usize) -> Vec<usize> {
    let special = [(2, 0), (6, 300), (11, 601)];
    let is_roomy = days > 12 && lines > 2000;
    let special: BTreeMap<usize, usize> = special.into_iter().filter(|_| is_roomy).collect();
    let rest = lines - special.values().sum::<usize>();
    let plain = days - special.len();
    let mut left = rest % plain;
    (0..days)
        .map(|at| {
            special.get(&at).copied().unwrap_or_else(|| {
                let more = usize::from(left > 0);
                left -= more;
                rest / plain + more
            })
        })
        .collect()
}

fn rows_before(day: NaiveDate) -> usize {
    usize::try_from(day.num_days_from_ce()).unwrap() * 31
}

pub(crate) fn cycle_of(day: NaiveDate) -> String {
    day.format("%Y-%m").to_string()
}

fn row(day: NaiveDate, n: usize, currencies: &[&'static str]) -> RowFact {
    let place = [0, 0, 0, 1, 1, 2, 3, 4][n * 7 % 8];
    let product = &PRODUCTS[place];
    let model = (!product.models.is_empty()).then(|| product.models[n / 3 % product.models.len()]);
    let is_unread = n.is_multiple_of(211) && model.is_some();
    let instance_id = match model {
        Some(_) if is_unread => format!("odd-{}", n % 3),
        Some(model) => instance(n, model, product.directions[n % product.directions.len()]),
        None => format!("i-bp1fake{:04}", n % 12),
    };
    let (class, item) = match n % 13 {
        _ if model.is_none() => (0, "云服务器配置"),
        5 => (1, "Batch输入Token数"),
        8 => (2, "输入Token数(缓存命中)"),
        even if even.is_multiple_of(2) => (3, "输入Token数"),
        _ => (4, "输出Token数"),
    };
    // Up to five decimals of price, three of usage, and then a tenth or a twentieth: all exact.
    let price = Exact::try_from(n / 3 % 30 * 37 + class * 11 + 16).unwrap() * ONE / 100_000;
    let usage = Exact::try_from(n * 104_729 % 9_000_000).unwrap() * ONE / 1000;
    let gross = price * usage / ONE;
    let discount = if n.is_multiple_of(5) { gross / 10 } else { 0 };
    let coupons = if n.is_multiple_of(17) { gross / 20 } else { 0 };
    let mut row = RowFact {
        day,
        product,
        model: model.filter(|_| !is_unread),
        instance_id,
        fee_type: "PayAsYouGoBill",
        item,
        currency: currencies[place % currencies.len()],
        usage,
        deducted: 0,
        price,
        gross,
        discount,
        coupons,
        payable: gross - discount - coupons,
        dress: n,
    };
    if n.is_multiple_of(11) && model.is_some() {
        // Free quota covers it all.
        (row.deducted, row.discount, row.coupons, row.payable) = (usage, 0, 0, 0);
    } else if n.is_multiple_of(47) {
        row.fee_type = "Refund";
        row.usage = 0;
        (row.gross, row.discount, row.coupons, row.payable) = (-gross, -discount, -coupons, -row.payable);
    }
    row
}

fn instance(n: usize, model: &str, direction: &str) -> String {
    let workspace = format!("llm-fake{}", n % 3);
    let key = 1_200_001 + n % 4;
    match n % 6 {
        0 => format!("{key};{workspace};{model};{direction};app"),
        1 => format!("{key};{workspace};{model};{direction};app;0"),
        2 => format!(";{workspace};{model};{direction};bmp"),
        3 => format!("text_token;{workspace};{model};{direction};app"),
        4 => format!("{key};{workspace};{model};{direction};;0"),
        _ => format!(";{workspace};{model};{direction};0"),
    }
}
