//! Messages after copying.

use crate::words::{Lang, Text, phrase};

pub(crate) const NOTHING: Text = Text::new("nothing to copy here", "此处没有可复制的内容");
pub(crate) const NOTHING_TO_FIX: Text = Text::new("nothing to fix here", "此处没有需要解决的问题");
pub(crate) const TOO_LONG: Text = Text::new("too long to copy", "内容过长，无法复制");

/// A text was copied.
pub(crate) fn copied(lang: Lang, what: &str) -> String {
    phrase!(lang, "copied: {what}", "已复制：{what}")
}

/// The fields of a bill line were copied.
pub(crate) fn fields(lang: Lang, count: usize) -> String {
    phrase!(lang, "{count} fields of the line", "账单明细的 {count} 个字段")
}

/// After advice: `key` copies the command for it.
pub(crate) fn copies_command(lang: Lang, key: &str) -> String {
    phrase!(lang, "; {key} to copy the command", "；按 {key} 复制命令")
}

#[cfg(test)]
mod tests {
    use super::Lang;
    use crate::{
        domain::{Cause, Site},
        words::{facts::account, report},
    };

    /// The copied remedy must be the one on screen.
    #[test]
    fn the_copied_remedy_is_part_of_the_message() {
        let text = || "x".to_owned();
        for cause in [
            Cause::NoLogin { looked_for: Vec::new() },
            Cause::NotLoggedIn { credential: text() },
            Cause::NoAccessKey { looked_for: Vec::new() },
            Cause::Forbidden { action: Some("bss:DescribeAcccount".into()), code: text() },
            Cause::NotActivated { code: text(), site: Some(Site::China) },
            Cause::ClockSkew { seconds: 400 },
            Cause::Login { credential: text(), detail: text(), command: Some("bl auth login --sso".into()) },
            Cause::ForeignLogin {
                credential: text(),
                detail: text(),
                new_profile: "quotatop".into(),
                configured: false,
            },
        ] {
            for (site, lang) in [Site::International, Site::China].into_iter().zip(Lang::ALL) {
                let remedy = cause.remedy(site).unwrap();
                let sentence = report(lang, &cause).remedy;
                assert!(sentence.contains(&*remedy), "{remedy}: {sentence}");
            }
        }
        for site in [Site::International, Site::China] {
            assert_eq!(account::pay(Some(site)), site.billing_console());
        }
        assert_eq!(Cause::RateLimited { until: None }.remedy(Site::China), None);
    }
}
