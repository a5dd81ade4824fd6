//! What `poll` says of the metrics it exports. Their descriptions are English, like everything that programs read.

use std::{fmt::Display, net::SocketAddr, path::Path};

use crate::words::{Lang, Text, phrase, plain, plain_path};

pub(crate) const TOTAL: &str = "Free quota that was granted for the model, in its unit.";
pub(crate) const REMAINING: &str =
    "Free quota left by Alibaba's own count, which may be an hour behind, in the unit of the model.";
pub(crate) const EXPIRES: &str = "When the rest of the free quota is taken away.";
pub(crate) const RUNS_OUT: &str =
    "When the free quota is forecast to run out; absent if it will not before it expires.";
pub(crate) const LAPSES: &str = "Free quota that is expected to be left, and lost, when it expires.";
pub(crate) const FREE_QUOTA_ONLY: &str =
    "Whether Free Quota Only is on: calls then fail instead of being billed.";
pub(crate) const NEXT_CALL: &str =
    "What a real-time call made now would be: 1 for the state that applies, 0 for the others.";
pub(crate) const AVAILABLE: &str = "Balance of the account: cash and credit minus what is not settled yet.";
pub(crate) const OVERDUE: &str = "Whether the account is overdue: every call is refused.";
pub(crate) const SPEND: &str = "Payable before tax for inference in the billing cycle so far.";
pub(crate) const MODEL_SPEND: &str =
    "Payable before tax for inference in the billing cycle so far, by model as the bill names it.";
pub(crate) const LAST_SUCCESS: &str = "When the newest data were read.";
pub(crate) const FEED_UP: &str = "Whether the last attempt to read the data succeeded.";
pub(crate) const REQUESTS: &str = "Requests of this process by outcome: success, or the kind of error.";
pub(crate) const POLL_DURATION: &str = "How long requests of this process took.";
pub(crate) const BUILD_INFO: &str = "The version of quotatop that exports the metrics.";

pub(crate) const TOKEN_UNUSABLE: Text = Text::new(
    "QUOTATOP_METRICS_TOKEN must be 1 to 1,024 visible ASCII characters without spaces; unset it if no token is required",
    "QUOTATOP_METRICS_TOKEN 须为 1 到 1,024 个可见 ASCII 字符，且不含空格；如不需要令牌，请取消该变量",
);

/// Where metrics are served.
pub(crate) fn serving(lang: Lang, address: SocketAddr) -> String {
    phrase!(lang, "metrics: http://{address}/metrics", "指标：http://{address}/metrics")
}

/// Anyone who reaches the address can read them.
pub(crate) fn open_to_others(lang: Lang, address: SocketAddr) -> String {
    phrase!(
        lang,
        "anyone who can reach {address} can read the metrics; set QUOTATOP_METRICS_TOKEN",
        "任何能访问 {address} 的人都能读取指标；请设置 QUOTATOP_METRICS_TOKEN",
    )
}

pub(crate) fn not_bound(lang: Lang, address: SocketAddr, why: &dyn Display) -> String {
    let why = why.to_string();
    let why = plain(&why);
    phrase!(
        lang,
        "--listen {address}: {why}; stop what uses the port, or choose another one",
        "--listen {address}：{why}；请停止占用该端口的程序，或换一个端口",
    )
}

pub(crate) fn not_written(lang: Lang, file: &Path, why: &dyn Display) -> String {
    let (file, why) = (plain_path(file), why.to_string());
    let why = plain(&why);
    phrase!(
        lang,
        "--textfile {file}: {why}; its folder has to exist, with space, and be writable",
        "--textfile {file}：{why}；所在目录须存在、有剩余空间且可写",
    )
}

/// The file could not be written for a time.
pub(crate) fn written_again(lang: Lang, file: &Path) -> String {
    let file = plain_path(file);
    phrase!(lang, "--textfile {file}: working again", "--textfile {file}：已恢复")
}
