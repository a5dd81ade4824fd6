//! The answers of the signed interfaces: `QueryAccountBalance` and `GenerateCLIAccessToken`.

use rust_decimal::Decimal;
use secrecy::SecretString;
use serde::{Deserialize, Deserializer};
use serde_json::value::RawValue;

use super::lenient::{amount, raw, text};

/// The answer of `QueryAccountBalance`.
#[derive(Deserialize)]
pub(crate) struct BalanceAnswer<'a> {
    #[serde(borrow, default, deserialize_with = "raw", rename = "Data")]
    pub(crate) data: Option<&'a RawValue>,
}

/// Its `Data`. The amounts are texts, at times with thousands separators.
#[derive(Deserialize)]
#[serde(rename_all = "PascalCase")]
pub(crate) struct BalanceData {
    #[serde(default, deserialize_with = "amount")]
    pub(crate) available_amount: Option<Decimal>,
    #[serde(default, deserialize_with = "amount")]
    pub(crate) available_cash_amount: Option<Decimal>,
    #[serde(default, deserialize_with = "amount")]
    pub(crate) credit_amount: Option<Decimal>,
    #[serde(default, deserialize_with = "text")]
    pub(crate) currency: Option<String>,
}

/// The answer of `GenerateCLIAccessToken`.
#[derive(Deserialize)]
pub(crate) struct Minted {
    #[serde(rename = "cliAccessToken", deserialize_with = "secret")]
    pub(crate) cli_access_token: SecretString,
}

fn secret<'de, D: Deserializer<'de>>(from: D) -> Result<SecretString, D::Error> {
    Ok(SecretString::from(String::deserialize(from)?))
}
