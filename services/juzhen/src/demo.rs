//! The demo: two counties with their people and pieces, and a province that looks on. Loaded once, through the same use
//! cases that people use.

mod cast;
mod channels;
mod feeds;
mod lists;
mod matrix;
mod newsroom;
mod pieces;
mod relays;
mod stories;
mod story;

use platform::config::Config;

use crate::Fault;
use crate::core::Core;

pub(crate) use channels::Sandboxes;
pub(crate) use matrix::Login;

/// Loads the counties and people that are not there yet.
pub(crate) async fn load(core: &Core, config: &Config) -> Result<Vec<Login>, Fault> {
    matrix::load(core, config).await
}

/// What the phones of the demo's principals hold.
pub(crate) fn second_factor() -> Result<String, Fault> {
    matrix::second_factor()
}

/// Loads accounts, pieces and letters where a county has none: what the pages of a demo show.
pub(crate) async fn fill(core: &Core, config: &Config, sandboxes: &Sandboxes) -> Result<(), Fault> {
    let story = story::read()?;
    for county in story.counties() {
        if channels::open(core, config, sandboxes, county).await? {
            pieces::load(core, config, &story, county).await?;
        }
    }
    Ok(())
}
