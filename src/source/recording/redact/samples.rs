//! Answers of a Prometheus: samples stay, labels are treated like fields of any other answer.

use super::{
    Redactor,
    json::{Rewrite, is_json, rewrite},
    values::is_amount,
};

/// The fields that hold samples: pairs of a time and a text.
const SAMPLES: [&str; 2] = ["value", "values"];

struct Samples<'r, 'a>(&'r mut Redactor<'a>);

impl Redactor<'_> {
    /// The body of an answer to a query.
    pub(in crate::source::recording) fn samples(&mut self, text: &str) -> String {
        if is_json(text) { rewrite(text, &mut Samples(self)) } else { self.body(text, false) }
    }
}

impl Samples<'_, '_> {
    /// A sample, only if the number of someone is in it.
    fn known(&mut self, text: &str) -> Option<String> {
        Some(self.0.amount(text)).filter(|amount| amount != text)
    }
}

impl Rewrite for Samples<'_, '_> {
    fn name(&mut self, name: &str) -> Option<String> {
        self.0.name(name)
    }

    fn string(&mut self, name: &str, text: &str) -> Option<String> {
        let is_sample =
            SAMPLES.contains(&name) && (is_amount(text) || ["NaN", "+Inf", "-Inf"].contains(&text));
        if is_sample { self.known(text) } else { self.0.string(name, text) }
    }

    fn number(&mut self, name: &str, text: &str) -> Option<String> {
        if SAMPLES.contains(&name) { self.known(text) } else { self.0.number(name, text) }
    }

    fn other(&mut self, text: &str) -> String {
        self.0.other(text)
    }
}

#[cfg(test)]
mod tests {
    use chrono::TimeDelta;
    use strum::IntoEnumIterator as _;

    use super::*;
    use crate::{
        domain::calls::CallRange,
        source::{
            Secrets,
            prometheus::promql::{Compare, Fold, Selector},
        },
    };

    fn redacted(body: &str) -> String {
        let secrets = Secrets::default();
        let mut redactor = Redactor::new(&secrets);
        redactor.learn(body, false);
        redactor.samples(body)
    }

    #[test]
    fn samples_stay_and_whose_they_are_is_taken_out() {
        let body = r#"{"status":"success","data":{"resultType":"matrix","result":[{"metric":{"__name__":"model_usage",
            "user_id":"5000000000000001","apikey_id":"1110000","workspace_id":"llm-0abc","model":"qwen-max","usage_type":"total_tokens",
            "protocol":"SSE","sub_protocol":"DEFAULT","status_code":"403","error_code":"AllocationQuota.FreeTierOnly"},
            "values":[[1764313200,"12345678901"],[1764313260.123,"1.23e+06"],[1764313320,"NaN"],[1764313380,"zhang"]]},
            {"metric":{"apikey_id":"-1","workspace_id":"ws-0abc"},"value":[1764313200,"1234567890.5"]}]},
            "warnings":["5000000000000001 is slow"]}"#;
        let expected = r#"{"status":"success","data":{"resultType":"matrix","result":[{"metric":{"__name__":"text-1",
            "user_id":"account-1","apikey_id":"1000001","workspace_id":"llm-1","model":"qwen-max","usage_type":"total_tokens",
            "protocol":"SSE","sub_protocol":"DEFAULT","status_code":"403","error_code":"AllocationQuota.FreeTierOnly"},
            "values":[[1764313200,"12345678901"],[1764313260.123,"1.23e+06"],[1764313320,"NaN"],[1764313380,"text-2"]]},
            {"metric":{"apikey_id":"-1","workspace_id":"ws-2"},"value":[1764313200,"1234567890.5"]}]},
            "warnings":["account-1 is slow"]}"#;
        assert_eq!(redacted(body), expected);
        let known = r#"{"uid":"5000000000000001","value":[5000000000000001,"5000000000000001"]}"#;
        let expected = r#"{"uid":"account-1","value":[1000000000000001,"1000000000000001"]}"#;
        assert_eq!(redacted(known), expected);
        let error =
            r#"{"status":"error","errorType":"execution","error":"too many samples for 5000000000000001"}"#;
        let expected =
            r#"{"status":"error","errorType":"execution","error":"too many samples for 1000000000000001"}"#;
        assert_eq!(redacted(error), expected);
        assert_eq!(redacted("<html>zhang-007</html>"), "<html>text-1</html>");
    }

    #[test]
    fn a_query_is_found_again() {
        let secrets = Secrets::default();
        let mut redactor = Redactor::new(&secrets);
        for length in
            CallRange::iter().flat_map(|range| [range.length(), range.step(), TimeDelta::seconds(1)])
        {
            let calls =
                Selector::of("model_usage").with("usage_type", Compare::Matches, "total_tokens|image_count");
            let query = calls.over_time(Fold::Sum, length).unwrap();
            let query = query
                .by(Fold::Sum, &["model", "apikey_id", "workspace_id", "usage_type"])
                .unwrap()
                .to_string();
            assert_eq!(redactor.field("query", &query), query);
        }
        for (name, value) in
            [("time", "2026-11-28T05:00:00Z"), ("start", "2026-11-28T05:00:00.123Z"), ("step", "900")]
        {
            assert_eq!(redactor.field(name, value), value);
        }
        let path = "/prometheus/workspace-default-cms-5000000000000001-cn-beijing/aliyun-prom-rw-1c4ddb0a9425fcd0ecb589373fc6/api/v1/query";
        let redacted = redactor.field("path", path);
        assert!(
            !redacted.contains("5000000000000001") && !redacted.contains("1c4ddb0a9425fcd0ecb589373fc6"),
            "{redacted}"
        );
        assert!(redacted.ends_with("/api/v1/query"), "{redacted}");
    }
}
