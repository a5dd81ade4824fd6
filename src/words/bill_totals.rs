//! What is said below the groups of a bill: the sums in each currency, and what they rest on.

use chrono::NaiveDate;

use super::{
    bills_page::{INCL_TAX, TOO_LONG, lines},
    number, time,
};
use crate::domain::bill::{Figure, Grouping, Origin, Sums, Tally};

/// Before the sums.
pub const TOTAL: &str = "total";

/// The sums in one currency, from the longest to the shortest: `17.076 CNY payable, 18.246 CNY list price, 6 lines`.
/// What is known only with tax stands beside it, never in it.
pub fn total(sums: &Sums, currency: &str) -> [String; 3] {
    let payable = payable(sums.get(Figure::Payable), sums.get(Figure::PayableWithTax), currency);
    let payable = payable.unwrap_or_else(|| "no amounts".to_owned());
    let lines = lines(sums.lines);
    let gross = amount(sums.get(Figure::Gross), currency);
    let gross = gross.map_or_else(String::new, |gross| format!(", {gross} list price"));
    [format!("{payable} payable{gross}, {lines}"), format!("{payable}, {lines}"), payable]
}

/// What is to be paid before tax, beside it what is known only with tax; nothing where no line tells either.
pub fn payable(before: Tally, with_tax: Tally, currency: &str) -> Option<String> {
    let with_tax = amount(with_tax, currency).map(|amount| format!("{amount} {INCL_TAX}"));
    let amounts: Vec<String> = amount(before, currency).into_iter().chain(with_tax).collect();
    (!amounts.is_empty()).then(|| amounts.join(" and "))
}

fn amount(sum: Tally, currency: &str) -> Option<String> {
    match sum {
        Tally::Nothing => None,
        Tally::Exact(amount) => Some(number::money(amount, Some(currency))),
        Tally::TooLong => Some(format!("{TOO_LONG} of {}", super::plain(currency))),
    }
}

/// Lines that cannot be told apart by their Instance ID, from the longest to the shortest. Grouped by what stands
/// in it, they are all under one key.
pub fn unread(count: u64, grouping: Grouping) -> [String; 2] {
    let lines = lines(count);
    let place = match grouping {
        Grouping::Model | Grouping::ApiKey | Grouping::Workspace => " under \"other\"",
        Grouping::Item | Grouping::Day | Grouping::Instance => "",
    };
    [format!("{lines} with an unknown instance ID{place}"), format!("{lines} with unknown ID")]
}

/// Where the days come from, and up to which they are complete: `days from the interface through 20 Nov`, from the
/// longest to the shortest.
pub fn coverage(from_api: usize, from_files: usize, through: Option<NaiveDate>) -> [String; 2] {
    let days = |count: usize| if count == 1 { "1 day".to_owned() } else { format!("{count} days") };
    let origin = match (from_api, from_files) {
        (0, 0) => "no day yet".to_owned(),
        (_, 0) => format!("days from {}", origin(Origin::Api)),
        (0, files) => format!("{} from {}", days(files), origin(Origin::File)),
        (api, files) => {
            format!("{api} from {}, {} from {}", origin(Origin::Api), days(files), origin(Origin::File))
        }
    };
    let through = through.map(|day| format!("through {}", time::day(day)));
    let short = through.clone().unwrap_or_default();
    [format!("{origin} {}", through.unwrap_or_default()).trim_end().to_owned(), short]
}

const fn origin(origin: Origin) -> &'static str {
    match origin {
        Origin::Api => "the interface",
        Origin::File => "exported files",
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::domain::bill::Figures;

    #[test]
    fn coverage_names_its_sources_and_its_end() {
        let day = "2026-11-20".parse().ok();
        for (api, files, through, told) in [
            (22, 0, day, "days from the interface through 20 Nov"),
            (0, 9, day, "9 days from exported files through 20 Nov"),
            (0, 1, None, "1 day from exported files"),
            (13, 9, day, "13 from the interface, 9 days from exported files through 20 Nov"),
            (0, 0, None, "no day yet"),
        ] {
            assert_eq!(coverage(api, files, through)[0], told);
        }
    }

    #[test]
    fn lines_of_no_known_form_are_told_with_their_place() {
        assert_eq!(unread(3, Grouping::Model)[0], "3 lines with an unknown instance ID under \"other\"");
        assert_eq!(unread(1, Grouping::Day)[0], "1 line with an unknown instance ID");
    }

    #[test]
    fn what_is_known_only_with_tax_is_never_added() {
        let mut sums = Sums::default();
        assert_eq!(total(&sums, "CNY")[2], "no amounts");
        let mut figures = Figures::default();
        figures.set(Figure::Payable, Some("17.076".parse().unwrap()));
        figures.set(Figure::Gross, Some("18.246".parse().unwrap()));
        sums.add(&figures);
        assert_eq!(total(&sums, "CNY")[0], "17.076 CNY payable, 18.246 CNY list price, 1 line");
        let mut taxed = Figures::default();
        taxed.set(Figure::PayableWithTax, Some("1.06".parse().unwrap()));
        sums.add(&taxed);
        assert_eq!(total(&sums, "CNY")[1], "17.076 CNY and 1.06 CNY incl. tax, 2 lines");
        let mut endless = Figures::default();
        endless.set(Figure::Payable, Some(rust_decimal::Decimal::MAX));
        sums.add(&endless);
        assert_eq!(total(&sums, "CNY")[2], "over 28 digits of CNY and 1.06 CNY incl. tax");
    }
}
