//! `--textfile`, for node_exporter.

use std::os::unix::fs::PermissionsExt as _;

use super::*;
use crate::support::waiting::until;

fn read(file: &Path) -> Exposition {
    Exposition::parse(&fs::read_to_string(file).unwrap()).unwrap()
}

#[test]
fn polling_once_writes_all_that_it_knows() {
    let account = account();
    let folder = account.path("textfile");
    fs::create_dir(&folder).unwrap();
    let file = folder.join("quotatop.prom");
    let path = file.to_str().unwrap();
    let umask = "umask 077";
    account.run_in_shell(umask, &["poll", "--once", "--textfile", path]).exits(0);
    let page = read(&file);
    let labels = [("model", "qwen-max"), ("profile", "default")];
    assert_eq!(page.value("quotatop_free_quota_remaining", &labels), Some(24_098.0));
    assert_eq!(page.value("quotatop_feed_up", &[("feed", "quotas")]), Some(1.0));
    assert_eq!(page.value("quotatop_feed_up", &[("feed", "bills")]), Some(1.0), "spending is a metric");
    assert!(!fs::read_to_string(&file).unwrap().contains("# EOF"), "node_exporter takes no OpenMetrics");
    assert_eq!(fs::metadata(&file).unwrap().permissions().mode() & 0o777, 0o644);
    assert_eq!(fs::read_dir(&folder).unwrap().count(), 1, "nothing is left beside it");

    account.standin.set_remaining("qwen-max", "24000");
    account.run(&["poll", "--once", "--textfile", path]).exits(0);
    assert_eq!(read(&file).value("quotatop_free_quota_remaining", &labels), Some(24_000.0));
    account.standin.fault(On::Quotas, Fault::status(500));
    account.run(&["poll", "--once", "--textfile", path]).exits(1);
    let page = read(&file);
    assert_eq!(page.value("quotatop_free_quota_remaining", &labels), Some(24_000.0));
    assert_eq!(page.value("quotatop_feed_up", &[("feed", "quotas")]), Some(0.0));
}

#[test]
fn a_service_writes_each_change() {
    let account = account();
    account.set_refresh("10s");
    let file = account.path("quotatop.prom");
    let service = account.service_with(&["--textfile", file.to_str().unwrap()], &[]);
    let left = || {
        let page = fs::read_to_string(&file).ok().map(|page| Exposition::parse(&page).unwrap());
        page.and_then(|page| page.value("quotatop_free_quota_remaining", &[("model", "qwen-max")]))
    };
    // A reader never sees a part of the file.
    until("the first figures", || left() == Some(24_098.0));
    account.standin.set_remaining("qwen-max", "24000");
    until("the next figures", || left() == Some(24_000.0));
    service.stop(Signal::TERM);
    assert_eq!(left(), Some(24_000.0), "the last figures stay, with their time");
}

#[test]
fn a_file_that_cannot_be_written_is_reported() {
    let account = account();
    let nowhere = account.path("no/such/folder/quotatop.prom");
    let nowhere = nowhere.to_str().unwrap();
    let ran = account.run(&["poll", "--textfile", nowhere]).fails(1).reports("--textfile ");
    assert_eq!(ran.errors.lines().count(), 1, "{ran:?}");
    assert_eq!(account.standin.count(&On::Everything), 0, "it ends before it polls");
    account.run(&["poll", "--once", "--textfile", nowhere]).exits(1).reports("quotatop.prom: ");
    account.list().has_left("qwen-max", "24098");
}

#[test]
fn a_folder_that_goes_away_is_reported_once() {
    let account = account();
    account.set_refresh("10s");
    let folder = account.path("textfile");
    fs::create_dir(&folder).unwrap();
    let file = folder.join("quotatop.prom");
    let mut service = account.service_with(&["--textfile", file.to_str().unwrap()], &[]);
    service.wait_for("found");
    fs::rename(&folder, account.path("away")).unwrap();
    service.wait_for("--textfile ");
    fs::create_dir(&folder).unwrap();
    service.wait_for("working again");
    assert!(read(&file).value("quotatop_build_info", &[]).is_some());
    let lines = service.stop(Signal::TERM);
    assert!(!lines.iter().any(|line| line.contains("--textfile")), "each change is reported once: {lines:?}");
}
