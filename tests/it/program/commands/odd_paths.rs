//! Paths at which something other than a file is found block nothing and are not read endlessly. Files that are written
//! are private.
#![cfg(unix)]

use std::{os::unix::fs::PermissionsExt as _, process::Command, thread};

use super::*;

const SNAPSHOT: &str = r#"{"schema": "quotatop.snapshot/1", "models": [{"model": "from-a-pipe"}]}"#;

fn pipe(path: &Path) {
    assert!(Command::new("mkfifo").arg(path).status().unwrap().success());
}

/// Puts a pipe, devices and a folder at this path, one after the other.
fn with_each_obstacle(path: &Path, then: impl Fn()) {
    fs::create_dir_all(path.parent().unwrap()).unwrap();
    let _ = fs::remove_file(path);
    pipe(path);
    then();
    for device in ["/dev/zero", "/dev/null", "/dev/tty"] {
        fs::remove_file(path).unwrap();
        std::os::unix::fs::symlink(device, path).unwrap();
        then();
    }
    fs::remove_file(path).unwrap();
    fs::create_dir(path).unwrap();
    then();
    fs::remove_dir(path).unwrap();
}

#[test]
fn a_configuration_that_is_not_a_file_is_refused_at_once() {
    let account = Account::new(Facts::default());
    let path = account.path("config/quotatop/config.toml");
    with_each_obstacle(&path, || {
        for arguments in
            [&["list"][..], &["config", "check"], &["config", "show"], &["events"], &["poll", "--once"]]
        {
            account.run(arguments).exits(2).reports("config.toml");
        }
    });
}

#[test]
fn a_theme_that_is_not_a_file_is_refused_at_once() {
    let account = Account::new(Facts::default());
    let path = account.path("config/quotatop/themes/mine.toml");
    with_each_obstacle(&path, || {
        account.run(&["config", "check"]).exits(2).reports("mine.toml");
    });
}

#[test]
fn a_snapshot_that_is_not_a_file_is_refused_at_once() {
    let account = Account::new(Facts::default());
    let path = account.path("quotas.json");
    let profile = format!("[profiles.default]\nsource = \"snapshot\"\nsnapshot = \"{}\"\n", path.display());
    account.set_configuration(&profile);
    with_each_obstacle(&path, || {
        account.run(&["list"]).exits(1).reports("quotas.json");
    });
    account.run(&["list", "--snapshot", "/dev/zero"]).exits(1).reports("not a regular file");
}

#[test]
fn a_pipe_named_as_the_snapshot_is_read_once() {
    let account = Account::new(Facts::default());
    let path = account.path("pipe");
    pipe(&path);
    let writer = thread::spawn({
        let path = path.clone();
        move || fs::write(path, SNAPSHOT).unwrap()
    });
    let ran = account.run(&["list", "--snapshot", path.to_str().unwrap()]);
    writer.join().unwrap();
    ran.exits(0).prints("from-a-pipe");
    // Shells pass the path of a descriptor for `<(...)`.
    account.write("snapshot.json", SNAPSHOT);
    let through = format!("cat '{}' | (exec 3<&0", account.path("snapshot.json").display());
    let script = format!("{through}; \"$0\" \"$@\"); exit; true");
    account.run_in_shell(&script, &["list", "--snapshot", "/dev/fd/3"]).prints("from-a-pipe");
}

#[test]
fn an_invalid_time_zone_is_not_read() {
    let mut facts = Facts::default();
    // The hour may change between two runs, and with it a countdown.
    for quota in facts.models.iter_mut().filter_map(|model| model.quota.as_mut()) {
        quota.expires_ms.clear();
    }
    let account = Account::new(facts);
    let expected = account.run(&["list"]);
    for zone in ["../../../dev/zero", ":../../../../dev/zero", "/dev/zero", "/dev/tty", "/proc/kcore"] {
        // Reading it would need more memory than there is.
        let ran = account.run_in_shell(&format!("ulimit -v 2000000; TZ={zone}; export TZ"), &["list"]);
        assert_eq!((ran.status, &ran.out), (expected.status, &expected.out), "{zone} {ran:?}");
        let lines: Vec<_> = ran.errors.lines().filter(|line| line.contains("is not a time zone")).collect();
        assert_eq!(lines.len(), 1, "{zone} {ran:?}");
    }
    for zone in ["UTC", "Asia/Shanghai", "CET-1CEST,M3.5.0,M10.5.0/3"] {
        account.run_in_shell(&format!("TZ={zone}; export TZ"), &["list"]).succeeds();
    }
}

#[test]
fn written_files_are_private_whatever_the_umask() {
    let account = Account::new(Facts::default());
    let mode = |path: &Path| fs::metadata(path).unwrap().permissions().mode() & 0o777;
    let log = account.path("log.txt");
    account.run_in_shell("umask 000", &["list", "--log-file", log.to_str().unwrap()]).exits(0);
    fs::remove_dir_all(account.path("config")).unwrap();
    account.run_in_shell("umask 000", &["config", "init"]).exits(0);
    for name in ["data", "data/quotatop", "config", "config/quotatop"] {
        assert_eq!(mode(&account.path(name)), 0o700, "{name}");
    }
    for name in ["log.txt", "data/quotatop/quotatop.db", "config/quotatop/config.toml"] {
        assert_eq!(mode(&account.path(name)), 0o600, "{name}");
    }
    account.damage_store();
    account.run_in_shell("umask 000", &["events"]).exits(1);
    for file in account.stored_files() {
        assert_eq!(mode(&file), 0o600, "{}", file.display());
    }
}

#[test]
fn the_doctor_reports_files_open_to_others() {
    let account = Account::new(Facts::default());
    let log = account.path("log.txt");
    let arguments = ["doctor", "--log-file", log.to_str().unwrap()];
    let ran = account.run(&arguments).exits(0);
    assert!(!ran.out.contains("chmod"), "{ran:?}");
    for file in [&account.store(), &log] {
        fs::set_permissions(file, fs::Permissions::from_mode(0o644)).unwrap();
    }
    let ran = account.run(&arguments).exits(0);
    for file in [&account.store(), &log] {
        assert!(ran.out.contains(&format!("chmod 600 {}", file.display())), "{ran:?}");
        assert_eq!(fs::metadata(file).unwrap().permissions().mode() & 0o777, 0o644, "left as it is");
    }
}
