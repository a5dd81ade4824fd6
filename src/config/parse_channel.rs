//! Reading a channel: which keys belong to which kind.

use super::{
    Channel, Webhook,
    channel::{Address, Kind, TIME_LIMIT},
    problem::What,
    section::Section,
    value,
};

/// The keys that belong to kinds of channels.
const KEYS: [&str; 6] = ["command", "url", "url_from", "template", "headers", "time_limit"];

/// Reads a channel; one in which something is wrong counts as a bell, for it is reported.
pub(super) fn channel(section: &mut Section<'_>) -> Channel {
    let kind = section.value("kind", value::channel_kind);
    let command = section.value("command", value::command);
    let url = section.value("url", value::web_address);
    let url_from = section.value("url_from", value::variable);
    let template = section.value("template", value::template);
    let headers = section.value("headers", value::headers);
    let time_limit = section.value("time_limit", value::time_limit).unwrap_or(TIME_LIMIT);
    if kind.is_none() && !section.says("kind") {
        section.report_missing("kind", What::Needed { accepted: value::channel_kinds() });
    }
    let Some(kind) = kind else { return Channel::Bell };
    for key in KEYS {
        if section.says(key) && !kind.has(key) {
            section.report_beside(key, key, What::OfAnotherKind { kind: kind.into_str() });
        }
    }
    match kind {
        Kind::Bell => Channel::Bell,
        Kind::Desktop => Channel::Desktop,
        Kind::Command => {
            if !section.says("command") {
                section.report_beside("kind", "command", What::NeededBy { kind: kind.into_str() });
            }
            Channel::Command { command: command.unwrap_or_default(), time_limit }
        }
        Kind::Webhook => {
            match (section.says("url"), section.says("url_from")) {
                (true, true) => section.report_beside("url_from", "url_from", What::Instead { of: "url" }),
                (false, false) => {
                    section.report_beside("kind", "url", What::NeededBy { kind: kind.into_str() });
                }
                _ => {}
            }
            let address = url.map(Address::Url).or(url_from.map(Address::Variable));
            let Some(address) = address else { return Channel::Bell };
            Channel::Webhook(Webhook { address, template, headers: headers.unwrap_or_default(), time_limit })
        }
    }
}
