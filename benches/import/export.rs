//! An exported bill: lines of 24,000 instances a day in random order, always the same.

use std::{
    fs,
    io::{BufWriter, Write as _},
    path::Path,
};

const HEADER: &str = "资源购买账号ID,资源购买账号,账单月份,账单日期,费用类型,产品Code,产品名称,商品Code,商品名称,\
                      资产/资源实例ID,地域,计费项Code,计费项,资源包抵扣量,用量,用量单位,目录价,价格单位,目录总价,\
                      优惠券抵扣金额,优惠金额,节省计划抵扣目录总价,应付金额,代金券抵扣金额,定价币种,主键,优惠后金额";

/// Writes this many lines of a cycle.
pub(crate) fn write(file: &Path, lines: u64, cycle: &str) {
    let mut random = 20_261_122_u64;
    let mut next = |below: u64| {
        random = random.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
        (random >> 33) % below
    };
    let mut file = BufWriter::new(fs::File::create(file).unwrap());
    writeln!(file, "\u{feff}{HEADER}").unwrap();
    let kinds = ["input_token", "output_token", "input_token_cache", "context_0-128k_input_token"];
    for id in 0..lines {
        let (day, key, model, usage) = (next(27) + 1, next(200), next(30), next(2_000_000));
        let (kind, workspace) = (kinds[usize::try_from(next(4)).unwrap()], key % 20);
        let gross = usage * 24;
        writeln!(
            file,
            "5000000000000001,someone@example.com,{cycle},{cycle}-{day:02},PayAsYouGoBill,sfm,大模型服务平台百炼,\
             sfm_inference_public_cn,百炼大模型推理,{};llm-{workspace:016x};model-{model:02};{kind};app;0,\
             华北2（北京）,token_number,大模型文本消耗量,0,{}.{:03},千tokens,0.0024,元/千Tokens,{}.{:07},0,0,0,\
             {}.{:06},0,CNY,{day:02}{id:012},{}.{:06}",
            1_200_000 + key,
            usage / 1_000,
            usage % 1_000,
            gross / 10_000_000,
            gross % 10_000_000,
            gross / 10_000_000,
            gross % 10_000_000 / 10,
            gross / 10_000_000,
            gross % 10_000_000 / 10,
        )
        .unwrap();
    }
    file.flush().unwrap();
}
