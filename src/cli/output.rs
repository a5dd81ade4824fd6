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
