//! What to do if the Prometheus of a fleet cannot be read: it is the user's own, and so is the fix.

use super::{Report, report};
use crate::{
    domain::{Cause, Limit},
    words::Lang,
};

/// Describes why the accounts of a fleet cannot be read.
pub(crate) fn report_fleet(lang: Lang, cause: &Cause) -> Report {
    let remedy = match cause {
        Cause::Unreachable { .. }
        | Cause::TimedOut { .. }
        | Cause::HttpStatus { .. }
        | Cause::Refused { .. }
        | Cause::Undecodable { .. } => {
            lang.pick("check that it runs, and its url", "请检查它是否在运行及其 url")
        }
        Cause::Redirected { .. } => {
            lang.pick("check url in the configuration, and any proxy", "请检查配置文件中的 url 和网络代理")
        }
        Cause::QueryFailed { .. }
        | Cause::TooLarge { .. }
        | Cause::OverLimit { limit: Limit::Series(_) | Limit::Samples(_), .. } => {
            lang.pick("load the recording rules (docs/fleet.md)", "请加载记录规则（docs/fleet.md）")
        }
        _ => return report(lang, cause),
    };
    Report { remedy: remedy.to_owned(), ..report(lang, cause) }
}
