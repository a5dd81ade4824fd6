//! The colour depth of the terminal, from its environment.

/// A colour depth.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Default)]
pub enum Depth {
    /// No colours, or none wanted.
    None,
    /// The 16 named colours.
    Named,
    /// The 256 colours of xterm.
    Indexed,
    /// True colour.
    #[default]
    Full,
}

/// Terminals with true colour, recognised by `TERM` if `COLORTERM` is missing (`ssh`).
const FULL: [&str; 7] = ["direct", "truecolor", "kitty", "alacritty", "ghostty", "foot", "wezterm"];

impl Depth {
    /// The depth according to `COLORTERM` and `TERM`.
    pub fn of(variable: &dyn Fn(&str) -> Option<String>) -> Self {
        let set = |name: &str| variable(name).unwrap_or_default().to_lowercase();
        let (term, colour) = (set("TERM"), set("COLORTERM"));
        match term.as_str() {
            "" | "dumb" => return Self::None,
            // The Linux console; COLORTERM was inherited from another terminal.
            "linux" => return Self::Named,
            _ => {}
        }
        let depth =
            if colour == "truecolor" || colour == "24bit" || FULL.iter().any(|name| term.contains(name)) {
                Self::Full
            } else if term.contains("256") {
                Self::Indexed
            } else {
                Self::Named
            };
        // GNU screen passes on the outer terminal's COLORTERM, but only supports 256 colours.
        if variable("STY").is_some_and(|name| !name.is_empty()) { depth.min(Self::Indexed) } else { depth }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_depth_follows_from_the_environment() {
        for (variables, depth) in [
            (&[][..], Depth::None),
            (&[("TERM", "dumb"), ("COLORTERM", "truecolor")], Depth::None),
            (&[("TERM", "linux")], Depth::Named),
            (&[("TERM", "linux"), ("COLORTERM", "truecolor")], Depth::Named),
            (&[("TERM", "xterm")], Depth::Named),
            (&[("TERM", "xterm-16color")], Depth::Named),
            (&[("TERM", "screen")], Depth::Named),
            (&[("TERM", "xterm-256color")], Depth::Indexed),
            (&[("TERM", "tmux-256color"), ("COLORTERM", "")], Depth::Indexed),
            (&[("TERM", "xterm-256color"), ("COLORTERM", "truecolor")], Depth::Full),
            (&[("TERM", "xterm"), ("COLORTERM", "24bit")], Depth::Full),
            (&[("TERM", "xterm"), ("COLORTERM", "yes")], Depth::Named),
            (&[("TERM", "xterm-kitty")], Depth::Full),
            (&[("TERM", "xterm-direct")], Depth::Full),
            (&[("TERM", "screen-256color"), ("COLORTERM", "truecolor"), ("STY", "1.pts")], Depth::Indexed),
        ] {
            let variable = |name: &str| {
                variables.iter().find(|(key, _)| *key == name).map(|(_, value)| (*value).to_owned())
            };
            assert_eq!(Depth::of(&variable), depth, "{variables:?}");
        }
    }
}
