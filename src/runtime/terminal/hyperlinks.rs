//! OSC 8: cells that open an address when clicked, in terminals that are known to support it.
//!
//! Each run of written cells opens and closes its link, so that nothing else is linked when only a part of the cells
//! changed. The sequence: <https://gist.github.com/egmontkob/eb114294efbcd5adb1944c9f3cb5feda>

use std::sync::atomic::{AtomicBool, Ordering};

/// Ends a link.
pub(super) const CLOSE: &str = "\x1b]8;;\x1b\\";

/// Whether any link was written: output that was broken off may have left it open.
static ARE_WRITTEN: AtomicBool = AtomicBool::new(false);

/// From these on, `VTE_VERSION`, `KONSOLE_VERSION` and tmux support it. VTE 0.50.0 crashed on it.
const VTE: u32 = 5_001;
const KONSOLE: u32 = 201_200;
const TMUX: (u32, u32) = (3, 4);
/// What supporting terminals call themselves, in `TERM_PROGRAM` ...
const PROGRAMS: [&str; 8] = ["iTerm.app", "WezTerm", "vscode", "ghostty", "Hyper", "rio", "zed", "mintty"];
/// ... or in `TERM`.
const TERMS: [&str; 9] = [
    "xterm-kitty",
    "xterm-ghostty",
    "alacritty",
    "alacritty-direct",
    "foot",
    "foot-extra",
    "wezterm",
    "contour",
    "rio",
];

/// Whether the terminal supports links, by its environment; `false` if that is not certain. `FORCE_HYPERLINK`
/// overrides it, as in other programs: `0` = no, anything else = yes.
pub(crate) fn are_supported(variable: &dyn Fn(&str) -> Option<String>) -> bool {
    let set = |name: &str| variable(name).filter(|value| !value.is_empty());
    if let Some(force) = set("FORCE_HYPERLINK") {
        return force != "0";
    }
    let term = set("TERM").unwrap_or_default();
    let program = set("TERM_PROGRAM").unwrap_or_default();
    if matches!(term.as_str(), "" | "dumb" | "linux") || set("STY").is_some() {
        return false;
    }
    // Inside of a multiplexer, the variables of the terminal around it say nothing.
    if set("TMUX").is_some() || program == "tmux" || term.starts_with("tmux") || term.starts_with("screen") {
        let version = set("TERM_PROGRAM_VERSION").filter(|_| program == "tmux");
        return version.and_then(|version| tmux_version(&version)).is_some_and(|version| version >= TMUX);
    }
    let is_from = |name: &str, first: u32| {
        set(name).and_then(|version| version.parse::<u32>().ok()).is_some_and(|version| version >= first)
    };
    PROGRAMS.contains(&program.as_str())
        || TERMS.contains(&term.as_str())
        || is_from("VTE_VERSION", VTE)
        || is_from("KONSOLE_VERSION", KONSOLE)
        || set("WT_SESSION").is_some()
}

/// `3.4`, `3.5a`, `next-3.6`.
fn tmux_version(text: &str) -> Option<(u32, u32)> {
    let (major, minor) = text.trim_start_matches("next-").split_once('.')?;
    let minor = minor.split(|character: char| !character.is_ascii_digit()).next()?;
    Some((major.parse().ok()?, minor.parse().ok()?))
}

/// Begins a link. What cannot be in an address is left out of it.
pub(super) fn open(address: &str) -> String {
    ARE_WRITTEN.store(true, Ordering::SeqCst);
    let address: String = address.chars().filter(char::is_ascii_graphic).collect();
    format!("\x1b]8;;{address}\x1b\\")
}

/// Ends a link that may have been left open.
pub(super) fn restore() -> Option<&'static str> {
    ARE_WRITTEN.swap(false, Ordering::SeqCst).then_some(CLOSE)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_terminals_that_are_known_to_support_links_get_them() {
        for (variables, supported) in [
            (&[][..], false),
            (&[("TERM", "xterm-256color")], false),
            (&[("TERM", "dumb"), ("VTE_VERSION", "7600")], false),
            (&[("TERM", "linux"), ("WT_SESSION", "x")], false),
            (&[("TERM", "xterm-kitty")], true),
            (&[("TERM", "xterm-ghostty")], true),
            (&[("TERM", "alacritty")], true),
            (&[("TERM", "foot")], true),
            (&[("TERM", "xterm-256color"), ("TERM_PROGRAM", "iTerm.app")], true),
            (&[("TERM", "xterm-256color"), ("TERM_PROGRAM", "WezTerm")], true),
            (&[("TERM", "xterm-256color"), ("TERM_PROGRAM", "Apple_Terminal")], false),
            (&[("TERM", "xterm-256color"), ("VTE_VERSION", "7600")], true),
            (&[("TERM", "xterm-256color"), ("VTE_VERSION", "5000")], false),
            (&[("TERM", "xterm-256color"), ("VTE_VERSION", "new")], false),
            (&[("TERM", "xterm-256color"), ("KONSOLE_VERSION", "220401")], true),
            (&[("TERM", "xterm-256color"), ("KONSOLE_VERSION", "200800")], false),
            (&[("TERM", "xterm-256color"), ("WT_SESSION", "0f1e")], true),
            (&[("TERM", "xterm-256color"), ("WT_SESSION", "")], false),
            // multiplexers
            (&[("TERM", "tmux-256color"), ("VTE_VERSION", "7600")], false),
            (&[("TERM", "xterm-kitty"), ("TMUX", "/tmp/tmux-0/default,1,0")], false),
            (&[("TERM", "screen-256color"), ("WT_SESSION", "0f1e")], false),
            (&[("TERM", "xterm-256color"), ("STY", "1.tty"), ("VTE_VERSION", "7600")], false),
            (&[("TERM", "tmux-256color"), ("TERM_PROGRAM", "tmux")], false),
            (&[("TERM", "tmux-256color"), ("TERM_PROGRAM", "tmux"), ("TERM_PROGRAM_VERSION", "3.3a")], false),
            (&[("TERM", "tmux-256color"), ("TERM_PROGRAM", "tmux"), ("TERM_PROGRAM_VERSION", "3.4")], true),
            (&[("TERM", "screen"), ("TERM_PROGRAM", "tmux"), ("TERM_PROGRAM_VERSION", "3.5a")], true),
            (&[("TERM", "tmux"), ("TERM_PROGRAM", "tmux"), ("TERM_PROGRAM_VERSION", "next-3.6")], true),
            (&[("TERM", "tmux"), ("TERM_PROGRAM", "tmux"), ("TERM_PROGRAM_VERSION", "master")], false),
            // the user knows better
            (&[("TERM", "xterm"), ("FORCE_HYPERLINK", "1")], true),
            (&[("TERM", "xterm-kitty"), ("FORCE_HYPERLINK", "0")], false),
            (&[("TERM", "xterm-kitty"), ("FORCE_HYPERLINK", "")], true),
        ] {
            let variable = |name: &str| {
                let found = variables.iter().find(|(known, _)| *known == name);
                found.map(|(_, value)| (*value).to_owned())
            };
            assert_eq!(are_supported(&variable), supported, "{variables:?}");
        }
    }

    #[test]
    fn an_address_cannot_end_its_sequence() {
        assert_eq!(open("https://a.b/c?d=1;e"), "\x1b]8;;https://a.b/c?d=1;e\x1b\\");
        assert_eq!(open("https://a\x1b\\\x07\u{9c}\r\n b\u{202e}"), "\x1b]8;;https://a\\b\x1b\\");
    }
}
