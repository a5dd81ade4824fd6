//! How it begins: what is asked first, with and without something that is known.

use super::script::*;

#[test]
fn nothing_is_asked_before_it_begins() {
    for source in [SourceKind::Alibaba, SourceKind::Snapshot, SourceKind::Demo] {
        let mut script = Script::raw(source, false);
        assert_eq!(script.wake(), [], "{source:?}");
        script.after(HOUR);
        assert_eq!(script.wake(), [], "{source:?}");
        script.begin(LastKnown::default());
        assert_ne!(script.wake(), [], "{source:?}");
    }
}

#[test]
fn with_nothing_known_the_list_comes_first_and_the_quotas_follow_it() {
    let mut script = Script::new();
    assert!(script.state.is_first_load());
    assert_eq!(asked(&script.wake()), [Task::Catalogue, Task::Account]);
    assert_eq!(script.wake(), [], "what is under way is not asked again");

    let effects = script.catalogue(&["b", "a"]);
    let names = vec!["a".into(), "b".into()];
    let tag = script.tag();
    for (task, ask) in [
        (Task::Quotas, Request::Quotas(names.clone())),
        (Task::Switches, Request::FreeQuotaOnly(names.clone())),
    ] {
        assert!(effects.contains(&Effect::Ask { tag, task, ask, force: false }), "{effects:?}");
    }
    assert_eq!(asked(&effects), [Task::Quotas, Task::Switches]);
    assert!(effects.iter().any(|effect| matches!(
        effect,
        Effect::Save(ProfileId(0), SaveData::Catalogue(kept)) if kept.value.len() == 2
    )));
    assert!(!script.state.is_first_load(), "the models are there to be shown");
}

#[test]
fn with_last_known_data_all_is_asked_at_once() {
    let mut known = kept(many(3), 5 * 60);
    known.catalogue = None;
    let mut script = Script::knowing(known);
    assert_eq!(script.listed(), ["m000", "m001", "m002"], "they are shown before anything is asked");
    assert_eq!(script.profile().snapshot.quotas.fetched_at, Some(instant(-300)), "with their age");
    assert_eq!(asked(&script.wake()), [Task::Catalogue, Task::Quotas, Task::Switches, Task::Account]);
}

#[test]
fn a_list_of_models_is_good_for_a_day() {
    let day = 24 * 3600;
    for (age, tasks) in [
        (3600, vec![Task::Quotas, Task::Switches, Task::Account]),
        (day - 1, vec![Task::Quotas, Task::Switches, Task::Account]),
        (day, vec![Task::Catalogue, Task::Quotas, Task::Switches, Task::Account]),
        // From the future: the clock was wrong, so nothing follows from it.
        (-3600, vec![Task::Catalogue, Task::Quotas, Task::Switches, Task::Account]),
    ] {
        assert_eq!(asked(&Script::knowing(kept(many(1), age)).wake()), tasks, "{age} s old");
    }
    let mut script = Script::knowing(kept(many(1), day - 60));
    script.wake();
    script.quotas(&many(1));
    assert!(asked(&script.after(60).wake()).contains(&Task::Catalogue), "its day is over");
}

#[test]
fn only_wanted_feeds_are_asked() {
    for (wanted, tasks) in [
        (vec![FeedName::Account], vec![Task::Account]),
        (vec![FeedName::Quotas], vec![Task::Catalogue]),
        (vec![], vec![]),
    ] {
        let mut script = Script::raw(SourceKind::Alibaba, false);
        script.state.begin(LastKnown::default(), &wanted, script.now);
        assert_eq!(asked(&script.wake()), tasks);
    }
}

#[test]
fn offline_asks_nothing_whatever_happens() {
    let mut script = Script::raw(SourceKind::Alibaba, false);
    script.state.offline = true;
    script.begin(kept(many(3), 60));
    let mut effects = script.wake();
    effects.extend(script.type_in("r"));
    effects.extend(script.say(quotatop::app::Message::NewLogin(ProfileId(0), LastKnown::default())));
    effects.extend(script.after(HOUR).wake());
    effects.extend(script.type_in("r"));
    assert_eq!(beyond(effects), [], "what is kept is read, and nothing is asked");
    assert!(!script.state.is_first_load(), "nothing is awaited");
}

#[test]
fn an_empty_list_is_asked_for_again_soon() {
    let mut script = Script::new();
    script.wake();
    script.fail(Task::Catalogue, Cause::NoModels);
    assert_eq!(script.failure(FeedName::Quotas).map(|failure| &failure.cause), Some(&Cause::NoModels));
    assert!(asked(&script.after(67).wake()).contains(&Task::Catalogue));
    script.fail(Task::Catalogue, Cause::NoModels);
    assert!(asked(&script.type_in("r")).contains(&Task::Catalogue), "and at once where a person wants it");
    script.catalogue(&["m"]);
    assert_eq!((script.failure(FeedName::Quotas), script.listed()), (None, vec!["m"]));
}

#[test]
fn an_empty_list_of_an_earlier_version_is_not_believed_for_a_day() {
    let mut script = Script::knowing(kept(Vec::new(), 60));
    assert!(asked(&script.wake()).contains(&Task::Catalogue));
}
