//! XML and HTML: the text of each element by its name, and the names as those of fields.

use super::{
    Redactor,
    fields::{Rule, rule},
    json::Rewrite as _,
    text::Trust,
};

impl Redactor<'_> {
    pub(super) fn markup(&mut self, text: &str) -> String {
        // A secret may itself contain the signs by which a text is divided here.
        let text = self.without_secrets(text);
        let mut out = String::with_capacity(text.len());
        for (at, piece) in text.split('<').enumerate() {
            if at > 0 {
                out.push('<');
            }
            match piece.split_once('>').filter(|_| at > 0) {
                Some((tag, content)) => {
                    out.push_str(&self.tag(tag));
                    out.push('>');
                    out.push_str(&self.content(tag, content));
                }
                // What nothing closes is no tag, or was cut off.
                None => out.push_str(&self.content("", piece)),
            }
        }
        out
    }

    /// What is between `<` and `>`: a name, or anything.
    fn tag(&mut self, tag: &str) -> String {
        let name = tag.strip_prefix('/').unwrap_or(tag);
        if !name.bytes().all(|byte| byte.is_ascii_alphanumeric()) {
            return self.scrubbed(tag, Trust::Sentence);
        }
        match self.name(name) {
            Some(other) if tag.starts_with('/') => format!("/{other}"),
            Some(other) => other,
            None => tag.to_owned(),
        }
    }

    /// The text after a tag, which may have attributes.
    fn content(&mut self, tag: &str, text: &str) -> String {
        let rule = match rule(tag.split_ascii_whitespace().next().unwrap_or_default()) {
            Rule::Unknown => Rule::Prose,
            known => known,
        };
        self.by_rule(rule, text)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::source::{Secrets, recording::redact::Hidden};

    #[test]
    fn nothing_known_is_left_in_a_tag_in_what_nothing_closes_or_around_them() {
        for (text, expected) in [
            ("<html>a <5000000000000001", "<html>a <account-1"),
            ("<html>a <5000000000000001>", "<html>a <account-1>"),
            ("<html>a </5000000000000001>", "<html>a </account-1>"),
            ("<5000000000000002><b>", "<text-1><b>"),
            ("<a href='x.y?u=5000000000000001'>b</a>", "<a href='text-1'>b</a>"),
            ("<zhang.san>c</zhang.san>", "<name-1>c</name-1>"),
            ("<SECRET1of2this3machine>", "<…>"),
            ("<p>SEC<RET>-2 and SEC&lt;RET&gt;-2</p>", "<p>… and …</p>"),
            ("<UserId v='1'>li007</UserId>", "<UserId v='1'>account-1</UserId>"),
            ("<Message>user zhang.san <li", "<Message>user name-1 <li"),
            (
                "<Error><Code>Forbidden</Code><br/><p>1 < 2</p></Error>",
                "<Error><Code>Forbidden</Code><br/><p>1 < 2</p></Error>",
            ),
            ("<", "<"),
            (" <>>", " <>>"),
        ] {
            let secrets = Secrets::default();
            secrets.add("SECRET1of2this3machine");
            secrets.add("SEC<RET>-2");
            let mut redactor = Redactor::new(&secrets);
            redactor.note_known(&[
                ("5000000000000001".to_owned(), Hidden::Account),
                ("zhang.san".to_owned(), Hidden::Name),
            ]);
            assert_eq!(redactor.body(text, false), expected, "{text}");
        }
    }
}
