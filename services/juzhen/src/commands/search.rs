//! `juzhen search index`: cuts the words of what has none now, rather than leaving it to the worker.

use clap::{Args, Subcommand};
use platform::{Caller, CountyId, Path};

use crate::Fault;
use crate::core::Core;

/// What to do with search.
#[derive(Debug, Subcommand)]
pub(crate) enum Search {
    /// 编目 Cut the words of every piece and file that has none, county by county.
    Index(Index),
}

/// Which.
#[derive(Debug, Args)]
pub(crate) struct Index {
    /// 只编一个县 One county alone, by its code.
    #[arg(long)]
    county: Option<i32>,
    /// 全部重编 Cut everything anew, as after a change of the dictionary.
    #[arg(long)]
    anew: bool,
}

/// Runs it.
pub(crate) async fn run(command: Search) -> Result<(), Fault> {
    let Search::Index(wanted) = command;
    let config = super::given()?;
    super::need_database(&config)?;
    let core = Core::connect(&config).await?;
    for county in super::calendar::counties(&core, wanted.county).await? {
        let done = cut(&core, county, wanted.anew).await?;
        println!("{} {done} 件已编目 cut", county.0);
    }
    Ok(())
}

async fn cut(core: &Core, county: CountyId, anew: bool) -> Result<usize, Fault> {
    let caller = Caller::system(county, "检索编目机", Path::Command);
    if anew {
        let mut tx = core.database.begin(&caller).await?;
        content::search::forget_words(&mut tx).await?;
        tx.commit().await?;
    }
    let mut done = 0;
    loop {
        let mut tx = core.database.begin(&caller).await?;
        let cut = content::search::cut(&mut tx).await?;
        tx.commit().await?;
        if cut == 0 {
            return Ok(done);
        }
        done += cut;
    }
}
