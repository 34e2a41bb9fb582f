//! The demo: two counties with their people, and a province that looks on. Loaded once, through the same use cases
//! that people use.

mod matrix;

use platform::config::Config;

use crate::Fault;
use crate::core::Core;

pub(crate) use matrix::Login;

/// Loads what is not there yet.
pub(crate) async fn load(core: &Core, config: &Config) -> Result<Vec<Login>, Fault> {
    matrix::load(core, config).await
}
