//! The locale decides whether more than ASCII is drawn.

use super::*;

/// A locale with an encoding other than UTF-8 means ASCII, unless the configuration decides.
#[test]
fn a_terminal_that_is_not_utf8_is_drawn_in_ascii() {
    let all_signs = [(".config/quotatop/config.toml", "ascii = false\n")];
    let ascii = [(".config/quotatop/config.toml", "ascii = true\n")];
    for (variables, files, is_ascii) in [
        (&[("LANG", "C")][..], &[][..], true),
        (&[("LC_ALL", "POSIX"), ("LANG", "en_US.UTF-8")], &[], true),
        (&[("LANG", "zh_CN.GB18030")], &[], true),
        (&[("LC_CTYPE", "en_US.ISO-8859-1")], &[], true),
        (&[("LANG", "")], &[], false),
        (&[("LANG", "en_US.UTF-8")], &[], false),
        (&[("LANG", "C")], &all_signs, false),
        (&[("LANG", "en_US.UTF-8")], &ascii, true),
    ] {
        let terminal = show(Start { variables, files, ..Start::default() });
        terminal.wait_for(if is_ascii { "Enter open" } else { "\u{23ce} open" });
        assert_eq!(terminal.screen().is_ascii(), is_ascii, "{variables:?}: {}", terminal.screen());
        terminal.leave();
    }
}
