//! The words of each page, and the names of pages and feeds.

pub(crate) mod accounts;
pub(crate) mod alerts;
pub(crate) mod bills;
pub(crate) mod calls;
pub(crate) mod models;
pub(crate) mod wall;

use super::{Lang, Text};
use crate::domain::{Action, FeedName, action::Page};

/// What opens a page, in the line of hints.
pub(crate) const fn hint(page: Page) -> Text {
    match page {
        Page::Models => Text::new("models", "模型"),
        Page::Calls => Text::new("calls", "调用"),
        Page::Bills => Text::new("bills", "账单"),
        Page::Alerts => Text::new("alerts", "告警"),
        Page::Accounts => Text::new("all accounts", "全部账号"),
    }
}

/// The heading of what can be done on a page.
pub(crate) const fn title(page: Page) -> Text {
    match page {
        Page::Models => Text::new("MODELS", "模型"),
        Page::Calls => Text::new("CALLS", "调用"),
        Page::Bills => Text::new("BILLS", "账单"),
        Page::Alerts => Text::new("ALERTS", "告警"),
        Page::Accounts => Text::new("ALL ACCOUNTS", "全部账号"),
    }
}

/// Why a page cannot be opened: only a snapshot lacks any other.
pub(crate) const fn missing(page: Page) -> Text {
    match page {
        Page::Models => Text::new("a snapshot has no models", "快照没有模型"),
        Page::Calls => Text::new("a snapshot has no calls", "快照没有调用"),
        Page::Bills => Text::new("a snapshot has no bills", "快照没有账单"),
        Page::Alerts => Text::new("a snapshot has no alerts", "快照没有告警"),
        Page::Accounts => Text::new("there is only one account", "只有一个账号"),
    }
}

/// What an action does on a page, if its own sentence names other pages too.
pub(crate) const fn action(page: Page, action: Action) -> Option<Text> {
    Some(match (action, page) {
        (Action::Counterpart, Page::Models | Page::Calls | Page::Alerts) => {
            Text::new("go to its bill", "转到其账单")
        }
        (Action::Counterpart, Page::Bills) => Text::new("go to its model or calls", "转到其模型或调用"),
        (Action::Left, Page::Calls) => {
            Text::new("shorter range; in the chart: earlier", "较短的时间范围；图表中：更早")
        }
        (Action::Right, Page::Calls) => {
            Text::new("longer range; in the chart: later", "较长的时间范围；图表中：更晚")
        }
        (Action::Left, Page::Bills) => Text::new("go to the previous billing cycle", "上一个账期"),
        (Action::Right, Page::Bills) => Text::new("go to the next billing cycle", "下一个账期"),
        (Action::Open, Page::Accounts) => Text::new("show its models", "显示其模型"),
        (Action::Filter, Page::Accounts) => Text::new("filter accounts", "筛选账号"),
        (Action::Open, Page::Calls) => Text::new("go into the chart, or back", "进入图表，或返回"),
        (Action::Group, Page::Calls) => {
            Text::new("group by model, API key, workspace", "按模型、API Key、业务空间分组")
        }
        (Action::Filter, Page::Models | Page::Alerts) => Text::new("filter models", "筛选模型"),
        (Action::Filter, Page::Calls) => Text::new("search calls", "搜索调用"),
        (Action::Filter, Page::Bills) => Text::new("search bills", "搜索账单明细"),
        _ => return None,
    })
}

/// What a page shows, in the help.
pub(crate) const fn sentence(page: Page) -> Text {
    match page {
        Page::Models => Text::new("go to models and free quotas", "模型与免费额度"),
        Page::Calls => Text::new("go to calls: who called what", "调用：谁调用了什么"),
        Page::Bills => Text::new("go to bills: costs and reasons", "账单：费用及其原因"),
        Page::Alerts => Text::new("go to alerts and their log", "当前告警与历史记录"),
        Page::Accounts => Text::new("go to all accounts", "全部账号"),
    }
}

/// The name of a feed, short enough for the header.
pub(crate) const fn feed(lang: Lang, feed: FeedName) -> &'static str {
    let chinese = match feed {
        FeedName::Quotas => "额度",
        FeedName::Account => "账户",
        FeedName::Bills => "账单",
        FeedName::Calls => "调用",
    };
    lang.pick(feed.into_str(), chinese)
}

/// The full name of a feed, for the wallboard.
pub(crate) const fn feed_title(lang: Lang, name: FeedName) -> &'static str {
    match name {
        FeedName::Quotas => lang.pick("quotas", "免费额度"),
        _ => feed(lang, name),
    }
}
