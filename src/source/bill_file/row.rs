//! A row of an exported file as a bill line with its day.

use chrono::{Datelike as _, NaiveDate};

use super::{
    charges::Charges,
    dialect::Dialect,
    header::{Column, Role},
    value,
};
use crate::domain::{
    amount,
    bill::{Charge, Figure, Figures, SkipReason},
};

/// A bill line as the file has it.
#[derive(Debug)]
pub(super) struct Row<'a> {
    /// The vendor's day.
    pub(super) day: NaiveDate,
    /// The number of its charge without the Instance ID, and that ID.
    pub(super) charge: (u32, &'a str),
    pub(super) figures: Figures,
    pub(super) id: Option<&'a str>,
    /// The columns and values of its further fields.
    pub(super) extras: Vec<(usize, &'a str)>,
    pub(super) unreadable: u64,
}

/// The date cells of a row.
#[derive(Default)]
struct Dates<'a> {
    day: &'a str,
    consumed: &'a str,
    start: &'a str,
    end: &'a str,
}

pub(super) fn read<'a>(
    columns: &[Column],
    dialect: Dialect,
    record: &'a csv::ByteRecord,
    charges: &mut Charges,
) -> Result<Option<Row<'a>>, SkipReason> {
    let texts = texts(record).ok_or(SkipReason::NotUtf8)?;
    if texts.iter().all(|text| text.is_empty()) {
        return Ok(None);
    }
    let surplus = texts.get(columns.len()..).ok_or(SkipReason::WrongColumns)?;
    if surplus.iter().any(|text| !text.is_empty()) {
        return Err(SkipReason::WrongColumns);
    }
    let dates = Dates::of(columns, &texts);
    let day = dates.day().ok_or(SkipReason::NoDay)?;
    let charge = charges.of(columns, &texts);
    let rest = charges.book.rest_at(charge.0).ok_or(SkipReason::NoSubject)?;
    if charge.1.is_empty() && !names_a_product(rest) {
        return Err(SkipReason::NoSubject);
    }
    let mut row =
        Row { day, charge, figures: Figures::default(), id: None, extras: Vec::new(), unreadable: 0 };
    let number = |text: &str, currency: &str| {
        let is_sure = dialect.has_sure_commas() || !is_maybe_decimal_comma(text);
        amount::parse(text, currency).ok().filter(|_| is_sure)
    };
    let mut net_usage = None;
    for (at, (column, text)) in
        columns.iter().zip(texts).enumerate().filter(|(_, (_, text))| !text.is_empty())
    {
        let is_extra = match column.role {
            Role::Figure(figure) => {
                let currency = if figure.is_money() { rest.currency.as_str() } else { "" };
                let number = number(text, currency);
                row.figures.set(figure, number.unwrap_or_default());
                row.unreadable = row.unreadable.saturating_add(u64::from(number.is_none()));
                number.is_none()
            }
            Role::RowId => {
                row.id = Some(text).filter(|id| !is_rounded(id));
                row.id.is_none()
            }
            Role::NetUsage => {
                net_usage = number(text, "").flatten();
                true
            }
            Role::Cycle => !is_cycle_of(text, day),
            Role::Day => value::day(text) != Some(day),
            Role::Own | Role::UnknownAmount | Role::Consumed | Role::Start | Role::End => true,
            Role::Charge(_) | Role::Shared | Role::PayableOfLayout => false,
        };
        if is_extra {
            row.extras.push((at, text));
        }
    }
    if row.figures.get(Figure::Usage).is_none() {
        row.figures.set(Figure::Usage, net_usage);
    }
    Ok(Some(row))
}

/// The texts of a row's cells; `None` if one is not UTF-8.
fn texts(record: &csv::ByteRecord) -> Option<Vec<&str>> {
    // Once for all cells, which is faster.
    let all = std::str::from_utf8(record.as_slice()).ok()?;
    (0..record.len()).map(|cell| Some(value::bare(all.get(record.range(cell)?)?))).collect()
}

/// The day of an unreadable row; absent if its columns may not match the header.
pub(super) fn day_of_skipped(
    reason: SkipReason,
    columns: &[Column],
    record: &csv::ByteRecord,
) -> Option<NaiveDate> {
    if reason == SkipReason::WrongColumns {
        return None;
    }
    let texts: Vec<&str> = record.iter().map(|cell| value::text(cell).unwrap_or_default()).collect();
    Dates::of(columns, &texts).day()
}

impl<'a> Dates<'a> {
    fn of(columns: &[Column], texts: &[&'a str]) -> Self {
        let mut dates = Self::default();
        for (column, text) in columns.iter().zip(texts) {
            match column.role {
                Role::Day => dates.day = text,
                Role::Consumed => dates.consumed = text,
                Role::Start => dates.start = text,
                Role::End => dates.end = text,
                _ => {}
            }
        }
        dates
    }

    /// The billing date, else the day of use. A line that sums up more than a day's use (an export by month)
    /// belongs to no day.
    fn day(&self) -> Option<NaiveDate> {
        value::day(self.day).or_else(|| value::day(self.consumed)).or_else(|| {
            let start = value::day(self.start)?;
            let end = value::day(self.end).unwrap_or(start);
            (start.succ_opt()? >= end).then_some(start)
        })
    }
}

/// Whether a single comma is the only separator.
fn is_maybe_decimal_comma(text: &str) -> bool {
    let separators = text.chars().map(amount::half_width).filter(|c| matches!(c, ',' | '.'));
    separators.eq([','])
}

/// Columns with amounts that are not in the table, and that have a value in some row.
#[derive(Debug, Default)]
pub(super) struct UnknownAmounts {
    /// The indexes of such columns without a value so far.
    silent: Vec<usize>,
    found: Vec<usize>,
}

impl UnknownAmounts {
    pub(super) fn of(columns: &[Column]) -> Self {
        let unknown = columns.iter().enumerate().filter(|(_, column)| column.role == Role::UnknownAmount);
        Self { silent: unknown.map(|(at, _)| at).collect(), found: Vec::new() }
    }

    /// Checks the cells of a row. Texts and zeros are ignored.
    pub(super) fn see(&mut self, record: &csv::ByteRecord) {
        if self.silent.is_empty() {
            return;
        }
        let tells = |at: &mut usize| {
            let text = record.get(*at).and_then(value::text).unwrap_or_default();
            amount::parse(text, "").is_ok_and(|number| number.is_some_and(|number| !number.is_zero()))
        };
        self.found.extend(self.silent.extract_if(.., tells));
    }

    /// The names of the columns with values, in order.
    pub(super) fn names(mut self, columns: &[Column]) -> Vec<String> {
        self.found.sort_unstable();
        let named = self.found.iter().filter_map(|at| columns.get(*at));
        named.map(|column| value::cut(&column.name).into_owned()).collect()
    }
}

fn names_a_product(charge: &Charge) -> bool {
    [&charge.product_code, &charge.product_name, &charge.product_detail, &charge.commodity_code]
        .iter()
        .any(|text| !text.is_empty())
}

/// Whether a billing cycle, in any notation, contains the day.
fn is_cycle_of(text: &str, day: NaiveDate) -> bool {
    let digits = text.bytes().filter(u8::is_ascii_digit).take(6);
    let number =
        |sum: i32, digit: u8| sum.saturating_mul(10).saturating_add(i32::from(digit.saturating_sub(b'0')));
    let months = i32::try_from(day.month()).unwrap_or_default();
    digits.clone().count() == 6
        && digits.fold(0, number) == day.year().saturating_mul(100).saturating_add(months)
}

/// Spreadsheets round long numbers (`2.02611E+17`): such an id is not unique.
fn is_rounded(id: &str) -> bool {
    let is_number = id.bytes().all(|byte| byte.is_ascii_digit() || matches!(byte, b'.' | b'E' | b'e' | b'+'));
    is_number && id.contains(['E', 'e']) && id.contains('+')
}
