//! What covered use or lowered its price: free quota, packages, plans, coupons, discounts, rounding.

use rust_decimal::Decimal;

use crate::{
    domain::bill::{Covered, CoveredUsage},
    words::{Lang, facts::usage::Usage, number, phrase},
};

/// Why nothing has to be paid, in a few words: `free quota, +1 more`; empty if nothing is known to have covered it.
pub(crate) fn short(lang: Lang, covered: &Covered<'_>) -> String {
    let causes = [
        (!covered.free_quota.is_empty()).then(|| lang.pick("free quota", "免费额度抵扣")),
        (!covered.package.is_empty()).then(|| lang.pick("package", "资源包抵扣")),
        (!covered.unclear.is_empty()).then(|| lang.pick("free quota or a package", "免费额度或资源包抵扣")),
        covered.plan.map(|_| lang.pick("savings plan", "节省计划抵扣")),
        covered.coupon.map(|_| lang.pick("coupon", "优惠券抵扣")),
        covered.discount.map(|_| lang.pick("discount", "优惠")),
        covered.rounding.map(|_| lang.pick("rounded to 0", "抹零")),
    ];
    let mut causes = causes.into_iter().flatten();
    let Some(first) = causes.next() else { return String::new() };
    and_more(lang, first, causes.count())
}

/// The first of several causes or reasons: `context cache, +2 more`.
pub(crate) fn and_more(lang: Lang, first: &str, others: usize) -> String {
    match others {
        0 => first.to_owned(),
        _ => phrase!(lang, "{first}, +{others} more", "{first}，另有 {others} 项"),
    }
}

/// `Free quota covered 4,131,000 tokens; discounts took 1.17 CNY.`; empty if nothing is known.
pub(crate) fn long(lang: Lang, covered: &Covered<'_>, currency: &str) -> String {
    let used = |usage: &[CoveredUsage<'_>]| {
        let amounts: Vec<String> =
            usage.iter().map(|used| Usage::of(used.amount, used.unit).exact(lang)).collect();
        (!amounts.is_empty()).then(|| amounts.join(lang.pick(", ", "、")))
    };
    let money = |amount: Option<Decimal>| amount.map(|amount| number::money(amount, Some(currency)));
    let parts = [
        used(&covered.free_quota).map(|it| phrase!(lang, "free quota covered {it}", "免费额度抵扣 {it}")),
        used(&covered.package).map(|it| phrase!(lang, "a package covered {it}", "资源包抵扣 {it}")),
        used(&covered.unclear)
            .map(|it| phrase!(lang, "free quota or a package covered {it}", "免费额度或资源包抵扣 {it}")),
        money(covered.plan).map(|it| phrase!(lang, "a savings plan took {it}", "节省计划抵扣 {it}")),
        money(covered.coupon).map(|it| phrase!(lang, "coupons took {it}", "优惠券抵扣 {it}")),
        money(covered.discount).map(|it| phrase!(lang, "discounts took {it}", "优惠 {it}")),
        money(covered.rounding).map(|it| phrase!(lang, "{it} was rounded off", "抹零 {it}")),
    ];
    let text = parts.into_iter().flatten().collect::<Vec<_>>().join(lang.pick("; ", "；"));
    let mut rest = text.chars();
    match rest.next() {
        None => text,
        Some(first) => format!("{}{}{}", first.to_uppercase(), rest.as_str(), lang.pick(".", "。")),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn each_cause_has_words_of_its_own() {
        let usage =
            |amount: &str| vec![CoveredUsage { amount: amount.parse().unwrap(), unit: "1000 tokens" }];
        let money = |amount: &str| amount.parse::<Decimal>().ok();
        let none = Covered::default;
        for (covered, cell, sentence, chinese) in [
            (none(), "", "", ""),
            (
                Covered { free_quota: usage("4131"), ..none() },
                "free quota",
                "Free quota covered 4,131,000 tokens.",
                "免费额度抵扣 4,131,000 Token。",
            ),
            (
                Covered { package: usage("1.5"), discount: money("1.17"), ..none() },
                "package, +1 more",
                "A package covered 1,500 tokens; discounts took 1.17 CNY.",
                "资源包抵扣 1,500 Token；优惠 1.17 CNY。",
            ),
            (
                Covered { unclear: usage("2"), ..none() },
                "free quota or a package",
                "Free quota or a package covered 2,000 tokens.",
                "免费额度或资源包抵扣 2,000 Token。",
            ),
            (
                Covered { plan: money("2"), coupon: money("0.50"), rounding: money("0.004"), ..none() },
                "savings plan, +2 more",
                "A savings plan took 2.00 CNY; coupons took 0.50 CNY; 0.004 CNY was rounded off.",
                "节省计划抵扣 2.00 CNY；优惠券抵扣 0.50 CNY；抹零 0.004 CNY。",
            ),
            (
                Covered { rounding: money("0.004"), ..none() },
                "rounded to 0",
                "0.004 CNY was rounded off.",
                "抹零 0.004 CNY。",
            ),
        ] {
            assert_eq!(short(Lang::English, &covered), cell);
            assert_eq!(long(Lang::English, &covered, "CNY"), sentence);
            assert_eq!(long(Lang::Chinese, &covered, "CNY"), chinese);
        }
    }
}
