//! What is drawn where the locale says what the terminal can show.

use super::*;

/// Only signs of ASCII where the locale names another encoding than UTF-8, unless the configuration says otherwise.
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
        let snapshot = snapshot();
        let files: Vec<(&str, &str)> =
            files.iter().copied().chain([("quotas.json", snapshot.as_str())]).collect();
        let arguments = &["--snapshot", "$HOME/quotas.json"];
        let mut terminal = Terminal::start(Start { arguments, variables, files: &files, ..Start::default() });
        terminal.wait_for("24,098/1,000,000");
        terminal.wait_for(if is_ascii { "Enter open" } else { "\u{23ce} open" });
        assert_eq!(terminal.screen().is_ascii(), is_ascii, "{variables:?}: {}", terminal.screen());
        terminal.press("q");
        assert_eq!(terminal.wait_for_end(), 0);
    }
}
