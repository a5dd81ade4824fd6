//! What the stand-in knows. Numbers are JSON as sent, so that tests control every digit.

use std::{fmt::Write as _, sync::Arc};

use super::{bills::BillFacts, monitoring::Monitoring};

#[derive(Clone)]
pub(crate) struct Facts {
    pub(crate) models: Vec<ModelFact>,
    pub(crate) balance: Balance,
    pub(crate) tokens: Vec<String>,
    pub(crate) keys: Vec<Key>,
    /// Models of one family of the catalogue; 0 sends them ungrouped.
    pub(crate) family: usize,
    pub(crate) page: usize,
    /// A wrong `total`: JSON.
    pub(crate) total: Option<String>,
    /// The catalogue is endless: every page has this many new models.
    pub(crate) new_models: usize,
    /// Rows sent with every answer of the quotas, the switches and the catalogue: JSON.
    pub(crate) odd_rows: Vec<String>,
    /// Whether whole categories can be requested: the request at which a task is finished. Absent: refused.
    pub(crate) categories: Option<usize>,
    pub(crate) bills: Arc<BillFacts>,
    /// Of every range.
    pub(crate) calls: Vec<CallFact>,
    /// The second one is the default.
    pub(crate) workspaces: Vec<String>,
    pub(crate) default_workspace: Option<String>,
    pub(crate) switching: Switching,
    pub(crate) monitoring: Monitoring,
    pub(crate) api_keys: Vec<ApiKeyFact>,
    /// API keys per page, at most as many as are requested.
    pub(crate) key_page: usize,
    /// Rows of further API keys, as JSON.
    pub(crate) odd_keys: Vec<String>,
    /// The usage of the Token Plan, as JSON.
    pub(crate) token_plan: String,
    /// Coding Plans, as JSON.
    pub(crate) coding_plans: Vec<String>,
}

/// An API key of Model Studio. Its value is marked as a secret.
#[derive(Clone)]
pub(crate) struct ApiKeyFact {
    pub(crate) id: u64,
    pub(crate) description: String,
    pub(crate) disabled: bool,
    /// Absent: all.
    pub(crate) models: Option<Vec<String>>,
}

/// The calls of a model with an API key from a workspace.
#[derive(Clone)]
pub(crate) struct CallFact {
    pub(crate) workspace: String,
    pub(crate) model: String,
    /// −1 for the console.
    pub(crate) key: i64,
    pub(crate) succeeded: u64,
    pub(crate) failed: u64,
    /// Tokens.
    pub(crate) input: u64,
    pub(crate) output: u64,
}

/// How turning Free Quota Only on or off goes.
#[derive(Clone, Default)]
pub(crate) struct Switching {
    /// The request for the result at which a task is finished; 0: the first answer is the result.
    pub(crate) finished_at: usize,
    /// Models for which it is refused, each with its code.
    pub(crate) refused: Vec<(String, String)>,
    /// Whether the states do not show it at once.
    pub(crate) is_late: bool,
}

#[derive(Clone)]
pub(crate) struct ModelFact {
    pub(crate) name: String,
    pub(crate) capabilities: Vec<String>,
    pub(crate) prices: Vec<(String, String)>,
    pub(crate) quota: Option<QuotaFact>,
    pub(crate) free_quota_only: Option<bool>,
    pub(crate) found_in: FoundIn,
}

/// Which lists have a model.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum FoundIn {
    Everything,
    /// No category has it.
    Catalogue,
    /// The catalogue does not have it.
    Category,
}

/// A model's free quota. Each is JSON; an empty text leaves the field out.
#[derive(Clone)]
pub(crate) struct QuotaFact {
    pub(crate) total: String,
    pub(crate) remaining: String,
    pub(crate) expires_ms: String,
    pub(crate) status: String,
}

/// The balance of the account, as the texts that the vendor sends.
#[derive(Clone)]
pub(crate) struct Balance {
    pub(crate) available: String,
    pub(crate) cash: String,
    pub(crate) credit: String,
    pub(crate) currency: String,
}

#[derive(Clone)]
pub(crate) struct Key {
    pub(crate) id: String,
    pub(crate) secret: String,
    pub(crate) security_token: Option<String>,
}

impl Default for Facts {
    /// Three models, 10,000.00 USD, the token `standin-token` and the pair `LTAIstandin` / `standin-secret`.
    fn default() -> Self {
        Self {
            models: vec![
                ModelFact::text("qwen-max", "1000000", "24098"),
                ModelFact::text("qwen-plus", "1000000", "0"),
                ModelFact::text("qwen-turbo", "1000000", "640000"),
            ],
            balance: Balance {
                available: "10,000.00".into(),
                cash: "9,980.50".into(),
                credit: "19.50".into(),
                currency: "USD".into(),
            },
            tokens: vec!["standin-token".into()],
            keys: vec![Key {
                id: "LTAIstandin".into(),
                secret: "standin-secret".into(),
                security_token: None,
            }],
            family: 4,
            page: 50,
            total: None,
            new_models: 0,
            odd_rows: Vec::new(),
            categories: None,
            bills: Arc::default(),
            calls: Vec::new(),
            workspaces: vec!["llm-other".into(), "llm-default".into()],
            default_workspace: Some("llm-default".into()),
            switching: Switching::default(),
            monitoring: Monitoring::default(),
            api_keys: Vec::new(),
            key_page: 20,
            odd_keys: Vec::new(),
            token_plan: "{}".into(),
            coding_plans: Vec::new(),
        }
    }
}

impl Facts {
    pub(crate) fn with_bills(bills: BillFacts) -> Self {
        Self { bills: Arc::new(bills), ..Self::default() }
    }

    /// With these rows, as JSON, on each day of the bills.
    pub(crate) fn billed(days: impl IntoIterator<Item = (String, Vec<String>)>) -> Self {
        Self::with_bills(BillFacts { days: days.into_iter().collect(), ..BillFacts::default() })
    }

    /// `count` text models, `model-0` onwards, each with a different number left.
    pub(crate) fn many(count: usize) -> Self {
        let models = (0..count)
            .map(|n| ModelFact::text(&format!("model-{n}"), "1000000", &(n * 1000 + 7).to_string()));
        Self { models: models.collect(), ..Self::default() }
    }

    pub(crate) fn quota(&mut self, model: &str) -> &mut QuotaFact {
        let found = self.models.iter_mut().find(|fact| fact.name == model).unwrap();
        found.quota.as_mut().unwrap()
    }
}

/// 2200-01-01: no test sees a quota expire, but a countdown to it changes at each full hour.
const FAR: &str = "7258118400000";

impl ModelFact {
    /// A text model that expires in 2200 and bills when its quota is used up.
    pub(crate) fn text(name: &str, total: &str, remaining: &str) -> Self {
        Self {
            name: name.into(),
            capabilities: vec!["TG".into(), "Reasoning".into()],
            prices: vec![("input_token".into(), "每千tokens".into())],
            quota: Some(QuotaFact {
                total: total.into(),
                remaining: remaining.into(),
                expires_ms: FAR.into(),
                status: "\"VALID\"".into(),
            }),
            free_quota_only: Some(false),
            found_in: FoundIn::Everything,
        }
    }

    /// The `modelType` that has it.
    pub(crate) fn category(&self) -> &'static str {
        let has = |names: &[&str]| self.capabilities.iter().any(|it| names.contains(&it.as_str()));
        if has(&["Reasoning", "TG", "VU"]) {
            "Text"
        } else if has(&["IG", "VG"]) {
            "Vision"
        } else if has(&["Realtime-Omni", "Multimodal-Omni"]) {
            "Multimodal"
        } else if has(&["ME", "TR"]) {
            "Embedding"
        } else {
            "Audio"
        }
    }
}

impl QuotaFact {
    /// The row of `queryFreeTierQuota`.
    pub(crate) fn row(&self, model: &str) -> String {
        let fields = [
            ("quotaInitTotal", &self.total),
            ("quotaTotal", &self.remaining),
            ("quotaValidityPeriod", &self.expires_ms),
            ("quotaStatus", &self.status),
        ];
        let mut row = format!("{{\"model\":{}", serde_json::Value::from(model));
        for (name, json) in fields.into_iter().filter(|(_, json)| !json.is_empty()) {
            write!(row, ",\"{name}\":{json}").unwrap();
        }
        row + "}"
    }
}
