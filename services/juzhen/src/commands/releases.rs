//! `juzhen releases pause`: the brake on everything that goes out of this deployment, and its release.

use clap::Subcommand;
use platform::migrations;
use publishing::release::pause::deployment;

use super::calendar::counties;
use crate::Fault;
use crate::core::Core;

/// What to do with all that goes out.
#[derive(Debug, Subcommand)]
pub(crate) enum Releases {
    /// 暂停全平台发布 Nothing begins to go out in any county from now on; what is live can still be taken down.
    Pause {
        /// 原因 Why; stands on every page of the console, and in every county's audit trail.
        #[arg(long)]
        reason: String,
    },
    /// 恢复全平台发布 Lets every county go on. What is late beyond its county's window is missed, and its people decide.
    Resume,
}

/// Runs it, as the owner of the schema: the deployment is no county's.
pub(crate) async fn run(command: Releases) -> Result<(), Fault> {
    let config = super::given()?;
    super::need_database(&config)?;
    let core = Core::connect(&config).await?;
    let counties = counties(&core, None).await?;
    let at = core.database.clock().now();
    let mut owner = migrations::connect(config.database.owner()).await?;
    match command {
        Releases::Pause { reason } => {
            if !(1..=200).contains(&reason.trim().chars().count()) {
                return Err("请填写 1 至 200 字的原因 a reason of 1 to 200 characters".into());
            }
            let tx = core.database.begin_read(core.operator(platform::CountyId(0)).caller()).await?;
            let id = tx.new_id();
            drop(tx);
            if !deployment::pause(&mut owner, &counties, id, &reason, at).await? {
                return Err("已经暂停 it is paused already".into());
            }
            println!("已暂停 paused: {} 个县 counties", counties.len());
        }
        Releases::Resume => {
            if !deployment::resume(&mut owner, &counties, at).await? {
                return Err("没有暂停 it is not paused".into());
            }
            println!("已恢复 resumed: {} 个县 counties", counties.len());
        }
    }
    Ok(())
}
