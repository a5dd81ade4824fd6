//! Quotas by category (`queryFreeTierQuotaAsyn`): a task is started, and its result requested.

use serde_json::{Value, json};

use super::{
    facts::{Facts, FoundIn, ModelFact},
    fault::console_refusal,
};

/// Every `modelType`.
const CATEGORIES: [&str; 5] = ["Text", "Multimodal", "Audio", "Embedding", "Vision"];

/// The tasks that were started, by their numbers: each with its category and the requests for its result.
#[derive(Default)]
pub(crate) struct Tasks(Vec<(String, usize)>);

impl Tasks {
    /// The category that a request is about, if it is well-formed.
    pub(crate) fn category(&self, request: &Value) -> Option<String> {
        let fields = request.as_object()?;
        if let Some(id) = fields.get("taskId") {
            let (category, _) = self.0.get(number(id)?)?;
            return (fields.len() == 1).then(|| category.clone());
        }
        let category = fields.get("modelType")?.as_str()?;
        let has_both = request["needOverviewInfo"] == true && request["needFreeTierOnlyStatus"] == true;
        (has_both && fields.len() == 3 && CATEGORIES.contains(&category)).then(|| category.to_owned())
    }

    /// The payload for this request, or the refusal.
    pub(crate) fn answer(&mut self, facts: &Facts, request: &Value) -> Result<String, String> {
        let Some(finished_at) = facts.categories else {
            return Err(console_refusal("BailianGateway.Api.NotFound", "api not found"));
        };
        let Some(task) = request.get("taskId").and_then(number) else {
            self.0.push((request["modelType"].as_str().unwrap().to_owned(), 0));
            return Ok(json!({"taskId": id(self.0.len() - 1)}).to_string());
        };
        let (category, requests) = &mut self.0[task];
        *requests += 1;
        if *requests < finished_at {
            return Ok(json!({"taskId": id(task)}).to_string());
        }
        let models = facts.models.iter();
        let models =
            models.filter(|model| model.found_in != FoundIn::Catalogue && model.category() == category);
        let rows: Vec<String> = models.map(row).chain(facts.odd_rows.iter().cloned()).collect();
        let overview = json!({"totalModelCount": rows.len(), "modelsWithZeroQuota": 0});
        Ok(format!(
            r#"{{"freeTierQuotas":[{}],"freeTierQuotaOverview":{overview},"taskId":"{}"}}"#,
            rows.join(","),
            id(task)
        ))
    }
}

fn row(model: &ModelFact) -> String {
    let row = match &model.quota {
        Some(quota) => quota.row(&model.name),
        None => json!({"model": model.name, "quotaStatus": "UNKNOWN"}).to_string(),
    };
    let only = json!(model.free_quota_only);
    format!("{},\"freeTierOnly\":{only}}}", row.trim_end_matches('}'))
}

fn id(number: usize) -> String {
    format!("task-{number}")
}

fn number(id: &Value) -> Option<usize> {
    id.as_str()?.strip_prefix("task-")?.parse().ok()
}
