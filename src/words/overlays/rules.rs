//! The vendor's rules of free quotas in plain language, and a glossary of the words on screen.
//!
//! Source: Alibaba Cloud Model Studio's help, "Free quota for new users" and "Overdue payments".

use crate::words::Text;

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct Section {
    pub title: Text,
    pub paragraphs: &'static [Text],
}

pub(crate) const SECTIONS: &[Section] = &[
    Section {
        title: Text::new("What it covers", "适用范围"),
        paragraphs: &[Text::new(
            "Real-time calls to the model. Never batch calls, the context cache, nor fine-tuned or deployed models: those are billed from the first call on.",
            "仅限对该模型的实时调用。批量调用 (Batch)、上下文缓存、调优或部署的模型从不包含：从第一次调用起就计费。",
        )],
    },
    Section {
        title: Text::new("Who shares it", "由谁共用"),
        paragraphs: &[
            Text::new(
                "The account and all its RAM users, workspaces and API keys use one quota per model.",
                "账户及其所有 RAM 用户、业务空间和 API Key 共用每个模型的同一份额度。",
            ),
            Text::new(
                "Each model has its own: qwen-max and qwen-max-latest do not share.",
                "每个模型各有一份：qwen-max 与 qwen-max-latest 不共用。",
            ),
        ],
    },
    Section {
        title: Text::new("How long it lasts", "有效期"),
        paragraphs: &[Text::new(
            "30 to 180 days, by when and where the account was opened. The expiry shown is the server's; what is left then lapses.",
            "30 至 180 天，取决于账户的开通时间和站点。显示的是服务器给出的到期时间；到期时剩余部分作废。",
        )],
    },
    Section {
        title: Text::new("What happens at the end", "用完之后"),
        paragraphs: &[
            Text::new(
                "Nobody is told. Running calls go on; the calls after that are billed.",
                "没有任何通知。进行中的调用会继续，之后的调用计费。",
            ),
            Text::new(
                "With Free Quota Only they fail instead: HTTP 403 AllocationQuota.FreeTierOnly.",
                "开启免费额度用完即停后，调用会失败，不会计费：HTTP 403 AllocationQuota.FreeTierOnly。",
            ),
        ],
    },
    Section {
        title: Text::new("When the account is overdue", "账户欠费时"),
        paragraphs: &[Text::new(
            "Every call to every model is refused, quota or not: HTTP 400 Arrearage.",
            "所有模型的所有调用都被拒绝，无论有无额度：HTTP 400 Arrearage。",
        )],
    },
    Section {
        title: Text::new("Why figures lag", "数据为何延迟"),
        paragraphs: &[Text::new(
            "Alibaba counts up to 1 h behind. With 2 % of the quota left or less it may be used up already, so the next call is unknown, not free; likewise where the figure was read more than 1 h ago.",
            "阿里云的计数最多延迟 1 小时。额度剩余 2% 或更少时可能已经用完，因此下次调用显示为未知，而不是免费；数据在 1 小时以前读取的也是如此。",
        )],
    },
    Section {
        title: Text::new("How to avoid charges", "如何避免扣费"),
        paragraphs: &[
            Text::new(
                "Turn on Free Quota Only in Model Studio's console while quota is left; afterwards it is too late.",
                "请趁额度未用完，在百炼控制台开启免费额度用完即停；用完后就来不及了。",
            ),
            Text::new(
                "Watch what is low or expiring: it comes first in the list. Keep the account paid.",
                "留意偏低或即将到期的额度：它们排在列表最前。避免账户欠费。",
            ),
        ],
    },
    Section {
        title: Text::new("Words on screen", "屏幕用词"),
        paragraphs: &[
            Text::new(
                "left: of the grant, still usable. lapsed: unused at expiry.",
                "剩余：总额度中还能用的。作废：到期时未使用的。",
            ),
            Text::new(
                "free: covered by what is left. billed: costs money. refused: fails. unknown: the facts do not tell.",
                "免费：由剩余额度抵扣。计费：会产生费用。拒绝：会失败。未知：现有信息不足以判断。",
            ),
            Text::new(
                "untouched: never used, and nothing presses. stale: the last good data; the newest attempt failed, or they are old.",
                "未使用：从未用过，也不紧急。过时：最近一次的有效数据；最新一次读取失败，或数据较旧。",
            ),
        ],
    },
];

#[cfg(test)]
mod tests {
    use super::*;
    use crate::words::Lang;

    #[test]
    fn every_section_says_something_in_every_language() {
        for lang in Lang::ALL {
            for section in SECTIONS {
                assert!(!section.paragraphs.is_empty());
                for text in section.paragraphs.iter().chain([&section.title]) {
                    let text = text.of(lang);
                    assert!(!text.is_empty());
                    assert_eq!(text.is_ascii(), lang == Lang::English, "{text}");
                }
            }
        }
    }
}
