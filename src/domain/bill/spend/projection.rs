//! Projects the cost of a cycle from the mean and variance of its complete days, with separate means for
//! workdays and weekends if both are known.

use chrono::{Datelike as _, NaiveDate, Weekday};
use rust_decimal::Decimal;

/// An estimate: the actual cost is between `low` and `high` about four times in five.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Range {
    /// At least the cost to date.
    pub low: Decimal,
    pub likely: Decimal,
    pub high: Decimal,
}

impl Range {
    pub const fn exactly(amount: Decimal) -> Self {
        Self { low: amount, likely: amount, high: amount }
    }
}

#[derive(Debug, Clone, Copy)]
pub(super) struct Day {
    pub(super) date: NaiveDate,
    /// Its cost so far; absent if that has too many digits.
    pub(super) seen: Option<Decimal>,
    pub(super) is_whole: bool,
}

/// The fewest complete days that show a variance.
const FEWEST: usize = 3;
/// The fewest days of each sort for separate means of workdays and weekends.
const FEWEST_OF_SORT: usize = 2;
/// Four in five normally distributed errors are within this many standard deviations.
const WIDTH: Decimal = Decimal::from_parts(128, 0, 0, false, 2);

/// The projection of a cycle with these days; absent if too few are complete.
pub(super) fn project(days: &[Day]) -> Option<Range> {
    let (whole, open): (Vec<&Day>, Vec<&Day>) = days.iter().partition(|day| day.is_whole);
    let to_date = days.iter().try_fold(Decimal::ZERO, |sum, day| sum.checked_add(day.seen?))?;
    if open.is_empty() {
        return Some(Range::exactly(to_date));
    }
    if whole.len() < FEWEST {
        return None;
    }
    let means = Means::new(&whole)?;
    // A day's remaining cost is its mean minus its cost so far; refunds are not projected.
    let rest = open.iter().try_fold(Decimal::ZERO, |sum, day| {
        let rest = means.on(day.date).checked_sub(day.seen?)?;
        sum.checked_add(rest.max(Decimal::ZERO))
    })?;
    let error = error(&whole, &means, open.len())?;
    Some(Range {
        low: to_date.checked_add(rest.checked_sub(error)?.max(Decimal::ZERO))?,
        likely: to_date.checked_add(rest)?,
        high: to_date.checked_add(rest)?.checked_add(error)?,
    })
}

/// The expected cost of each day that is not complete, at least its cost so far; empty if too few days are
/// complete.
pub(super) fn expected(days: &[Day]) -> Vec<(NaiveDate, Decimal)> {
    let (whole, open): (Vec<&Day>, Vec<&Day>) = days.iter().partition(|day| day.is_whole);
    let Some(means) = Means::new(&whole).filter(|_| whole.len() >= FEWEST) else { return Vec::new() };
    open.iter().map(|day| (day.date, means.on(day.date).max(day.seen.unwrap_or_default()))).collect()
}

/// The mean cost of a day, never negative.
struct Means {
    workday: Decimal,
    weekend: Decimal,
}

impl Means {
    fn new(days: &[&Day]) -> Option<Self> {
        let (weekend, workday): (Vec<&Day>, Vec<&Day>) = days.iter().partition(|day| is_weekend(day.date));
        let are_distinct = weekend.len() >= FEWEST_OF_SORT && workday.len() >= FEWEST_OF_SORT;
        let of = |days: &[&Day]| mean(days).map(|mean| mean.max(Decimal::ZERO));
        Some(if are_distinct {
            Self { workday: of(&workday)?, weekend: of(&weekend)? }
        } else {
            let mean = of(days)?;
            Self { workday: mean, weekend: mean }
        })
    }

    fn on(&self, day: NaiveDate) -> Decimal {
        if is_weekend(day) { self.weekend } else { self.workday }
    }
}

fn is_weekend(day: NaiveDate) -> bool {
    matches!(day.weekday(), Weekday::Sat | Weekday::Sun)
}

fn mean(days: &[&Day]) -> Option<Decimal> {
    let sum = days.iter().try_fold(Decimal::ZERO, |sum, day| sum.checked_add(day.seen?))?;
    sum.checked_div(Decimal::from(days.len()))
}

/// The error of the sum of `open` more days: from their own variance and that of the estimated mean.
fn error(whole: &[&Day], means: &Means, open: usize) -> Option<Decimal> {
    let squares = whole.iter().try_fold(Decimal::ZERO, |sum, day| {
        let off = day.seen?.checked_sub(means.on(day.date))?;
        sum.checked_add(off.checked_mul(off)?)
    })?;
    let variance = squares.checked_div(Decimal::from(whole.len().saturating_sub(1)))?;
    let (open, known) = (Decimal::from(open), Decimal::from(whole.len()));
    let of_mean = open.checked_mul(open)?.checked_div(known)?;
    let deviation = square_root(variance.checked_mul(open.checked_add(of_mean)?)?)?;
    deviation.checked_mul(WIDTH)
}

/// The square root, by Newton's method from above: it falls until it is as close as digits allow.
fn square_root(number: Decimal) -> Option<Decimal> {
    if number <= Decimal::ZERO {
        return Some(Decimal::ZERO);
    }
    let mut guess = number.max(Decimal::ONE);
    // Halving leads from the largest number to its root's size in 48 steps; a few more make it exact.
    for _ in 0..64 {
        let half = guess.checked_div(Decimal::TWO)?;
        let next = half.checked_add(number.checked_div(guess)?.checked_div(Decimal::TWO)?)?;
        if next >= guess {
            break;
        }
        guess = next;
    }
    Some(guess)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::domain::fixture::number;

    /// Days of November 2026, which begins on a Sunday: whole ones, then what is seen of the one after them.
    fn november(whole: &[&str], seen: &str) -> Vec<Day> {
        let day = |(at, seen): (u32, Decimal), is_whole| Day {
            date: NaiveDate::from_ymd_opt(2026, 11, at).unwrap(),
            seen: Some(seen),
            is_whole,
        };
        let count = u32::try_from(whole.len()).unwrap();
        let known = (1..).zip(whole.iter().map(|text| number(text))).map(|known| day(known, true));
        let today = std::iter::once(number(seen)).chain(std::iter::repeat(Decimal::ZERO));
        known.chain((count + 1..=30).zip(today).map(|open| day(open, false))).collect()
    }

    #[test]
    fn roots_are_close() {
        for (square, expected) in [
            ("0", "0"),
            ("-4", "0"),
            ("4", "2"),
            ("0.0001", "0.01"),
            ("1000000000000000000000000", "1000000000000"),
        ] {
            let off = square_root(number(square)).unwrap() - number(expected);
            assert!(off.abs() < number("0.000000001"), "{square}: off by {off}");
        }
        assert!(square_root(Decimal::MAX).is_some());
    }

    #[test]
    fn even_days_go_on_without_a_spread() {
        let range = project(&november(&["2"; 10], "0")).unwrap();
        assert_eq!(range, Range::exactly(number("60")));
    }

    #[test]
    fn a_part_of_a_day_is_no_day() {
        for (seen, likely) in [("0", "60"), ("1.5", "60"), ("2", "60"), ("7", "65")] {
            assert_eq!(project(&november(&["2"; 10], seen)).unwrap().likely, number(likely), "{seen}");
        }
    }

    #[test]
    fn fewer_than_three_whole_days_project_nothing() {
        for (days, is_projected) in [(0, false), (2, false), (3, true)] {
            assert_eq!(project(&november(&vec!["2"; days], "1")).is_some(), is_projected, "{days}");
        }
    }

    #[test]
    fn weekends_have_a_mean_of_their_own() {
        // 1, 7 and 8 November are on a weekend, and so are six of the days to come.
        let days = ["0", "3", "3", "3", "3", "3", "0", "0", "3", "3"];
        let range = project(&november(&days, "0")).unwrap();
        assert_eq!(range, Range::exactly(number("63")));
    }

    #[test]
    fn uneven_days_have_a_range_around_the_guess() {
        let range = project(&november(&["1", "4", "2", "6", "1"], "0")).unwrap();
        assert_eq!(range.likely, number("84"));
        assert!(number("14") <= range.low && range.low < range.likely && range.likely < range.high);
        assert_eq!((range.high - range.likely).round_dp(9), (range.likely - range.low).round_dp(9));
        // variance 4.7, 25 days to come guessed from 5: 1.28 × √(4.7 × 150)
        assert_eq!((range.high - range.likely).round_dp(1), number("34.0"));
    }

    #[test]
    fn refunds_are_not_projected() {
        let range = project(&november(&["1", "-9", "1"], "0")).unwrap();
        assert_eq!((range.low, range.likely), (number("-7"), number("-7")));
    }

    #[test]
    fn amounts_that_do_not_fit_project_nothing() {
        let mut days = november(&["2"; 10], "0");
        days[3].seen = None;
        assert_eq!(project(&days), None);
        let most = Decimal::MAX.to_string();
        assert_eq!(project(&november(&[&most, &most, &most], "0")), None);
    }
}
