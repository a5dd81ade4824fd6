//! The pages of `listFoundationModels`.

use serde_json::{Value, json};

use super::facts::{Facts, FoundIn, ModelFact};

/// The page that `input` requests.
pub(crate) fn page(facts: &Facts, input: &Value) -> String {
    let number = usize::try_from(input["pageNo"].as_u64().unwrap_or(1)).unwrap_or(1).max(1);
    let requested = usize::try_from(input["pageSize"].as_u64().unwrap_or(10)).unwrap_or(10);
    let size = requested.min(facts.page).max(1);
    let listed = facts.models.iter().filter(|model| model.found_in != FoundIn::Category);
    let items: Vec<String> = listed.map(item).collect();
    let families: Vec<String> = match facts.family {
        0 => items,
        of => items.chunks(of).enumerate().map(|(n, items)| family(n, items)).collect(),
    };
    let total = facts.total.clone().unwrap_or_else(|| families.len().to_string());
    let rows = families.into_iter().skip((number - 1) * size).take(size);
    let endless =
        (0..facts.new_models).map(|n| item(&ModelFact::text(&format!("new-{number}-{n}"), "1", "1")));
    let rows = rows.chain(endless);
    let rows: Vec<String> = rows.chain(facts.odd_rows.iter().cloned()).collect();
    let total = if total.is_empty() { String::new() } else { format!("\"total\":{total},") };
    format!("{{{total}\"list\":[{}]}}", rows.join(","))
}

fn family(number: usize, items: &[String]) -> String {
    let items = items.join(",");
    format!(
        r#"{{"model":"group-{number}","name":"Family {number}","updateAt":"2026-09-01","items":[{items}]}}"#
    )
}

fn item(model: &ModelFact) -> String {
    let prices =
        model.prices.iter().map(|(kind, unit)| json!({"type": kind, "price": "0.0032", "priceUnit": unit}));
    json!({
        "model": model.name, "name": model.name, "provider": "qwen", "capabilities": model.capabilities,
        "contextWindow": 262_144, "inferenceMetadata": {"request_modality": ["Text"]},
        "prices": prices.collect::<Vec<_>>(),
        "qpmInfo": {"model-default": {"count_limit": 600, "count_limit_period": 60}},
    })
    .to_string()
}
