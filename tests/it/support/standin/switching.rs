//! Turning Free Quota Only on or off (`batchActivateFreeTierOnly`, `batchDeactivateFreeTierOnly`), perhaps as a task
//! whose result is requested.

use serde_json::{Value, json};

use super::{
    facts::Facts,
    state::{On, Seen},
};

/// The tasks that were started, by their numbers.
#[derive(Default)]
pub(crate) struct Turns(Vec<Turn>);

struct Turn {
    model: String,
    to: bool,
    /// The requests for its result so far.
    requests: usize,
}

impl Turns {
    /// Completes what was requested: a model to turn, or the task whose result is wanted.
    pub(crate) fn understand(&self, seen: &mut Seen, data: &Value) -> Result<(), String> {
        let to = seen.on == On::Activate;
        let name = if to { "BatchActivateFreeTierOnlyRequest" } else { "BatchDeactivateFreeTierOnlyRequest" };
        let request = &data[name];
        let fields = request.as_object().filter(|fields| fields.len() == 1);
        let fields = fields.ok_or_else(|| format!("{name}: {data}"))?;
        if let Some(id) = fields.get("taskId").and_then(Value::as_str) {
            let task = number(id).and_then(|number| self.0.get(number)).filter(|task| task.to == to);
            let task = task.ok_or_else(|| format!("no such task: {id}"))?;
            seen.on = On::Turned;
            seen.models = vec![task.model.clone()];
            seen.query.insert("taskId".to_owned(), id.to_owned());
            return Ok(());
        }
        // The vendor's own client sends one model per call.
        match fields.get("models").and_then(Value::as_array).map(Vec::as_slice) {
            Some([Value::String(model)]) => seen.models = vec![model.clone()],
            _ => return Err(format!("not one model: {request}")),
        }
        Ok(())
    }

    /// The payload for this request.
    pub(crate) fn answer(&mut self, facts: &mut Facts, seen: &Seen) -> String {
        let number = if let Some(id) = seen.query.get("taskId") {
            number(id).unwrap()
        } else {
            let (model, to) = (seen.models[0].clone(), seen.on == On::Activate);
            self.0.push(Turn { model, to, requests: 0 });
            self.0.len() - 1
        };
        let turn = &mut self.0[number];
        if seen.on == On::Turned {
            turn.requests += 1;
        }
        if turn.requests < facts.switching.finished_at {
            return json!({"taskId": id(number)}).to_string();
        }
        let refused = facts.switching.refused.iter().find(|(model, _)| *model == turn.model);
        if let Some((model, code)) = refused {
            return json!({"failureModels": [{"failureModelId": model, "errorCode": code}]}).to_string();
        }
        let is_late = facts.switching.is_late;
        for model in facts.models.iter_mut().filter(|model| model.name == turn.model && !is_late) {
            model.free_quota_only = Some(turn.to);
        }
        json!({"failureModels": []}).to_string()
    }
}

fn id(number: usize) -> String {
    format!("turn-{number}")
}

fn number(id: &str) -> Option<usize> {
    id.strip_prefix("turn-")?.parse().ok()
}
