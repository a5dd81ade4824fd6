//! Places where a file is expected and something else is: nothing waits, nothing is read without end. And what is
//! written there is its owner's alone.
#![cfg(unix)]

use std::{os::unix::fs::PermissionsExt as _, process::Command, thread};

use super::*;

const SNAPSHOT: &str = r#"{"schema": "quotatop.snapshot/1", "models": [{"model": "from-a-pipe"}]}"#;

fn pipe(path: &Path) {
    assert!(Command::new("mkfifo").arg(path).status().unwrap().success());
}

/// Puts a pipe, a device, an endless one and a folder at this path, one after the other.
fn with_each_obstacle(path: &Path, then: impl Fn(&str)) {
    fs::create_dir_all(path.parent().unwrap()).unwrap();
    let _ = fs::remove_file(path);
    pipe(path);
    then("pipe");
    for device in ["/dev/zero", "/dev/null", "/dev/tty"] {
        fs::remove_file(path).unwrap();
        std::os::unix::fs::symlink(device, path).unwrap();
        then(device);
    }
    fs::remove_file(path).unwrap();
    fs::create_dir(path).unwrap();
    then("folder");
    fs::remove_dir(path).unwrap();
}

#[test]
fn a_configuration_that_is_no_file_is_refused_at_once() {
    let account = Account::new(Facts::default());
    let path = account.path("config/quotatop/config.toml");
    with_each_obstacle(&path, |what| {
        for arguments in
            [&["list"][..], &["config", "check"], &["config", "show"], &["events"], &["poll", "--once"]]
        {
            let ran = account.run(arguments);
            assert_eq!(ran.status, 2, "{what} {arguments:?} {ran:?}");
            assert!(ran.errors.contains("config.toml"), "{what} {arguments:?} {ran:?}");
        }
    });
}

#[test]
fn a_theme_that_is_no_file_is_refused_at_once() {
    let account = Account::new(Facts::default());
    let path = account.path("config/quotatop/themes/mine.toml");
    with_each_obstacle(&path, |what| {
        let ran = account.run(&["config", "check"]);
        assert_eq!(ran.status, 2, "{what} {ran:?}");
        assert!(ran.errors.contains("mine.toml"), "{what} {ran:?}");
    });
}

#[test]
fn a_snapshot_file_that_is_no_file_is_an_error_at_once() {
    let account = Account::new(Facts::default());
    let path = account.path("quotas.json");
    account.write(
        "config/quotatop/config.toml",
        &format!("[profiles.default]\nsource = \"snapshot\"\nsnapshot = \"{}\"\n", path.display()),
    );
    with_each_obstacle(&path, |what| {
        let ran = account.run(&["list"]);
        assert_eq!(ran.status, 1, "{what} {ran:?}");
        assert!(ran.errors.contains("quotas.json"), "{what} {ran:?}");
    });
    let ran = account.run(&["list", "--snapshot", "/dev/zero"]);
    assert!(ran.status == 1 && ran.errors.contains("not a regular file"), "{ran:?}");
}

#[test]
fn a_pipe_that_is_named_as_the_snapshot_is_read_once() {
    let account = Account::new(Facts::default());
    let path = account.path("pipe");
    pipe(&path);
    let writer = thread::spawn({
        let path = path.clone();
        move || fs::write(path, SNAPSHOT).unwrap()
    });
    let ran = account.run(&["list", "--snapshot", path.to_str().unwrap()]);
    writer.join().unwrap();
    assert_eq!(ran.status, 0, "{ran:?}");
    assert!(ran.out.contains("from-a-pipe"), "{ran:?}");
    // As a shell does it for `<(...)`: the path of a descriptor.
    account.write("snapshot.json", SNAPSHOT);
    let through = format!("cat '{}' | (exec 3<&0", account.path("snapshot.json").display());
    let script = format!("{through}; \"$0\" \"$@\"); exit; true");
    let ran = account.run_in_shell(&script, &["list", "--snapshot", "/dev/fd/3"]);
    assert!(ran.out.contains("from-a-pipe"), "{ran:?}");
}

#[test]
fn a_time_zone_that_is_no_zone_is_not_read() {
    let account = Account::new(Facts::default());
    let expected = account.run(&["list"]);
    for zone in ["../../../dev/zero", ":../../../../dev/zero", "/dev/zero", "/dev/tty", "/proc/kcore"] {
        // Reading it would need more memory than there is.
        let ran = account.run_in_shell(&format!("ulimit -v 2000000; TZ={zone}; export TZ"), &["list"]);
        assert_eq!((ran.status, &ran.out), (expected.status, &expected.out), "{zone} {ran:?}");
        let lines: Vec<_> = ran.errors.lines().filter(|line| line.contains("is not a time zone")).collect();
        assert_eq!(lines.len(), 1, "{zone} {ran:?}");
    }
    for zone in ["UTC", "Asia/Shanghai", "CET-1CEST,M3.5.0,M10.5.0/3"] {
        let ran = account.run_in_shell(&format!("TZ={zone}; export TZ"), &["list"]);
        assert_eq!((ran.status, ran.errors.as_str()), (0, ""), "{zone} {ran:?}");
    }
}

#[test]
fn what_is_written_is_its_owners_alone_whatever_the_umask_says() {
    let account = Account::new(Facts::default());
    let mode = |name: &str| fs::metadata(account.path(name)).unwrap().permissions().mode() & 0o777;
    let log = account.path("log.txt");
    let ran = account.run_in_shell("umask 000", &["list", "--log-file", log.to_str().unwrap()]);
    assert_eq!(ran.status, 0, "{ran:?}");
    fs::remove_dir_all(account.path("config")).unwrap();
    assert_eq!(account.run_in_shell("umask 000", &["config", "init"]).status, 0);
    for name in ["data", "data/quotatop", "config", "config/quotatop"] {
        assert_eq!(mode(name), 0o700, "{name}");
    }
    for name in ["log.txt", "data/quotatop/quotatop.db", "config/quotatop/config.toml"] {
        assert_eq!(mode(name), 0o600, "{name}");
    }
    fs::write(account.store(), "no database ".repeat(1000)).unwrap();
    assert_eq!(account.run_in_shell("umask 000", &["events"]).status, 1);
    for file in account.kept_files() {
        assert_eq!(fs::metadata(&file).unwrap().permissions().mode() & 0o777, 0o600, "{}", file.display());
    }
}

#[test]
fn the_doctor_says_what_others_may_open() {
    let account = Account::new(Facts::default());
    let log = account.path("log.txt");
    let arguments = ["doctor", "--log-file", log.to_str().unwrap()];
    let ran = account.run(&arguments);
    assert!(ran.status == 0 && !ran.out.contains("chmod"), "{ran:?}");
    for file in [&account.store(), &log] {
        fs::set_permissions(file, fs::Permissions::from_mode(0o644)).unwrap();
    }
    let ran = account.run(&arguments);
    assert_eq!(ran.status, 0, "{ran:?}");
    for file in [&account.store(), &log] {
        assert!(ran.out.contains(&format!("chmod 600 {}", file.display())), "{ran:?}");
        assert_eq!(fs::metadata(file).unwrap().permissions().mode() & 0o777, 0o644, "left as it is");
    }
}
