//! What a user types or a terminal sends, and variables of the environment.

use crate::{
    cli::args::LineFormat,
    config::{Template, duration},
    domain::{
        Kind, NextCall, Quantity, QuietHours, Status,
        bill::Cycle,
        filter::{Candidate, Filter, UnknownWord},
        fleet::{Matchers, is_label},
        key::Key,
    },
    runtime,
    source::http,
};

/// Bytes of a terminal: wherever a read ends, they mean the same.
pub fn terminal(bytes: &[u8]) {
    let whole = runtime::decoded(std::iter::once(bytes));
    assert_eq!(runtime::decoded(bytes.chunks(1)), whole);
}

/// Filters, label matchers, templates, and the smaller words of arguments and configuration.
pub fn typed(bytes: &[u8]) {
    let Ok(text) = str::from_utf8(bytes) else { return };
    if let Ok(matchers) = text.parse::<Matchers>() {
        assert!(matchers.0.iter().all(|matcher| is_label(&matcher.label)), "{matchers}");
        assert_eq!(matchers.to_string().parse(), Ok(matchers));
    }
    let candidate = Candidate {
        profile: "prod",
        model: "Qwen-Max-通义",
        kind: Kind::Text,
        status: Status::Expired,
        next_call: NextCall::Billed,
    };
    let filter = Filter::parse(text);
    assert!(!filter.is_empty() || filter.matches(candidate), "the empty filter matches everything");
    if let Some(unknown) = UnknownWord::find(text) {
        assert!(!unknown.accepted.is_empty(), "{unknown:?}");
    }
    let _ = text.parse::<LineFormat>();
    if let Some(template) = Template::parse(text) {
        let filled = template.fill(|name| format!("\"{name}\\\n{text}"), "{\"a\":1}");
        assert!(serde_json::from_str::<serde_json::Value>(&filled).is_ok(), "{filled}");
    }
    if let Ok(cycle) = text.parse::<Cycle>() {
        assert_eq!(cycle.to_string(), text);
    }
    if let Ok(quantity) = text.parse::<Quantity>() {
        assert_eq!(quantity.to_string().parse(), Ok(quantity));
    }
    if let Some(key) = Key::parse(text) {
        assert_eq!(Key::parse(&key.name()), Some(key));
    }
    let _ = (text.parse::<QuietHours>(), duration::parse(text));
}

/// A proxy, hosts that need none, and a host: one on each line.
pub fn http(bytes: &[u8]) {
    let Ok(text) = str::from_utf8(bytes) else { return };
    let mut lines = text.splitn(3, '\n');
    let mut line = || lines.next().unwrap_or_default();
    let (proxy, exceptions, host) = (line(), line(), line());
    if let Ok(Some((address, _))) = http::proxy(proxy, exceptions, host) {
        assert!(!address.contains('@'), "a login is shown: {address}");
        assert!(!address.contains(char::is_control), "{address:?}");
    }
}
