//! What was last forecast of all models of an account: saved, so that the next run shows it in its first frame.

use std::collections::HashMap;

use super::{Forecast, Trend};
use crate::domain::ModelName;

#[derive(Debug, Clone, PartialEq, Default)]
pub struct Outlooks {
    pub forecasts: HashMap<ModelName, Forecast>,
    /// What was left in the last days; absent for unused models.
    pub trends: HashMap<ModelName, Trend>,
}
