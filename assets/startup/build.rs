//! Places together, in the program, what runs at its start. Linux maps a program in pieces of 64 KiB: without an order,
//! nearly all of it is in memory as soon as the first frame is.
//!
//! `order.txt` has the names of functions; those that this compiler does not know are ignored. Where the linker cannot
//! place functions, nothing is done.

use std::{
    env, fs,
    path::{Path, PathBuf},
    process::{Command, Stdio},
};

/// From .ci/startup-order.
const ORDER: &str = "assets/startup/order.txt";

fn main() {
    for file in ["assets/startup/build.rs", ORDER] {
        println!("cargo::rerun-if-changed={file}");
    }
    let variable = |name| env::var(name).unwrap_or_default();
    // Only where it was measured, and where what is built runs.
    let is_measured =
        variable("TARGET") == "x86_64-unknown-linux-gnu" && variable("HOST") == variable("TARGET");
    if variable("PROFILE") != "release" || !is_measured {
        return;
    }
    let order = Path::new(&variable("CARGO_MANIFEST_DIR")).join(ORDER);
    let arguments = [
        format!("-Wl,--symbol-ordering-file={}", order.display()),
        "-Wl,--no-warn-symbol-ordering".to_owned(),
    ];
    if order.exists() && links_with(&arguments, Path::new(&variable("OUT_DIR"))) == Some(true) {
        for argument in arguments {
            println!("cargo::rustc-link-arg-bins={argument}");
        }
    }
}

/// Whether a program can be linked so; `None` if that could not be tried.
fn links_with(arguments: &[String], folder: &Path) -> Option<bool> {
    let source: PathBuf = folder.join("empty.rs");
    fs::write(&source, "fn main() {}").ok()?;
    let mut rustc = Command::new(env::var_os("RUSTC")?);
    rustc.arg(&source).arg("-o").arg(folder.join("empty"));
    rustc.args(arguments.iter().map(|argument| format!("-Clink-arg={argument}")));
    if let Some(linker) = env::var_os("RUSTC_LINKER") {
        rustc.arg(format!("-Clinker={}", linker.to_string_lossy()));
    }
    let flags = env::var("CARGO_ENCODED_RUSTFLAGS").unwrap_or_default();
    rustc.args(flags.split('\u{1f}').filter(|flag| !flag.is_empty()));
    Some(rustc.stderr(Stdio::null()).stdout(Stdio::null()).status().ok()?.success())
}
