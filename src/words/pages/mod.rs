//! The words of each page.

pub(crate) mod alerts;
pub(crate) mod bills;
pub(crate) mod models;
pub(crate) mod wall;

use super::Text;
use crate::domain::action::Page;

/// What opens a page, in the line of hints.
pub(crate) const fn hint(page: Page) -> Text {
    match page {
        Page::Models => Text::new("models", "模型"),
        Page::Bills => Text::new("bills", "账单"),
        Page::Alerts => Text::new("alerts", "告警"),
    }
}

/// What a page shows, in the help.
pub(crate) const fn sentence(page: Page) -> Text {
    match page {
        Page::Models => Text::new("models: every free quota", "模型：所有免费额度"),
        Page::Bills => Text::new("bills: which model cost money, and why", "账单：哪个模型花了钱，为什么"),
        Page::Alerts => {
            Text::new("alerts: what is worth telling, and what was told", "告警：值得通知的，以及已通知的")
        }
    }
}
