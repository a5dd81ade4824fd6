//! Every form that was seen on a real bill, and any order of its parts.

use proptest::prelude::*;

use super::*;

fn key(id: &str) -> Caller<'_> {
    Caller::ApiKey(id)
}

fn billing_type(word: &str) -> Caller<'_> {
    Caller::BillingType(word)
}

/// Workspace, model, kind, channel and region, `-` where absent; then the flag.
fn parts(id: &InstanceId<'_>) -> (String, Option<bool>) {
    let InstanceId { workspace, model, kind, channel, region, .. } = *id;
    let texts = [workspace, model.unwrap_or_default(), kind, channel, region]
        .map(|part| if part.is_empty() { "-" } else { part });
    (texts.join(" "), id.free_quota_only)
}

#[test]
fn every_known_form_is_read() {
    use Caller::{Console, Unread};
    const RESOLD: &str = "6000000000001;ZHIPU/GLM-5.3;1110000;ws-0abc;ap-southeast-1;international;input_tokens;\
                          intlcmgjllm10000000-KTokens-4";
    let rows: &[(&str, Caller<'_>, &str, Option<bool>)] = &[
        ("12001;llm-a;qwen-max;output_token;app", key("12001"), "llm-a qwen-max output_token app -", None),
        (
            "12001;llm-a;qwen-max;output_token;app;0",
            key("12001"),
            "llm-a qwen-max output_token app -",
            Some(false),
        ),
        (
            "12001;ws-a;qwen-max;input_token;app;1",
            key("12001"),
            "ws-a qwen-max input_token app -",
            Some(true),
        ),
        (
            "1110000;ws-0abc;glm-5.1;input_token;0",
            key("1110000"),
            "ws-0abc glm-5.1 input_token - -",
            Some(false),
        ),
        (
            "1110000;ws-0abc;qwen3.8-flash;input_token_cache;;0",
            key("1110000"),
            "ws-0abc qwen3.8-flash input_token_cache - -",
            Some(false),
        ),
        (
            "1110000;llm-0abc;qwen3.6-plus;context_0-256k_input_token;;0",
            key("1110000"),
            "llm-0abc qwen3.6-plus context_0-256k_input_token - -",
            Some(false),
        ),
        (
            ";llm-0abc;happyhorse-1.0-i2v;1080P;bmp;0",
            Console,
            "llm-0abc happyhorse-1.0-i2v 1080P bmp -",
            Some(false),
        ),
        ("1110000;llm-0abc;aitryon;times;;0", key("1110000"), "llm-0abc aitryon times - -", Some(false)),
        (
            "1110000;llm-0abc;wanx2.1-t2i-plus;images;;0",
            key("1110000"),
            "llm-0abc wanx2.1-t2i-plus images - -",
            Some(false),
        ),
        (
            ";llm-0abc;qwen3-omni-flash;audio_input_token;bmp;0",
            Console,
            "llm-0abc qwen3-omni-flash audio_input_token bmp -",
            Some(false),
        ),
        (
            ";llm-0abc;qwen3-omni-flash;multiin_text_output_token;bmp;0",
            Console,
            "llm-0abc qwen3-omni-flash multiin_text_output_token bmp -",
            Some(false),
        ),
        (
            ";llm-0abc;qwen3-omni-flash;purein_text_output_token;bmp;0",
            Console,
            "llm-0abc qwen3-omni-flash purein_text_output_token bmp -",
            Some(false),
        ),
        (RESOLD, key("1110000"), "ws-0abc ZHIPU/GLM-5.3 input_tokens - ap-southeast-1", None),
        (
            "6000000000001;ZHIPU/GLM-5.3;;ws-0abc;ap-southeast-1;international;output_tokens;x-KTokens-4",
            Console,
            "ws-0abc ZHIPU/GLM-5.3 output_tokens - ap-southeast-1",
            None,
        ),
        (";llm-a;qwen-max;output_token;bmp", Console, "llm-a qwen-max output_token bmp -", None),
        (
            "text_token;llm-a;qwen-max;output_token;app",
            billing_type("text_token"),
            "llm-a qwen-max output_token app -",
            None,
        ),
        (
            "image;llm-a;wan2.7-image;images;app",
            billing_type("image"),
            "llm-a wan2.7-image images app -",
            None,
        ),
        (";llm-a;qwen-tts;tts_output_token;0", Console, "llm-a qwen-tts tts_output_token - -", Some(false)),
        ("1;llm-a;qwen-plus;context_3;app", key("1"), "llm-a qwen-plus context_3 app -", None),
        ("1;llm-a;wan2.7-t2v;video_duration;app", key("1"), "llm-a wan2.7-t2v video_duration app -", None),
        ("12001;;qwen-max", key("12001"), "- qwen-max - - -", None),
        ("llm-a;qwen-max;input_token", Unread, "llm-a qwen-max input_token - -", None),
        (" 12001 ; llm-a ; qwen-max ", key("12001"), "llm-a qwen-max - - -", None),
        ("12001;llm-a;;input_token;app;0", key("12001"), "llm-a - input_token app -", Some(false)),
        ("12001;llm-a", key("12001"), "llm-a - - - -", None),
    ];
    for (text, caller, expected, flag) in rows {
        let id = InstanceId::parse(text);
        assert_eq!((&id.caller, parts(&id)), (caller, ((*expected).to_owned(), *flag)), "{text}");
    }
}

#[test]
fn the_form_decides_whether_a_line_is_inference() {
    for (text, form, is_metered) in [
        ("1;llm-a;qwen-max;input_token;app", Form::Inference, false),
        ("6;Z/G;1;ws-a;ap-southeast-1;international;input_tokens;x-KTokens-4", Form::Inference, true),
        ("6;Z/G;1;ws-a;ap-southeast-1;international", Form::Inference, false),
        ("llm-a!model!job", Form::Training, false),
        ("ws-a!x", Form::Training, false),
        ("12001;llm-a", Form::Unknown, false),
        ("disk!x", Form::Unknown, false),
        ("i-0abc12345", Form::Unknown, false),
    ] {
        let id = InstanceId::parse(text);
        assert_eq!((id.form, id.is_metered_inference()), (form, is_metered), "{text}");
    }
    assert_eq!(InstanceId::parse("llm-a!model!job").workspace, "llm-a");
}

#[test]
fn a_text_of_no_known_form_is_unread() {
    for text in ["", "qwen-max", "12001;qwen-max", "i-0abc12345", "disk!x"] {
        assert_eq!(InstanceId::parse(text), InstanceId::default(), "{text}");
    }
    for text in [";;", "12001;llm-a;", "i-0abc;disk;cn-hangzhou", "1;2;3;4"] {
        assert_eq!(InstanceId::parse(text).model, None, "{text}");
    }
}

#[test]
fn a_kind_says_direction_cache_context_and_modality() {
    use Direction::{Input, Output};
    for (kind, direction, is_cache, context, modality) in [
        ("input_token", Some(Input), false, None, None),
        ("output_tokens", Some(Output), false, None, None),
        ("input_token_cache", Some(Input), true, None, None),
        ("input_token_cache_creation", Some(Input), true, None, None),
        ("context_0-256k_input_token", Some(Input), false, Some("0-256k"), None),
        ("context_128k-1m_output_token", Some(Output), false, Some("128k-1m"), None),
        ("context_0-128k_input_token_cache", Some(Input), true, Some("0-128k"), None),
        ("context_3", None, false, Some("3"), None),
        ("audio_input_token", Some(Input), false, None, Some("audio")),
        ("multiin_text_output_token", Some(Output), false, None, Some("multiin_text")),
        ("tts_output_token", Some(Output), false, None, Some("tts")),
        ("text_token", None, false, None, None),
        ("images", None, false, None, None),
        ("1080P", None, false, None, None),
        ("context_", None, false, None, None),
        ("", None, false, None, None),
    ] {
        assert_eq!(Metered::parse(kind), Metered { direction, is_cache, context, modality }, "{kind}");
    }
}

/// A part of each kind, none of which is a model.
fn no_model() -> impl Strategy<Value = String> {
    prop_oneof![
        "[0-9]{1,16}",
        "(llm|ws)-[a-z0-9]{1,16}",
        "(cn|us|ap|eu|me)-[a-z]{3,10}(-[1-9])?",
        "((audio|text|multiin_text|context_0-256k)_)?(input|output)_tokens?(_cache)?",
        "(images|times|video_duration|1080P|720P)",
        "(app|bmp|assistant-api|international)",
        "[a-z]{3,8}[0-9]{5,10}-KTokens-[0-9]",
        Just(String::new()),
    ]
}

proptest! {
    #[test]
    fn no_key_workspace_region_or_kind_is_taken_for_a_model(
        parts in prop::collection::vec(no_model(), 0..10)
    ) {
        let text = parts.join(";");
        prop_assert_eq!(InstanceId::parse(&text).model, None, "{}", text);
    }

    #[test]
    fn a_model_among_any_other_parts_is_found(
        mut parts in prop::collection::vec(no_model(), 0..9),
        workspace in "(llm|ws)-[a-z0-9]{1,16}",
        model in "(qwen|glm|wan)[0-9]?(\\.[0-9])?-(max|plus|t2v)",
        vendor in prop::option::of("[A-Z]{3,8}"),
        (at, workspace_at) in (0..10_usize, 0..10_usize),
    ) {
        let model = vendor.map_or(model.clone(), |vendor| format!("{vendor}/{model}"));
        parts.insert(workspace_at.min(parts.len()), workspace);
        parts.insert(at.min(parts.len()), model.clone());
        let text = parts.join(";");
        let id = InstanceId::parse(&text);
        prop_assert_eq!(id.model, Some(&*model));
        prop_assert_eq!(id.form, Form::Inference);
        if let Caller::ApiKey(key) = id.caller {
            prop_assert!(key.bytes().all(|byte| byte.is_ascii_digit()));
        }
    }

    #[test]
    fn any_text_is_read_without_panic(text in ".{0,80}") {
        let read = InstanceId::parse(&text);
        prop_assert!(read.model.is_none_or(|model| text.contains(model)));
    }
}
