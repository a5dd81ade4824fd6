//! The page of the bills.

use quotatop::app::account::schedule::Task;

use super::{fixture::*, row, snapshot_text, snapshots};

const IN: &str = "\u{8f93}\u{5165}Token\u{6570}";
const OUT: &str = "\u{8f93}\u{51fa}Token\u{6570}";
const TOKENS: &str = "\u{5343}tokens";

/// When the bills were read: 14:00 in Singapore.
fn read_at() -> chrono::DateTime<chrono::Utc> {
    at("2026-11-22T06:00:00Z")
}

fn saved(days: std::ops::RangeInclusive<u32>) -> Bill {
    Bill::of("2026-11").days(days, Origin::Api, read_at())
}

fn nothing() -> Bill {
    Bill::of("2026-11")
}

pub(crate) fn usual() -> Bill {
    let tokens = |id: &str, item, usage: &str, gross, payable| {
        line(id, item)
            .used(usage, TOKENS)
            .costs(gross, payable)
            .other("ListPrice", "0.0008")
            .other("ListPriceUnit", "\u{5143}/\u{5343}Tokens")
    };
    let mut bill = saved(1..=22);
    for day in 1..=12 {
        let free = tokens("12001;llm-ws01;qwen-max;input_token;app", IN, "80.5", "0", "0");
        bill =
            bill.line(day, free.with(Figure::Deducted, "80.5").fee("\u{514d}\u{8d39}\u{989d}\u{5ea6}").end());
    }
    for (day, used, gross, payable) in [
        (13, "1200", "0.96", "0.864"),
        (14, "3400.25", "2.7202", "2.44818"),
        (16, "2250", "1.80", "1.62"),
        (17, "150", "0.12", "0.108"),
        (20, "9100", "7.28", "6.552"),
        (21, "16500", "13.20", "11.88"),
        (22, "400", "0.32", "0.288"),
    ] {
        let input = tokens("12001;llm-ws01;qwen-plus;input_token;app;0", IN, used, gross, payable);
        bill = bill.line(day, input.with(Figure::Discount, "0.05").end());
        let output = tokens("12002;llm-ws01;qwen-plus;output_token;app;0", OUT, "310.5", "0.621", "0.621");
        bill = bill.line(day, output.end());
    }
    let video = |usage, gross, payable| {
        line("12001;llm-ws02;wan2.7-t2v;video_duration;;0", "Video duration")
            .used(usage, "\u{79d2}")
            .costs(gross, payable)
    };
    let image = line(";llm-ws01;qwen-image-2.0-pro;images;bmp", "\u{56fe}\u{7247}")
        .used("12", "\u{5f20}")
        .costs("2.40", "2.40");
    let batch = tokens(
        "12001;llm-ws01;qwen-max;input_token;app",
        "Batch\u{8f93}\u{5165}Token\u{6570}",
        "5000",
        "6.00",
        "6.00",
    );
    let cached = tokens("12001;llm-ws01;qwen-image-2.0-pro;input_token;app", IN, "2.5", "0.002", "0.002");
    let other = line("i-0abc12345", "").costs("0.37", "0.37");
    let taxed = line("12001;llm-ws01;deepseek-v3;input_token;app", IN)
        .used("75", TOKENS)
        .with(Figure::PayableWithTax, "1.06");
    let dollars = line("12001;llm-ws01;qwen-max-latest;input_token;app", "Input tokens")
        .used("2000", "1K tokens")
        .costs("3.20", "3.20")
        .currency("USD");
    let machine = line("i-bp1", "").product("Elastic Compute Service", "ecs", "ecs").costs("99.00", "99.00");
    bill.line(18, video("50", "12.00", "12.00").end())
        .line(19, video("-60", "-14.40", "-14.40").fee("Refund").extra("CashAmount", "-14.4").end())
        .line(20, image.end())
        .line(21, batch.end())
        .line(21, cached.end())
        .line(15, other.clone().end())
        .line(15, other.clone().end())
        .line(16, other.end())
        .line(11, taxed.end())
        .line(21, dollars.end())
        .line(2, machine.end())
}

/// The store reads the bill; no request is made meanwhile.
pub(crate) fn recall(state: &mut State, bill: &Bill) {
    let offline = std::mem::replace(&mut state.offline, true);
    read(state, bill);
    state.offline = offline;
}

fn read(state: &mut State, bill: &Bill) {
    let tag = state.profile().tag(state.current());
    let effects = update(state, Message::CycleRead(tag, Box::new(bill.read())), now());
    answer(state, bill, effects);
}

fn fail(state: &mut State, cause: Cause) {
    let since = failed(cause.clone()).since;
    state.profile_mut(state.current()).unwrap().note(Task::Bills, Some((cause, since)));
}

fn answer(state: &mut State, bill: &Bill, effects: Vec<Effect>) {
    for effect in effects {
        if let Effect::ReadLines(tag, wanted) = effect {
            let more = update(state, Message::LinesRead(tag, bill.page(wanted)), now());
            assert!(more.is_empty(), "{more:?}");
        }
    }
}

/// Presses keys on a page whose lines come from `bill`.
pub(crate) fn press(state: &mut State, bill: &Bill, keys: impl IntoIterator<Item = Code>) {
    for code in keys {
        let effects = update(state, Message::Key(Key::plain(code)), now());
        answer(state, bill, effects);
    }
}

fn page(bill: &Bill, size: (u16, u16)) -> State {
    let mut state = opened(SourceKind::Alibaba, size);
    recall(&mut state, bill);
    state
}

fn opened(source: SourceKind, (width, height): (u16, u16)) -> State {
    let mut state = super::fixture::begun(profile(source), known(models(), Some("0")));
    state.size = Size { width, height };
    let offline = std::mem::replace(&mut state.offline, true);
    type_text(&mut state, "3");
    state.offline = offline;
    state
}

#[test]
fn the_bills() {
    snapshots("bills", |size| page(&usual(), size));
    let plain = drawn_with(&page(&usual(), (120, 36)), &Theme::MONO, &Glyphs::ASCII);
    snapshot("bills-ascii-mono", &plain);
}

/// Newer exports state amounts with tax alone: the chart, the order and the shares are then of those.
#[test]
fn a_bill_of_amounts_with_tax_alone_has_a_chart_an_order_and_shares() {
    let charged = |model: &str, amount| {
        let line = line(&format!("1;llm-ws01;{model};input_token;app"), IN);
        line.with(Figure::PayableWithTax, amount).end()
    };
    let taxed = saved(1..=22).line(3, charged("a-few", "1.06")).line(4, charged("most", "3.18"));
    let text_of = |bill: &Bill| text(&drawn(&page(bill, (120, 36))));
    let shown = text_of(&taxed);
    assert!(shown.contains("payable per day, CNY incl. tax"), "{shown}");
    let chart = shown.split("payable per day").nth(1).unwrap();
    assert!(chart.contains("3.18 CNY") && chart.contains('\u{2588}'), "{shown}");
    assert!(!shown.contains("before tax") && !shown.contains("about 0"), "{shown}");
    let position = |what: &str| shown.find(what).unwrap();
    assert!(position("most") < position("a-few"), "{shown}");
    assert!(shown.contains("75 %") && shown.contains("25 %"), "{shown}");
    // Next to days whose amounts are known before tax, both are drawn, and the title says so.
    let before_tax = line("1;llm-ws01;c;input_token;app", IN).costs("9", "9");
    let shown = text_of(&taxed.clone().line(5, before_tax.end()));
    assert!(shown.contains("payable per day, CNY before tax, some days incl. tax"), "{shown}");
    let shown = text_of(&saved(1..=22).line(3, line("1;llm-ws01;a;input_token;app", IN).end()));
    let days = shown.split("payable per day").nth(1).unwrap();
    assert!(days.contains('?'), "an unknown amount is not zero: {shown}");
}

#[test]
fn grouped_and_ordered_by_something_else() {
    let bill = usual();
    let mut state = page(&bill, (120, 36));
    press(&mut state, &bill, "bbbb".chars().map(Code::Char));
    press(&mut state, &bill, [Code::Down, Code::Down]);
    snapshot("bills-by-day", &drawn(&state));
    press(&mut state, &bill, "bs".chars().map(Code::Char));
    snapshot("bills-by-instance", &drawn(&state));
}

#[test]
fn among_the_lines() {
    let bill = usual();
    let mut state = page(&bill, (120, 36));
    press(&mut state, &bill, [Code::Down, Code::Enter, Code::Down, Code::Down]);
    snapshot("bills-lines", &drawn(&state));
    press(&mut state, &bill, [Code::Enter]);
    snapshot("bills-line", &drawn(&state));
    let mut small = page(&bill, (80, 24));
    press(&mut small, &bill, [Code::Enter]);
    snapshot("bills-lines-80x24", &drawn(&small));
    press(&mut small, &bill, [Code::Enter, Code::End]);
    snapshot("bills-line-80x24-end", &drawn(&small));
}

#[test]
fn lines_of_several_models_name_the_model_where_there_is_room() {
    let bill = usual();
    for size in [(80, 24), (120, 36), (200, 60)] {
        let mut state = page(&bill, size);
        press(&mut state, &bill, "bbbb".chars().map(Code::Char).chain([Code::End, Code::Enter]));
        let lines = layout(&state).lines;
        let shown = row(&drawn(&state), lines.y);
        assert!(shown.contains("qwen-"), "{size:?}: {shown}");
    }
}

#[test]
fn lines_of_another_group_are_never_shown() {
    let bill = usual();
    let mut state = page(&bill, (120, 36));
    let shown = text(&drawn(&state));
    // The cursor moves before the store has answered.
    type_text(&mut state, "j");
    let lines = layout(&state).lines;
    assert!(!row(&drawn(&page(&bill, (120, 36))), lines.y).trim().is_empty(), "{shown}");
    for at in 0..lines.height {
        let shown = row(&drawn(&state), lines.y + at);
        assert_eq!(shown.trim_matches([' ', '\u{2503}']), "");
    }
}

#[test]
fn choosing_a_product() {
    let bill = usual();
    let mut state = page(&bill, (80, 24));
    press(&mut state, &bill, [Code::Char('p'), Code::Down, Code::Down]);
    snapshot("bills-products", &drawn(&state));
    press(&mut state, &bill, [Code::Enter]);
    assert!(row(&drawn(&state), 1).contains(" all "), "{}", row(&drawn(&state), 1));
}

#[test]
fn searching() {
    let bill = usual();
    let mut state = page(&bill, (80, 24));
    press(&mut state, &bill, "/plus".chars().map(Code::Char));
    assert!(row(&drawn(&state), 23).starts_with(" /plus"), "{}", row(&drawn(&state), 23));
    assert!(row(&drawn(&state), 23).contains("14 lines"));
    press(&mut state, &bill, [Code::Enter]);
    assert!(row(&drawn(&state), 1).contains("search: plus"), "{}", row(&drawn(&state), 1));
    press(&mut state, &bill, "/ nothing\n".chars().map(Code::Char));
    snapshot("bills-no-match", &drawn(&state));
}

#[test]
fn bills_without_lines() {
    let mut texts = String::new();
    let mut add = |name: &str, state: &State| {
        let picture = text(&drawn(state));
        let lines: Vec<&str> = picture.lines().filter(|line| !line.trim().is_empty()).collect();
        texts.extend(["--- ", name, "\n", &lines.join("\n"), "\n"]);
    };
    let size = (80, 24);
    let small = |bill: &Bill| {
        let mut state = opened(SourceKind::Alibaba, size);
        read(&mut state, bill);
        state
    };
    add("being read from the store", &opened(SourceKind::Alibaba, size));
    add("first load", &small(&nothing()));
    add("loading, with some days", &small(&saved(13..=22)));
    add("no lines", &small(&saved(1..=22)));
    let machine = line("i-bp1", "").product("Elastic Compute Service", "ecs", "ecs").costs("99", "99");
    add("none of the product", &small(&saved(1..=22).line(2, machine.end())));
    for (name, cause) in [
        ("no AccessKey", Cause::NoAccessKey { looked_for: vec!["~/.aliyun/config.json".into()] }),
        (
            "no permission",
            Cause::Forbidden {
                action: Some("bssapi:DescribeInstanceBill".into()),
                code: "NotAuthorized".into(),
            },
        ),
        ("failed", timed_out("business.example")),
    ] {
        let mut state = small(&nothing());
        fail(&mut state, cause);
        add(name, &state);
    }
    let mut snapshot = opened(SourceKind::Snapshot, size);
    read(&mut snapshot, &nothing());
    add("a snapshot without imported files", &snapshot);
    let mut demo = opened(SourceKind::Demo, size);
    read(&mut demo, &saved(1..=3));
    add("the demo", &demo);
    let mut offline = opened(SourceKind::Alibaba, size);
    offline.offline = true;
    read(&mut offline, &nothing());
    add("offline", &offline);
    snapshot_text("bills-empty", &texts);
}

/// Days from files, missing days, and days that cannot be read.
#[test]
fn the_origin_of_the_bills_is_shown() {
    let lines = |bill: Bill| bill.line(3, line(";llm-a;qwen-plus;input_token;app", IN).costs("1", "1").end());
    let header = |state: &State| row(&drawn(state), 0);
    let totals = |state: &State| row(&drawn(state), layout(state).totals.y);
    let files = Bill::of("2026-11").days(1..=9, Origin::File, at("2026-11-10T06:00:00Z"));
    let mut state = page(&lines(files.clone()), (120, 36));
    read(&mut state, &lines(files));
    assert!(totals(&state).contains("9 days from exported files, complete to 9 Nov"), "{}", totals(&state));
    assert!(header(&state).contains("bills 9 of 22 days"), "{}", header(&state));
    // Without an AccessKey, none of its days is ever due.
    let key = || Cause::NoAccessKey { looked_for: vec!["~/.aliyun/config.json".into()] };
    fail(&mut state, key());
    assert!(header(&state).contains("bills from files through 9 Nov"), "{}", header(&state));
    assert!(!text(&drawn(&state)).contains("need an AccessKey"));
    let mut early =
        page(&lines(Bill::of("2026-11").days(3..=9, Origin::File, at("2026-11-10T06:00:00Z"))), (120, 36));
    fail(&mut early, key());
    assert!(header(&early).contains("bills from files, 7 of 22 days"), "{}", header(&early));
    let state = page(&lines(saved(1..=22)), (120, 36));
    assert!(totals(&state).contains("from the API, complete to 20 Nov"), "{}", totals(&state));
    assert!(header(&state).contains("bills through 20 Nov"), "{}", header(&state));
    let mut failing = page(&lines(saved(1..=20)), (160, 36));
    fail(&mut failing, timed_out("business.example"));
    assert!(header(&failing).contains("bills through 20 Nov stale"), "{}", header(&failing));
    // Once, there was an AccessKey.
    fail(&mut failing, key());
    assert!(header(&failing).contains("bills through 20 Nov stale"), "{}", header(&failing));
    fail(&mut failing, timed_out("business.example"));
    assert!(row(&drawn(&failing), 2).contains("bills: business.example did not answer"));
}

#[test]
fn without_the_feed_nothing_mentions_bills() {
    let mut state = quotatop::app::State::new(profile(SourceKind::Alibaba), Thresholds::default(), now());
    state.begin(known(models(), Some("0")), &FeedName::OF_SNAPSHOT, now());
    state.size = Size { width: 120, height: 36 };
    type_text(&mut state, "3");
    let screen = drawn(&state);
    assert_eq!(text(&screen).to_lowercase().matches("bills").count(), 1, "{}", text(&screen));
    // The key says why it does nothing.
    assert!(row(&screen, 35).trim_end().ends_with("a snapshot has no bills"), "{}", row(&screen, 35));
}

#[test]
fn scrolling_the_fields_of_a_line_stops_at_their_end() {
    for size in [(40, 10), (60, 14), (80, 24), (120, 20)] {
        for glyphs in [&Glyphs::UNICODE, &Glyphs::ASCII] {
            let bill = usual();
            let mut state = page(&bill, size);
            press(&mut state, &bill, [Code::Enter, Code::Enter]);
            let picture = |state: &State| text(&drawn_with(state, &Theme::DARK, glyphs));
            let top = picture(&state);
            press(&mut state, &bill, [Code::End, Code::Down, Code::PageDown]);
            let end = picture(&state);
            assert!(end.contains("ListPriceUnit"), "{end}");
            press(&mut state, &bill, [Code::Up]);
            assert_eq!(picture(&state) == end, top == end, "{size:?}: one row up is one row up\n{end}");
        }
    }
}

/// The detail of a model shows its cost, and `m` leads to the bill and back.
#[test]
fn a_model_and_its_bill_lead_to_each_other() {
    let bill = usual();
    let mut state = page(&bill, (120, 36));
    press(&mut state, &bill, [Code::Char('m')]);
    let shown = text(&drawn(&state));
    assert!(shown.contains("cost           28.11 CNY in 2026-11 before tax, first billed 13 Nov"), "{shown}");
    snapshot("bills-model", &drawn(&state));
    press(&mut state, &bill, [Code::Char('m')]);
    assert!(row(&drawn(&state), 1).contains("2026-11"));
}
