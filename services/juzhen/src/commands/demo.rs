//! `juzhen demo`: the demo's counties and people, in a database that is there already.

use crate::core::Core;
use crate::{Fault, demo};

/// Loads what is not there yet.
pub(crate) async fn run() -> Result<(), Fault> {
    let config = super::given()?;
    super::need_database(&config)?;
    let core = Core::connect(&config).await?;
    demo::load(&core, &config).await?;
    Ok(())
}
