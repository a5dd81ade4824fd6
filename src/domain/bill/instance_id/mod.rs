//! The Instance ID of a bill line: which API key, workspace and model were charged, and for what.
//!
//! The vendor promises no form. Help page "Bill query and cost management" gives
//! `ApiKeyID;WorkspaceID;model;in/out type;channel`; real bills have four to eight parts, some of them empty, and
//! resold models (Marketplace) begin with an order. So every part is read by what it is ([`part`]), and only
//! what is left after that by its place. A text that fits nothing has no model.

mod metered;
mod part;
#[cfg(test)]
mod tests;

pub use metered::{Direction, Metered};
use part::Part;

/// The parts of an Instance ID; the vendor leaves some empty.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct InstanceId<'a> {
    pub caller: Caller<'a>,
    /// The workspace (`llm-…`, `ws-…`).
    pub workspace: &'a str,
    /// As the vendor writes it: `qwen-max`, or `ZHIPU/GLM-5.3` for a resold model. Absent if no part names one.
    pub model: Option<&'a str>,
    /// What was counted: `input_token`, `context_0-256k_input_token`, `images`, `1080P`; see [`Metered`].
    pub kind: &'a str,
    /// `app` (code), `bmp` (the console's playground), `assistant-api`.
    pub channel: &'a str,
    /// The region of the calls; only resold models name it here.
    pub region: &'a str,
    /// Whether Free Quota Only was on for this charge: the last part (免费额度用完即停标识), 0 or 1. Absent
    /// where the ID does not end in it.
    pub free_quota_only: Option<bool>,
    pub form: Form,
}

/// Who made the calls.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum Caller<'a> {
    ApiKey(&'a str),
    /// The console's playground, without a key.
    Console,
    /// An older line, with the kind of use in the key's place.
    BillingType(&'a str),
    /// The text does not say.
    #[default]
    Unread,
}

/// The forms that Model Studio's Instance IDs have.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum Form {
    /// None of them.
    #[default]
    Unknown,
    /// Calls of a model.
    Inference,
    /// Training: parts divided by `!`.
    Training,
}

impl<'a> InstanceId<'a> {
    pub fn parse(text: &'a str) -> Self {
        let text = text.trim();
        if !text.contains(';') && text.contains('!') {
            return Self::training(text);
        }
        let parts: Vec<Part<'a>> = text.split(';').map(|text| Part::new(text.trim())).collect();
        let workspace = parts.iter().position(|part| matches!(part, Part::Workspace(_)));
        let resold = parts.iter().find_map(|part| part.as_resold());
        if workspace.is_none() && resold.is_none() && parts.len() < MIN_PARTS {
            return Self::default();
        }
        let (caller_at, caller) = caller(&parts, workspace, resold.is_some());
        let model = resold.or_else(|| model(&parts, workspace, caller_at));
        let kind = parts.iter().enumerate().filter(|(at, _)| Some(*at) != caller_at).find_map(kind);
        // A word in the key's place may be the only model there is.
        let (model, caller) = match (model, caller) {
            (None, Caller::BillingType(_)) if workspace.is_some() || kind.is_some() => {
                (caller_at.and_then(|at| parts.get(at)?.as_other()), Caller::Unread)
            }
            both => both,
        };
        let has_form = model.is_some() && (workspace.is_some() || resold.is_some() || kind.is_some());
        Self {
            caller,
            workspace: parts.iter().find_map(|part| part.as_workspace()).unwrap_or_default(),
            model,
            kind: kind.unwrap_or_default(),
            channel: parts.iter().find_map(|part| part.as_channel()).unwrap_or_default(),
            region: parts.iter().find_map(|part| part.as_region()).unwrap_or_default(),
            free_quota_only: parts.last().and_then(|part| part.as_flag()),
            form: if has_form { Form::Inference } else { Form::Unknown },
        }
    }

    fn training(text: &'a str) -> Self {
        let parts = text.split('!').map(|text| Part::new(text.trim()));
        let workspace = parts.into_iter().find_map(Part::as_workspace);
        workspace.map_or_else(Self::default, |workspace| Self {
            workspace,
            form: Form::Training,
            ..Self::default()
        })
    }

    /// What was counted, taken apart.
    pub fn metered(&self) -> Metered<'a> {
        Metered::parse(self.kind)
    }

    /// Whether the form names a model and what was counted of it, so that the line is inference whatever product
    /// it is billed under.
    pub fn is_metered_inference(&self) -> bool {
        self.form == Form::Inference && self.is_resold() && !self.kind.is_empty()
    }

    /// Whether the model is another vendor's, sold through the Marketplace (`VENDOR/MODEL`).
    pub fn is_resold(&self) -> bool {
        self.model.is_some_and(|model| model.contains('/'))
    }
}

/// Without a workspace, a text of fewer parts is an ID of something else.
const MIN_PARTS: usize = 3;
/// Without a workspace, the model's usual place.
const MODEL_PLACE: usize = 2;

/// The caller, and the place of its part if that names a kind of use: right before the workspace, else first.
fn caller<'a>(parts: &[Part<'a>], workspace: Option<usize>, is_resold: bool) -> (Option<usize>, Caller<'a>) {
    let at = match workspace {
        Some(at) => at.checked_sub(1),
        // The first part of a resold model is an order.
        None => Some(0).filter(|_| !is_resold),
    };
    match at.and_then(|at| parts.get(at)) {
        Some(Part::Digits(id)) => (None, Caller::ApiKey(id)),
        Some(Part::Empty) => (None, Caller::Console),
        Some(Part::Kind(kind)) => (at, Caller::BillingType(kind)),
        Some(Part::Other(word)) if at == Some(0) => (at, Caller::BillingType(word)),
        _ => (None, Caller::Unread),
    }
}

/// The part behind the workspace, or without one in the model's usual place; if that is something else, the
/// first part that is nothing else.
fn model<'a>(parts: &[Part<'a>], workspace: Option<usize>, caller: Option<usize>) -> Option<&'a str> {
    let place = workspace.map_or(MODEL_PLACE, |at| at.saturating_add(1));
    if let Some(Part::Other(model)) = parts.get(place) {
        return Some(model);
    }
    let has_kind = parts.iter().any(|part| matches!(part, Part::Kind(_)));
    let mut others = parts.iter().enumerate().filter(|(at, _)| Some(*at) != caller);
    others.find_map(|(_, part)| part.as_other()).filter(|_| workspace.is_some() || has_kind)
}

fn kind<'a>((_, part): (usize, &Part<'a>)) -> Option<&'a str> {
    if let Part::Kind(kind) = part { Some(kind) } else { None }
}
