//! The help about filters: their language by examples. A test gives each example to the parser.

use crate::words::Text;

/// A filter, and what it lists.
pub(crate) struct Example {
    pub(crate) filter: &'static str,
    pub(crate) lists: Text,
    /// Whether it makes sense only with several profiles.
    pub(crate) needs_several: bool,
}

const fn example(filter: &'static str, english: &'static str, chinese: &'static str) -> Example {
    Example { filter, lists: Text::new(english, chinese), needs_several: false }
}

pub(crate) const EXAMPLES: &[Example] = &[
    example("qwen", "names that contain it", "名称包含该词"),
    example("qwen max", "names that contain both words", "名称包含两个词"),
    example("kind:video", "models of this kind", "该类型的模型"),
    example("status:low,expired", "one status or the other", "任一状态"),
    example("next:billed", "models whose next call costs money", "下次调用将计费的模型"),
    example("-status:none", "all but these", "排除这些模型"),
    example("qwen -kind:image", "both conditions", "同时满足两个条件"),
    Example {
        filter: "profile:prod",
        lists: Text::new("models of this account", "该账号的模型"),
        needs_several: true,
    },
];

pub(crate) const MODELS: Text = Text::new("MODELS", "模型");
pub(crate) const FIELDS: Text = Text::new("FIELDS", "字段");
pub(crate) const BILLS: Text = Text::new("BILLS", "账单");
/// What a field without fixed words accepts.
pub(crate) const ANY_NAME: Text = Text::new("any part of a name", "名称的任意部分");
pub(crate) const BEGINNINGS: Text = Text::new(
    "All words must match. The beginning of a field's word is enough: status:exp.",
    "所有条件须同时满足。字段的值只需开头部分：status:exp。",
);
pub(crate) const SEARCH: Text = Text::new(
    "A search lists the lines that contain every word, in any of their columns.",
    "搜索列出任意列中包含所有词的明细。",
);

#[cfg(test)]
mod tests {
    use super::*;
    use crate::domain::{
        Kind, NextCall, Status,
        filter::{Candidate, Filter, UnknownWord},
    };

    #[test]
    fn every_example_is_understood_and_lists_what_it_says() {
        let max = Candidate {
            profile: "prod",
            model: "qwen-max",
            kind: Kind::Text,
            status: Status::Expired,
            next_call: NextCall::Billed,
        };
        let other = Candidate {
            profile: "dev",
            model: "wan2.7-t2v",
            kind: Kind::Video,
            status: Status::None,
            next_call: NextCall::Free,
        };
        for Example { filter, .. } in EXAMPLES {
            assert_eq!(UnknownWord::find(filter), None, "{filter}");
            let parsed = Filter::parse(filter);
            let lists_max = *filter != "kind:video";
            assert_eq!((parsed.matches(max), parsed.matches(other)), (lists_max, !lists_max), "{filter}");
        }
        assert_eq!(UnknownWord::find("status:exp"), None);
    }
}
