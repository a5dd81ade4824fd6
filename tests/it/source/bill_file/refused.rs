//! Files that are refused, and why; and arbitrary bytes.

use proptest::prelude::*;
use quotatop::{
    domain::bill::{BillPart, FileLimit},
    words::{self, Lang},
};
use strum::IntoEnumIterator as _;

use super::fixture::*;

const HEADER: &str = "账单日期,产品Code,应付金额,计费项";

#[test]
fn files_that_are_not_bills_are_refused_with_the_reason() {
    let whole = format!("{HEADER}\n20261120,sfm,1,\"in\nput\"\n");
    let cut = |text: &str| format!("{whole}{text}").into_bytes();
    for (name, bytes, refusal) in [
        ("a.csv", Vec::new(), FileRefusal::Empty),
        ("a.csv", b"\xef\xbb\xbf\r\n\r\n".to_vec(), FileRefusal::Empty),
        ("1_consumedetailbillv2daysummary.csv", whole.clone().into_bytes(), FileRefusal::DaySummary),
        ("a.zip", b"PK\x03\x04\x14\0".to_vec(), FileRefusal::Archive),
        ("a.csv.gz", b"\x1f\x8b\x08\0".to_vec(), FileRefusal::Archive),
        ("gbk.csv", b"\xd5\xcb\xb5\xa5\xc8\xd5\xc6\xda,b\n".to_vec(), FileRefusal::NotUtf8),
        ("zeros.csv", vec![0; 100], FileRefusal::NotText),
        ("a.xls", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1\0\0".to_vec(), FileRefusal::Archive),
        (
            "wide.csv",
            [HEADER.as_bytes(), &[b','; 1_000]].concat(),
            FileRefusal::TooLarge(FileLimit::Columns(1_000)),
        ),
        (
            "a.csv",
            b"date,amount\n1,2\n".to_vec(),
            FileRefusal::NotABill {
                missing: vec![BillPart::Day, BillPart::Subject, BillPart::Payable],
                found: vec!["amount".into(), "date".into()],
            },
        ),
        ("a.csv", cut("20261120,sf"), FileRefusal::CutOff),
        ("a.csv", cut("20261120,sfm,1,\"inp"), FileRefusal::CutOff),
        ("a.csv", cut("20261120,sfm,1,\"inp\n20261120,sfm,1,\n"), FileRefusal::CutOff),
    ] {
        let export = export([raw(name, bytes)]);
        assert_eq!(export.files[0].outcome, Err(refusal), "{name}");
        assert_eq!(export.days, [], "{name}");
    }
}

#[test]
fn a_complete_last_row_needs_no_line_end() {
    for end in ["20261120,sfm,1,input", "20261120,sfm,1,5\"\n", "20261120,sfm,1,\"in\nput\""] {
        let export = export([raw("a.csv", format!("{HEADER}\n20261120,sfm,1,\n{end}"))]);
        assert_eq!(export.days[0].lines.len(), 2, "{end}");
    }
}

#[test]
fn unreadable_files_report_the_system_error() {
    let folder = tempfile::tempdir().unwrap();
    let export = read([BillFile::open(&folder.path().join("missing.csv"))]);
    assert!(
        matches!(&export.files[0].outcome, Err(FileRefusal::Unreadable { detail }) if !detail.is_empty()),
        "{export:?}"
    );
    assert!(!export.is_whole());
}

#[cfg(unix)]
#[test]
fn only_regular_files_are_opened() {
    let folder = tempfile::tempdir().unwrap();
    let pipe = folder.path().join("pipe.csv");
    assert!(std::process::Command::new("mkfifo").arg(&pipe).status().unwrap().success());
    let socket = folder.path().join("socket.csv");
    let _listener = std::os::unix::net::UnixListener::bind(&socket).unwrap();
    let link = folder.path().join("link.csv");
    std::os::unix::fs::symlink("/dev/zero", &link).unwrap();
    let null = std::path::PathBuf::from("/dev/null");
    for path in [pipe, socket, link, null] {
        let export = read([BillFile::open(&path)]);
        assert_eq!(export.files[0].outcome, Err(FileRefusal::NotAFile), "{}", path.display());
        assert!(!export.is_whole());
    }
    let export = read([BillFile::open(folder.path())]);
    assert_eq!(export.files[0].outcome, Err(FileRefusal::Folder));
}

/// A beginning, then the same byte for ever.
struct Endless<'a>(&'a [u8], u8);

impl std::io::Read for Endless<'_> {
    fn read(&mut self, buffer: &mut [u8]) -> std::io::Result<usize> {
        if self.0.is_empty() {
            buffer.fill(self.1);
            return Ok(buffer.len());
        }
        self.0.read(buffer)
    }
}

#[test]
fn an_endless_row_is_refused_before_it_fills_the_memory() {
    let open_quote = format!("{HEADER}\n20261120,sfm,1,\"in\n");
    let one_field = format!("{HEADER}\n20261120,sfm,1,");
    let header = "账单日期";
    let wide = format!("{HEADER}\n20261120");
    for (begin, byte) in [(open_quote.as_str(), b'\n'), (&one_field, b'x'), (header, b'x'), (&wide, b',')] {
        let content = Ok(Endless(begin.as_bytes(), byte));
        let export = read([BillFile { name: "endless.csv".into(), modified_at: None, content }]);
        let limit = FileLimit::RowBytes(8 << 20);
        assert_eq!(export.files[0].outcome, Err(FileRefusal::TooLarge(limit)), "{begin}");
        assert!(!export.is_whole());
    }
}

#[test]
fn a_row_of_too_many_columns_is_skipped_alone() {
    let text = format!("{HEADER}\n20261120,sfm,1,{}\n20261120,sfm,2,\n", ",".repeat(100_000));
    let export = export([raw("a.csv", text)]);
    assert_eq!(export.days[0].lines.len(), 1);
    let skipped = &export.files[0].outcome.as_ref().unwrap().skipped;
    assert_eq!((skipped[0].reason, skipped[0].rows), (SkipReason::WrongColumns, 1));
}

#[test]
fn the_age_of_a_file_is_its_modification_time() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("bill.csv");
    std::fs::write(&path, format!("{HEADER}\n20261120,sfm,1,\n")).unwrap();
    let written = at("2026-11-21T01:00:00Z");
    std::fs::File::options().write(true).open(&path).unwrap().set_modified(written.into()).unwrap();
    let export = read([BillFile::open(&path)]);
    assert_eq!(export.days[0].read_at, written);
}

#[test]
fn every_refusal_and_reason_has_words_and_a_remedy() {
    let refusals = [
        FileRefusal::Empty,
        FileRefusal::DaySummary,
        FileRefusal::SameAs("a\u{1b}[31m.csv".into()),
        FileRefusal::Folder,
        FileRefusal::NotAFile,
        FileRefusal::Archive,
        FileRefusal::NotText,
        FileRefusal::NotUtf8,
        FileRefusal::TooLarge(FileLimit::FileBytes(4 << 30)),
        FileRefusal::TooLarge(FileLimit::RowBytes(8 << 20)),
        FileRefusal::TooLarge(FileLimit::Columns(1_000)),
        FileRefusal::TooLarge(FileLimit::Lines(2_000_000)),
        FileRefusal::NotABill { missing: vec![BillPart::Day], found: vec!["\u{1b}]0;x".into()] },
        FileRefusal::CutOff,
        FileRefusal::Unreadable { detail: "no such file\u{7}".into() },
    ];
    let refused = refusals.iter().map(|refusal| words::cli::bill_file::refused(Lang::English, refusal));
    let skipped = SkipReason::iter().map(|reason| words::cli::bill_file::skipped(Lang::English, reason));
    for words in refused.chain(skipped) {
        for text in [words.message, words.remedy] {
            assert!(!text.is_empty() && !text.contains(char::is_control), "{text:?}");
        }
    }
}

proptest! {
    #[test]
    fn any_bytes_are_survived(
        header in prop::sample::select(vec!["", OLD, UPGRADED, HEADER]),
        bytes in prop::collection::vec(any::<u8>(), 0..400),
    ) {
        let text = [header.as_bytes(), b"\n", &bytes].concat();
        let _ = export([raw("a.csv", text), raw("b.csv", bytes)]);
    }

    #[test]
    fn any_cells_are_survived(rows in prop::collection::vec("(20261120|[^\"]{0,6}),[^\"]{0,9},[-0-9.,eE\"]{0,9},.{0,5}", 0..20)) {
        let export = export([raw("a.csv", format!("{HEADER}\n{}\n", rows.join("\n")))]);
        let lines: usize = export.days.iter().map(|day| day.lines.len()).sum();
        let reported = export.files[0].outcome.as_ref().map_or(0, |facts| facts.lines);
        prop_assert_eq!(u64::try_from(lines).unwrap(), reported);
    }
}
