//! Lines as versions before schema 10 have saved them: a row for each. A day that is saved again is saved in
//! blocks.

use rusqlite::Connection;
use rust_decimal::Decimal;
use strum::IntoEnumIterator as _;

use super::lines::Lines;
use crate::{
    domain::bill::{Figure, Figures, packed::pack},
    store::file::trouble::{Result, Trouble},
};

/// The lines of a day, in any order.
pub(super) fn of_day(file: &Connection, day: i64) -> Result<Lines> {
    let mut statement = file
        .prepare("SELECT position, charge, row_id, figures, names, extras FROM bill_line WHERE day = ?1")?;
    let mut rows = statement.query([day])?;
    let mut lines = Lines::default();
    while let Some(row) = rows.next()? {
        let text = |column| row.get_ref(column)?.as_str_or_null().map_err(|error| Trouble::damaged(&error));
        let start = lines.bytes.len();
        let figures = figures(text(3)?.unwrap_or_default());
        let values: Vec<String> =
            text(5)?.map(|values| serde_json::from_str(values).unwrap_or_default()).unwrap_or_default();
        pack(&mut lines.bytes, text(2)?, &figures, values.iter());
        lines.push_packed(row.get(1)?, row.get(0)?, row.get(4)?, start);
    }
    Ok(lines)
}

/// Exact numbers in the order of [`Figure`], separated by commas, empty if the line does not state them. What is
/// no number is absent.
fn figures(text: &str) -> Figures {
    let mut figures = Figures::default();
    for (figure, number) in Figure::iter().zip(text.split(',')) {
        figures.set(figure, Decimal::from_str_exact(number).ok());
    }
    figures
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    #[test]
    fn what_is_no_number_is_absent() {
        let read = figures("1,tea,,0.10,1e5,--2,3,4,5,6");
        let numbers = Figure::iter().map(|figure| read.get(figure).map(|number| number.to_string()));
        let expected = [Some("1"), None, None, Some("0.10"), None, None, Some("3"), Some("4")];
        assert_eq!(numbers.collect::<Vec<_>>(), expected.map(|number| number.map(str::to_owned)));
    }

    proptest! {
        #[test]
        fn any_text_is_read_without_a_panic(text in any::<String>()) {
            figures(&text);
        }
    }
}
