//! A full disk, no home folder, and paths that are not UTF-8.

use std::{
    ffi::OsString,
    fs::{self, File},
    os::unix::ffi::{OsStrExt as _, OsStringExt as _},
    process::{Command, Output},
};

use assert_cmd::cargo::cargo_bin;

use super::*;

fn quotatop(arguments: &[&str]) -> Command {
    let mut command = Command::new(cargo_bin("quotatop"));
    command.env_clear().env("TZ", "UTC").env("LANG", "C.UTF-8").args(arguments);
    command
}

fn errors(output: &Output) -> String {
    String::from_utf8(output.stderr.clone()).unwrap()
}

/// Case 18: what a full disk swallowed is a failure.
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
        let output = quotatop(arguments).env("HOME", home.path()).stdout(full).output().unwrap();
        assert_eq!(output.status.code(), Some(1), "{arguments:?}");
        assert!(errors(&output).starts_with("quotatop: No space left"), "{arguments:?}: {}", errors(&output));
        let whole = quotatop(arguments).env("HOME", home.path()).output().unwrap();
        assert_eq!(whole.status.code(), Some(0), "{arguments:?}");
        assert!(!whole.stdout.is_empty() && whole.stderr.is_empty(), "{arguments:?}");
    }
}

/// Runs without any home: as a container does under a user that its system does not know.
fn homeless(command: &mut Command) -> Output {
    if rustix::process::getuid().is_root() {
        use std::os::unix::process::CommandExt as _;
        command.uid(54_321).gid(54_321);
    }
    // Who is not root has a home in the system's list; a relative one is none either.
    command.env("HOME", "nowhere").current_dir("/").output().unwrap()
}

fn shared_binary(folder: &Path) -> OsString {
    use std::os::unix::fs::PermissionsExt as _;
    fs::set_permissions(folder, fs::Permissions::from_mode(0o755)).unwrap();
    let copy = folder.join("quotatop");
    // Not `fs::copy`: a process that another test starts meanwhile would hold the file open for writing, and Linux
    // runs no such file.
    assert!(Command::new("cp").arg(cargo_bin("quotatop")).arg(&copy).status().unwrap().success());
    fs::set_permissions(&copy, fs::Permissions::from_mode(0o755)).unwrap();
    copy.into_os_string()
}

/// Case 19: what needs no home works without one.
#[test]
fn the_demo_and_credentials_from_the_environment_need_no_home() {
    let folder = tempfile::tempdir().unwrap();
    let binary = shared_binary(folder.path());
    let run = |arguments: &[&str], variables: &[(&str, &str)]| {
        let mut command = Command::new(&binary);
        command.env_clear().env("TZ", "UTC").env("LANG", "C.UTF-8").args(arguments);
        homeless(command.envs(variables.iter().copied()))
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
        let output = run(arguments, &[]);
        assert_eq!(output.status.code(), Some(0), "{arguments:?}: {}", errors(&output));
        assert!(!errors(&output).contains("home"), "{arguments:?}: {}", errors(&output));
    }
    let account = Account::new(Facts::default());
    let list = account.list();
    let file = folder.path().join("list.json");
    fs::write(&file, &list.out).unwrap();
    let output = run(&["list", "--snapshot", file.to_str().unwrap()], &[]);
    assert_eq!(output.status.code(), Some(0), "{}", errors(&output));

    let url = account.standin.url();
    let config = folder.path().join("config.toml");
    let endpoints = format!("console = \"{url}\"\nbilling = \"{url}\"\nopenapi = \"{url}\"\n");
    fs::write(&config, format!("[profiles.default.endpoints]\n{endpoints}")).unwrap();
    let pair = [
        ("QUOTATOP_CONSOLE_TOKEN", TOKEN),
        ("ALIBABA_CLOUD_ACCESS_KEY_ID", "LTAIstandin"),
        ("ALIBABA_CLOUD_ACCESS_KEY_SECRET", KEY_SECRET),
    ];
    let config = config.to_str().unwrap();
    for command in ["list", "account"] {
        let output = run(&[command, "--config", config], &pair);
        assert_eq!(output.status.code(), Some(0), "{}", errors(&output));
        let expected = "quotatop: nothing is stored for the next run: no home folder is known; set HOME or XDG_DATA_HOME\n";
        assert_eq!(errors(&output), expected);
        assert!(!output.stdout.is_empty());
    }
    // What can only be done in a home says so.
    let output = run(&["config", "path"], &[]);
    assert_eq!(output.status.code(), Some(1));
    assert!(errors(&output).contains("no home folder is known"), "{}", errors(&output));
}

/// Case 20: the path that is printed is the file's own, byte by byte.
#[test]
fn the_path_of_a_home_that_is_not_utf8_is_printed_as_it_is() {
    for (variable, part) in [
        ("HOME", &b"\xff\xfe"[..]),
        ("HOME", b"caf\xe9 au lait"),
        ("XDG_CONFIG_HOME", b"\xc4\xe3\xba\xc3"),
        ("XDG_CONFIG_HOME", b"line\nend\x1b[31m"),
    ] {
        let folder = tempfile::tempdir().unwrap();
        let home = folder.path().join(OsStr::from_bytes(part));
        fs::create_dir(&home).unwrap();
        let run = |arguments: &[&str]| quotatop(arguments).env(variable, &home).output().unwrap();
        let init = run(&["config", "init"]);
        assert_eq!(init.status.code(), Some(0), "{}", errors(&init));
        let output = run(&["config", "path"]);
        let printed = output.stdout.strip_suffix(b"\n").unwrap().to_vec();
        let path = OsString::from_vec(printed);
        assert!(Path::new(&path).is_file(), "{variable}: {path:?}");
        let named = quotatop(&["config", "path", "--config"]).arg(&path).output().unwrap();
        assert_eq!(named.stdout, output.stdout);
    }
}
