//! Unrequested reports, and late replies to other programs, are not keys.

use std::io::{PipeWriter, Write as _};

use proptest::prelude::*;

use super::*;
use crate::app::{Code, Key, chrome::themes::Background, message::MouseKind};

/// Replies and reports that mean nothing to this program, with the terminals that send them.
const REPORTS: &[(&str, &[u8])] = &[
    // Device attributes: primary, secondary, tertiary.
    ("xterm DA1", b"\x1b[?64;1;2;6;9;15;16;17;18;21;22;28c"),
    ("Linux console DA1", b"\x1b[?6c"),
    ("Windows Terminal DA1", b"\x1b[?61;4;6;7;14;21;22;23;24;28;32;42c"),
    ("foot DA1", b"\x1b[?62;4;22;52c"),
    ("WezTerm DA1", b"\x1b[?65;4;6;18;22c"),
    ("tmux DA1", b"\x1b[?1;2c"),
    ("xterm DA2", b"\x1b[>41;390;0c"),
    ("screen DA2", b"\x1b[>83;50000;0c"),
    ("VTE DA2", b"\x1b[>61;7600;1c"),
    ("xterm DA3", b"\x1bP!|00000000\x1b\\"),
    ("kitty DA3", b"\x1bP!|464f4f54\x1b\\"),
    // Modes, settings and versions.
    ("DECRPM", b"\x1b[?2026;2$y"),
    ("DECRPM of an ANSI mode", b"\x1b[4;2$y"),
    ("DECRQSS of SGR", b"\x1bP1$r0;1;38:5:12m\x1b\\"),
    ("DECRQSS refused", b"\x1bP0$r\x1b\\"),
    ("XTVERSION of WezTerm", b"\x1bP>|WezTerm 20240203-110809-5046fc22\x1b\\"),
    ("XTVERSION of tmux", b"\x1bP>|tmux 3.4\x1b\\"),
    ("XTGETTCAP", b"\x1bP1+r524742=382f382f38\x1b\\"),
    ("XTGETTCAP refused", b"\x1bP0+r544e\x1b\\"),
    ("XTQMODKEYS", b"\x1b[>4;2m"),
    ("XTQALLOWED", b"\x1b]60;allowWindowOps\x1b\\"),
    ("DECREQTPARM", b"\x1b[2;1;1;128;128;1;0x"),
    ("DECXCPR", b"\x1b[?12;40;1R"),
    ("DECCKSR", b"\x1bP1!~ABCD\x1b\\"),
    ("DECTABSR", b"\x1bP2$u9/17/25\x1b\\"),
    ("DECCIR", b"\x1bP1$u1;1;1;@;@;@;0;2;@;BB%5%5\x1b\\"),
    ("DECUDK status", b"\x1b[?20n"),
    ("DECRPTUI", b"\x1bP!|7E565445\x1b\\"),
    // Colours, titles, the clipboard, the working directory, notifications.
    ("OSC 4", b"\x1b]4;1;rgb:cdcd/0000/0000\x1b\\"),
    ("OSC 10", b"\x1b]10;rgb:cccc/cccc/cccc\x1b\\"),
    ("OSC 10 with BEL", b"\x1b]10;rgb:cccc/cccc/cccc\x07"),
    ("OSC 12", b"\x1b]12;rgb:ffff/ffff/ffff\x1b\\"),
    ("OSC 17", b"\x1b]17;rgb:3333/3333/3333\x07"),
    ("OSC 19", b"\x1b]19;rgb:3333/3333/3333\x07"),
    ("OSC 21 of kitty", b"\x1b]21;foreground=rgb:ff/ff/ff;cursor=\x1b\\"),
    ("OSC 22 of kitty", b"\x1b]22;default\x1b\\"),
    ("OSC 50", b"\x1b]50;fixed\x1b\\"),
    ("OSC 52", b"\x1b]52;c;cXVpdCBhbmQgcSBxIHE=\x1b\\"),
    ("OSC 99 of kitty", b"\x1b]99;i=1:p=?;a=report\x1b\\"),
    ("OSC 133 echoed", b"\x1b]133;A\x07"),
    ("OSC 1337 of iTerm2", b"\x1b]1337;ReportCellSize=17.0;8.0;2.0\x1b\\"),
    ("OSC 5522 of kitty", b"\x1b]5522;type=read:status=EPERM\x1b\\"),
    ("title", b"\x1b]lvim /etc/q \xe9\x80\x9a\xe4\xb9\x89\x1b\\"),
    ("icon title", b"\x1b]Lshell\x1b\\"),
    // The kitty protocols.
    ("keyboard flags", b"\x1b[?1u"),
    ("keyboard flags, none", b"\x1b[?0u"),
    ("graphics", b"\x1b_Gi=31;OK\x1b\\"),
    ("graphics error", b"\x1b_Gi=31,p=2;ENOENT:no such image\x1b\\"),
    ("multiple cursors", b"\x1b[>1;2;3 q"),
    ("remote control", b"\x1bP@kitty-cmd{\"ok\":true}\x1b\\"),
    // The cursor, sizes, focus, colour scheme.
    ("cursor position", b"\x1b[12;40R"),
    ("cursor position on the first row", b"\x1b[1;5R"),
    ("terminal is well", b"\x1b[0n"),
    ("no printer", b"\x1b[?13n"),
    ("colour scheme, dark", b"\x1b[?997;1n"),
    ("colour scheme, light", b"\x1b[?997;2n"),
    ("size in characters", b"\x1b[8;24;80t"),
    ("size in pixels", b"\x1b[4;480;640t"),
    ("size of a cell", b"\x1b[6;20;10t"),
    ("window is open", b"\x1b[1t"),
    ("window is iconified", b"\x1b[2t"),
    ("window position", b"\x1b[3;100;200t"),
    ("in-band resize", b"\x1b[48;24;80;480;640t"),
    ("sixel colours", b"\x1b[?1;0;256S"),
    ("sixel geometry", b"\x1b[?2;0;1000;1000S"),
    ("ReGIS geometry", b"\x1b[?3;3;0S"),
    ("focus in", b"\x1b[I"),
    ("focus out", b"\x1b[O"),
    // Other strings.
    ("PM", b"\x1b^private message\x1b\\"),
    ("SOS", b"\x1bXstart of string\x1b\\"),
    // Mouse reports without a meaning here.
    ("right button", b"\x1b[<2;10;5M"),
    ("release", b"\x1b[<0;10;5m"),
    ("motion", b"\x1b[<35;10;5M"),
    ("back button", b"\x1b[<128;10;5M"),
    ("X10 release", b"\x1b[M#*%"),
    ("X10 release out of range", b"\x1b[M#\x00\x00"),
    ("X10 motion, far right", b"\x1b[MC\xff\xfe"),
    ("urxvt release", b"\x1b[35;10;5M"),
    // Keys without a meaning here, and key releases.
    ("Insert", b"\x1b[2~"),
    ("Delete", b"\x1b[3~"),
    ("keypad begin", b"\x1b[E"),
    ("F13", b"\x1b[25~"),
    ("released", b"\x1b[113;1:3u"),
    ("released arrow", b"\x1b[1;1:3A"),
    ("left shift", b"\x1b[57441u"),
    ("Menu", b"\x1b[29~"),
];

fn decoded(decoder: &mut Decoder, bytes: &[u8]) -> Vec<Message> {
    let mut tokens = Vec::new();
    decoder.feed(bytes, &mut tokens);
    tokens.into_iter().filter_map(message).collect()
}

fn given_up(decoder: &mut Decoder) -> Vec<Message> {
    let mut tokens = Vec::new();
    decoder.give_up(&mut tokens);
    assert_eq!(decoder.patience(), None);
    tokens.into_iter().filter_map(message).collect()
}

fn key(character: char) -> Message {
    Message::Key(Key::char(character))
}

fn ctrl_c() -> Message {
    Message::Key(Key::ctrl('c'))
}

#[test]
fn a_report_is_no_key_wherever_it_is_split() {
    for (name, report) in REPORTS {
        for split in 0..=report.len() {
            let mut decoder = Decoder::default();
            let (head, rest) = report.split_at(split);
            let mut messages = decoded(&mut decoder, head);
            messages.extend(decoded(&mut decoder, rest));
            messages.extend(decoded(&mut decoder, b"q"));
            assert_eq!(messages, [key('q')], "{name}, split at {split}");
        }
    }
}

#[test]
fn reports_between_keys_leave_the_keys_alone() {
    for (name, report) in REPORTS {
        for (other, next) in REPORTS {
            let mut decoder = Decoder::default();
            let sent = [b"a", *report, *next, b"b"].concat();
            assert_eq!(decoded(&mut decoder, &sent), [key('a'), key('b')], "{name}, {other}");
        }
    }
}

/// Except that Esc, or Esc and one character, is taken for a key.
#[test]
fn a_report_cut_short_is_given_up_and_the_next_key_arrives() {
    for (name, report) in REPORTS {
        for cut in 1..report.len() {
            let mut decoder = Decoder::default();
            let mut messages = decoded(&mut decoder, &report[..cut]);
            assert!(decoder.patience().is_some_and(|patience| patience.as_millis() <= 100), "{name}, {cut}");
            messages.extend(given_up(&mut decoder));
            let key_at_most = usize::from(cut <= 2 || report[cut - 1] == 0x1b);
            assert!(messages.len() <= key_at_most, "{name} cut at {cut}: {messages:?}");
            assert_eq!(decoded(&mut decoder, b"q"), [key('q')], "{name} cut at {cut}");
        }
    }
}

#[test]
fn ctrl_c_arrives_in_the_middle_of_everything() {
    let paste: (&str, &[u8]) = ("paste", b"\x1b[200~some text");
    for (name, report) in REPORTS.iter().chain([&paste]) {
        for cut in 0..=report.len() {
            let mut decoder = Decoder::default();
            let mut messages = decoded(&mut decoder, &report[..cut]);
            messages.extend(decoded(&mut decoder, b"\x03q"));
            assert!(messages.ends_with(&[ctrl_c(), key('q')]), "{name} cut at {cut}: {messages:?}");
        }
    }
}

#[test]
fn the_background_is_recognised_in_every_split() {
    for reply in [&b"\x1b]11;rgb:ffff/ffff/ffff\x1b\\"[..], b"\x1b]11;rgb:fdfd/f6f6/e3e3\x07"] {
        for split in 0..=reply.len() {
            let mut decoder = Decoder::default();
            let (head, rest) = reply.split_at(split);
            let mut messages = decoded(&mut decoder, &[b"a", head].concat());
            messages.extend(decoded(&mut decoder, &[rest, b"b"].concat()));
            let expected = [key('a'), Message::Background(Background::Light), key('b')];
            assert_eq!(messages, expected, "split at {split}");
        }
    }
}

#[test]
fn clicks_and_the_wheel_are_understood_in_every_encoding() {
    for (report, what) in [
        (&b"\x1b[<0;10;5M"[..], MouseKind::Click),
        (b"\x1b[<4;10;5M", MouseKind::Click),
        (b"\x1b[<64;10;5M", MouseKind::WheelUp),
        (b"\x1b[<81;10;5M", MouseKind::WheelDown),
        (b"\x1b[M *%", MouseKind::Click),
        (b"\x1b[M`*%", MouseKind::WheelUp),
        (b"\x1b[32;10;5M", MouseKind::Click),
        (b"\x1b[97;10;5M", MouseKind::WheelDown),
    ] {
        let messages = decoded(&mut Decoder::default(), report);
        let [Message::Mouse(mouse)] = messages.as_slice() else { panic!("{report:?}: {messages:?}") };
        assert_eq!((mouse.kind, mouse.column, mouse.row), (what, 9, 4), "{report:?}");
    }
    for nowhere in [&b"\x1b[<0;0;0M"[..], b"\x1b[<0;99999;1M", b"\x1b[<0;1M", b"\x1b[<0;1;1;1M", b"\x1b[<M"] {
        assert_eq!(decoded(&mut Decoder::default(), nowhere), [], "{nowhere:?}");
    }
}

fn input() -> (PipeWriter, Input) {
    let (reader, writer) = io::pipe().unwrap();
    (writer, Input::new(Device::new(reader.into()).unwrap()))
}

#[tokio::test]
async fn a_lone_escape_needs_no_other_key() {
    let (mut writer, mut input) = input();
    writer.write_all(b"\x1b").unwrap();
    assert_eq!(input.next_ready(), None);
    assert_eq!(input.next().await, Message::Key(Key::plain(Code::Esc)));
    writer.write_all(b"\x1b[?64;1").unwrap();
    assert_eq!(input.next_ready(), None);
    let next = tokio::time::timeout(std::time::Duration::from_millis(500), input.next());
    assert!(next.await.is_err(), "an incomplete report is not a key");
    writer.write_all(b"q").unwrap();
    assert_eq!(input.next().await, key('q'));
}

#[tokio::test]
async fn a_terminal_that_is_gone_ends_the_program() {
    let (mut writer, mut input) = input();
    writer.write_all(b"a\x1b").unwrap();
    drop(writer);
    assert_eq!(input.next().await, key('a'));
    assert_eq!(input.next().await, Message::Ended);
}

proptest! {
    #[test]
    fn after_any_bytes_and_a_silence_a_key_arrives(bytes in prop::collection::vec(byte(), 0..40)) {
        let mut decoder = Decoder::default();
        decoded(&mut decoder, &bytes);
        given_up(&mut decoder);
        prop_assert_eq!(decoded(&mut decoder, b"q"), [key('q')]);
    }

    #[test]
    fn after_any_bytes_ctrl_c_arrives(bytes in prop::collection::vec(byte(), 0..40)) {
        let mut decoder = Decoder::default();
        decoded(&mut decoder, &bytes);
        prop_assert_eq!(decoded(&mut decoder, b"\x03").pop(), Some(ctrl_c()));
    }

    #[test]
    fn reads_may_split_the_bytes_anywhere(
        bytes in prop::collection::vec(byte(), 0..40),
        cut in 0_usize..40,
    ) {
        let (mut whole, mut cut_up) = (Decoder::default(), Decoder::default());
        let (head, rest) = bytes.split_at(cut.min(bytes.len()));
        let mut messages = decoded(&mut cut_up, head);
        messages.extend(decoded(&mut cut_up, rest));
        prop_assert_eq!(messages, decoded(&mut whole, &bytes));
        prop_assert_eq!(cut_up.patience(), whole.patience());
    }
}

/// Any byte, but more often those with a meaning in sequences.
fn byte() -> impl Strategy<Value = u8> {
    let special: &[u8] = b"\x1b\x1b\x1b[]OPM_^X\\\x07?<>=;:0129~uRcmt\x03\x18\x1a\x9b\x9c\xe9\x80\x9a";
    prop_oneof![3 => prop::sample::select(special), 1 => any::<u8>()]
}
