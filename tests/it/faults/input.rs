//! Random keys, pastes and movements of the mouse, the same at every run: the program neither ends on its own nor hangs,
//! and gives the terminal back.

use crate::support::{
    random::Random,
    terminal::{Start, Terminal},
};

/// Keys with a meaning, pieces of sequences, and what has none. Ctrl-C and Ctrl-Z are left out, and so is `q`.
const KEYS: [&str; 40] = [
    "j",
    "k",
    "\x1b[A",
    "\x1b[B",
    "\x1b[C",
    "\x1b[D",
    "\x1b[5~",
    "\x1b[6~",
    "\x1b[H",
    "\x1b[F",
    "\r",
    "\x1b",
    "\t",
    "\x1b[Z",
    "/",
    "s",
    "S",
    "r",
    "?",
    ":",
    "1",
    "2",
    "3",
    "4",
    "5",
    "\x7f",
    "\x04",
    "\x15",
    "\x1bOP",
    "\x1b[15~",
    "\x1b[1;5C",
    "\x1b\x1b",
    "\x1b[",
    "\x1b[200~pasted\n\ttext\x1b[201~",
    "\u{4f60}\u{597d}",
    "e\u{301}",
    "\u{1f9d1}\u{200d}\u{1f680}",
    "\u{202e}",
    "\u{0}",
    "\x1bP>|XTerm(390)\x1b\\",
];

/// Keys, clicks, movements and the wheel, all over the screen.
fn event(random: &mut Random) -> String {
    match random.below(8) {
        0..3 => (*random.one_of(&KEYS)).to_owned(),
        3 => char::from(b'a' + u8::try_from(random.below(16)).unwrap()).to_string(),
        4 => char::from(b'A' + u8::try_from(random.below(26)).unwrap()).to_string(),
        5 => char::from(b' ' + u8::try_from(random.below(32)).unwrap()).to_string(),
        _ => {
            let button = random.one_of(&[0, 1, 2, 32, 34, 35, 64, 65, 68, 999]);
            let [column, row] = [130, 40].map(|most| random.below(most));
            format!("\x1b[<{button};{column};{row}{}", random.one_of(&["M", "m"]))
        }
    }
}

fn start() -> Terminal {
    let terminal = Terminal::start(Start { arguments: &["--demo"], ..Start::default() });
    terminal.wait_for("demo data");
    terminal.always_continue();
    terminal
}

/// Enough that few of the program's reads are single keys.
const AT_ONCE: usize = 40;

/// The palette can quit and suspend, too: then it is started again, or continued.
fn events(count: usize) {
    let mut random = Random(2);
    let mut terminal = start();
    for number in 0..count / AT_ONCE {
        let batch: String = (0..AT_ONCE).map(|_| event(&mut random)).collect();
        if !terminal.storm(&batch, if number % 2 == 0 { 121 } else { 120 }, 36) {
            assert_eq!(terminal.wait_for_end(), 0);
            terminal.assert_restored();
            terminal = start();
        }
    }
    if let Some(peak) = terminal.peak_memory() {
        assert!(peak < 64 * 1024 * 1024, "{} KiB", peak / 1024);
    }
    assert_eq!(terminal.press_until_end("\x03"), 0);
    terminal.assert_restored();
}

#[test]
fn thousands_of_random_events() {
    events(4_000);
}

#[test]
#[ignore = "takes 20 s"]
fn a_hundred_thousand_random_events() {
    events(100_000);
}
