//! Processes of a user who is not root.

use std::{
    ffi::OsString,
    fs,
    os::unix::{fs::PermissionsExt as _, process::CommandExt as _},
    path::Path,
    process::Command,
};

/// A user whom the system does not know.
const ID: u32 = 54_321;

/// Has the command run as that user, where this is root; others already have no more rights than they should.
pub(crate) fn unprivileged(command: &mut Command) -> &mut Command {
    if rustix::process::getuid().is_root() { command.uid(ID).gid(ID) } else { command }
}

/// Gives a folder with all in it to that user, and makes it readable only, or writable again.
pub(crate) fn protect(folder: &Path, is_protected: bool) {
    let run = |name: &str, mode: &str| {
        let status = Command::new(name).args(["-R", mode]).arg(folder).status().unwrap();
        assert!(status.success(), "{name} {mode}");
    };
    if rustix::process::getuid().is_root() {
        run("chown", &format!("{ID}:{ID}"));
    }
    run("chmod", if is_protected { "a-w" } else { "u+w" });
}

/// The program, copied to where that user may run it.
pub(crate) fn shared_binary(folder: &Path) -> OsString {
    fs::set_permissions(folder, fs::Permissions::from_mode(0o755)).unwrap();
    let copy = folder.join("quotatop");
    // Not `fs::copy`: a process started by another test meanwhile would inherit the file open for writing, and Linux
    // does not run such a file.
    assert!(Command::new("cp").arg(env!("CARGO_BIN_EXE_quotatop")).arg(&copy).status().unwrap().success());
    fs::set_permissions(&copy, fs::Permissions::from_mode(0o755)).unwrap();
    copy.into_os_string()
}
