//! Descriptions of actions: a sentence for the help, and a word for the hint line.

use crate::{
    domain::{Action, action::Label},
    words::{Lang, Text, pages, phrase},
};

pub(crate) const KEYS: Text = Text::new("keys", "按键");
pub(crate) const RULES: Text = Text::new("rules", "规则");
pub(crate) const HELP: Text = Text::new("help", "帮助");

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

#[expect(clippy::too_many_lines, reason = "one table, an arm for each action")]
pub(crate) const fn does(action: Action) -> Does {
    match action {
        Action::Up => words(["up", "上移"], ["one row up", "上移一行"]),
        Action::Down => words(["down", "下移"], ["one row down", "下移一行"]),
        Action::PageUp => words(["page up", "上页"], ["one page up", "上移一页"]),
        Action::PageDown => words(["page down", "下页"], ["one page down", "下移一页"]),
        Action::First => words(["first", "首行"], ["to the first row", "到第一行"]),
        Action::Last => words(["last", "末行"], ["to the last row", "到最后一行"]),
        Action::Open => words(
            ["open", "打开"],
            [
                "open the model, where it is not shown beside the list; a bill's lines; every field of a line; what an alert is about",
                "打开模型 (未在列表旁显示时)；账单的明细；明细的所有字段；告警的对象",
            ],
        ),
        Action::Back => {
            words(["back", "返回"], ["close what is open; clear the filter", "关闭打开的内容；清除筛选"])
        }
        Action::NextPage => {
            words(["pages", "切换页"], ["the next page: models, bills, alerts", "下一页：模型、账单、告警"])
        }
        Action::PreviousPage => words(["pages", "切换页"], ["the page before", "上一页"]),
        Action::Page(page) => Does { hint: pages::hint(page), sentence: pages::sentence(page) },
        Action::Acknowledge => words(
            ["acknowledge", "确认"],
            [
                "alerts: take note, quiet until it is over; once more: take that back",
                "告警：确认，解除前不再通知；再按一次撤销",
            ],
        ),
        Action::Snooze => words(
            ["snooze 8 h", "暂缓 8 小时"],
            [
                "alerts: quiet for 8 hours, then told again; once more: take that back",
                "告警：暂缓 8 小时，之后再次通知；再按一次撤销",
            ],
        ),
        Action::Mute => words(
            ["mute", "静音"],
            ["alerts: tell nothing of this model, or listen to it again", "告警：不再通知该模型，或取消静音"],
        ),
        Action::Left => {
            words(["earlier", "上一账期"], ["bills: the billing cycle before", "账单：上一个账期"])
        }
        Action::Right => words(["later", "下一账期"], ["bills: the billing cycle after", "账单：下一个账期"]),
        Action::Group => words(
            ["group by", "分组"],
            [
                "bills: group by model, API key, workspace, item, day, instance",
                "账单：按模型、API Key、业务空间、计费项、日期、实例分组",
            ],
        ),
        Action::Product => words(["product", "产品"], ["bills: choose the product", "账单：选择产品"]),
        Action::Counterpart => words(
            ["model/bill", "模型/账单"],
            [
                "from a bill or an alert to its model, from a model to its bill",
                "从账单或告警到其模型，从模型到其账单",
            ],
        ),
        Action::Profiles => words(
            ["profiles", "配置"],
            [
                "with several profiles: choose one of them, or all as one; the filter profile:prod lists the rows of one",
                "有多个配置时：选择其一，或合并显示全部；筛选 profile:prod 只列出其中一个的行",
            ],
        ),
        Action::NextProfile => words(
            ["next profile", "下一配置"],
            [
                "with several profiles: the next one; behind the last, all",
                "有多个配置时：下一个；最后一个之后为全部",
            ],
        ),
        Action::PreviousProfile => words(
            ["profile before", "上一配置"],
            ["with several profiles: the one before", "有多个配置时：上一个"],
        ),
        Action::Filter => words(
            ["filter", "筛选"],
            [
                "type a filter: words of a name, kind:video, status:low,expired, next:billed; -status:none leaves out; \
     in bills, words of a line",
                "输入筛选：名称中的词、kind:video、status:low,expired、next:billed；-status:none 为排除；在账单页则搜索明细",
            ],
        ),
        Action::Sort => words(
            ["sort", "排序"],
            [
                "the next order: attention, model, kind, left, % left, expiry, runs out, next call; payable, name, list price, lines",
                "切换排序：紧急程度、模型、类型、剩余、剩余 %、到期、预计用尽、下次调用；应付金额、名称、目录价、条数",
            ],
        ),
        Action::Reverse => words(["reverse", "倒序"], ["turn the order around", "反转顺序"]),
        Action::Untouched => words(
            ["untouched", "未使用"],
            ["show or fold the models that nobody has used yet", "显示或折叠从未使用过的模型"],
        ),
        Action::Columns => words(["columns", "列"], ["choose the columns of the list", "选择列表的列"]),
        Action::Copy => words(
            ["copy", "复制"],
            [
                "copy the model's name, the group or the line of the bill, the alert",
                "复制模型名称、账单分组或明细、告警",
            ],
        ),
        Action::CopyRemedy => words(
            ["copy remedy", "复制解决办法"],
            ["copy the command or the address that mends what is wrong", "复制可解决问题的命令或网址"],
        ),
        Action::Palette => words(
            ["commands", "命令"],
            [
                "type the name of what is to be done: Tab completes, Enter does it",
                "输入要执行的命令：Tab 补全，Enter 执行",
            ],
        ),
        Action::Account => words(
            ["account", "账户"],
            ["the account: balance, and whether it is overdue", "账户：余额，以及是否欠费"],
        ),
        Action::Refresh => words(["refresh", "刷新"], ["ask for everything now", "立即重新查询全部数据"]),
        Action::Theme => words(
            ["theme", "主题"],
            [
                "try the next theme, for this run; --theme NAME or `theme` in the configuration keeps one",
                "试用下一个主题，仅本次有效；用 --theme NAME 或配置中的 theme 保留",
            ],
        ),
        Action::Demo => words(
            ["demo", "演示"],
            ["where there is no login: look at the demo account", "没有登录时：查看演示账户"],
        ),
        Action::Hold => words(
            ["hold", "停留"],
            ["on the wallboard: the page stands, or turns again", "看板：停留在当前页，或继续翻页"],
        ),
        Action::Help => words(["help", "帮助"], ["this help", "显示本帮助"]),
        Action::Suspend => words(
            ["suspend", "挂起"],
            ["leave the terminal to the shell; fg comes back", "回到 shell；用 fg 返回"],
        ),
        Action::Quit => words(["quit", "退出"], ["leave", "退出"]),
    }
}

pub(crate) const CLEAR: Text = Text::new("clear", "清除");
pub(crate) const KEEP: Text = Text::new("keep", "保留");
pub(crate) const SHOWS: Text = Text::new("shows", "显示");

/// What `action` does on the wallboard, for the help.
pub(crate) const fn on_wall(action: Action) -> Text {
    match action {
        Action::Right => Text::new("the next page", "下一页"),
        Action::Left => Text::new("the page before", "上一页"),
        Action::Back => {
            Text::new("close the help; it closes by itself after 2 minutes", "关闭帮助；2 分钟后自动关闭")
        }
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
        Label::Fold => Text::new("fold untouched", "折叠未使用"),
        Label::Cycle => Text::new("cycle", "账期"),
        Label::Lines => Text::new("lines", "明细"),
        Label::Fields => Text::new("all fields", "所有字段"),
        Label::Groups => Text::new("groups", "分组"),
        Label::Search => Text::new("search", "搜索"),
        Label::ShowOrHide => Text::new("show or hide", "显示或隐藏"),
        Label::Choose => Text::new("choose", "选择"),
        Label::Model => Text::new("model", "模型"),
        Label::Bill => Text::new("bill", "账单"),
        Label::Undo => Text::new("take back", "撤销"),
        Label::Unmute => Text::new("listen again", "取消静音"),
        Label::LeaveLog => Text::new("alerts", "告警"),
        Label::Keys => KEYS,
        Label::Rules => RULES,
    }
}

/// The range of visible lines after `hidden` ones; empty if all are visible.
pub(crate) fn position(lang: Lang, hidden: usize, height: usize, all: usize) -> String {
    if all <= height {
        return String::new();
    }
    let (first, last) = (hidden.saturating_add(1), hidden.saturating_add(height).min(all));
    phrase!(lang, "lines {first} to {last} of {all}", "第 {first}-{last} 行，共 {all} 行")
}
