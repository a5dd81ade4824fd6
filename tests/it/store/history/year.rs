//! A year of 500 models, 40 of them in use: how large the file becomes, and how long reading takes. Four minutes:
//! `CARGO_PROFILE_DEV_OPT_LEVEL=2 cargo test --test it -- --ignored --nocapture year`

use std::{fs, time::Instant};

use super::fixture::*;

const DAY: i64 = 24 * 60;
const MODELS: usize = 500;
const IN_USE: usize = 40;

/// What is left of every model, poll after poll: steady use, office hours and bursts; a new grant when one is used up.
struct Account {
    left: Vec<i64>,
    random: u64,
}

impl Account {
    fn random(&mut self) -> i64 {
        self.random =
            self.random.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
        i64::try_from(self.random >> 40).unwrap()
    }

    /// One poll. Figures may move at each, which those of the vendor do not: they move by the hour.
    fn poll(&mut self, minute: i64) -> Vec<Model> {
        for number in 0..IN_USE {
            let (hour, day) = (minute / 60 % 24, minute / DAY);
            let moves = match number % 4 {
                0 => minute / 15 % 4 == i64::try_from(number / 4).unwrap() % 4 && minute % 15 == 0,
                1 => (day + hour / 3 + i64::try_from(number).unwrap()) % 7 == 0,
                _ => (9..19).contains(&hour) && day % 7 < 5,
            };
            if moves {
                self.left[number] -= self.random() % 3;
            }
            if self.left[number] < 0 {
                self.left[number] = TOTAL;
            }
        }
        let names = (0..MODELS).map(|number| format!("some-vendor-model-{number:03}"));
        names.zip(&self.left).map(|(name, left)| model(&name, *left, minute)).collect()
    }
}

/// As the vendor's figures move: by the hour.
#[test]
#[ignore = "takes a while"]
fn four_weeks_of_all_are_quick_to_read() {
    let desk = Desk::new();
    for minute in (0..28 * DAY).step_by(15) {
        let models = (0..MODELS).map(|number| {
            let step = (minute + i64::try_from(number).unwrap()) / 60;
            let left = if number < IN_USE { TOTAL - step } else { TOTAL };
            model(&format!("some-vendor-model-{number:03}"), left, minute)
        });
        desk.poll(minute, models.collect());
    }
    for _ in 0..5 {
        let began = Instant::now();
        let all = desk.all_since(0);
        let figures: usize = all.values().map(Vec::len).sum();
        println!("all that moved, 28 days: {} models, {figures} figures in {:?}", all.len(), began.elapsed());
    }
}

#[test]
#[ignore = "takes minutes"]
fn a_year_is_small_and_quick_to_read() {
    let desk = Desk::new();
    let mut account = Account { left: vec![TOTAL; MODELS], random: 7 };
    let began = Instant::now();
    let mut polls = 0;
    let mut minute = 0;
    while minute < 380 * DAY {
        let (day, hour) = (minute / DAY, minute / 60 % 24);
        // Every third night the machine is asleep.
        if day % 3 != 0 || !(2..6).contains(&hour) {
            desk.poll(minute, account.poll(minute));
            polls += 1;
        }
        // The last two weeks are not thinned: they are polled each minute.
        minute += if minute < 365 * DAY { 15 } else { 1 };
    }
    println!("{polls} polls of {MODELS} models in {:?}", began.elapsed());
    let size = fs::metadata(desk.file()).unwrap().len();
    println!("file {} KiB; seen of one model {}", size / 1024, desk.spans("some-vendor-model-002").len());
    for _ in 0..3 {
        for (what, since) in [("30 days", minute - 30 * DAY), ("the year", 0)] {
            let began = Instant::now();
            let seen = desk.seen_since("some-vendor-model-002", since);
            println!("one model, {what}: {} figures in {:?}", seen.len(), began.elapsed());
        }
        let began = Instant::now();
        let all = desk.all_since(minute - 28 * DAY);
        let figures: usize = all.values().map(Vec::len).sum();
        println!("all that moved, 28 days: {} models, {figures} figures in {:?}", all.len(), began.elapsed());
        let began = Instant::now();
        desk.poll(minute, account.poll(minute));
        println!("one poll: {:?}", began.elapsed());
        minute += 1;
    }
    assert!(size < 200 * 1024 * 1024, "{size}");
    assert_eq!(desk.all_since(minute - 28 * DAY).len(), IN_USE);
}
