//! The speed limit of a model in its detail.

use std::num::NonZeroU64;

use quotatop::{
    app::{account::schedule::Task, update},
    domain::{Catalogued, Response, SpeedLimit},
};

use super::{dump::row, fixture::*};

fn limited(size: (u16, u16)) -> State {
    let mut state = usual(size);
    let speed_limit = SpeedLimit::new(NonZeroU64::new(600), NonZeroU64::new(1_000_000));
    let entry = |model: &Model| Catalogued {
        name: model.name.clone(),
        kind: model.kind,
        unit: model.unit,
        charge: None,
        speed_limit,
    };
    let list: Vec<_> = state.profile().snapshot.models.iter().map(entry).collect();
    let tag = state.profile().tag(state.current());
    let answer = Ok(Response::Catalogue(list.into()));
    let _ = update(&mut state, Message::Fetched(tag, Task::Catalogue, answer.into()), now());
    state
}

#[test]
fn the_detail_of_a_model_has_its_speed_limit() {
    let mut state = limited((80, 30));
    press(&mut state, [Code::Enter]);
    snapshot("speed-limit", &drawn(&state));
    snapshot("chinese-speed-limit", &drawn_in(&state, Lang::Chinese));
}

#[test]
fn a_speed_limit_is_the_first_to_give_way() {
    let [with, without] = [limited((100, 30)), usual((100, 30))].map(|state| {
        let pane = layout(&state).detail;
        let shown = drawn(&state);
        (0..pane.height).map(|at| row(&shown, pane.y + at)).collect::<Vec<_>>()
    });
    assert!(!without.is_empty());
    assert_eq!(with, without);
}
