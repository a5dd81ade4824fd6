//! Model names.

use std::borrow::Cow;

use crate::{
    domain::ModelName,
    words::{Lang, plain},
};

/// The name of `model`, safe to show; `(no name)` if it is empty.
pub(crate) fn name(lang: Lang, model: &ModelName) -> Cow<'_, str> {
    let name = plain(model.as_str());
    if name.trim().is_empty() { lang.pick("(no name)", "（未命名）").into() } else { name }
}
