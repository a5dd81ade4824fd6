//! Amounts in other notations: refunds in brackets, other minus signs, full-width digits, currencies.

use super::fixture::*;

const HEADER: &str = "账单日期,产品Code,主键,用量,目录总价,应付金额,定价币种";

fn lines(amounts: &[&str]) -> (Vec<BillLine>, u64) {
    let rows: Vec<String> =
        amounts.iter().enumerate().map(|(at, cell)| format!("20261120,sfm,{at},7,1,{cell},CNY\n")).collect();
    let export = export([raw("bill.csv", format!("{HEADER}\n{}", rows.concat()))]);
    (only_day(&export).lines.clone(), facts(&export.files[0]).unreadable)
}

fn payable(line: &BillLine) -> Option<String> {
    figure(line, Figure::Payable)
}

#[test]
fn refunds_in_brackets_and_with_other_minus_signs_are_subtracted() {
    for (cells, sum) in [
        (&["2.976", "(0.50)", "\u{2212}0.30"][..], "2.176"),
        (&["２．９７６", "（０．５０）", "－０．３０"], "2.176"),
        (&["¥2.976", "(¥0.50)", "-0.30元"], "2.176"),
        (&["\"1,002.976\"", "\"1，000.50-\"", "\u{200e}\u{2013}0.30"], "2.176"),
        (&["2.976E0", "'-5e-1", "'(0.30)"], "2.176"),
        (&["=\"2.976\"", "=\"-0.5\"", "=\"\u{2212}0.30\""], "2.176"),
    ] {
        let (lines, unreadable) = lines(cells);
        let all: Vec<_> = lines.iter().filter_map(|line| line.figures.get(Figure::Payable)).collect();
        assert_eq!((unreadable, all.len()), (0, cells.len()), "{cells:?}");
        let total: rust_decimal::Decimal = all.into_iter().sum();
        assert_eq!(total, sum.parse().unwrap(), "{cells:?}");
        assert!(lines.iter().all(|line| line.extras.is_empty()), "{cells:?}");
    }
}

#[test]
fn an_ambiguous_amount_is_unknown_and_stored_as_text() {
    let cells = ["\"1,5\"", "\"0,500\"", "(-1)", "5 USD", "$5", "1.2.3", "n/a", "1_000"];
    let (lines, unreadable) = lines(&cells);
    assert_eq!((lines.len(), unreadable), (cells.len(), 8));
    for (line, cell) in lines.iter().zip(cells) {
        assert_eq!(payable(line), None, "{cell}");
        assert_eq!(figure(line, Figure::Gross).as_deref(), Some("1"));
        assert_eq!(line.extras, [("应付金额".to_owned(), cell.trim_matches('"').to_owned())]);
    }
}

#[test]
fn a_dash_of_any_kind_is_an_absent_amount() {
    let (lines, unreadable) = lines(&["-", "--", "\u{2013}", "\u{2014}", "\u{2212}", "－", ""]);
    assert_eq!(unreadable, 0);
    assert!(lines.iter().all(|line| payable(line).is_none() && line.extras.is_empty()), "{lines:?}");
}
