//! Environment variables that the configuration refers to.

use crate::{config::Address, domain::alert::DeliveryError};

/// The value of a variable, which must not be empty.
pub(super) fn variable(name: &str) -> Result<String, DeliveryError> {
    let value = std::env::var(name).ok().filter(|value| !value.is_empty());
    value.ok_or_else(|| DeliveryError::NoVariable(name.to_owned()))
}

pub(super) fn address(address: &Address) -> Result<String, DeliveryError> {
    match address {
        Address::Url(url) => Ok(url.clone()),
        Address::Variable(name) => variable(name),
    }
}
