use super::*;
use crate::runtime::terminal::input::{decoder::Decoder, message};

fn key(code: Code) -> Key {
    Key::plain(code)
}

fn ctrl(code: Code) -> Key {
    Key { code, ctrl: true, alt: false }
}

fn alt(code: Code) -> Key {
    Key { code, ctrl: false, alt: true }
}

#[test]
fn keys_are_understood_in_every_encoding() {
    use crate::app::Message;
    use Code::{
        BackTab, Backspace, Char, Down, End, Enter, Esc, F, Home, Left, PageDown, PageUp, Right, Tab, Up,
    };
    let table: &[(Key, &[&str])] = &[
        (key(Up), &["\x1b[A", "\x1bOA", "\x1b[1A", "\x1b[1;1A", "\x1b[1;2A", "\x1b[57419u", "\x1b[1;1:2A"]),
        (key(Down), &["\x1b[B", "\x1bOB"]),
        (key(Right), &["\x1b[C", "\x1bOC"]),
        (key(Left), &["\x1b[D", "\x1bOD"]),
        (ctrl(Up), &["\x1b[1;5A", "\x1bO5A", "\x1b[5A", "\x1b[1;6A"]),
        (alt(Left), &["\x1b[1;3D", "\x1b[1;3:1D"]),
        (key(Home), &["\x1b[H", "\x1bOH", "\x1b[1~", "\x1b[7~", "\x1b[57423u"]),
        (key(End), &["\x1b[F", "\x1bOF", "\x1b[4~", "\x1b[8~"]),
        (ctrl(Home), &["\x1b[1;5H", "\x1b[7;5~"]),
        (key(PageUp), &["\x1b[5~", "\x1b[5;2~"]),
        (key(PageDown), &["\x1b[6~", "\x1b[57422u"]),
        (key(F(1)), &["\x1bOP", "\x1b[11~", "\x1b[[A", "\x1b[P", "\x1b[1;2P"]),
        (key(F(2)), &["\x1bOQ", "\x1b[12~", "\x1b[[B"]),
        (key(F(3)), &["\x1bOR", "\x1b[13~", "\x1b[[C"]),
        (key(F(4)), &["\x1bOS", "\x1b[14~", "\x1b[[D", "\x1b[S"]),
        (key(F(5)), &["\x1b[15~", "\x1b[[E"]),
        (ctrl(F(5)), &["\x1b[15;5~"]),
        (key(F(6)), &["\x1b[17~"]),
        (key(F(10)), &["\x1b[21~"]),
        (key(F(11)), &["\x1b[23~"]),
        (key(F(12)), &["\x1b[24~"]),
        (key(Enter), &["\r", "\x1b[13u", "\x1bOM", "\x1b[57414u", "\x1b[27;1;13~"]),
        (key(Esc), &["\x1b[27u", "\x1b[27;1;27~"]),
        (key(Tab), &["\t", "\x1b[9u"]),
        (key(BackTab), &["\x1b[Z", "\x1b[9;2u", "\x1b[27;2;9~", "\x1b[1;2Z"]),
        (key(Backspace), &["\x7f", "\x1b[127u"]),
        (alt(Enter), &["\x1b\r", "\x1b[13;3u"]),
        (alt(Backspace), &["\x1b\x7f"]),
        (key(Char('q')), &["q", "\x1b[113u", "\x1b[113;1u", "\x1b[113;1:2u", "\x1b[27;1;113~"]),
        (key(Char('Q')), &["Q", "\x1b[113:81;2u", "\x1b[81;2u", "\x1b[27;2;81~"]),
        (key(Char('通')), &["通", "\x1b[36890u"]),
        (key(Char('5')), &["5", "\x1bOu", "\x1b[57404u"]),
        (key(Char('*')), &["*", "\x1bOj"]),
        (key(Char('/')), &["/", "\x1bOo", "\x1b[57410u"]),
        (alt(Char('x')), &["\x1bx", "\x1b[120;3u", "\x1b[27;3;120~"]),
        (alt(Char('é')), &["\x1bé"]),
        (ctrl(Char('c')), &["\x03", "\x1b[99;5u", "\x1b[27;5;99~", "\x1b[99;69u"]),
        (ctrl(Char('a')), &["\x01"]),
        (ctrl(Char('z')), &["\x1a"]),
        (ctrl(Char('j')), &["\n"]),
        (ctrl(Char('h')), &["\x08"]),
        (ctrl(Char(' ')), &["\0", "\x1b[32;5u"]),
        (ctrl(Char('4')), &["\x1c"]),
        (ctrl(Char('7')), &["\x1f"]),
        (Key { code: Char('x'), ctrl: true, alt: true }, &["\x1b[120;7u"]),
        (Key { code: Char('a'), ctrl: true, alt: true }, &["\x1b\x01", "\x1b[97;7u"]),
    ];
    for (key, encodings) in table {
        for encoding in *encodings {
            let mut tokens = Vec::new();
            Decoder::default().feed(encoding.as_bytes(), &mut tokens);
            let messages: Vec<Message> = tokens.into_iter().filter_map(message).collect();
            assert_eq!(messages, [Message::Key(*key)], "{encoding:?}");
        }
    }
}

#[test]
fn other_sequences_are_not_keys() {
    for (parameters, last) in [
        ("", b'R'),
        ("1;5", b'R'),
        ("?1", b'u'),
        (">1", b'A'),
        ("1$", b'A'),
        ("99999999999", b'u'),
        ("55296", b'u'),
        ("155", b'u'),
        ("57344", b'u'),
        ("", b'u'),
        ("", b'~'),
        ("0", b'~'),
        ("16", b'~'),
        ("22", b'~'),
        ("27", b'~'),
        ("27;5", b'~'),
        ("113;5:3", b'u'),
        ("5;1:3", b'~'),
    ] {
        assert_eq!(csi(parameters.as_bytes(), last), None, "{parameters} {}", char::from(last));
    }
    assert_eq!(character('\u{9b}', false), None);
}
