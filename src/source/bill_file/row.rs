//! A row of an exported file as a bill line with its day.

use chrono::NaiveDate;

use super::{
    charges::Charges,
    dialect::Dialect,
    header::{Column, Role},
    value,
};
use crate::domain::{
    amount,
    bill::{BillLine, Charge, Cycle, Figures, SkipReason},
};

#[derive(Debug)]
pub(super) struct Row {
    /// The vendor's day.
    pub(super) day: NaiveDate,
    pub(super) line: BillLine,
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

pub(super) fn read(
    columns: &[Column],
    dialect: Dialect,
    record: &csv::ByteRecord,
    charges: &mut Charges,
) -> Result<Option<Row>, SkipReason> {
    let texts: Vec<&str> =
        record.iter().map(value::text).collect::<Option<_>>().ok_or(SkipReason::NotUtf8)?;
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
    if !has_subject(&charge) {
        return Err(SkipReason::NoSubject);
    }
    let mut line = BillLine { charge, figures: Figures::default(), row_id: None, extras: Vec::new() };
    let mut unreadable = 0_u64;
    for (column, text) in columns.iter().zip(&texts).filter(|(_, text)| !text.is_empty()) {
        let is_extra = match column.role {
            Role::Figure(figure) => {
                let currency = if figure.is_money() { line.charge.currency.as_str() } else { "" };
                let is_sure = dialect.has_sure_commas() || !is_maybe_decimal_comma(text);
                let number = amount::parse(text, currency).ok().filter(|_| is_sure);
                line.figures.set(figure, number.unwrap_or_default());
                unreadable = unreadable.saturating_add(u64::from(number.is_none()));
                number.is_none()
            }
            Role::RowId => {
                let id = Some(*text).filter(|id| !is_rounded(id));
                line.row_id = id.map(|id| value::cut(id).into_owned());
                id.is_none()
            }
            Role::Cycle => !is_cycle_of(text, day),
            Role::Day => value::day(text) != Some(day),
            Role::Own | Role::UnknownAmount | Role::Consumed | Role::Start | Role::End => true,
            Role::Charge(_) | Role::Shared | Role::PayableOfLayout => false,
        };
        if is_extra {
            line.extras.push((column.name.clone(), value::cut(text).into_owned()));
        }
    }
    Ok(Some(Row { day, line, unreadable }))
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

fn has_subject(charge: &Charge) -> bool {
    [
        &charge.instance_id,
        &charge.product_code,
        &charge.product_name,
        &charge.product_detail,
        &charge.commodity_code,
    ]
    .iter()
    .any(|text| !text.is_empty())
}

/// Whether a billing cycle, in any notation, contains the day.
fn is_cycle_of(text: &str, day: NaiveDate) -> bool {
    let digits = |text: &str| -> String { text.chars().filter(char::is_ascii_digit).take(6).collect() };
    digits(text) == digits(&Cycle::of_day(day).to_string())
}

/// Spreadsheets round long numbers (`2.02611E+17`): such an id is not unique.
fn is_rounded(id: &str) -> bool {
    let is_number = id.bytes().all(|byte| byte.is_ascii_digit() || matches!(byte, b'.' | b'E' | b'e' | b'+'));
    is_number && id.contains(['E', 'e']) && id.contains('+')
}
