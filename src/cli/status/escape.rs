//! What text from outside (names, currencies) may not be to the program that shows the line: a command, or markup.

use std::borrow::Cow;

/// For tmux, which reads `#[…]`, `#{…}` and `#(…)`, and shows `##` as one `#`.
pub(super) fn tmux(line: &str) -> String {
    line.replace('#', "##")
}

/// For Pango, the markup of Waybar.
pub(super) fn pango(text: &str) -> String {
    let mut escaped = String::with_capacity(text.len());
    for sign in text.chars() {
        match sign {
            '&' => escaped.push_str("&amp;"),
            '<' => escaped.push_str("&lt;"),
            '>' => escaped.push_str("&gt;"),
            '"' => escaped.push_str("&quot;"),
            '\'' => escaped.push_str("&#39;"),
            _ => escaped.push(sign),
        }
    }
    escaped
}

/// For a bar that is not known, as `\uXXXX`: every sign with which one of them begins markup (tmux `#`, Polybar `%{`, Pango
/// `<` and `&`, dzen `^`) or a shell begins a command. A percent sign of our own stands before a space, a bracket or the end.
pub(super) fn markup(text: &str) -> Cow<'_, str> {
    let begins = |at: usize, sign: char| match sign {
        '#' | '<' | '&' | '^' | '$' | '`' => true,
        '%' => {
            let after = text.get(at.saturating_add(1)..).unwrap_or_default();
            !after.is_empty() && !after.starts_with([' ', ')', '）'])
        }
        _ => false,
    };
    if !text.char_indices().any(|(at, sign)| begins(at, sign)) {
        return Cow::Borrowed(text);
    }
    let shown = text.char_indices().map(|(at, sign)| {
        if begins(at, sign) { format!("\\u{:04x}", u32::from(sign)) } else { sign.to_string() }
    });
    Cow::Owned(shown.collect())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn text_from_outside_is_no_markup() {
        for (text, in_tmux, in_waybar, elsewhere) in [
            ("qwen-max", "qwen-max", "qwen-max", "qwen-max"),
            ("通义", "通义", "通义", "通义"),
            ("#[fg=red]a", "##[fg=red]a", "#[fg=red]a", "\\u0023[fg=red]a"),
            ("##[x]", "####[x]", "##[x]", "\\u0023\\u0023[x]"),
            ("#(touch x)", "##(touch x)", "#(touch x)", "\\u0023(touch x)"),
            ("<b>&amp;", "<b>&amp;", "&lt;b&gt;&amp;amp;", "\\u003cb>\\u0026amp;"),
            ("\"'", "\"'", "&quot;&#39;", "\"'"),
            ("%{A:x:}", "%{A:x:}", "%{A:x:}", "\\u0025{A:x:}"),
            ("%%{F}", "%%{F}", "%%{F}", "\\u0025\\u0025{F}"),
            ("$(x)`y`", "$(x)`y`", "$(x)`y`", "\\u0024(x)\\u0060y\\u0060"),
            ("^fg()", "^fg()", "^fg()", "\\u005efg()"),
            ("a 2.4 % (2.4 %)", "a 2.4 % (2.4 %)", "a 2.4 % (2.4 %)", "a 2.4 % (2.4 %)"),
            ("2.4 %", "2.4 %", "2.4 %", "2.4 %"),
        ] {
            assert_eq!(tmux(text), in_tmux);
            assert_eq!(pango(text), in_waybar);
            assert_eq!(markup(text), elsewhere);
        }
    }
}
