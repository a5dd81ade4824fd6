//! The kind of use of a charge, derived from the names of its billing item and from its Instance ID: the codes are
//! not documented.

use serde::{Deserialize, Serialize};

use super::{Charge, InstanceId, instance_id::Form};

/// The kind of use that was charged.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum ItemClass {
    /// Real-time inference: the only use that free quota covers.
    RealTime,
    Batch,
    /// The context cache, written or hit.
    Cache,
    /// Training, a deployment, or a model of one's own.
    Custom,
}

/// Lower-case words of each class. The first match applies: a batch call that hits the cache is a batch call.
const WORDS: &[(ItemClass, &[&str])] = &[
    (ItemClass::Batch, &["batch", "批量", "批处理"]),
    (ItemClass::Cache, &["cache", "缓存"]),
    (
        ItemClass::Custom,
        &[
            "training",
            "train_",
            "fine-tun",
            "finetun",
            "deploy",
            "model_unit",
            "训练",
            "调优",
            "微调",
            "部署",
            "模型单元",
        ],
    ),
];

impl ItemClass {
    pub fn of(charge: &Charge, instance: &InstanceId<'_>) -> Self {
        Self::named(charge).unwrap_or_else(|| Self::of_instance(instance))
    }

    /// The kind of use that the names of a charge tell: they take precedence.
    pub fn named(charge: &Charge) -> Option<Self> {
        // The product names the kind of use; the item names the unit counted.
        let names = [&charge.item, &charge.item_code, &charge.commodity_code, &charge.product_detail];
        let names = names.map(|text| text.to_lowercase());
        let mut classes = WORDS.iter();
        let found =
            classes.find(|(_, words)| names.iter().any(|text| words.iter().any(|word| text.contains(word))));
        found.map(|(class, _)| *class)
    }

    /// The kind of use that an Instance ID tells.
    pub fn of_instance(instance: &InstanceId<'_>) -> Self {
        if instance.form == Form::Training {
            Self::Custom
        } else if instance.metered().is_cache {
            Self::Cache
        } else {
            Self::RealTime
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn charges_are_classified_by_the_names_of_their_item_and_by_their_instance_id() {
        const CACHE: &str = "1110000;ws-0abc;qwen3.8-flash;input_token_cache;;0";
        for (item, code, commodity, instance, class) in [
            ("输入Token数", "input_token", "sfm_inference_public_cn", "", ItemClass::RealTime),
            ("Batch输入Token数", "", "sfm_inference_public_cn", "", ItemClass::Batch),
            ("批量推理输出", "", "", "", ItemClass::Batch),
            ("Batch模型用量", "", "", "", ItemClass::Batch),
            ("BatchChat Token用量", "", "", CACHE, ItemClass::Batch),
            ("输入Token数(缓存命中)", "", "", "", ItemClass::Cache),
            ("Input tokens (cached)", "", "", "", ItemClass::Cache),
            ("Input tokens", "batch_cached_input", "", "", ItemClass::Batch),
            ("大模型文本消耗量", "token_number", "sfm_inference_public_cn", CACHE, ItemClass::Cache),
            ("大模型文本消耗量", "token_number", "", "1;llm-a;qwen-max;input_token;;0", ItemClass::RealTime),
            ("模型训练", "", "sfm_training_public_cn", "", ItemClass::Custom),
            ("Tokens", "", "sfm_deployment_public_cn", "", ItemClass::Custom),
            ("Tokens", "", "", "llm-a!model!job", ItemClass::Custom),
            ("", "", "", "", ItemClass::RealTime),
        ] {
            let charge = Charge {
                item: item.into(),
                item_code: code.into(),
                commodity_code: commodity.into(),
                ..Charge::default()
            };
            let found = ItemClass::of(&charge, &InstanceId::parse(instance));
            assert_eq!(found, class, "{item} {code} {commodity} {instance}");
        }
    }
}
