//! Which format a client prefers, by its header Accept.

use hyper::{HeaderMap, header::ACCEPT};

use super::page::Format;

/// OpenMetrics if the client names it, and wants it no less than plain text. Any other client gets the format that every
/// reader knows, whatever it accepts.
pub(super) fn format(headers: &HeaderMap) -> Format {
    let ranges = headers.get_all(ACCEPT).iter().filter_map(|value| value.to_str().ok());
    let ranges: Vec<Range<'_>> = ranges.flat_map(|value| value.split(',')).map(Range::parse).collect();
    let weight = |kinds: &[&str], version: &str| {
        let of_kind = |kind: &&str| {
            let named = ranges.iter().filter(|range| range.kind.eq_ignore_ascii_case(kind));
            named
                .filter(|range| range.version.is_none_or(|named| named == version))
                .map(|range| range.weight)
                .max()
        };
        // What is named exactly counts, however much the rest is wanted.
        kinds.iter().find_map(of_kind).unwrap_or(0)
    };
    let open = weight(&["application/openmetrics-text"], "1.0.0");
    let plain = weight(&["text/plain", "text/*", "*/*"], "0.0.4");
    if open > 0 && open >= plain { Format::OpenMetrics } else { Format::Prometheus }
}

/// One alternative of the header.
struct Range<'a> {
    kind: &'a str,
    version: Option<&'a str>,
    /// In thousandths.
    weight: u16,
}

impl<'a> Range<'a> {
    fn parse(text: &'a str) -> Self {
        let mut parts = text.split(';').map(str::trim);
        let kind = parts.next().unwrap_or_default();
        let mut range = Self { kind, version: None, weight: 1000 };
        for (name, value) in parts.filter_map(|part| part.split_once('=')) {
            let value = value.trim().trim_matches('"');
            match name.trim() {
                "q" | "Q" => range.weight = weight(value),
                "version" => range.version = Some(value),
                _ => {}
            }
        }
        range
    }
}

/// `1`, `0.75`: at most three decimals. Anything else counts as unwanted.
fn weight(text: &str) -> u16 {
    let (whole, decimals) = text.split_once('.').unwrap_or((text, ""));
    let is_number = decimals.len() <= 3 && decimals.bytes().all(|byte| byte.is_ascii_digit());
    match whole {
        "1" if is_number => 1000,
        "0" if is_number => format!("{decimals:0<3}").parse().unwrap_or(0),
        _ => 0,
    }
}

#[cfg(test)]
mod tests {
    use hyper::header::HeaderValue;
    use proptest::prelude::*;

    use super::*;

    fn of(values: &[&str]) -> Format {
        let headers = values.iter().map(|value| (ACCEPT, HeaderValue::from_str(value).unwrap()));
        format(&headers.collect())
    }

    #[test]
    fn the_format_is_what_the_client_prefers() {
        let prometheus_2 = "application/openmetrics-text;version=1.0.0,application/openmetrics-text;version=0.0.1;q=0.75,\
                            text/plain;version=0.0.4;q=0.5,*/*;q=0.1";
        let prometheus_3 = "application/openmetrics-text;version=1.0.0;escaping=allow-utf-8;q=0.6,\
                            application/openmetrics-text;version=0.0.1;q=0.5,text/plain;version=1.0.0;q=0.4,\
                            text/plain;version=0.0.4;q=0.3,*/*;q=0.2";
        for (values, format) in [
            (&[prometheus_2][..], Format::OpenMetrics),
            (&[prometheus_3], Format::OpenMetrics),
            (&["text/plain;version=0.0.4;q=1,*/*;q=0.1"], Format::Prometheus),
            (&["application/openmetrics-text"], Format::OpenMetrics),
            (&["Application/OpenMetrics-Text; version=\"1.0.0\"; charset=utf-8"], Format::OpenMetrics),
            (&["application/openmetrics-text;version=0.0.1"], Format::Prometheus),
            (&["application/openmetrics-text;q=0.5, text/plain"], Format::Prometheus),
            (&["application/openmetrics-text;q=0, */*"], Format::Prometheus),
            (&["application/openmetrics-text;q=0.5", "text/plain;q=0.4"], Format::OpenMetrics),
            (&["application/openmetrics-text;q=2"], Format::Prometheus),
            (&["application/json"], Format::Prometheus),
            (&["text/html,application/xhtml+xml,*/*;q=0.8"], Format::Prometheus),
            (&["*/*"], Format::Prometheus),
            (&[""], Format::Prometheus),
            (&[], Format::Prometheus),
        ] {
            assert_eq!(of(values), format, "{values:?}");
        }
    }

    proptest! {
        #[test]
        fn any_header_is_survived(value in "[ -~]{0,80}|[aq/*;=,.0-9 ]{0,40}") {
            of(&[&value]);
        }
    }
}
