//! How the models of a bill are found among those of the catalogue: resold models are billed as `ZHIPU/GLM-5.3`
//! and listed as `glm-5.3`.

/// The form in which names of models on a bill and in the catalogue are equal: lower case, without the vendor
/// before a `/` (contract).
pub fn join_key(name: &str) -> String {
    let name = name.rsplit_once('/').map_or(name, |(_, model)| model);
    name.to_lowercase()
}

/// Whether a model on a bill is this one of the catalogue.
pub fn is_same_model(billed: &str, listed: &str) -> bool {
    billed == listed || join_key(billed) == join_key(listed)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn case_and_vendor_do_not_count() {
        for (billed, listed, same) in [
            ("qwen-max", "qwen-max", true),
            ("ZHIPU/GLM-5.3", "glm-5.3", true),
            ("GLM-5.3", "ZHIPU/glm-5.3", true),
            ("a/b/GLM-5.3", "glm-5.3", true),
            ("qwen-max", "qwen-max-latest", false),
            ("ZHIPU/GLM-5.3", "glm-5", false),
        ] {
            assert_eq!(is_same_model(billed, listed), same, "{billed} {listed}");
        }
    }
}
