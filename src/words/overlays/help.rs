//! Descriptions of actions: a sentence for the help, and a word for the hint line.

use crate::{
    domain::{
        Action,
        action::{Group, HelpPage, Label},
    },
    words::{Lang, Text, pages, phrase},
};

pub(crate) const HELP: Text = Text::new("help", "帮助");
/// What can be done on every page.
pub(crate) const EVERYWHERE: Text = Text::new("EVERYWHERE", "所有页面");

/// The name of a section of the help.
pub(crate) const fn section(page: HelpPage) -> Text {
    match page {
        HelpPage::Here => Text::new("this page", "本页"),
        HelpPage::Keys => Text::new("keys", "按键"),
        HelpPage::Filters => Text::new("filters", "筛选"),
        HelpPage::Rules => Text::new("rules", "规则"),
        HelpPage::Words => Text::new("words", "用语"),
        HelpPage::Errors => Text::new("errors", "错误"),
    }
}

/// The heading of a group of keys.
pub(crate) const fn group(group: Group) -> Text {
    match group {
        Group::Move => Text::new("MOVE", "移动"),
        Group::Pages => Text::new("PAGES", "页面"),
        Group::Find => Text::new("FIND AND SORT", "查找与排序"),
        Group::Bills => Text::new("CALLS AND BILLS", "调用与账单"),
        Group::Alerts => Text::new("ALERTS", "告警"),
        Group::Accounts => Text::new("ACCOUNTS", "账号"),
        Group::Copy => Text::new("COPY", "复制"),
        Group::Program => Text::new("PROGRAM", "程序"),
    }
}

/// What two keys of one movement do.
pub(crate) const fn pair(action: Action) -> Text {
    match action {
        Action::Up => Text::new("row", "上下移动"),
        Action::PageUp => Text::new("page", "翻页"),
        Action::HalfPageUp => Text::new("half a page", "翻半页"),
        Action::First => Text::new("first, last", "首行、末行"),
        Action::PreviousProfile => Text::new("next account", "切换账号"),
        action => does(action).hint,
    }
}

/// The description of an action.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct Does {
    /// For the hint line.
    pub hint: Text,
    /// For the help.
    pub sentence: Text,
}

/// Hint and sentence, each in English and Chinese.
const fn words(hint: [&'static str; 2], sentence: [&'static str; 2]) -> Does {
    let ([hint, short], [sentence, long]) = (hint, sentence);
    Does { hint: Text::new(hint, short), sentence: Text::new(sentence, long) }
}

pub(crate) const fn does(action: Action) -> Does {
    match action {
        Action::Up => words(["up", "上移"], ["one row up", "上移一行"]),
        Action::Down => words(["down", "下移"], ["one row down", "下移一行"]),
        Action::PageUp => words(["page up", "上页"], ["one page up", "上移一页"]),
        Action::PageDown => words(["page down", "下页"], ["one page down", "下移一页"]),
        Action::HalfPageUp => words(["half page up", "上半页"], ["half a page up", "上移半页"]),
        Action::HalfPageDown => words(["half page down", "下半页"], ["half a page down", "下移半页"]),
        Action::First => words(["first", "首行"], ["go to the first row", "转到第一行"]),
        Action::Last => words(["last", "末行"], ["go to the last row", "转到最后一行"]),
        Action::Open => words(["open", "打开"], ["open the selected row", "打开所选行"]),
        Action::Peek => words(["peek", "预览"], ["show or hide the detail", "在列表下方显示或隐藏详情"]),
        Action::Back => words(["back", "返回"], ["go back; clear filter, marks", "返回；清除筛选、标记"]),
        Action::NextPage => words(["pages", "切换页面"], ["go to the next page", "下一页面"]),
        Action::PreviousPage => words(["pages", "切换页面"], ["go to the previous page", "上一页面"]),
        Action::Page(page) => Does { hint: pages::hint(page), sentence: pages::sentence(page) },
        Action::Acknowledge => {
            words(["acknowledge", "确认"], ["acknowledge (again: undo)", "确认告警（再按一次撤销）"])
        }
        Action::Snooze => words(
            ["snooze 8 h", "8 小时后再提醒"],
            ["snooze for 8 hours (again: undo)", "8 小时后再提醒（再按撤销）"],
        ),
        Action::Mute => words(["mute", "屏蔽"], ["mute or unmute this model", "屏蔽该模型，或取消屏蔽"]),
        Action::Left => words(
            ["earlier", "上一账期"],
            ["previous billing cycle; shorter range", "上一个账期；较短的时间范围"],
        ),
        Action::Right => {
            words(["later", "下一账期"], ["next billing cycle; longer range", "下一个账期；较长的时间范围"])
        }
        Action::Group => {
            words(["group by", "分组"], ["group by model, key, day, ...", "按模型、API Key、日期等分组"])
        }
        Action::Product => words(["product", "产品"], ["choose the product", "选择产品"]),
        Action::Counterpart => {
            words(["model/bill", "模型/账单"], ["go to its bill, model or calls", "转到其账单、模型或调用"])
        }
        Action::Profiles => {
            words(["accounts", "账号"], ["choose an account, or all", "选择一个账号，或全部"])
        }
        Action::NextProfile => words(["next account", "下一账号"], ["go to the next account", "下一个账号"]),
        Action::PreviousProfile => {
            words(["previous account", "上一账号"], ["go to the previous account", "上一个账号"])
        }
        Action::Filter => {
            words(["filter", "筛选"], ["filter models; search calls, bills", "筛选模型；搜索调用与账单"])
        }
        Action::Sort => words(["sort", "排序"], ["choose the order", "选择排序方式"]),
        Action::Reverse => words(["reverse", "倒序"], ["reverse the order", "反转顺序"]),
        Action::Untouched => {
            words(["unused", "未使用"], ["show or hide unused models", "显示或隐藏未使用的模型"])
        }
        Action::Mark => {
            words(["mark", "标记"], ["mark a model to change it, or undo", "标记要更改的模型，或取消标记"])
        }
        Action::Columns => words(["columns", "列"], ["choose the columns", "选择列表的列"]),
        Action::ColumnUp => words(["move up", "上移该列"], ["move the column up", "将该列上移"]),
        Action::ColumnDown => words(["move down", "下移该列"], ["move the column down", "将该列下移"]),
        Action::Copy => words(["copy", "复制"], ["copy the selected row", "复制所选行"]),
        Action::CopyRemedy => words(
            ["copy the fix", "复制解决办法"],
            ["copy the fix (a command or URL)", "复制解决办法（命令或网址）"],
        ),
        Action::Palette => words(["commands", "命令"], ["open the command palette", "打开命令面板"]),
        Action::Account => words(["account", "账户"], ["show the account's balance", "显示账户余额"]),
        Action::FreeQuotaOnly => words(
            ["Free Quota Only", "用完即停"],
            ["turn Free Quota Only on or off", "开启或关闭免费额度用完即停"],
        ),
        Action::Stop => words(
            ["stop after this one", "完成当前一项后停止"],
            ["send no further changes", "不再发送其余更改"],
        ),
        Action::Refresh => words(["refresh", "刷新"], ["refresh now", "立即刷新"]),
        Action::Theme => words(["theme", "主题"], ["try the next theme", "试用下一个主题"]),
        Action::Demo => words(["demo", "演示"], ["try the demo account", "试用演示账号"]),
        Action::Hold => words(["pause", "暂停"], ["pause or resume paging", "暂停或继续翻页"]),
        Action::Help => words(["help", "帮助"], ["show this help", "显示本帮助"]),
        Action::Suspend => words(["suspend", "挂起"], ["suspend (fg resumes)", "挂起（fg 恢复）"]),
        Action::Quit => words(["quit", "退出"], ["close what is open, or quit", "关闭当前窗口，或退出"]),
    }
}

pub(crate) const CLEAR: Text = Text::new("clear", "清除");
pub(crate) const KEEP: Text = Text::new("apply", "应用");
pub(crate) const SHOWS: Text = Text::new("shows", "显示");

/// What `action` does on the wallboard, for the help.
pub(crate) const fn on_wall(action: Action) -> Text {
    match action {
        Action::Right => Text::new("go to the next page", "下一页"),
        Action::Left => Text::new("go to the previous page", "上一页"),
        Action::Back => Text::new("close the help", "关闭帮助"),
        action => does(action).sentence,
    }
}

/// The hint for `action` under `label`.
pub(crate) const fn hint(action: Action, label: Label) -> Text {
    match label {
        Label::Own => does(action).hint,
        Label::Move => Text::new("move", "移动"),
        Label::Scroll => Text::new("scroll", "滚动"),
        Label::Clear => CLEAR,
        Label::ClearMarks => Text::new("clear marks", "清除标记"),
        Label::Fold => Text::new("hide unused", "隐藏未使用"),
        Label::Cycle => Text::new("cycle", "账期"),
        Label::Lines => Text::new("lines", "明细"),
        Label::Fields => Text::new("all fields", "所有字段"),
        Label::Groups => Text::new("groups", "分组"),
        Label::Search => Text::new("search", "搜索"),
        Label::ShowOrHide => Text::new("show or hide", "显示或隐藏"),
        Label::Choose => Text::new("choose", "选择"),
        Label::Accept => Text::new("accept", "确定"),
        Label::Restore => Text::new("restore", "还原"),
        Label::Model => Text::new("model", "模型"),
        Label::Bill => Text::new("bill", "账单"),
        Label::Calls => Text::new("calls", "调用"),
        Label::Range => Text::new("range", "时间范围"),
        Label::Time => Text::new("time", "时间"),
        Label::Chart => Text::new("chart", "图表"),
        Label::Undo => Text::new("undo", "撤销"),
        Label::Unmute => Text::new("unmute", "取消屏蔽"),
        Label::LeaveLog => Text::new("alerts", "告警"),
        Label::PaymentLink => Text::new("copy payment link", "复制缴费链接"),
        Label::Close => Text::new("back", "返回"),
        Label::Cancel => Text::new("cancel", "取消"),
        Label::Hide => Text::new("hide", "隐藏"),
        Label::Sections => Text::new("sections", "切换栏目"),
        Label::Marked => Text::new("marked models", "已标记的模型"),
        Label::AllWithQuota => Text::new("all with quota left", "所有有剩余额度的模型"),
        Label::OneModel => Text::new("only this model", "仅此模型"),
    }
}

/// The range of visible lines after `hidden` ones; empty if all are visible.
pub(crate) fn position(lang: Lang, hidden: usize, height: usize, all: usize) -> String {
    if all <= height {
        return String::new();
    }
    let (first, last) = (hidden.saturating_add(1), hidden.saturating_add(height).min(all));
    phrase!(lang, "{first}-{last} of {all}", "{first}-{last}/{all} 行")
}
