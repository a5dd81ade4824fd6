//! What a line counted, from the kind in its Instance ID: `cached input, 0-256k`, `audio input`, `1080P`.

use std::borrow::Cow;

use crate::{
    domain::bill::{
        InstanceId,
        instance_id::{Direction, Metered},
    },
    words::{Lang, Text, phrase, plain},
};

/// Modalities of multimodal models: what came in or what went out.
const MODALITIES: [(&str, Text); 6] = [
    ("text", Text::new("text", "文本")),
    ("audio", Text::new("audio", "音频")),
    ("image", Text::new("image", "图片")),
    ("video", Text::new("video", "视频")),
    ("purein_text", Text::new("text", "文本")),
    ("multiin_text", Text::new("multimodal text", "多模态文本")),
];

/// In words; a kind without a direction as the vendor writes it, empty if there is none.
pub(crate) fn kind<'a>(lang: Lang, instance: &InstanceId<'a>) -> Cow<'a, str> {
    let Metered { direction, is_cache, context, modality } = instance.metered();
    let Some(direction) = direction else { return plain(instance.kind) };
    let direction = match direction {
        Direction::Input => lang.pick("input", "输入"),
        Direction::Output => lang.pick("output", "输出"),
    };
    let cached = if is_cache { lang.pick("cached ", "缓存") } else { "" };
    let modality = modality.map(|name| {
        let known = MODALITIES.iter().find(|(known, _)| *known == name);
        let word = known.map_or_else(|| plain(name), |(_, word)| word.of(lang).into());
        phrase!(lang, "{word} ", "{word}")
    });
    let context = context.map(plain).map(|context| phrase!(lang, ", {context}", "，{context}"));
    let (modality, context) = (modality.unwrap_or_default(), context.unwrap_or_default());
    format!("{cached}{modality}{direction}{context}").into()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn kinds_are_read_aloud() {
        for (part, english, chinese) in [
            ("input_token", "input", "输入"),
            ("output_tokens", "output", "输出"),
            ("input_token_cache", "cached input", "缓存输入"),
            ("context_0-256k_input_token", "input, 0-256k", "输入，0-256k"),
            ("audio_input_token", "audio input", "音频输入"),
            ("multiin_text_output_token", "multimodal text output", "多模态文本输出"),
            ("tts_output_token", "tts output", "tts输出"),
            ("1080P", "1080P", "1080P"),
            ("images", "images", "images"),
            ("context_3", "context_3", "context_3"),
            ("evil\u{1b}_input_token", "evil\\u001b input", "evil\\u001b输入"),
            ("", "", ""),
        ] {
            let instance = InstanceId { kind: part, ..InstanceId::default() };
            assert_eq!(kind(Lang::English, &instance), english, "{part}");
            assert_eq!(kind(Lang::Chinese, &instance), chinese, "{part}");
        }
    }
}
