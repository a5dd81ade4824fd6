//! An import that is interrupted at any moment leaves whole days, each of one export, and nothing else.

use std::{fmt::Write as _, process::Stdio, time::Instant};

use super::fixture::*;
use crate::support::terminal::Start;

const HEADER: &str = "主键,账单日期,产品Code,商品Code,应付金额,定价币种";
const DAYS: u32 = 28;
const LINES: u32 = 250;
const KILLS: u32 = 20;

/// A cycle long past, so that nothing is requested.
const CYCLE: &str = "2025-02";

/// The name and the content of an export in which every line costs `amount`, its days mixed; a later one is
/// fresher.
fn export(amount: u32) -> (String, String) {
    let mut text = format!("{HEADER}\n");
    for line in 0..LINES {
        for day in 1..=DAYS {
            let id = day * LINES + line;
            writeln!(text, "k{id},2025-02-{day:02},sfm,sfm_inference_public_cn,{amount},CNY").unwrap();
        }
    }
    (format!("1-202503{:02}120000_consumedetailbillv2.csv", amount + 1), text)
}

/// What every line of each day costs; each day must be whole.
fn amounts(account: &Account) -> Vec<u32> {
    let printed = account.run(&["bills", "--offline", "-o", "json", "--cycle", CYCLE, "--group-by", "day"]);
    let printed = printed.json();
    let days = printed["groups"].as_array().unwrap().iter();
    days.map(|day| {
        assert_eq!(day["lines"], LINES, "{day}");
        let payable: u32 = day["payable"].as_str().unwrap().parse().unwrap();
        assert_eq!(payable % LINES, 0, "lines of two exports: {day}");
        payable / LINES
    })
    .collect()
}

#[test]
fn a_killed_import_leaves_whole_days() {
    let account = Account::without_key(&small_bills());
    let (name, text) = export(1);
    let begun = Instant::now();
    account.import(&name, &text).succeeds();
    let whole = begun.elapsed();
    assert_eq!(amounts(&account), [1; DAYS as usize]);
    let mut random = 0x2545_F491_u32;
    for kill in 0..KILLS {
        let amount = kill + 2;
        let (name, text) = export(amount);
        let path = account.download(&name, &text);
        let mut import = account.command();
        let import = import.args(["import", &path]).stdout(Stdio::null()).stderr(Stdio::null());
        let mut import = import.spawn().unwrap();
        random = random.wrapping_mul(1_664_525).wrapping_add(1_013_904_223);
        std::thread::sleep(whole.mul_f64(f64::from(random >> 16) / f64::from(u16::MAX)));
        // It may have ended.
        let _ = import.kill();
        import.wait().unwrap();
        let now = amounts(&account);
        assert_eq!(now.len(), DAYS as usize);
        assert!(now.is_sorted_by(|one, two| one >= two), "days are saved in order: {now:?}");
    }
    let (name, text) = export(KILLS + 2);
    account.import(&name, &text).succeeds();
    assert_eq!(amounts(&account), [KILLS + 2; DAYS as usize]);
    let files: Vec<String> = account.stored_files().iter().map(|path| path.display().to_string()).collect();
    assert!(files.iter().all(|path| path.contains("quotatop.db")), "{files:?}");
}

#[test]
fn a_terminal_shows_how_far_an_import_is_and_ctrl_c_says_what_is_stored() {
    let account = Account::without_key(&small_bills());
    let rows = export(1).1;
    let (header, rows) = rows.split_once('\n').unwrap();
    // Enough to be interrupted before its end.
    let text = format!("{header}\n{}", rows.repeat(120).replace("\nk", "\n"));
    let path = account.download("1-20250302120000_consumedetailbillv2.csv", &text);
    let mut terminal = account.terminal(Start { arguments: &["import", &path], ..Start::default() });
    terminal.wait_for("lines/s");
    terminal.press("\u{3}");
    terminal.wait_for("interrupted: nothing was imported");
    assert!(!terminal.screen().contains("lines/s"), "erased: {}", terminal.screen());
    assert_eq!(terminal.wait_for_end(), 1);
    assert_eq!(amounts(&account), [0_u32; 0]);

    // Not a terminal: no line that is erased.
    let (name, text) = export(1);
    let ran = account.import(&name, &text).succeeds();
    assert!(!ran.errors.contains('\u{1b}') && !ran.errors.contains('#'), "{ran:?}");
    let mut terminal = account.terminal(Start { arguments: &["import", &path], ..Start::default() });
    terminal.wait_for("lines/s");
    terminal.signal("INT");
    terminal.wait_for("interrupted: nothing was imported");
    assert_eq!(terminal.wait_for_end(), 1);
    assert_eq!(amounts(&account), [1; DAYS as usize]);
}

/// A full disk: the file size limit stops what waits for its day, or the store.
#[cfg(unix)]
#[test]
fn a_full_disk_leaves_whole_days_and_says_so() {
    let account = Account::without_key(&small_bills());
    let (name, text) = export(1);
    account.import(&name, &text).succeeds();
    let (name, text) = export(2);
    let path = account.download(&name, &text);
    let program = env!("CARGO_BIN_EXE_quotatop");
    let mut limited = std::process::Command::new("sh");
    limited.args(["-c", "ulimit -f 40; \"$0\" import \"$1\"", program, &path]);
    for (name, value) in account.command().get_envs() {
        limited.env(name, value.unwrap_or_default());
    }
    let ran = limited.output().unwrap();
    let errors = String::from_utf8_lossy(&ran.stderr);
    assert_eq!(ran.status.code(), Some(1), "{errors}");
    assert!(errors.contains("cannot be saved in"), "{errors}");
    let now = amounts(&account);
    assert!(now.len() == DAYS as usize && now.iter().all(|amount| [1, 2].contains(amount)), "{now:?}");
}
