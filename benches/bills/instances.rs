//! A cycle with 24,000 charged instances a day, 648,000 sums: what a keystroke in the search and another grouping
//! cost, and the memory for it.

use std::sync::Arc;

use chrono::Days;
use criterion::Criterion;
use quotatop::domain::bill::{
    Charge, Cycle, Figure, Figures, Grouping, Ledger, LedgerBuilder, LedgerDetail, Query, Sums,
};
use rust_decimal::Decimal;
use strum::IntoEnumIterator as _;

const INSTANCES: u32 = 24_000;
const DAYS: u64 = 27;

pub(crate) fn measure(criterion: &mut Criterion, is_bench: bool) {
    let before = crate::peak();
    let ledger = Arc::new(ledger(if is_bench { INSTANCES } else { 240 }));
    println!(
        "{} sums of {} charges; peak memory {before} KiB, then {} KiB",
        ledger.rows().count(),
        ledger.subjects().len(),
        crate::peak()
    );
    for search in ["", "model-07 input", "12001234"] {
        criterion.bench_function(&format!("24,000 instances a day: search {search:?}"), |bench| {
            let query = Query { search: search.to_owned(), ..Query::default() };
            bench.iter(|| crate::sum_up(&ledger, &query));
        });
    }
    for grouping in Grouping::iter() {
        criterion.bench_function(
            &format!("24,000 instances a day: group by {}", grouping.into_str()),
            |bench| {
                let query = Query { grouping, ..Query::default() };
                bench.iter(|| crate::sum_up(&ledger, &query));
            },
        );
    }
}

fn ledger(instances: u32) -> Ledger {
    let cycle: Cycle = "2026-11".parse().unwrap();
    let mut builder = LedgerBuilder::new(cycle, LedgerDetail::Days);
    let charge = Arc::new(Charge {
        product_code: "sfm".into(),
        product_name: "大模型服务平台百炼".into(),
        product_detail: "百炼大模型推理".into(),
        commodity_code: "sfm_inference_public_cn".into(),
        region: "华北2（北京）".into(),
        fee_type: "云资源按量费用".into(),
        item: "大模型文本消耗量".into(),
        item_code: "token_number".into(),
        currency: "CNY".into(),
        unit: "千tokens".into(),
        ..Charge::default()
    });
    let rest = builder.rest(&charge);
    for number in 0..instances {
        let kind = ["input_token", "output_token", "input_token_cache", "context_0-256k_input_token"];
        let (key, model) = (12_000_000 + number / 120, number / 4 % 30);
        let (workspace, kind) = (key % 20, kind[number as usize % 4]);
        let instance = format!("{key};llm-{workspace:016x};model-{model:02};{kind};app;0");
        builder.subject(number.into(), rest, &instance);
    }
    let mut random = 0x2545_F491_u32;
    for day in 0..DAYS {
        let day = cycle.first_day() + Days::new(day);
        for subject in 0..instances {
            random = random.wrapping_mul(1_664_525).wrapping_add(1_013_904_223);
            let usage = Decimal::new((random >> 8).into(), 3);
            let gross = usage * Decimal::new(24, 4);
            let mut figures = Figures::default();
            for (figure, amount) in [
                (Figure::Usage, usage),
                (Figure::Deducted, Decimal::ZERO),
                (Figure::Gross, gross),
                (Figure::Discount, Decimal::ZERO),
                (Figure::Coupons, Decimal::ZERO),
                (Figure::Savings, Decimal::ZERO),
                (Figure::Payable, gross.round_dp(6)),
            ] {
                figures.set(figure, Some(amount));
            }
            builder.row(day, subject, &Sums::of(&figures));
        }
    }
    builder.finish()
}
