//! The parts of an Instance ID as places in its text: parsed once, and small.

use crate::domain::bill::{
    InstanceId,
    instance_id::{Caller, Form},
};

#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
struct Span {
    start: u16,
    length: u16,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
enum CallerKind {
    ApiKey,
    Console,
    BillingType,
    #[default]
    Unread,
}

/// Where the parts are.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub(super) struct Spans {
    caller: Span,
    workspace: Span,
    model: Span,
    kind: Span,
    channel: Span,
    region: Span,
    caller_kind: CallerKind,
    free_quota_only: Option<bool>,
    form: Form,
}

impl Span {
    /// Of a part within its text.
    fn new(text: &str, part: &str) -> Self {
        let start = part.as_ptr().addr().checked_sub(text.as_ptr().addr());
        let start = start.and_then(|start| u16::try_from(start).ok());
        match (start, u16::try_from(part.len())) {
            (Some(start), Ok(length)) if !part.is_empty() => Self { start, length },
            _ => Self::default(),
        }
    }

    fn of(self, text: &str) -> &str {
        let start = usize::from(self.start);
        text.get(start..start.saturating_add(self.length.into())).unwrap_or_default()
    }
}

impl Spans {
    /// Parses an Instance ID. One of more than 64 KiB is not read.
    pub(super) fn parse(text: &str) -> Self {
        if text.len() > usize::from(u16::MAX) {
            return Self::default();
        }
        let InstanceId { caller, workspace, model, kind, channel, region, free_quota_only, form } =
            InstanceId::parse(text);
        let (caller_kind, caller) = match caller {
            Caller::ApiKey(id) => (CallerKind::ApiKey, id),
            Caller::Console => (CallerKind::Console, ""),
            Caller::BillingType(word) => (CallerKind::BillingType, word),
            Caller::Unread => (CallerKind::Unread, ""),
        };
        let span = |part| Span::new(text, part);
        Self {
            caller: span(caller),
            workspace: span(workspace),
            model: span(model.unwrap_or_default()),
            kind: span(kind),
            channel: span(channel),
            region: span(region),
            caller_kind,
            free_quota_only,
            form,
        }
    }

    pub(super) fn model(self, text: &str) -> Option<&str> {
        Some(self.model.of(text)).filter(|model| !model.is_empty())
    }

    pub(super) fn region(self, text: &str) -> &str {
        self.region.of(text)
    }

    pub(super) fn of(self, text: &str) -> InstanceId<'_> {
        let caller = self.caller.of(text);
        InstanceId {
            caller: match self.caller_kind {
                CallerKind::ApiKey => Caller::ApiKey(caller),
                CallerKind::Console => Caller::Console,
                CallerKind::BillingType => Caller::BillingType(caller),
                CallerKind::Unread => Caller::Unread,
            },
            workspace: self.workspace.of(text),
            model: self.model(text),
            kind: self.kind.of(text),
            channel: self.channel.of(text),
            region: self.region.of(text),
            free_quota_only: self.free_quota_only,
            form: self.form,
        }
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    proptest! {
        #[test]
        fn the_parts_are_those_that_are_parsed(text in "( |12001|llm-a|qwen-max|input_token|app|价|V/M|cn-beijing|0|;|!){0,16}") {
            prop_assert_eq!(Spans::parse(&text).of(&text), InstanceId::parse(&text));
        }

        #[test]
        fn any_text_is_survived(text in ".{0,80}", other in ".{0,80}") {
            prop_assert_eq!(Spans::parse(&text).of(&text), InstanceId::parse(&text));
            let _ = Spans::parse(&text).of(&other);
        }
    }

    #[test]
    fn a_text_of_absurd_length_is_not_read() {
        let text = format!("12001;llm-a;{};input_token", "m".repeat(70_000));
        assert_eq!(Spans::parse(&text).of(&text), InstanceId::default());
    }
}
