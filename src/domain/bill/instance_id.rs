//! The Instance ID of a bill line: which API key, workspace, model, direction and channel were charged.
//!
//! Help page "Bill query and cost management": `ApiKeyID;WorkspaceID;model;in/out type;channel`, parts of
//! which may be empty; before 2025-12-16 the billing type was in the API key's place; newer lines end in a
//! further part (`0`). The vendor promises no form: what does not fit is reported as unread.

/// The parts of an Instance ID; the vendor leaves some empty.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct InstanceId {
    pub caller: Caller,
    /// The workspace (`llm-…`, `ws-…`).
    pub workspace: Box<str>,
    /// Absent if the text is of no known form.
    pub model: Option<Box<str>>,
    /// `input_token`, `output_token`, `images`, `video_duration`, ...
    pub direction: Box<str>,
    /// `app` (code), `bmp` (the console's playground), `assistant-api`.
    pub channel: Box<str>,
}

#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub enum Caller {
    ApiKey(Box<str>),
    /// The console's playground, without a key.
    Console,
    /// An older line, with the kind of use in the key's place.
    BillingType(Box<str>),
    /// The text is of no known form.
    #[default]
    Unread,
}

const WORKSPACES: [&str; 2] = ["llm-", "ws-"];

/// In the Instance ID of a resold model, the direction follows the workspace at this distance.
const RESOLD_DIRECTION: usize = 3;

impl InstanceId {
    /// The model is the part behind the workspace; without one, the third of at least three.
    pub fn parse(text: &str) -> Self {
        let parts: Vec<&str> = text.split(';').map(str::trim).collect();
        let is_workspace = |part: &&str| WORKSPACES.iter().any(|prefix| part.starts_with(prefix));
        let workspace = parts.iter().position(is_workspace);
        if let Some(at) = workspace
            && let Some(resold) = Self::resold(&parts, at)
        {
            return resold;
        }
        let model = match workspace {
            Some(at) => at.saturating_add(1),
            None if parts.len() >= 3 => 2,
            None => return Self::default(),
        };
        let part = |after: usize| parts.get(model.saturating_add(after)).copied().unwrap_or_default();
        let Some(name) = Some(part(0)).filter(|name| !name.is_empty()) else { return Self::default() };
        // If the workspace comes first, there is no caller.
        let first = if workspace == Some(0) { None } else { parts.first().copied() };
        Self {
            caller: first.map_or(Caller::Unread, caller),
            workspace: parts.get(model.saturating_sub(1)).copied().unwrap_or_default().into(),
            model: Some(name.into()),
            direction: part(1).into(),
            channel: Some(part(2)).filter(|part| !is_flag(part)).unwrap_or_default().into(),
        }
    }

    /// A model of another vendor: order, `VENDOR/MODEL`, API key, workspace, region, site, what is counted.
    fn resold(parts: &[&str], workspace: usize) -> Option<Self> {
        let part = |at: usize| parts.get(at).copied().unwrap_or_default();
        let model = parts.get(..workspace)?.iter().find(|part| part.contains('/'))?;
        let key = part(workspace.checked_sub(1)?);
        Some(Self {
            caller: if key == *model { Caller::Unread } else { caller(key) },
            workspace: part(workspace).into(),
            model: Some((*model).into()),
            direction: part(workspace.saturating_add(RESOLD_DIRECTION)).into(),
            channel: Box::default(),
        })
    }
}

fn caller(first: &str) -> Caller {
    if first.is_empty() {
        Caller::Console
    } else if first.bytes().all(|byte| byte.is_ascii_digit()) {
        Caller::ApiKey(first.into())
    } else {
        Caller::BillingType(first.into())
    }
}

/// The extra part at the end of newer lines is a digit (apparently SafeModeStatus), not a channel.
fn is_flag(part: &str) -> bool {
    part.bytes().all(|byte| byte.is_ascii_digit())
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    fn key(id: &str) -> Caller {
        Caller::ApiKey(id.into())
    }

    #[test]
    fn every_known_form_is_read() {
        const RESOLD: &str =
            "60001;ZHIPU/GLM-5.3;1110000;ws-0abc;ap-southeast-1;international;input_tokens;x-KTokens-4";
        let text_token = Caller::BillingType("text_token".into());
        for (text, caller, parts) in [
            ("12001;llm-a;qwen-max;output_token;app", key("12001"), "llm-a qwen-max output_token app"),
            ("12001;llm-a;qwen-max;output_token;app;0", key("12001"), "llm-a qwen-max output_token app"),
            ("12001;ws-a;qwen-max;input_token;app;0", key("12001"), "ws-a qwen-max input_token app"),
            (RESOLD, key("1110000"), "ws-0abc ZHIPU/GLM-5.3 input_tokens -"),
            (";llm-a;qwen-max;output_token;bmp", Caller::Console, "llm-a qwen-max output_token bmp"),
            ("text_token;llm-a;qwen-max;output_token;app", text_token, "llm-a qwen-max output_token app"),
            ("12001;llm-a;wan2.7-image;images;;0", key("12001"), "llm-a wan2.7-image images -"),
            (";llm-a;qwen-tts;tts_output_token;0", Caller::Console, "llm-a qwen-tts tts_output_token -"),
            ("12001;;qwen-max", key("12001"), "- qwen-max - -"),
            ("llm-a;qwen-max;input_token", Caller::Unread, "llm-a qwen-max input_token -"),
            (" 12001 ; llm-a ; qwen-max ", key("12001"), "llm-a qwen-max - -"),
        ] {
            let InstanceId { caller: found, workspace, model, direction, channel } = InstanceId::parse(text);
            assert_eq!(found, caller, "{text}");
            let model = model.unwrap_or_default();
            let found = [workspace, model, direction, channel];
            let found = found.map(|part| if part.is_empty() { "-".into() } else { part });
            assert_eq!(found.join(" "), parts, "{text}");
        }
    }

    #[test]
    fn a_text_of_no_known_form_is_unread() {
        for text in ["", "qwen-max", "12001;qwen-max", "12001;llm-a", "12001;llm-a;", ";;", "i-0abc12345"] {
            assert_eq!(InstanceId::parse(text), InstanceId::default(), "{text}");
        }
    }

    proptest! {
        #[test]
        fn any_text_is_read_without_panic(text in ".{0,80}") {
            let read = InstanceId::parse(&text);
            prop_assert!(read.model.is_none_or(|model| text.contains(&*model)));
        }
    }
}
