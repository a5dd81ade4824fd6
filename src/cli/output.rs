//! Writing to standard output. A closed pipe (`| head`) is not an error.

use std::io::{self, BufWriter, ErrorKind, IsTerminal as _, Write};

use super::exit::{Failed, Status};

/// Writes what `print` prints to standard output, and answers with `status`.
pub(super) fn print(
    status: Status,
    print: impl FnOnce(&mut dyn Write) -> io::Result<()>,
) -> Result<Status, Failed> {
    let mut out = BufWriter::with_capacity(64 * 1024, io::stdout().lock());
    match print(&mut out).and_then(|()| out.flush()) {
        Err(error) if error.kind() == ErrorKind::BrokenPipe => Ok(status),
        Err(error) => Err(Failed::because(&error)),
        Ok(()) => Ok(status),
    }
}

/// Whether what is printed for people may have signs beyond ASCII: where the locale says that it is UTF-8.
pub(super) fn may_be_unicode() -> bool {
    let locale = ["LC_ALL", "LC_CTYPE", "LANG"].into_iter().filter_map(std::env::var_os);
    let named = locale.into_iter().find(|value| !value.is_empty()).unwrap_or_default();
    let named = named.to_string_lossy().to_lowercase();
    named.contains("utf-8") || named.contains("utf8")
}

/// Whether what is printed for people may have colours: on a terminal, unless they are not wanted.
pub(super) fn may_colour(no_color: bool) -> bool {
    let set = |name| std::env::var_os(name).is_some_and(|value| !value.is_empty());
    let is_dumb = std::env::var_os("TERM").is_some_and(|term| term == "dumb");
    if no_color || set("NO_COLOR") {
        return false;
    }
    let forced = std::env::var_os("CLICOLOR_FORCE").is_some_and(|value| !value.is_empty() && value != "0");
    forced || (io::stdout().is_terminal() && !is_dumb)
}
