//! The mark of free quotas from exported bills: they are as old as the export.

use crate::words::{Lang, Text, phrase};

/// Before an amount left, where exports are missing.
pub(crate) const AT_MOST: Text = Text::new("at most ", "至多 ");

/// After the mark, for the same reason.
pub(crate) const AT_MOST_LEFT: Text = Text::new(" (at most)", "（至多）");

/// `from a bill to 27 Nov 14:32`.
pub(crate) fn through(lang: Lang, moment: &str) -> String {
    phrase!(lang, "from a bill to {moment}", "来自账单，截至 {moment}")
}

/// When it was used up: `ran out 12 Sep 14:32`.
pub(crate) fn ran_out(lang: Lang, moment: &str) -> String {
    phrase!(lang, "ran out {moment}", "{moment} 用完")
}

/// The same where only the first line billed after it is known.
pub(crate) fn ran_out_before(lang: Lang, moment: &str) -> String {
    phrase!(lang, "ran out before {moment}", "{moment} 之前用完")
}

/// The next call in a cell of the list: `unknown (bill)`.
pub(crate) fn next_call(lang: Lang, outcome: &str) -> String {
    phrase!(lang, "{outcome} (bill)", "{outcome}（账单）")
}

/// The feed in the header, where there is little room.
pub(crate) const FEED: Text = Text::new("quotas from a bill", "额度来自账单");

/// On a card of the wallboard: `bill 27 Nov 14:32`.
pub(crate) fn card(lang: Lang, moment: &str) -> String {
    phrase!(lang, "bill {moment}", "账单 {moment}")
}

/// The feed in the header, where there is no login: `quotas from a bill to 27 Nov 14:32`.
pub(crate) fn feed(lang: Lang, moment: &str) -> String {
    phrase!(lang, "quotas from a bill to {moment}", "额度来自账单，截至 {moment}")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_mark_names_the_end_of_the_export() {
        assert_eq!(through(Lang::English, "27 Nov 14:32"), "from a bill to 27 Nov 14:32");
        assert_eq!(feed(Lang::Chinese, "14:32"), "额度来自账单，截至 14:32");
        assert_eq!(next_call(Lang::English, "unknown"), "unknown (bill)");
    }
}
