//! Addresses are links in terminals that are known to support them.

use super::*;

const LINK: &str = "\x1b]8;;https://billing-cost.console.alibabacloud.com\x1b\\";

#[test]
fn the_payment_link_can_be_clicked_where_the_terminal_supports_it() {
    for (variables, is_linked) in [(&[][..], false), (&[("TERM", "xterm-kitty")], true)] {
        let mut terminal = Terminal::start(Start { arguments: &["--demo"], variables, ..Start::default() });
        terminal.wait_for("qwen");
        assert!(!terminal.has_sent("\x1b]8;"), "no page without an address has a link");
        terminal.press("a");
        terminal.wait_for("https://billing-cost");
        assert_eq!(terminal.has_sent(LINK), is_linked);
        terminal.press("q");
        terminal.leave();
    }
}
