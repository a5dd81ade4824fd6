//! Words that no text says any more, each with the word that took its place: one word per idea.
//!
//! Documents are checked in `contract/documents.rs`; screens, help and errors where their texts are tested.

/// What is retired, and what to write instead. English is found as whole words in any case, Chinese anywhere.
const RETIRED: &[(&str, &str)] = &[
    // States and forecasts of a quota.
    ("empties", "runs out"),
    ("exhausted", "used up"),
    ("at zero", "used up"),
    ("nothing is left", "used up"),
    ("nothing left", "used up"),
    ("quota is over", "used up, or expired"),
    ("until it is over", "until it clears"),
    ("not used", "idle, or unused"),
    ("untouched", "unused"),
    ("at its pace", "at this rate"),
    ("at this pace", "at this rate"),
    ("foresees", "forecasts"),
    ("foreseen", "forecast"),
    ("good again", "no longer overdue"),
    // Alerts.
    ("told", "alerted, notified, shown"),
    ("tell", "alert, notify, show, say"),
    ("tells", "alerts, notifies, shows, says"),
    ("quiet", "acknowledged, snoozed or muted"),
    ("listen to", "unmute"),
    ("listens to", "unmute"),
    ("listen again", "unmute"),
    ("take that back", "undo"),
    ("takes that back", "undoes it"),
    ("take back", "undo"),
    ("taken back", "undone"),
    // Requests and data.
    ("asked", "requested, refreshed"),
    ("ask for", "request, refresh"),
    ("asks for", "requests, refreshes"),
    ("asking for", "requesting, refreshing"),
    ("answers again", "is working again"),
    ("cannot be read since", "not updating since"),
    ("kept", "saved, stored"),
    ("feed", "data source"),
    ("feeds", "data sources"),
    ("the interface", "the API"),
    ("billing interface", "billing API"),
    ("was not understood", "unexpected response"),
    ("brought in", "imported"),
    ("bring in", "import"),
    ("anew", "again"),
    // Help and fixes.
    ("mend", "fix"),
    ("mends", "fixes"),
    ("mended", "fixed"),
    ("remedy", "fix"),
    ("remedies", "fixes"),
    ("by itself", "automatically"),
    ("by themselves", "automatically"),
    ("the page before", "the previous page"),
    ("the cycle before", "the previous cycle"),
    ("billing cycle before", "previous billing cycle"),
    ("leave the program", "quit"),
    ("always leaves", "always quits"),
    ("defaults hold", "using defaults"),
    ("what holds", "the effective configuration"),
    ("holds for", "covers, applies to"),
    ("hold for", "cover, apply to"),
    ("goes on to hold", "stays in effect"),
    // What reads as translated.
    ("in so many words", "plainly"),
    ("for want of", "without"),
    ("is nobody's", "belongs to no one"),
    ("kind of fee", "fee type"),
    ("of before", "earlier"),
    ("stands", "is, shows"),
    ("it still is so", "it still applies"),
    ("nothing here is called", "no such command"),
    // Chinese, in the words of Alibaba's console.
    ("作废", "失效"),
    ("用尽", "用完"),
    ("静音", "屏蔽"),
    ("暂缓", "静默, 稍后再提醒"),
];

/// A line for each retired word in a text: the word, and what to write instead.
pub(crate) fn retired_words(text: &str) -> Vec<String> {
    let words = words(text);
    let is_in = |phrase: &str| {
        let phrase: Vec<&str> = phrase.split(' ').collect();
        words.windows(phrase.len()).any(|found| found == phrase)
    };
    let found = RETIRED
        .iter()
        .filter(|(retired, _)| if retired.is_ascii() { is_in(retired) } else { text.contains(retired) });
    found.map(|(retired, instead)| format!("“{retired}” (write: {instead})")).collect()
}

/// The words of a text in lower case; a sign between them stands as a word, so that no phrase goes across it.
/// `feed_failing` and `copy-remedy` are words of their own: names of the configuration are not retired.
fn words(text: &str) -> Vec<String> {
    let mut spaced = String::new();
    for letter in text.chars() {
        if letter.is_alphanumeric() || "_-'".contains(letter) || letter.is_whitespace() {
            spaced.extend(letter.to_lowercase());
        } else {
            spaced.push_str(" . ");
        }
    }
    spaced.split_whitespace().map(str::to_owned).collect()
}

#[test]
fn retired_words_are_found_whole_and_across_lines() {
    for (text, expected) in [
        ("You are told.", 1),
        ("Nothing is\nleft of it", 1),
        ("TOLD (by itself)", 2),
        ("copy-remedy, feed_failing, mending, retold", 0),
        ("Nothing is. Left", 0),
        ("额度作废", 1),
        ("", 0),
    ] {
        assert_eq!(retired_words(text).len(), expected, "{text}: {:?}", retired_words(text));
    }
}
