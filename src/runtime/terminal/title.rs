//! The terminal's title while alerts are active: one who looks at another window sees that there are some.

use std::sync::atomic::{AtomicBool, Ordering};

use crate::words::{Lang, pages::alerts};

/// Whether the title is ours: a panic gives it back, too.
static IS_OURS: AtomicBool = AtomicBool::new(false);

/// Has the terminal remember its title, and recall it; one that remembers none has none then, instead of ours.
const REMEMBER: &str = "\x1b[22;2t";
const RECALL: &str = "\x1b]2;\x1b\\\x1b[23;2t";

/// What the title says by now.
#[derive(Debug, Default)]
pub(crate) struct Title {
    alerts: usize,
}

impl Title {
    /// What to write so that it tells of so many alerts; nothing where it does already. Without any, the
    /// terminal has its own title.
    pub(crate) fn change(&mut self, lang: Lang, alerts: usize) -> Option<String> {
        let before = std::mem::replace(&mut self.alerts, alerts);
        if before == alerts {
            return None;
        }
        let remember = if before == 0 && !IS_OURS.swap(true, Ordering::SeqCst) { REMEMBER } else { "" };
        if alerts == 0 {
            return give_back().map(str::to_owned);
        }
        Some(format!("{remember}\x1b]2;{}\x1b\\", alerts::title(lang, alerts)))
    }

    /// The terminal has its own title again.
    pub(crate) fn forget(&mut self) {
        if !IS_OURS.load(Ordering::SeqCst) {
            self.alerts = 0;
        }
    }
}

/// What to write so that the terminal has its own title again; nothing where it has.
pub(crate) fn give_back() -> Option<&'static str> {
    IS_OURS.swap(false, Ordering::SeqCst).then_some(RECALL)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn it_is_written_when_it_changes_and_given_back_once() {
        let mut title = Title::default();
        assert_eq!(title.change(Lang::English, 0), None);
        assert_eq!(
            title.change(Lang::English, 1).as_deref(),
            Some("\x1b[22;2t\x1b]2;quotatop: 1 alert\x1b\\")
        );
        assert_eq!(title.change(Lang::English, 1), None);
        assert_eq!(title.change(Lang::English, 3).as_deref(), Some("\x1b]2;quotatop: 3 alerts\x1b\\"));
        assert_eq!(title.change(Lang::English, 0).as_deref(), Some(RECALL));
        assert_eq!(give_back(), None);
        assert!(title.change(Lang::English, 2).is_some());
        assert_eq!(give_back(), Some(RECALL));
        title.forget();
        assert!(title.change(Lang::English, 2).is_some_and(|sequence| sequence.starts_with("\x1b[22;2t")));
    }
}
