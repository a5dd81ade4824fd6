//! The figures of a line as text: exact numbers in the order of [`Figure`], separated by commas; empty if the
//! line does not state them. Empty ones at the end are left out.

use std::fmt::Write as _;

use rust_decimal::Decimal;
use strum::IntoEnumIterator as _;

use crate::domain::bill::{Figure, Figures};

pub(super) fn encode(figures: &Figures) -> String {
    let mut text = String::new();
    for (place, figure) in Figure::iter().enumerate() {
        if place > 0 {
            text.push(',');
        }
        if let Some(number) = figures.get(figure) {
            // Writing to a text never fails.
            let _ = write!(text, "{number}");
        }
    }
    text.truncate(text.trim_end_matches(',').len());
    text
}

/// What is no number is absent.
pub(super) fn decode(text: &str) -> Figures {
    let mut figures = Figures::default();
    for (figure, number) in Figure::iter().zip(text.split(',')) {
        figures.set(figure, Decimal::from_str_exact(number).ok());
    }
    figures
}

#[cfg(test)]
mod tests {
    use proptest::{array::uniform8, option, prelude::*};

    use super::*;

    fn figures(numbers: [Option<Decimal>; 8]) -> Figures {
        let mut figures = Figures::default();
        for (figure, number) in Figure::iter().zip(numbers) {
            figures.set(figure, number);
        }
        figures
    }

    #[test]
    fn the_form_in_the_file_is_stable() {
        let mut some = Figures::default();
        some.set(Figure::Usage, Some("16500".parse().unwrap()));
        some.set(Figure::Gross, Some("12.40".parse().unwrap()));
        for (figures, text) in [(Figures::default(), ""), (some, "16500,,12.40")] {
            assert_eq!(encode(&figures), text);
            assert_eq!(decode(text), figures);
        }
    }

    #[test]
    fn what_is_no_number_is_absent() {
        let read = decode("1,tea,,0.10,1e5,--2,3,4,5,6");
        let numbers = Figure::iter()
            .map(|figure| read.get(figure).map(|number| number.to_string()))
            .collect::<Vec<_>>();
        let expected = [Some("1"), None, None, Some("0.10"), None, None, Some("3"), Some("4")];
        assert_eq!(numbers, expected.map(|number| number.map(str::to_owned)));
    }

    proptest! {
        #[test]
        fn every_digit_comes_back(numbers in uniform8(option::of((any::<i128>(), 0..=28_u32)))) {
            let numbers = numbers
                .map(|it| it.map(|(digits, scale)| Decimal::from_i128_with_scale(digits >> 32, scale)));
            let before = figures(numbers);
            let after = decode(&encode(&before));
            for figure in Figure::iter() {
                let digits = |figures: &Figures| figures.get(figure).map(|number| number.to_string());
                prop_assert_eq!(digits(&after), digits(&before));
            }
        }

        #[test]
        fn any_text_is_decoded_without_a_panic(text in any::<String>()) {
            decode(&text);
        }
    }
}
