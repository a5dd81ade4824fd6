//! What may be only in one place.

use crate::source::{Kind, Source};

/// Longer files have more than one subject.
const LONGEST: usize = 400;

/// Readings of a clock outside of runtime/.
pub(crate) fn clocks(source: &Source) -> Vec<(usize, String)> {
    if source.part() == "runtime" {
        return Vec::new();
    }
    let readings = ["Utc::now", "Local::now", "Instant::now", "SystemTime::now", ".elapsed("];
    found(source, &readings, "reads a clock")
}

/// Colours outside of the themes.
pub(crate) fn colours(source: &Source) -> Vec<(usize, String)> {
    if source.path.starts_with("ui/theme/") {
        return Vec::new();
    }
    let names = ["Color", "Stylize", "SetForegroundColor", "SetBackgroundColor", "SetColors", "fg", "bg"];
    let mut offences = found_words(source, &names, "knows a colour");
    // The terminal is taken and given back by sequences that have no colour.
    if source.part() != "runtime" {
        let is_code =
            |text: &str| ["\\x1b[", "\\x1B[", "\\u{1b}[", "\\u{1B}["].iter().any(|code| text.contains(code));
        let codes = source.literals().filter(|(_, text)| is_code(text));
        offences.extend(codes.map(|(line, text)| (line, format!("writes an escape sequence: {text}"))));
    }
    offences
}

/// Terminal and async code outside of runtime/. A source may be async, and so what runs one.
pub(crate) fn terminal_and_async(source: &Source) -> Vec<(usize, String)> {
    match source.part() {
        "runtime" => Vec::new(),
        "source" | "fuzzing" => found_words(source, &["crossterm"], "is not its business"),
        _ => found_words(source, &["crossterm", "tokio"], "is not its business"),
    }
}

/// Signs beyond ASCII in what the screen is painted with, outside of the one table of them.
pub(crate) fn signs(source: &Source) -> Vec<(usize, String)> {
    if source.part() != "ui" || source.path == "ui/glyphs.rs" {
        return Vec::new();
    }
    let literals = source.literals().filter(|(_, text)| !text.is_ascii() || text.contains("\\u{"));
    literals.map(|(line, text)| (line, format!("a sign beyond ASCII: {text:?}"))).collect()
}

/// Files that are too long, not counting their tests.
pub(crate) fn long_files(source: &Source) -> Vec<(usize, String)> {
    let length = source.length;
    if length > LONGEST { vec![(LONGEST, format!("is {length} lines long"))] } else { Vec::new() }
}

/// What was left for later, or silenced.
pub(crate) fn left_to_do(source: &Source) -> Vec<(usize, String)> {
    let mut offences = found(source, &["todo!", "unimplemented!", "dbg!", "[allow("], "is left over");
    offences.extend(found_words(source, &["unsafe"], "is left over"));
    offences
}

/// Sequences of tokens, each written without spaces.
fn found(source: &Source, patterns: &[&str], why: &str) -> Vec<(usize, String)> {
    let mut offences = Vec::new();
    for at in 0..source.tokens.len() {
        let mut text = String::new();
        for token in source.tokens[at..].iter().take(3).filter(|token| token.kind != Kind::Literal) {
            text += &token.text;
            let here = patterns.iter().filter(|pattern| text == **pattern);
            offences.extend(here.map(|pattern| (source.tokens[at].line, format!("{pattern} {why}"))));
        }
    }
    offences
}

fn found_words(source: &Source, words: &[&str], why: &str) -> Vec<(usize, String)> {
    let here = source.tokens.iter().filter(|token| words.contains(&token.text.as_str()));
    here.map(|token| (token.line, format!("{} {why}", token.text))).collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::FileRule;

    /// The lines on which `rule` finds something in `text`, which may be the inside of a function.
    fn lines(rule: FileRule, path: &str, text: &str) -> Vec<usize> {
        let is_file = ["use", "const", "#"].iter().any(|start| text.trim_start().starts_with(start));
        let text = if is_file { text.to_owned() } else { format!("fn f() {{ {text}\n}}") };
        rule(&Source::new(path, &text)).into_iter().map(|(line, _)| line).collect()
    }

    /// `rule` finds `text` at `elsewhere`, but not at `home`, in a comment, in a text or in a test.
    fn check(rule: FileRule, text: &str, elsewhere: &str, home: &str) {
        assert_eq!(lines(rule, elsewhere, &format!("\n{text}\n")), [2], "{elsewhere}: {text}");
        assert_eq!(lines(rule, home, text), [0; 0], "{home}: {text}");
        for harmless in
            [format!("// {text}"), format!("/* {text} */"), format!("#[cfg(test)]\nmod tests {{ {text} }}")]
        {
            assert_eq!(lines(rule, elsewhere, &harmless), [0; 0], "{elsewhere}: {harmless}");
        }
    }

    #[test]
    fn clocks_are_found() {
        for text in [
            "let now = Utc::now();",
            "let now = chrono::Local::now();",
            "let now = std::time::Instant::now;",
            "let now = SystemTime :: now();",
            "let age = started.elapsed();",
        ] {
            check(clocks, text, "app/wake.rs", "runtime/clock.rs");
        }
        assert_eq!(lines(clocks, "app/wake.rs", "let now = clock.now(); now.utc; elapsed(now)"), [0; 0]);
    }

    #[test]
    fn colours_are_found() {
        for text in [
            "let red = Color::Red;",
            "use ratatui::style::{Color};",
            "use ratatui::style::Stylize as _;",
            "let style = Style::new().fg(accent);",
            "let style = style.bg (accent);",
        ] {
            check(colours, text, "ui/list.rs", "ui/theme/builtin.rs");
        }
        for text in ["print(\"\\x1b[31m\")", "print(\"\\u{1b}[31m\")"] {
            check(colours, text, "cli/list.rs", "ui/theme/sgr.rs");
        }
        assert_eq!(lines(colours, "cli/table.rs", "let red = Color::Red;"), [1]);
        assert_eq!(lines(colours, "ui/list.rs", "let style = theme.alarm; let colour = ColorDepth;"), [0; 0]);
    }

    #[test]
    fn terminal_and_async_code_is_found() {
        check(terminal_and_async, "use crossterm::event;", "ui/list.rs", "runtime/input.rs");
        check(terminal_and_async, "use crossterm::event;", "source/http.rs", "runtime/input.rs");
        check(terminal_and_async, "tokio::spawn(work);", "store/worker.rs", "source/http.rs");
        check(terminal_and_async, "use ratatui::crossterm;", "cli/list.rs", "runtime/input.rs");
    }

    #[test]
    fn signs_are_found() {
        for text in
            ["let bar = \"█\";", "let bar = '\u{258f}';", "let bar = \"\\u{258f}\";", "let bar = r\"█\";"]
        {
            check(signs, text, "ui/list.rs", "ui/glyphs.rs");
        }
        assert_eq!(lines(signs, "words/time.rs", "let place = \"通义\";"), [0; 0], "only the screen's own");
        assert_eq!(lines(signs, "ui/list.rs", "let text = \"plain\\n\"; // █"), [0; 0]);
    }

    #[test]
    fn long_files_are_found() {
        let lines_of = |count: usize| "const A: u8 = 1;\n".repeat(count);
        assert_eq!(lines(long_files, "app/a.rs", &lines_of(400)), [0; 0]);
        assert_eq!(lines(long_files, "app/a.rs", &lines_of(401)), [400]);
        let with_tests = format!("{}#[cfg(test)]\nmod tests {{\n{}}}\n", lines_of(399), lines_of(100));
        assert_eq!(lines(long_files, "app/a.rs", &with_tests), [0; 0]);
    }

    #[test]
    fn unfinished_code_is_found() {
        for text in [
            "unsafe { f() }",
            "todo!();",
            "unimplemented!(\"later\");",
            "let a = dbg!(b);",
            "#[allow(dead_code)] fn f() {}",
            "#![allow(clippy::all)]",
        ] {
            assert_eq!(lines(left_to_do, "app/a.rs", text), [1], "{text}");
            assert_eq!(lines(left_to_do, "app/a.rs", &format!("// {text}")), [0; 0], "{text}");
        }
        let harmless = "#[expect(dead_code, reason = \"unsafe\")]\nfn is_unsafe() {}";
        assert_eq!(lines(left_to_do, "app/a.rs", harmless), [0; 0]);
    }
}
