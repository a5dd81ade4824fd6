//! Which products of a bill are shown (contract, `bills --product`).

use super::{Charge, InstanceId};

#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub enum ProductFilter {
    /// Of Model Studio, and of resold models, which other products sell: those are recognised by their Instance ID.
    #[default]
    Inference,
    ModelStudio,
    All,
    /// Products with this text, in any case, in their code, name, detail or commodity code.
    Text(Box<str>),
}

/// Product details of inference, as the vendor names them.
const INFERENCE_DETAILS: [&str; 3] =
    ["Model Studio Foundation Model Inference", "百炼大模型推理", "阿里云百炼大模型推理"];

impl ProductFilter {
    /// Reads the contract's word; any other text is searched for.
    pub fn parse(word: &str) -> Self {
        match word.trim() {
            "" | "inference" => Self::Inference,
            "model-studio" => Self::ModelStudio,
            "all" => Self::All,
            text => Self::Text(text.into()),
        }
    }

    pub fn as_str(&self) -> &str {
        match self {
            Self::Inference => "inference",
            Self::ModelStudio => "model-studio",
            Self::All => "all",
            Self::Text(text) => text,
        }
    }

    pub fn includes(&self, charge: &Charge, instance: &InstanceId<'_>) -> bool {
        self.includes_charge(charge) || self.includes_instance(instance)
    }

    /// Whether it includes a charge whatever its Instance ID is.
    pub fn includes_charge(&self, charge: &Charge) -> bool {
        match self {
            Self::Inference => {
                charge.commodity_code.starts_with("sfm_inference")
                    || INFERENCE_DETAILS.contains(&charge.product_detail.as_str())
            }
            Self::ModelStudio => charge.product_code == "sfm" || charge.commodity_code.starts_with("sfm_"),
            Self::All => true,
            Self::Text(text) => {
                let text = text.to_lowercase();
                let names = [
                    &charge.product_code,
                    &charge.product_name,
                    &charge.product_detail,
                    &charge.commodity_code,
                ];
                names.iter().any(|name| name.to_lowercase().contains(&text))
            }
        }
    }

    /// Whether it includes a charge with this Instance ID whatever its product is.
    pub fn includes_instance(&self, instance: &InstanceId<'_>) -> bool {
        *self == Self::Inference && instance.is_metered_inference()
    }
}

/// Whether a charge is Model Studio's, by its codes, its names or its Instance ID.
pub fn is_model_studio(charge: &Charge, instance: &InstanceId<'_>) -> bool {
    ProductFilter::ModelStudio.includes(charge, instance)
        || ProductFilter::Inference.includes(charge, instance)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn charge(code: &str, detail: &str, commodity: &str) -> Charge {
        Charge {
            product_code: code.into(),
            product_detail: detail.into(),
            commodity_code: commodity.into(),
            ..Charge::default()
        }
    }

    #[test]
    fn products_are_chosen_as_the_contract_says() {
        let inference = charge("sfm", "百炼大模型推理", "sfm_inference_public_cn");
        let wan = charge("sfm", "Wan", "sfm_inferenceWan_public_intl");
        let named = charge("", "Model Studio Foundation Model Inference", "");
        let training = charge("sfm", "百炼大模型训练", "sfm_training_public_cn");
        let machine = charge("ecs", "Elastic Compute Service", "ecs");
        let resold = charge("mpintl-00001", "Third-Party Services in Marketplace", "intlcmgj");
        let resold = Charge {
            instance_id: "6;ZHIPU/GLM-5.3;1;ws-0abc;ap-southeast-1;international;input_tokens;x-KTokens-4"
                .into(),
            ..resold
        };
        // The Marketplace sells other things, too.
        let image = Charge { instance_id: "i-0abc;IMAGES/debian;x;cn-beijing".into(), ..resold.clone() };
        let all = [&inference, &wan, &named, &training, &machine, &resold, &image];
        for (word, included) in [
            ("inference", [true, true, true, false, false, true, false]),
            ("", [true, true, true, false, false, true, false]),
            ("model-studio", [true, true, false, true, false, false, false]),
            ("all", [true; 7]),
            ("ELASTIC", [false, false, false, false, true, false, false]),
            ("训练", [false, false, false, true, false, false, false]),
        ] {
            let filter = ProductFilter::parse(word);
            let found = all.map(|charge| filter.includes(charge, &InstanceId::parse(&charge.instance_id)));
            assert_eq!(found, included, "{word}");
        }
        assert_eq!(ProductFilter::parse("ELASTIC").as_str(), "ELASTIC", "shown as the user wrote it");
        let ours = all.map(|charge| is_model_studio(charge, &InstanceId::parse(&charge.instance_id)));
        assert_eq!(ours, [true, true, true, true, false, true, false]);
    }
}
