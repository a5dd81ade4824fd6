//! Connections that could not be made, and what to check.

use crate::{
    domain::Distrust,
    words::{Lang, Text, phrase, plain},
};

pub(super) const BETWEEN: Text = Text::new("check any proxy", "请检查网络代理");

/// The certificate of `host` is not accepted, and why.
pub(super) fn distrusted(lang: Lang, host: &str, why: Distrust) -> String {
    let why = match why {
        Distrust::UnknownIssuer => lang.pick("its issuer is unknown", "颁发者未知"),
        Distrust::Expired => lang.pick("it has expired", "已过期"),
        Distrust::NotYetValid => lang.pick("it is not valid yet", "尚未生效"),
        Distrust::OtherHost => lang.pick("it is for another host", "与主机名不符"),
        Distrust::Invalid => lang.pick("it is invalid", "无效"),
    };
    phrase!(lang, "the certificate of {host} is not accepted: {why}", "{host} 的证书不可信：{why}")
}

/// How it could be accepted.
pub(super) fn trust(lang: Lang, why: Distrust) -> &'static str {
    match why {
        Distrust::UnknownIssuer => lang.pick(
            "if your own proxy issued it, set SSL_CERT_FILE to its certificates",
            "如由自有代理签发，请将 SSL_CERT_FILE 设为其证书文件",
        ),
        Distrust::Expired | Distrust::NotYetValid => {
            lang.pick("check this machine's clock and any proxy", "请检查本机时钟和网络代理")
        }
        Distrust::OtherHost | Distrust::Invalid => BETWEEN.of(lang),
    }
}

/// What to check if a proxy failed.
pub(super) fn check_proxy(lang: Lang, variable: &str) -> String {
    let variable = plain(variable);
    phrase!(lang, "check the proxy or {variable}", "请检查代理或 {variable}",)
}
