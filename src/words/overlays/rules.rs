//! The vendor's rules of free quotas in plain language, by site.
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
                "Real-time calls to the model. Not batch calls, fine-tuning, deployments, custom models, or calls with a Token Plan or Coding Plan key (sk-sp-).",
                "仅限该模型的实时调用。不适用于 Batch 批量调用，调优、部署的模型和自定义模型，以及使用 Token Plan 或 Coding Plan Key（sk-sp-）的调用，这些从首次调用起按量计费。",
            ),
            both(
                "The context cache may not be covered: Alibaba's pages and real bills differ.",
                "上下文缓存可能不适用：阿里云的文档与实际账单不一致。",
            ),
            china("China site: only models in China (Beijing).", "中国站：仅限华北2（北京）的模型。"),
            international("International site: only models in Singapore.", "国际站：仅限新加坡的模型。"),
        ],
    },
    Section {
        title: Text::new("Who shares it", "共享范围"),
        paragraphs: &[
            both(
                "The account and its RAM users, workspaces and API keys share one quota per model.",
                "主账号与其 RAM 用户、业务空间和 API Key 共享每个模型的额度。",
            ),
            both(
                "Each version has its own: qwen-max and qwen-max-latest do not share.",
                "每个版本各有额度：qwen-max 与 qwen-max-latest 不共享。",
            ),
            china(
                "China site: another account of the same verified person gets no second grant and no extension.",
                "中国站：同一实名主体的其他账号不再获得额度，也不延长有效期。",
            ),
        ],
    },
    Section {
        title: Text::new("How long it lasts", "有效期"),
        paragraphs: &[
            both(
                "90 days from the latest of: activating Model Studio, the model's release, the approval of an application for it. New models bring new quotas, shown within 2 h.",
                "自开通百炼、模型发布、申请通过三者中最晚的时间起 90 天。新模型会发放新的额度，最多 2 小时后显示。",
            ),
            china(
                "China site: accounts opened before 2025-09-08 11:00 (UTC+8) may have other terms.",
                "中国站：2025-09-08 11:00（UTC+8）之前开通的账号可能另有规定。",
            ),
            international(
                "International site: older accounts have 30 to 180 days.",
                "国际站：较早开通的账号为 30 至 180 天。",
            ),
            both(
                "The expiry is the server's; the amount left lapses then.",
                "到期时间以服务器为准；到期后剩余额度失效。",
            ),
        ],
    },
    Section {
        title: Text::new("When it is used up", "用完之后"),
        paragraphs: &[
            china(
                "China site: Alibaba notifies by SMS, email and site message at 20 % left and when used up; thresholds: billing-cost.console.aliyun.com/home/myfreetier.",
                "中国站：剩余 20% 及用完时，阿里云以短信、邮件和站内信通知；阈值设置：billing-cost.console.aliyun.com/home/myfreetier。",
            ),
            international(
                "International site: Alibaba sends no notifications.",
                "国际站：阿里云不发送任何通知。",
            ),
            both(
                "Running calls continue; later calls are billed. With Free Quota Only they fail instead: HTTP 403 AllocationQuota.FreeTierOnly.",
                "进行中的调用会继续，后续调用计费。开启免费额度用完即停后，调用失败，不会计费：HTTP 403 AllocationQuota.FreeTierOnly。",
            ),
            china(
                "China site: free quota is used first, then resource packages, savings plans, pay-as-you-go. With Free Quota Only on, savings plans do not apply.",
                "中国站：先抵扣免费额度，再依次为资源包、节省计划、按量付费。开启免费额度用完即停后，节省计划不会被使用。",
            ),
        ],
    },
    Section {
        title: Text::new("Free Quota Only", "免费额度用完即停"),
        paragraphs: &[
            both(
                "Off by default. A change takes effect after about half an hour; calls until then may be billed. It cannot be turned on once the quota is used up.",
                "默认未开启。更改后约半小时生效，期间的调用可能计费。额度用完后无法开启。",
            ),
            china(
                "China site: it can be turned off at any time (another page: only once used up). For accounts without identity verification it is always on, though the console does not show it.",
                "中国站：可随时关闭（另一篇文档：仅在用完后）。未实名认证的账号强制开启，控制台不显示。",
            ),
            international(
                "International site: it can be turned off only once the quota is used up.",
                "国际站：仅在用完后才能关闭。",
            ),
        ],
    },
    Section {
        title: Text::new("When the account is overdue", "账户欠费时"),
        paragraphs: &[
            china(
                "China site: by the newest page of Alibaba's help no model can be called, quota or not (HTTP 400 Arrearage); by another page, remaining quota can still be used. A call that succeeds proves the latter.",
                "中国站：按阿里云最新的帮助文档，无论有无额度，所有模型都无法调用（HTTP 400 Arrearage）；另一篇文档称剩余额度仍可使用。若调用成功，以实际结果为准。",
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
                "China site: by Alibaba's help figures lag by minutes. quotatop allows for an hour.",
                "中国站：按阿里云的帮助文档，数据延迟数分钟。quotatop 按 1 小时估算。",
            ),
            international(
                "International site: Alibaba updates figures every hour.",
                "国际站：阿里云每小时更新一次数据。",
            ),
            both(
                "At 2 % left or less the quota may be used up already, so the next call is unknown, not free; the same for data older than 1 h.",
                "剩余 2% 或更少时额度可能已用完，因此下次调用显示为未知，而不是免费；超过 1 小时的数据也是如此。",
            ),
        ],
    },
    Section {
        title: Text::new("How to avoid charges", "如何避免扣费"),
        paragraphs: &[
            both(
                "Turn on Free Quota Only while quota is left: quotatop free-quota-only on MODEL. Later it cannot be turned on.",
                "请在额度用完前开启免费额度用完即停：quotatop free-quota-only on MODEL。用完后无法开启。",
            ),
            both(
                "Disable API keys that are not needed: quotatop keys shows what each has cost.",
                "禁用不需要的 API Key：quotatop keys 显示每个 Key 的费用。",
            ),
            both(
                "Watch low and expiring quotas: they come first in the list. Pay overdue bills.",
                "留意偏低或即将到期的额度：它们排在列表最前。避免账户欠费。",
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
