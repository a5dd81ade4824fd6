use super::*;

fn decoded(decoder: &mut Decoder, bytes: &[u8]) -> Vec<Token> {
    let mut tokens = Vec::new();
    decoder.feed(bytes, &mut tokens);
    tokens
}

fn given_up(decoder: &mut Decoder) -> Vec<Token> {
    let mut tokens = Vec::new();
    decoder.give_up(&mut tokens);
    tokens
}

fn character(character: char) -> Token {
    Token::Character { character, alt: false }
}

fn alt(character: char) -> Token {
    Token::Character { character, alt: true }
}

fn paste(text: &str) -> Token {
    Token::Paste(text.to_owned())
}

#[test]
fn what_is_unfinished_is_given_up_after_a_silence() {
    for (bytes, patience, tokens) in [
        (&b""[..], None, vec![]),
        (b"q", None, vec![]),
        (b"\x1b", Some(ESCAPE_SILENCE), vec![character('\x1b')]),
        (b"\x1b[", Some(ESCAPE_SILENCE), vec![alt('[')]),
        (b"\x1bO", Some(ESCAPE_SILENCE), vec![alt('O')]),
        (b"\x1b]", Some(ESCAPE_SILENCE), vec![alt(']')]),
        (b"\x1bP", Some(ESCAPE_SILENCE), vec![alt('P')]),
        (b"\x1b_", Some(ESCAPE_SILENCE), vec![alt('_')]),
        (b"\x1b^", Some(ESCAPE_SILENCE), vec![alt('^')]),
        (b"\x1bX", Some(ESCAPE_SILENCE), vec![alt('X')]),
        (b"\x1b[?", Some(SEQUENCE_SILENCE), vec![]),
        (b"\x1b[<", Some(SEQUENCE_SILENCE), vec![]),
        (b"\x1b[[", Some(SEQUENCE_SILENCE), vec![]),
        (b"\x1b[M", Some(SEQUENCE_SILENCE), vec![]),
        (b"\x1b[M !", Some(SEQUENCE_SILENCE), vec![]),
        (b"\x1bO5", Some(SEQUENCE_SILENCE), vec![]),
        (b"\x1b]11;rgb:", Some(SEQUENCE_SILENCE), vec![]),
        (b"\x1b]11;rgb:\x1b", Some(SEQUENCE_SILENCE), vec![character('\x1b')]),
        (b"\xe9\x80", Some(SEQUENCE_SILENCE), vec![]),
        (b"\x1b[200~", Some(PASTE_SILENCE), vec![paste("")]),
        (b"\x1b[200~text\x1b[20", Some(PASTE_SILENCE), vec![paste("text")]),
    ] {
        let mut decoder = Decoder::default();
        decoded(&mut decoder, bytes);
        assert_eq!(decoder.patience(), patience, "{bytes:?}");
        assert_eq!(given_up(&mut decoder), tokens, "{bytes:?}");
        assert_eq!(decoder.patience(), None, "{bytes:?}");
    }
}

#[test]
fn what_interrupts_a_sequence_is_decoded() {
    for (bytes, tokens) in [
        (&b"\x1b\x1b"[..], vec![character('\x1b')]),
        (b"\x1b\x1b[A", vec![character('\x1b'), Token::Csi { parameters: vec![], last: b'A' }]),
        (b"\x1b[\x1b[A", vec![alt('['), Token::Csi { parameters: vec![], last: b'A' }]),
        (b"\x1b[?12\x1b[A", vec![Token::Csi { parameters: vec![], last: b'A' }]),
        (b"\x1b[?12\rq", vec![character('\r'), character('q')]),
        (b"\x1b[?12\x1aq", vec![character('\x1a'), character('q')]),
        (b"\x1b]11;rgb\x18q", vec![character('\x18'), character('q')]),
        (b"\x1b]11;rgb\x1bq", vec![alt('q')]),
        (b"\x1b]11;rgb\x1b[A", vec![Token::Csi { parameters: vec![], last: b'A' }]),
        (b"\x1b[M \x1b[A", vec![Token::Csi { parameters: vec![], last: b'A' }]),
        ("\x1b[?12通".as_bytes(), vec![character('通')]),
        (b"\xe9\x80q", vec![character('q')]),
        (b"\xe9\x1b[A", vec![Token::Csi { parameters: vec![], last: b'A' }]),
        (b"\xe9\xe9\x80\x9aq", vec![character('通'), character('q')]),
        (b"\xff\xfe\x80q", vec![character('q')]),
    ] {
        assert_eq!(decoded(&mut Decoder::default(), bytes), tokens, "{bytes:?}");
    }
}

#[test]
fn multi_byte_characters_survive_every_split() {
    let text = "é通🜁\x1bé";
    let tokens = vec![character('é'), character('通'), character('🜁'), alt('é')];
    for split in 0..=text.len() {
        let mut decoder = Decoder::default();
        let (head, rest) = text.as_bytes().split_at(split);
        let mut all = decoded(&mut decoder, head);
        all.extend(decoded(&mut decoder, rest));
        assert_eq!(all, tokens, "split at {split}");
    }
}

#[test]
fn a_sequence_of_any_length_ends_in_limited_memory() {
    for (begin, end) in [("\x1b[", "c"), ("\x1b]", "\x07"), ("\x1bP", "\x1b\\"), ("\x1bO", "A")] {
        let mut decoder = Decoder::default();
        let long = format!("{begin}{}", "1;".repeat(1_000_000));
        assert_eq!(decoded(&mut decoder, long.as_bytes()), []);
        assert_eq!(decoder.pending.len(), MAX_SEQUENCE);
        let tokens = decoded(&mut decoder, format!("{end}q").as_bytes());
        assert_eq!(tokens.last(), Some(&character('q')));
        assert!(tokens.len() == 1 || matches!(tokens[0], Token::Osc(_)), "{tokens:?}");
    }
}

#[test]
fn pasted_text_is_one_token_in_every_split() {
    let sent = "\x1b[200~通 q\r\n\t\x1b[A \x1b[20 \x1b\x1b[201~q".as_bytes();
    for split in 0..=sent.len() {
        let mut decoder = Decoder::default();
        let (head, rest) = sent.split_at(split);
        let mut tokens = decoded(&mut decoder, head);
        tokens.extend(decoded(&mut decoder, rest));
        let expected = [paste("通 q\r\n\t\x1b[A \x1b[20 \x1b"), character('q')];
        assert_eq!(tokens, expected, "split at {split}");
    }
}

#[test]
fn a_large_paste_is_cut_and_the_next_key_arrives() {
    let mut decoder = Decoder::default();
    assert_eq!(decoded(&mut decoder, b"\x1b[200~"), []);
    // The limit cuts a character in two.
    let chunk = format!("a{}", "通".repeat(MAX_PASTE));
    for _ in 0..20 {
        assert_eq!(decoded(&mut decoder, chunk.as_bytes()), []);
        assert!(decoder.pending.len() <= MAX_PASTE);
    }
    let tokens = decoded(&mut decoder, b"\x1b[201~q");
    let [Token::Paste(text), key] = tokens.as_slice() else { panic!("{} tokens", tokens.len()) };
    assert!(chunk.starts_with(text.as_str()));
    assert!((MAX_PASTE - 3..=MAX_PASTE).contains(&text.len()), "{}", text.len());
    assert_eq!(*key, character('q'));
}

#[test]
fn an_unterminated_paste_ends_with_ctrl_c_or_a_silence() {
    let mut decoder = Decoder::default();
    assert_eq!(decoded(&mut decoder, b"\x1b[200~abc\x18\x1a"), []);
    assert_eq!(decoded(&mut decoder, b"\x03"), [paste("abc\x18\x1a"), character('\x03')]);
    assert_eq!(decoded(&mut decoder, b"\x1b[200~\xff\xe9\x80"), []);
    assert_eq!(given_up(&mut decoder), [paste("\u{fffd}\u{fffd}")]);
    // An end without a beginning.
    assert_eq!(decoded(&mut decoder, b"\x1b[201~"), [Token::Csi { parameters: b"201".to_vec(), last: b'~' }]);
}
