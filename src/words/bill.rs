//! What is said of bills: spending so far, and at the end of the cycle.

use chrono::NaiveDate;
use rust_decimal::{Decimal, RoundingStrategy};

use super::{bills_page::INCL_TAX, number, plain};
use crate::domain::{
    bill::{Cycle, ProductFilter, Range, Spend, Standing, Tally},
    explain::Charged,
};

/// Why a profile of snapshots has no bills.
pub const NOT_IN_A_SNAPSHOT: &str = "a snapshot holds no bills; use a profile with source = \"alibaba\"";
/// A cycle that was read, and has no line that was wanted.
pub const NO_LINES: &str = "no bill lines in this cycle for this product";
/// A cycle of which nothing was read.
pub const NOT_READ: &str = "not read yet";
/// The lines themselves could not be read from what is kept.
pub const LINES_NOT_READ: &str = "the bill's lines could not be read from what is kept; run it again";

/// A cycle that nothing can be said of.
pub fn not_begun(cycle: Cycle, running: Cycle) -> String {
    format!("{cycle} has not begun; the current billing cycle is {running} (UTC+8)")
}

/// What is printed: `2026-11, inference, before tax, bills through 20 Nov (days of UTC+8)`.
pub fn heading(cycle: Cycle, product: &ProductFilter, covers: Option<NaiveDate>) -> String {
    format!("{cycle}, {}, before tax, {} (days of UTC+8)", plain(product.as_str()), through(covers, cycle))
}

/// An amount that is only known with tax.
pub fn with_tax(amount: Decimal) -> String {
    format!("{} {INCL_TAX}", number::money(amount, None))
}

/// What a reason accounts for.
pub fn charged(charged: &Charged) -> String {
    let amount = |amount: Option<Decimal>| Some(number::money(amount?, Some(&charged.currency)));
    let with_tax = amount(charged.payable_with_tax).map(|amount| format!("{amount} {INCL_TAX}"));
    let amounts: Vec<String> = amount(charged.payable).into_iter().chain(with_tax).collect();
    amounts.join(" and ")
}

/// A sum of money, every digit of it, with its currency; said where it has too many to be exact. Nothing where no
/// line tells it.
pub fn sum(tally: Tally, currency: &str) -> Option<String> {
    match tally {
        Tally::Exact(amount) => Some(number::money(amount, Some(currency))),
        Tally::TooLong => Some("more digits than can be summed exactly".to_owned()),
        Tally::Nothing => None,
    }
}

/// `Model Studio to date 17.076 CNY, about 24 (20 to 29) by 30 Nov`; of a cycle that is over `2026-10: 17.076 CNY`.
pub fn spend(spend: &Spend) -> String {
    let to_date = sum(spend.to_date, &spend.currency);
    let with_tax = sum(spend.with_tax, &spend.currency).map(|amount| format!("{amount} with tax"));
    // Amounts before and with tax stand beside each other: they have no sum.
    let amounts: Vec<String> = [to_date, with_tax].into_iter().flatten().collect();
    let amounts = if amounts.is_empty() { "no amounts".to_owned() } else { amounts.join(" and ") };
    if spend.is_closed {
        return format!("{}: {amounts}", spend.cycle);
    }
    let projected = spend.projected.map(|range| format!(", {}", projected(range, spend.cycle)));
    format!("Model Studio to date {amounts}{}", projected.unwrap_or_default())
}

/// `about 24 (20 to 29) by 30 Nov`.
pub fn projected(range: Range, cycle: Cycle) -> String {
    let (low, likely, high) = (about(range.low), about(range.likely), about(range.high));
    let between = if low == high { String::new() } else { format!(" ({low} to {high})") };
    format!("about {likely}{between} by {}", cycle.last_day().format("%-d %b"))
}

/// `17.076 of 20.00 CNY this month`, with what is foreseen.
pub fn against(spend: &Spend, threshold: Decimal, standing: Standing) -> String {
    let to_date = spend.to_date.exact().unwrap_or_default();
    let whole = number::money(threshold, Some(&spend.currency));
    let told = format!("{} of {whole} this month", number::money(to_date, None));
    match (standing, spend.projected) {
        (Standing::Over, _) => format!("{told}: over"),
        (Standing::ProjectedOver, Some(range)) => format!("{told}, about {} projected", about(range.likely)),
        (Standing::ProjectedOver | Standing::Below, _) => told,
    }
}

/// Through which day bills are complete: `bills through 20 Nov`.
pub fn through(day: Option<NaiveDate>, cycle: Cycle) -> String {
    match day {
        Some(day) if day == cycle.last_day() => format!("bills of {cycle} are complete"),
        Some(day) => format!("bills through {}", day.format("%-d %b")),
        None => format!("no whole day of {cycle} yet"),
    }
}

/// An estimate, in the two or three digits that it is worth: `0.42`, `2.4`, `24`, `1,230`.
fn about(amount: Decimal) -> String {
    let size = amount.abs();
    let places = match size {
        _ if size < Decimal::ONE => 2,
        _ if size < Decimal::TEN => 1,
        _ => 0,
    };
    let mut unit = Decimal::ONE;
    while size.checked_div(unit).is_some_and(|digits| digits >= Decimal::ONE_THOUSAND) {
        unit = unit.saturating_mul(Decimal::TEN);
    }
    let rounded = amount
        .checked_div(unit)
        .unwrap_or(amount)
        .round_dp_with_strategy(places, RoundingStrategy::MidpointAwayFromZero);
    number::grouped(rounded.saturating_mul(unit).into())
}

/// A currency, safe to show; `no currency` where the bill names none.
pub fn currency(currency: &str) -> std::borrow::Cow<'_, str> {
    if currency.trim().is_empty() { "no currency".into() } else { plain(currency) }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn decimal(text: &str) -> Decimal {
        text.parse().unwrap()
    }

    fn range(low: &str, likely: &str, high: &str) -> Range {
        Range { low: decimal(low), likely: decimal(likely), high: decimal(high) }
    }

    fn spent(to_date: &str, projected: Option<Range>) -> Spend {
        Spend {
            cycle: "2026-11".parse().unwrap(),
            currency: "CNY".into(),
            to_date: Tally::Exact(decimal(to_date)),
            with_tax: Tally::Nothing,
            through: None,
            days: Vec::new(),
            is_closed: false,
            projected,
        }
    }

    #[test]
    fn what_is_spent_has_every_digit_and_what_is_guessed_few() {
        let guess = Some(range("19.6", "24.2", "28.9"));
        assert_eq!(
            spend(&spent("17.076", guess)),
            "Model Studio to date 17.076 CNY, about 24 (20 to 29) by 30 Nov"
        );
        assert_eq!(spend(&spent("1234.5", None)), "Model Studio to date 1,234.50 CNY");
        let sure = spent("17.076", Some(Range::exactly(decimal("17.1"))));
        assert_eq!(spend(&sure), "Model Studio to date 17.076 CNY, about 17 by 30 Nov");
        let closed = Spend { is_closed: true, ..sure };
        assert_eq!(spend(&closed), "2026-11: 17.076 CNY");
        let taxed = Spend { with_tax: Tally::Exact(decimal("2.12")), ..spent("17", None) };
        assert_eq!(spend(&taxed), "Model Studio to date 17.00 CNY and 2.12 CNY with tax");
        let unknown = Spend { to_date: Tally::Nothing, ..spent("0", None) };
        assert_eq!(spend(&unknown), "Model Studio to date no amounts");
        let long = Spend { to_date: Tally::TooLong, ..spent("0", None) };
        assert_eq!(spend(&long), "Model Studio to date more digits than can be summed exactly");
    }

    #[test]
    fn estimates_have_the_digits_they_are_worth() {
        for (amount, shown) in [
            ("0", "0"),
            ("0.004", "0"),
            ("0.426", "0.43"),
            ("2.449", "2.4"),
            ("9.96", "10"),
            ("23.5", "24"),
            ("999.4", "999"),
            ("1234.5", "1,230"),
            ("1234567", "1,230,000"),
            ("-23.5", "-24"),
        ] {
            assert_eq!(about(decimal(amount)), shown, "{amount}");
        }
        assert!(!about(Decimal::MAX).is_empty());
    }

    #[test]
    fn a_threshold_is_told_with_what_is_foreseen() {
        let spend = spent("17.076", Some(range("19.6", "24.2", "28.9")));
        let told = |standing| against(&spend, decimal("20"), standing);
        assert_eq!(told(Standing::Below), "17.076 of 20.00 CNY this month");
        assert_eq!(told(Standing::ProjectedOver), "17.076 of 20.00 CNY this month, about 24 projected");
        assert_eq!(told(Standing::Over), "17.076 of 20.00 CNY this month: over");
    }

    #[test]
    fn how_far_bills_reach() {
        let cycle = "2026-11".parse().unwrap();
        for (day, said) in [
            (None, "no whole day of 2026-11 yet"),
            (Some("2026-11-20"), "bills through 20 Nov"),
            (Some("2026-11-30"), "bills of 2026-11 are complete"),
        ] {
            assert_eq!(through(day.map(|day| day.parse().unwrap()), cycle), said);
        }
        assert_eq!((currency(""), currency("\u{1b}")), ("no currency".into(), "\\u001b".into()));
    }
}
