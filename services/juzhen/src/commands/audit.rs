//! `juzhen audit verify`: does every county's trail still stand as it was written?

use clap::Subcommand;
use platform::audit::{self, Verdict};
use platform::{CountyId, migrations};
use tenancy::region;

use crate::Fault;
use crate::core::Core;

/// What to do with the trail.
#[derive(Debug, Subcommand)]
pub(crate) enum Audit {
    /// 校验审计链 Recompute the hash chain from its first row; fails at the first row that does not fit, and names it.
    Verify {
        /// 只校验一个县 One county only.
        #[arg(long)]
        county: Option<i32>,
    },
}

/// Verifies one county or all of them, as the owner of the schema.
pub(crate) async fn run(command: Audit) -> Result<(), Fault> {
    let Audit::Verify { county } = command;
    let config = super::given()?;
    super::need_database(&config)?;
    let core = Core::connect(&config).await?;
    let counties = match county {
        Some(code) => vec![CountyId(code)],
        None => all(&core).await?,
    };
    let mut owner = migrations::connect(config.database.owner()).await?;
    let mut broken = 0;
    for county in counties {
        match audit::verify(&mut owner, county).await? {
            Verdict::Whole(rows) => println!("✓ {}  {rows} 行完好 rows whole", county.0),
            Verdict::Broken { seq, why } => {
                broken += 1;
                println!("✗ {}  第 {seq} 行 row {seq}: {why}", county.0);
            }
        }
    }
    if broken == 0 { Ok(()) } else { Err(format!("{broken} 条审计链被破坏 broken chains").into()) }
}

async fn all(core: &Core) -> Result<Vec<CountyId>, Fault> {
    // Regions are no tenant's: any county's context will do.
    let operator = core.operator(CountyId(0));
    let mut tx = core.database.begin_read(operator.caller()).await?;
    Ok(region::list(&mut tx).await?.into_iter().map(|region| region.code).collect())
}
