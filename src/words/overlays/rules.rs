//! The vendor's rules of free quotas in plain language, by site, and a glossary of the words on screen.
//!
//! Source: Alibaba Cloud Model Studio's help on both sites, read in November 2026: "Free quota for new users"
//! (新人免费额度), "Overdue payments" (欠费说明) and "Free Quota Only" (免费额度用完即停). Where its pages
//! differ, or real bills differ from them, the text says so.

use crate::{domain::Site, words::Text};

pub(crate) struct Section {
    pub(crate) title: Text,
    paragraphs: &'static [Paragraph],
}

struct Paragraph {
    text: Text,
    /// The site for which it holds; absent = both.
    site: Option<Site>,
}

impl Section {
    /// Its paragraphs for an account of this site; those for both if it is unknown.
    pub(crate) fn paragraphs(&self, site: Option<Site>) -> impl Iterator<Item = Text> {
        let holds = move |own: Option<Site>| own.is_none() || site.is_none() || own == site;
        self.paragraphs.iter().filter(move |paragraph| holds(paragraph.site)).map(|paragraph| paragraph.text)
    }
}

const fn both(english: &'static str, chinese: &'static str) -> Paragraph {
    Paragraph { text: Text::new(english, chinese), site: None }
}

const fn china(english: &'static str, chinese: &'static str) -> Paragraph {
    Paragraph { text: Text::new(english, chinese), site: Some(Site::China) }
}

const fn international(english: &'static str, chinese: &'static str) -> Paragraph {
    Paragraph { text: Text::new(english, chinese), site: Some(Site::International) }
}

pub(crate) const SECTIONS: &[Section] = &[
    Section {
        title: Text::new("What it covers", "适用范围"),
        paragraphs: &[
            both(
                "Real-time calls to the model. Never batch calls, fine-tuning, deployments, custom models, nor calls with a Token Plan or Coding Plan key (sk-sp-).",
                "仅限对该模型的实时调用。从不包含：批量调用 (Batch)、调优、部署、自定义模型，以及使用 Token Plan 或 Coding Plan Key (sk-sp-) 的调用。",
            ),
            both(
                "The context cache may not be covered: Alibaba's pages and real bills differ.",
                "上下文缓存可能不包含：阿里云的文档与实际账单不一致。",
            ),
            china("China site: only models in China (Beijing).", "中国站：仅限华北2（北京）的模型。"),
            international("International site: only models in Singapore.", "国际站：仅限新加坡的模型。"),
        ],
    },
    Section {
        title: Text::new("Who shares it", "由谁共用"),
        paragraphs: &[
            both(
                "The account and all its RAM users, workspaces and API keys use one quota per model.",
                "账户及其所有 RAM 用户、业务空间和 API Key 共用每个模型的同一份额度。",
            ),
            both(
                "Each model has its own: qwen-max and qwen-max-latest do not share.",
                "每个模型各有一份：qwen-max 与 qwen-max-latest 不共用。",
            ),
            china(
                "China site: a second account of the same real-name person gets no second grant, and no extension.",
                "中国站：同一实名主体的其他账户不再获得额度，也不延长有效期。",
            ),
        ],
    },
    Section {
        title: Text::new("How long it lasts", "有效期"),
        paragraphs: &[
            both(
                "90 days from the latest of these: Model Studio was activated, the model was released, an application for it was approved. Grants of new models keep coming, and show within 2 h.",
                "自以下时间中最晚的一个起 90 天：开通百炼、模型发布、申请通过。新模型会继续发放额度，最多 2 小时后显示。",
            ),
            china(
                "China site: accounts opened before 2025-09-08 11:00 (UTC+8) may have other terms.",
                "中国站：2025-09-08 11:00 (UTC+8) 之前开通的账户可能另有规定。",
            ),
            international(
                "International site: older accounts have 30 to 180 days.",
                "国际站：较早开通的账户为 30 至 180 天。",
            ),
            both(
                "The expiry shown is the server's; what is left then lapses.",
                "显示的是服务器给出的到期时间；到期时剩余部分作废。",
            ),
        ],
    },
    Section {
        title: Text::new("What happens at the end", "用完之后"),
        paragraphs: &[
            china(
                "China site: Alibaba notifies by SMS, mail and site message when 20 % is left and when nothing is; thresholds: billing-cost.console.aliyun.com/home/myfreetier.",
                "中国站：剩余 20% 及用完时，阿里云以短信、邮件和站内信通知；阈值设置：billing-cost.console.aliyun.com/home/myfreetier。",
            ),
            international("International site: Alibaba notifies nobody.", "国际站：阿里云不发送任何通知。"),
            both(
                "Running calls go on; the calls after that are billed. With Free Quota Only they fail instead: HTTP 403 AllocationQuota.FreeTierOnly.",
                "进行中的调用会继续，之后的调用计费。开启免费额度用完即停后，调用会失败，不会计费：HTTP 403 AllocationQuota.FreeTierOnly。",
            ),
            china(
                "China site: free quota is used first, then resource packages, savings plans, pay-as-you-go. With Free Quota Only on, savings plans are never used.",
                "中国站：先抵扣免费额度，再依次为资源包、节省计划、按量付费。开启免费额度用完即停后，节省计划不会被使用。",
            ),
        ],
    },
    Section {
        title: Text::new("The switch Free Quota Only", "免费额度用完即停"),
        paragraphs: &[
            both(
                "It is off by default. It takes effect about half an hour after it was switched: calls in between may be billed. With nothing left it cannot be switched on.",
                "默认未开启。切换后约半小时生效，期间的调用可能计费。额度用完后无法开启。",
            ),
            china(
                "China site: it may be switched off any time (another page: only with nothing left). Where the account's identity is not verified it is on, though the console does not show it.",
                "中国站：可随时关闭 (另一页：仅在用完后)。未实名认证的账户强制开启，控制台不显示。",
            ),
            international(
                "International site: it may be switched off only with nothing left.",
                "国际站：仅在用完后才能关闭。",
            ),
        ],
    },
    Section {
        title: Text::new("When the account is overdue", "账户欠费时"),
        paragraphs: &[
            china(
                "China site: by the newest page of Alibaba's help no model can be called, quota or not (HTTP 400 Arrearage); by another one, quota that is left may still be used. A call that succeeds proves the latter.",
                "中国站：按阿里云最新的帮助文档，无论有无额度，所有模型都无法调用 (HTTP 400 Arrearage)；另一页则称剩余额度仍可使用。若调用成功，以实际结果为准。",
            ),
            international(
                "International site: by Alibaba's help no model can be called, quota or not: HTTP 400 Arrearage. A call that succeeds proves otherwise.",
                "国际站：按阿里云的帮助文档，无论有无额度，所有模型都无法调用：HTTP 400 Arrearage。若调用成功，以实际结果为准。",
            ),
        ],
    },
    Section {
        title: Text::new("Why figures lag", "数据为何延迟"),
        paragraphs: &[
            china(
                "China site: by Alibaba's help its count is minutes behind. quotatop allows for an hour.",
                "中国站：按阿里云的帮助文档，计数延迟数分钟。quotatop 按 1 小时估算。",
            ),
            international("International site: Alibaba counts every hour.", "国际站：阿里云每小时计数一次。"),
            both(
                "With 2 % of the quota left or less it may be used up already, so the next call is unknown, not free; likewise where the figure was read more than 1 h ago.",
                "额度剩余 2% 或更少时可能已经用完，因此下次调用显示为未知，而不是免费；数据在 1 小时以前读取的也是如此。",
            ),
        ],
    },
    Section {
        title: Text::new("How to avoid charges", "如何避免扣费"),
        paragraphs: &[
            both(
                "Turn on Free Quota Only in Model Studio's console while quota is left; afterwards it is too late.",
                "请趁额度未用完，在百炼控制台开启免费额度用完即停；用完后就来不及了。",
            ),
            both(
                "Watch what is low or expiring: it comes first in the list. Keep the account paid.",
                "留意偏低或即将到期的额度：它们排在列表最前。避免账户欠费。",
            ),
        ],
    },
    Section {
        title: Text::new("Words on screen", "屏幕用词"),
        paragraphs: &[
            both(
                "left: of the grant, still usable. lapsed: unused at expiry.",
                "剩余：总额度中还能用的。作废：到期时未使用的。",
            ),
            both(
                "free: covered by what is left. billed: costs money. refused: fails. unknown: the facts do not tell.",
                "免费：由剩余额度抵扣。计费：会产生费用。拒绝：会失败。未知：现有信息不足以判断。",
            ),
            both(
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
    fn every_section_says_something_in_every_language_on_every_site() {
        for lang in Lang::ALL {
            for section in SECTIONS {
                for site in [None, Some(Site::China), Some(Site::International)] {
                    let texts: Vec<Text> = section.paragraphs(site).collect();
                    assert!(!texts.is_empty());
                    for text in texts.into_iter().chain([section.title]) {
                        let text = text.of(lang);
                        assert!(!text.is_empty());
                        assert_eq!(text.is_ascii(), lang == Lang::English, "{text}");
                    }
                }
            }
        }
    }

    #[test]
    fn what_holds_on_one_site_names_it_and_is_not_shown_on_the_other() {
        let names = [
            (Site::China, "China site: ", "中国站："),
            (Site::International, "International site: ", "国际站："),
        ];
        for section in SECTIONS {
            for paragraph in section.paragraphs {
                for (site, english, chinese) in names {
                    let holds = paragraph.site == Some(site);
                    let begins = |lang, name| paragraph.text.of(lang).starts_with(name);
                    assert_eq!([begins(Lang::English, english), begins(Lang::Chinese, chinese)], [holds; 2]);
                    let shown = |site| section.paragraphs(site).any(|text| text == paragraph.text);
                    assert!(shown(None));
                    assert_eq!(shown(Some(site)), holds || paragraph.site.is_none());
                }
            }
        }
    }
}
