//! Files as other programs save them: other encodings, line ends and delimiters.

use proptest::prelude::*;

use super::fixture::*;

fn text(header: &str, end: &str) -> String {
    let names: Vec<&str> = header.split(',').collect();
    let mut text = format!("{header}{end}");
    for (id, item) in [("a", "plain"), ("b", "\"with, a comma\""), ("c", "\"two\nlines, \"\"quoted\"\"\"")] {
        let cells = names.iter().map(|name| match name.rsplit('/').next().unwrap_or(name) {
            "账单日期" => "20261120",
            "产品Code" => "sfm",
            "主键" | "账单明细ID" => id,
            "计费项" | "计费项名称" => item,
            "定价币种" => "CNY",
            "应付金额" | "应付金额（含税）" => "\"1,234.5\"",
            _ => "",
        });
        text.push_str(&cells.collect::<Vec<_>>().join(","));
        text.push_str(end);
    }
    text
}

fn utf_16(text: &str, is_little: bool) -> Vec<u8> {
    let bytes = |unit: u16| if is_little { unit.to_le_bytes() } else { unit.to_be_bytes() };
    text.encode_utf16().flat_map(bytes).collect()
}

fn read(bytes: Vec<u8>) -> BillDay {
    let export = export([raw("bill.csv", bytes)]);
    assert_eq!(facts(&export.files[0]).skipped, [], "{:?}", export.files);
    only_day(&export).clone()
}

fn with_plain_line_ends(mut day: BillDay) -> BillDay {
    for line in &mut day.lines {
        let mut charge = (*line.charge).clone();
        charge.item = charge.item.replace(['\r', '\n'], "\n");
        line.charge = charge.into();
    }
    day
}

#[test]
fn lines_ending_in_cr_alone_are_read() {
    for header in [OLD, UPGRADED] {
        let plain = read(text(header, "\n").into_bytes());
        assert_eq!(plain.lines.len(), 3);
        for mark in ["", "\u{feff}", "\r\r"] {
            let whole = format!("{mark}{}", text(header, "\r"));
            assert_eq!(with_plain_line_ends(read(whole.clone().into_bytes())), plain, "{mark:?}");
            // Also the line ends within quotes.
            let every = whole.replace('\n', "\r");
            assert_eq!(with_plain_line_ends(read(every.clone().into_bytes())), plain, "{mark:?}");
            let unended = every.trim_end().to_owned();
            assert_eq!(with_plain_line_ends(read(unended.into_bytes())), plain, "{mark:?}");
        }
    }
}

#[test]
fn a_file_cut_off_within_a_cr_line_is_refused() {
    use quotatop::domain::bill::FileRefusal;
    let whole = text(OLD, "\r");
    let cut = whole.strip_suffix(",\r").unwrap().to_owned();
    let export = export([raw("bill.csv", cut)]);
    assert_eq!(export.files[0].outcome, Err(FileRefusal::CutOff));
}

#[test]
fn utf_16_is_read_with_its_mark_and_without() {
    let plain = read(text(OLD, "\n").into_bytes());
    for end in ["\n", "\r\n", "\r"] {
        for mark in ["\u{feff}", ""] {
            for is_little in [true, false] {
                let bytes = utf_16(&format!("{mark}{}", text(OLD, end)), is_little);
                assert_eq!(with_plain_line_ends(read(bytes)), plain, "{end:?} {mark:?} {is_little}");
            }
        }
    }
}

#[test]
fn tabs_and_semicolons_of_spreadsheets_separate_fields() {
    for delimiter in ['\t', ';'] {
        let d = delimiter;
        let text = format!(
            "账单日期{d}产品Code{d}应付金额{d}定价币种\r\n20261120{d}sfm{d}1,234.5{d}CNY\r\n20261120{d}sfm{d}1,234{d}CNY\r\n"
        );
        let day = read(utf_16(&format!("\u{feff}{text}"), true));
        let payable = |at: usize| figure(&day.lines[at], Figure::Payable);
        // A single comma may be a decimal point there.
        assert_eq!((payable(0).as_deref(), payable(1)), (Some("1234.5"), None), "{delimiter:?}");
        assert_eq!(day.lines[1].extras, [("应付金额".to_owned(), "1,234".to_owned())]);
    }
}

proptest! {
    #[test]
    fn any_bytes_behind_a_mark_are_survived(
        mark in prop::sample::select(vec![&b"\xff\xfe"[..], b"\xfe\xff", b"\xef\xbb\xbf", b"\0,", b",\0", b"a\r"]),
        bytes in prop::collection::vec(any::<u8>(), 0..400),
    ) {
        let _ = export([raw("a.csv", [mark, &bytes].concat())]);
    }
}
