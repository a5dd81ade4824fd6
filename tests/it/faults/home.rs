//! A full disk, no home folder, and paths that are not UTF-8.

use std::{
    ffi::{OsStr, OsString},
    fs::{self, File},
    os::unix::ffi::{OsStrExt as _, OsStringExt as _},
    path::Path,
    process::{Command, Stdio},
};

use crate::support::{
    account::{Account, KEY_SECRET, TOKEN, endpoints, run::Ran},
    standin::Facts,
    unprivileged::{shared_binary, unprivileged},
};

const QUOTATOP: &str = env!("CARGO_BIN_EXE_quotatop");

fn quotatop(binary: &OsStr, arguments: &[&str]) -> Command {
    let mut command = Command::new(binary);
    command.env_clear().env("TZ", "UTC").env("LANG", "C.UTF-8").args(arguments);
    command
}

#[test]
fn version_and_help_to_a_full_disk_fail() {
    let home = tempfile::tempdir().unwrap();
    for arguments in [
        &["--version"][..],
        &["--help"],
        &["-V"],
        &["-h"],
        &["list", "--help"],
        &["bills", "-h"],
        &["help"],
        &["help", "check"],
        &["man"],
        &["config", "path"],
    ] {
        let full = File::options().write(true).open("/dev/full").unwrap();
        let mut command = quotatop(QUOTATOP.as_ref(), arguments);
        let ran = Ran::new(command.env("HOME", home.path()).stdout(full)).exits(1);
        assert!(ran.errors.starts_with("quotatop: No space left"), "{ran:?}");
        let ran = Ran::new(command.stdout(Stdio::piped())).succeeds();
        assert!(!ran.out.is_empty(), "{ran:?}");
    }
}

/// Runs without any home, like a container under a user that is unknown to its system.
fn homeless(command: &mut Command) -> Ran {
    unprivileged(command);
    // Other users than root have a home in the system's list; a relative path hides it.
    Ran::new(command.env("HOME", "nowhere").current_dir("/"))
}

#[test]
fn the_demo_and_credentials_from_the_environment_need_no_home() {
    let folder = tempfile::tempdir().unwrap();
    let binary = shared_binary(folder.path());
    let run = |arguments: &[&str], variables: &[(&str, &str)]| {
        homeless(quotatop(&binary, arguments).envs(variables.iter().copied()))
    };
    for arguments in [
        &["--demo", "list"][..],
        &["--demo", "list", "-o", "json"],
        &["--demo", "bills"],
        &["--demo", "account"],
        &["--demo", "check", "qwen-turbo"],
        &["--demo", "doctor"],
        &["--demo", "--theme", "dark", "list"],
        &["config", "show"],
    ] {
        let ran = run(arguments, &[]).exits(0);
        assert!(!ran.errors.contains("home"), "{ran:?}");
    }
    let account = Account::new(Facts::default());
    let file = folder.path().join("list.json");
    fs::write(&file, account.list().out).unwrap();
    run(&["list", "--snapshot", file.to_str().unwrap()], &[]).exits(0);

    let config = folder.path().join("config.toml");
    fs::write(&config, endpoints("default", account.standin.url())).unwrap();
    let pair = [
        ("QUOTATOP_CONSOLE_TOKEN", TOKEN),
        ("ALIBABA_CLOUD_ACCESS_KEY_ID", "LTAIstandin"),
        ("ALIBABA_CLOUD_ACCESS_KEY_SECRET", KEY_SECRET),
    ];
    let config = config.to_str().unwrap();
    for command in ["list", "account"] {
        let ran = run(&[command, "--config", config], &pair).exits(0);
        let expected = "quotatop: no data are saved: no home folder; set HOME or XDG_DATA_HOME\n";
        assert_eq!(ran.errors, expected);
        assert!(!ran.out.is_empty());
    }
    run(&["config", "path"], &[]).exits(1).reports("no home folder");
}

#[test]
fn a_home_path_that_is_not_utf8_is_printed_unchanged() {
    for (variable, part) in [
        ("HOME", &b"\xff\xfe"[..]),
        ("HOME", b"caf\xe9 au lait"),
        ("XDG_CONFIG_HOME", b"\xc4\xe3\xba\xc3"),
        ("XDG_CONFIG_HOME", b"line\nend\x1b[31m"),
    ] {
        let folder = tempfile::tempdir().unwrap();
        let home = folder.path().join(OsStr::from_bytes(part));
        fs::create_dir(&home).unwrap();
        let command = |arguments: &[&str]| quotatop(QUOTATOP.as_ref(), arguments);
        assert!(command(&["config", "init"]).env(variable, &home).status().unwrap().success());
        let output = command(&["config", "path"]).env(variable, &home).output().unwrap();
        let printed = output.stdout.strip_suffix(b"\n").unwrap().to_vec();
        let path = OsString::from_vec(printed);
        assert!(Path::new(&path).is_file(), "{variable}: {path:?}");
        let named = command(&["config", "path", "--config"]).arg(&path).output().unwrap();
        assert_eq!(named.stdout, output.stdout);
    }
}
