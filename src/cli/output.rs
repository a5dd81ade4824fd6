//! Writing to standard output. A closed pipe (`| head`) is not an error.

use std::io::{self, BufWriter, ErrorKind, IsTerminal as _, Write};

use super::exit::{Failed, Status};
use crate::words;

/// Prints to standard output with `print`; the exit status is then `status`.
pub(super) fn print(
    status: Status,
    print: impl FnOnce(&mut dyn Write) -> io::Result<()>,
) -> Result<Status, Failed> {
    let mut out = BufWriter::with_capacity(64 * 1024, io::stdout().lock());
    outcome(print(&mut out).and_then(|()| out.flush()), status)
}

/// The exit status of a command whose output was `printed`.
pub(super) fn outcome(printed: io::Result<()>, status: Status) -> Result<Status, Failed> {
    match printed {
        Err(error) if error.kind() == ErrorKind::BrokenPipe => Ok(status),
        printed => Ok(printed.map(|()| status)?),
    }
}

/// Writes a line of text, with everything escaped that the terminal would interpret.
pub(super) fn line(out: &mut dyn Write, text: &str) -> io::Result<()> {
    writeln!(out, "{}", words::plain(text))
}

/// Prints these lines; the exit status is then `status`.
pub(super) fn lines(status: Status, lines: impl IntoIterator<Item = String>) -> Result<Status, Failed> {
    print(status, |out| lines.into_iter().try_for_each(|text| line(out, &text)))
}

/// Whether tables may have colours: on a terminal, unless the user disables them.
pub(super) fn may_colour(no_color: bool) -> bool {
    let set = |name| std::env::var_os(name).is_some_and(|value| !value.is_empty());
    if no_color || set("NO_COLOR") {
        return false;
    }
    let forced = std::env::var_os("CLICOLOR_FORCE").is_some_and(|value| !value.is_empty() && value != "0");
    forced || (io::stdout().is_terminal() && may_erase_lines())
}

/// Whether a terminal understands escapes that erase a line.
pub(super) fn may_erase_lines() -> bool {
    std::env::var_os("TERM").is_none_or(|term| term != "dumb")
}
