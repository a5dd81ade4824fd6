//! The page of the bills: what the keys do.

use quotatop::{
    app::chrome::status_message::Feedback,
    domain::bill::{Figure, LinesPage, Outstanding},
};

use super::{
    bills_feed::{Shelf, day, line, november, settled},
    script::*,
};
use crate::support::state::bills::line as bill_line;

fn on_the_page() -> (Script, Shelf) {
    let lines =
        vec![line("qwen-max", "CNY", "5.976"), line("qwen-plus", "CNY", "11.10"), line("wan", "USD", "1")];
    let (mut script, shelf) =
        settled(&[("2026-11-20", lines), ("2026-11-21", vec![line("qwen-max", "CNY", "-1")])]);
    let effects = script.type_in("3");
    assert_eq!(shelf.serve(&mut script, effects).len(), 1, "the lines of the first group");
    (script, shelf)
}

fn keys(script: &Script) -> Vec<&str> {
    script.profile().bills.report.groups.iter().map(|group| &*group.key).collect()
}

fn selected(script: &Script) -> Option<&str> {
    script.state.bills_group().map(|group| &*group.key)
}

#[test]
fn tab_and_numbers_open_the_pages() {
    let (mut script, _) = settled(&[]);
    for (code, page) in [
        (Code::Tab, Page::Calls),
        (Code::Tab, Page::Bills),
        (Code::Tab, Page::Alerts),
        (Code::Tab, Page::Models),
        (Code::BackTab, Page::Alerts),
        (Code::BackTab, Page::Bills),
        (Code::BackTab, Page::Calls),
        (Code::Char('4'), Page::Alerts),
        (Code::Char('2'), Page::Calls),
        (Code::Char('1'), Page::Models),
        (Code::Char('3'), Page::Bills),
        (Code::Char('3'), Page::Bills),
    ] {
        script.press(code);
        assert_eq!(script.state.view.page, page, "{code:?}");
    }
}

#[test]
fn the_cursor_stays_on_its_group_when_the_order_changes() {
    let (mut script, _) = on_the_page();
    assert_eq!(keys(&script), ["qwen-plus", "qwen-max", "wan"], "most first, the main currency first");
    script.type_in("j");
    assert_eq!(selected(&script), Some("qwen-max"));
    script.type_in("sn");
    assert_eq!((keys(&script), selected(&script)), (vec!["qwen-max", "qwen-plus", "wan"], Some("qwen-max")));
    script.type_in("S");
    assert_eq!((keys(&script), selected(&script)), (vec!["wan", "qwen-plus", "qwen-max"], Some("qwen-max")));
    script.type_in("G");
    script.type_in("b");
    assert_eq!((keys(&script).len(), selected(&script)), (2, Some("1200001")), "one key, two currencies");
}

#[test]
fn totals_are_those_of_the_groups_that_are_shown() {
    let (mut script, _) = on_the_page();
    let payable = |script: &Script| {
        let total = script.profile().bills.report.total("CNY").map(|total| total.sums.get(Figure::Payable));
        total.and_then(quotatop::domain::bill::Tally::exact).map(|sum| sum.to_string())
    };
    assert_eq!(payable(&script).as_deref(), Some("16.076"), "a refund counts");
    script.type_in("/max");
    assert_eq!((keys(&script), payable(&script).as_deref()), (vec!["qwen-max"], Some("4.976")));
    script.press(Code::Esc);
    assert_eq!((keys(&script).len(), script.state.view.typing), (3, false));
    script.type_in("/nothing");
    assert_eq!((keys(&script).len(), selected(&script)), (0, None));
    script.press_all([Code::Enter, Code::Esc]);
    assert_eq!(selected(&script), Some("qwen-plus"));
}

#[test]
fn the_arrows_change_the_cycle_within_the_available_ones() {
    let (mut script, shelf) = on_the_page();
    let effects = script.press(Code::Left);
    let october = november().previous();
    assert_eq!(script.state.shown_cycle(script.now.utc), october);
    shelf.serve(&mut script, effects);
    assert_eq!(keys(&script), Vec::<&str>::new());
    for _ in 0..40 {
        let effects = script.press(Code::Left);
        shelf.serve(&mut script, effects);
    }
    assert_eq!(
        script.state.shown_cycle(script.now.utc),
        november().back(17),
        "the oldest that the vendor has"
    );
    for _ in 0..40 {
        let effects = script.press(Code::Right);
        shelf.serve(&mut script, effects);
    }
    assert_eq!((script.state.shown_cycle(script.now.utc), script.state.view.bills.cycle), (november(), None));
    assert_eq!(keys(&script).len(), 3);
}

#[test]
fn lines_are_read_by_page_and_only_the_last_requested_page_is_shown() {
    let (mut script, _) = on_the_page();
    let first = wanted_lines(&script.type_in("j")).unwrap();
    let second = wanted_lines(&script.type_in("k")).unwrap();
    assert_ne!(first.subjects, second.subjects);
    let tag = script.tag();
    let page =
        |query, payable| LinesPage { query, lines: vec![(day("2026-11-20"), line("m", "CNY", payable))] };
    script.say(Message::LinesRead(tag, page(first, "1")));
    assert_eq!(script.profile().bills.lines, None, "they are no longer shown");
    script.say(Message::LinesRead(tag, page(second.clone(), "2")));
    assert!(script.profile().bills.lines.is_some());
    assert_eq!(wanted_lines(&script.wake()), None, "they are there");

    script.press(Code::Enter);
    assert_eq!((script.state.view.bills.line, script.state.bills_line().is_some()), (Some(0), true));
    script.press(Code::Enter);
    assert_eq!(script.state.view.overlay, Overlay::Line { scroll: 0 });
    script.press_all([Code::Esc, Code::Esc]);
    assert_eq!((script.state.view.overlay, script.state.view.bills.line), (Overlay::None, None));
}

#[test]
fn on_a_small_screen_lines_have_their_own_page() {
    let (mut script, _) = on_the_page();
    script.resize(80, 24);
    assert!(layout(&script.state).lines.is_empty());
    script.press(Code::Enter);
    assert_eq!(script.state.view.overlay, Overlay::Lines);
    assert!(!layout(&script.state).lines.is_empty());
    script.resize(120, 36);
    assert_eq!(script.state.view.overlay, Overlay::None, "they are shown next to the groups there");
    assert_eq!(script.state.view.bills.line, Some(0));
}

#[test]
fn a_product_is_chosen_from_those_of_the_account() {
    let (mut script, _) = on_the_page();
    script.type_in("p");
    assert_eq!(script.state.view.overlay, Overlay::chooser(Choice::Product, 0));
    let products: Vec<&str> = script.profile().bills.products.iter().map(ProductFilter::as_str).collect();
    assert_eq!(products[..3], ["inference", "model-studio", "all"]);
    script.press_all([Code::End, Code::Enter]);
    assert_eq!(script.state.view.bills.query.product.as_str(), "百炼大模型推理");
    assert_eq!((script.state.view.overlay, keys(&script).len()), (Overlay::None, 3));
}

#[test]
fn m_leads_from_a_bill_to_its_model_and_back() {
    let (mut script, _) = on_the_page();
    script.catalogue(&["qwen-max", "untouched"]);
    script.type_in("m");
    assert_eq!(script.state.view.page, Page::Bills, "qwen-plus is no known model");
    script.type_in("jm");
    assert_eq!((script.state.view.page, script.selected()), (Page::Models, "qwen-max"));
    script.type_in("m");
    assert_eq!((script.state.view.page, selected(&script)), (Page::Bills, Some("qwen-max")));
}

/// A product, a search and an earlier cycle give way to the charges of the model; without charges nothing changes.
#[test]
fn m_leads_to_the_charges_of_the_model_or_stays() {
    let deployed = bill_line("1200001;llm-a;tuned;model_unit;app;0", "Deployment")
        .product("Alibaba Cloud Model Studio", "sfm", "sfm_deployment_public_intl")
        .with(Figure::Payable, "2")
        .end();
    let lines = vec![line("qwen-max", "CNY", "5.976"), deployed];
    let (mut script, shelf) = settled(&[("2026-11-20", lines)]);
    script.catalogue(&["qwen-max", "tuned", "untouched"]);
    let effects = script.type_in("3");
    shelf.serve(&mut script, effects);
    script.type_in("/qwen");
    script.press(Code::Enter);
    let effects = script.type_in("h");
    shelf.serve(&mut script, effects);

    script.type_in("1uG");
    assert_eq!(script.selected(), "untouched");
    let before = script.state.view.clone();
    script.type_in("m");
    assert_eq!(script.state.view, before);
    let message = script.state.status_message.as_ref().map(|status| &status.feedback);
    assert_eq!(message, Some(&Feedback::NoCharges(ModelName::from("untouched"), november())));

    script.type_in("km");
    assert_eq!((script.state.view.page, selected(&script)), (Page::Bills, Some("tuned")));
    let view = &script.state.view.bills;
    assert_eq!((&view.query.product, &*view.query.search), (&ProductFilter::ModelStudio, ""));
    assert_eq!(view.cycle, None);
}

#[test]
fn the_outstanding_amount_of_a_closed_cycle_is_shown_on_both_pages() {
    let (mut script, mut shelf) = settled(&[]);
    let owed = Outstanding(vec![("USD".to_owned(), "12.40".parse().unwrap())]);
    shelf.outstanding.insert(november().previous(), Dated { value: owed, fetched_at: script.now.utc });
    let tag = script.tag();
    script.say(Message::CycleRead(tag, Box::new(shelf.cycle(november()))));
    assert_eq!(script.state.notes(), 1);
    script.type_in("3");
    assert_eq!(script.state.notes(), 1);
}
