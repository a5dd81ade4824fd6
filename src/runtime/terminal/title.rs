//! The terminal's title while alerts are active: it is visible from other windows.

use std::sync::atomic::{AtomicBool, Ordering};

use crate::words::{Lang, pages::alerts};

/// Whether the title is changed: a panic restores it, too.
static IS_CHANGED: AtomicBool = AtomicBool::new(false);

/// Saves and restores the title; a terminal that cannot has an empty one afterwards.
const SAVE: &str = "\x1b[22;2t";
const RESTORE: &str = "\x1b]2;\x1b\\\x1b[23;2t";

#[derive(Debug, Default)]
pub(crate) struct Title {
    alerts: usize,
}

impl Title {
    /// The sequence for a title with the number of alerts, or for the terminal's own one if there are none;
    /// `None` if nothing changes.
    pub(crate) fn change(&mut self, lang: Lang, alerts: usize) -> Option<String> {
        let before = std::mem::replace(&mut self.alerts, alerts);
        if before == alerts {
            return None;
        }
        let save = if before == 0 && !IS_CHANGED.swap(true, Ordering::SeqCst) { SAVE } else { "" };
        if alerts == 0 {
            return restore().map(str::to_owned);
        }
        Some(format!("{save}\x1b]2;{}\x1b\\", alerts::title(lang, alerts)))
    }

    /// Something else may have restored the title.
    pub(crate) fn forget(&mut self) {
        if !IS_CHANGED.load(Ordering::SeqCst) {
            self.alerts = 0;
        }
    }
}

/// The sequence for the terminal's own title, if it is changed.
pub(crate) fn restore() -> Option<&'static str> {
    IS_CHANGED.swap(false, Ordering::SeqCst).then_some(RESTORE)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn it_is_written_when_it_changes_and_restored_once() {
        let mut title = Title::default();
        assert_eq!(title.change(Lang::English, 0), None);
        assert_eq!(
            title.change(Lang::English, 1).as_deref(),
            Some("\x1b[22;2t\x1b]2;quotatop: 1 alert\x1b\\")
        );
        assert_eq!(title.change(Lang::English, 1), None);
        assert_eq!(title.change(Lang::English, 3).as_deref(), Some("\x1b]2;quotatop: 3 alerts\x1b\\"));
        assert_eq!(title.change(Lang::English, 0).as_deref(), Some(RESTORE));
        assert_eq!(restore(), None);
        assert!(title.change(Lang::English, 2).is_some());
        assert_eq!(restore(), Some(RESTORE));
        title.forget();
        assert!(title.change(Lang::English, 2).is_some_and(|sequence| sequence.starts_with("\x1b[22;2t")));
    }
}
