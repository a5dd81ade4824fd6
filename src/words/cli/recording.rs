//! Recording the calls of an account, and replaying them.

use std::path::Path;

use chrono::{DateTime, Utc};

use crate::{
    domain::Zone,
    words::{Lang, Text, number, phrase, plain, plain_path, time},
};

pub(crate) const NEEDS_ACCOUNT: Text = Text::new(
    "--record needs a live account; leave out --demo, --snapshot, --replay and --offline",
    "--record 需要真实账户；请去掉 --demo、--snapshot、--replay 和 --offline",
);

pub(crate) const NEEDS_TERMINAL: Text = Text::new(
    "no terminal to review it on; add --yes, and review the file yourself",
    "没有终端可供检查；请加上 --yes，并自行检查该文件",
);

pub(crate) const NO_HISTORY: Text =
    Text::new("a recording has no history; leave out --replay", "录制文件没有历史数据；请去掉 --replay");

/// The lines of `doctor` say which login is missing.
pub(crate) const NOTHING: Text = Text::new(
    "nothing to record: no login, so no calls; no file was written",
    "没有可录制的内容：未登录，因此未发出调用；未写入文件",
);

pub(crate) const NOT_WRITTEN: Text = Text::new("nothing was written", "未写入任何内容");

pub(crate) const WRITE: Text = Text::new("write it? [y/N] ", "是否写入？[y/N] ");

pub(crate) const REPLACE: Text =
    Text::new("the file exists; replace it? [y/N] ", "文件已存在；是否替换？[y/N] ");

/// The answers that mean yes, in lower case.
pub(crate) const YES: [&str; 3] = ["y", "yes", "是"];

pub(crate) fn exists(lang: Lang, path: &Path) -> String {
    let path = plain_path(path);
    phrase!(
        lang,
        "{path}: the file exists, and --yes replaces none; choose another one",
        "{path}：文件已存在，--yes 不会替换；请指定其他文件",
    )
}

pub(crate) fn no_folder(lang: Lang, path: &Path) -> String {
    let path = plain_path(path);
    phrase!(
        lang,
        "{path}: cannot be written; choose a file in an existing folder",
        "{path}：无法写入该位置；请指定已存在目录中的文件",
    )
}

/// The server accepts no requests yet.
pub(crate) fn must_wait(lang: Lang, until: DateTime<Utc>, now: DateTime<Utc>) -> String {
    let wait = time::until(lang, until, now);
    phrase!(lang, "rate-limited; record again in {wait}", "被限流；请在 {wait}后再录制",)
}

/// How many calls there were, and how they ended.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub(crate) struct Calls {
    pub(crate) answered: usize,
    /// With an error as HTTP status.
    pub(crate) refused: usize,
    pub(crate) unanswered: usize,
    /// That no longer fitted.
    pub(crate) left_out: usize,
}

pub(crate) fn calls(lang: Lang, calls: Calls) -> String {
    let Calls { answered, refused, unanswered, left_out } = calls;
    let mut parts = vec![phrase!(lang, "{answered} answered", "{answered} 个成功")];
    if refused > 0 {
        parts.push(phrase!(lang, "{refused} refused", "{refused} 个被拒绝"));
    }
    if unanswered > 0 {
        parts.push(phrase!(lang, "{unanswered} unanswered", "{unanswered} 个无应答"));
    }
    if left_out > 0 {
        parts.push(phrase!(lang, "{left_out} left out: too large", "{left_out} 个因过大而略去"));
    }
    let label = lang.pick("calls:       ", "调用：");
    format!("{label}{}", parts.join(lang.pick(", ", "，")))
}

/// What was taken out: the number of different values of each kind.
pub(crate) fn taken_out(lang: Lang, found: &[(&str, usize)]) -> String {
    let label = lang.pick("removed:     ", "已替换：");
    if found.is_empty() {
        return format!("{label}{}", lang.pick("nothing", "无"));
    }
    let parts: Vec<String> = found.iter().map(|(kind, count)| hidden(lang, kind, *count)).collect();
    format!("{label}{}", parts.join(lang.pick(", ", "，")))
}

pub(crate) const NEVER_THERE: Text = Text::new(
    "not recorded: request headers (so no login); response headers except date, type, Retry-After",
    "未录制：请求头（因此不含登录信息），以及应答头中日期、类型、Retry-After 之外的内容",
);

pub(crate) fn destination(lang: Lang, path: &Path, bytes: usize) -> String {
    let (path, size) =
        (plain_path(path), number::count(u64::try_from(bytes.div_ceil(1024)).unwrap_or(u64::MAX)));
    phrase!(
        lang,
        "file:        {path}, {size} KiB, readable by you only",
        "文件：{path}，{size} KiB，仅您本人可读",
    )
}

pub(crate) fn written(lang: Lang, path: &Path) -> String {
    let path = plain_path(path);
    phrase!(
        lang,
        "wrote {path}; review it before you share it; to show it: quotatop --replay {path}",
        "已写入 {path}；分享前请先检查；查看：quotatop --replay {path}",
    )
}

/// Everything is shown as it was when it was recorded.
pub(crate) fn replayed(lang: Lang, at: DateTime<Utc>, version: &str, zone: Zone) -> String {
    let (at, version) = (time::moment(lang, at, DateTime::UNIX_EPOCH, zone), plain(version));
    phrase!(lang, "recorded {at} by quotatop {version}", "{at} 由 quotatop {version} 录制",)
}

/// A kind of value that was taken out, by its word in a recording.
fn hidden(lang: Lang, kind: &str, count: usize) -> String {
    let (one, many, chinese) = match kind {
        "account" => ("account ID", "account IDs", "账户 ID"),
        "key" => ("key ID", "key IDs", "密钥 ID"),
        "ws" => ("workspace", "workspaces", "业务空间"),
        "order" => ("order ID", "order IDs", "订单号"),
        "name" => ("name", "names", "名称"),
        "email" => ("e-mail address", "e-mail addresses", "邮箱"),
        "phone" => ("telephone number", "telephone numbers", "电话号码"),
        "ip" => ("IP address", "IP addresses", "IP 地址"),
        "secret" => ("secret", "secrets", "密文"),
        "request" => ("request ID", "request IDs", "请求 ID"),
        "task" => ("query ID", "query IDs", "查询 ID"),
        "page" => ("page token", "page tokens", "翻页标记"),
        "host" => ("server", "servers", "服务器"),
        "url" => ("address", "addresses", "网址"),
        "id" => ("other ID", "other IDs", "其他 ID"),
        _ => ("other text", "other texts", "其他文本"),
    };
    phrase!(lang, "{count} {}", "{count} 个{}", lang.pick(if count == 1 { one } else { many }, chinese))
}
