//! Reading a channel: which keys belong to which kind.

use super::{
    Channel, Webhook,
    channel::{Address, Kind, TIME_LIMIT},
    problem::What,
    section::Section,
    value,
};

/// The keys that only some kinds of channels have.
const KEYS: [&str; 6] = ["command", "url", "url_from", "template", "headers", "time_limit"];

/// Reads a channel; one with a problem, which is reported, counts as a bell.
pub(super) fn channel(section: &mut Section<'_>) -> Channel {
    let kind: Option<Kind> = section.value("kind", value::word);
    let command = section.value("command", value::command);
    let url = section.value("url", value::web_address);
    let url_from = section.value("url_from", value::variable);
    let template = section.value("template", value::template);
    let headers = section.value("headers", value::headers);
    let time_limit = section.value("time_limit", value::time_limit).unwrap_or(TIME_LIMIT);
    if !section.has("kind") {
        section.report_missing("kind", What::Needed { accepted: value::one_of::<Kind>() });
    }
    let Some(kind) = kind else { return Channel::Bell };
    for key in KEYS {
        if section.has(key) && !kind.has(key) {
            section.report_at(key, key, What::OfAnotherKind { kind: kind.into_str() });
        }
    }
    match kind {
        Kind::Bell => Channel::Bell,
        Kind::Desktop => Channel::Desktop,
        Kind::Command => {
            if !section.has("command") {
                section.report_at("kind", "command", What::NeededBy { kind: kind.into_str() });
            }
            Channel::Command { command: command.unwrap_or_default(), time_limit }
        }
        Kind::Webhook => {
            match (section.has("url"), section.has("url_from")) {
                (true, true) => section.report_at("url_from", "url_from", What::Instead { of: "url" }),
                (false, false) => {
                    section.report_at("kind", "url", What::NeededBy { kind: kind.into_str() });
                }
                _ => {}
            }
            let address = url.map(Address::Url).or(url_from.map(Address::Variable));
            let Some(address) = address else { return Channel::Bell };
            Channel::Webhook(Webhook { address, template, headers: headers.unwrap_or_default(), time_limit })
        }
    }
}
