//! `juzhen calendar import`: the work calendar of a coming year, or a county's own days over it.

use std::path::PathBuf;

use clap::{Args, Subcommand};
use interaction::calendar::{self, Difference, Notice};
use interaction::clock;
use platform::{Caller, CountyId, Path, migrations};
use tenancy::region;

use crate::Fault;
use crate::core::Core;

/// What to do with the work calendar.
#[derive(Debug, Subcommand)]
pub(crate) enum Calendar {
    /// 导入工作日历 Take in whole years for every county, or with --county single days of one county over them. Shows
    /// what changes, asks nothing, and leaves a row in the audit trail of each county it is for.
    #[command(after_help = FORM)]
    Import(Import),
}

const FORM: &str = "\
文件 The file is JSON, a day to 1 (worked) or 0 (free): {\"2027-01-01\": 0, \"2027-01-02\": 0, \"2027-01-04\": 1, …}
A year for everyone is handed in whole, from the State Council's notice; a day no notice reaches is unknown, never guessed,
and clocks that cross it say so until the notice is in. They are then counted again at once.";

/// The notice.
#[derive(Debug, Args)]
pub(crate) struct Import {
    /// 日历文件 The file.
    file: PathBuf,
    /// 只用于一个县 For one county alone, by its code; single days will do.
    #[arg(long)]
    county: Option<i32>,
    /// 依据 Where it is from, such as the notice's number; stands with each day and in the audit trail.
    #[arg(long)]
    source: Option<String>,
    /// 只看不改 Show what would change and write nothing.
    #[arg(long)]
    dry_run: bool,
}

/// Runs it.
pub(crate) async fn run(command: Calendar) -> Result<(), Fault> {
    let Calendar::Import(wanted) = command;
    let config = super::given()?;
    super::need_database(&config)?;
    let name = wanted.file.display();
    let text = std::fs::read_to_string(&wanted.file).map_err(|error| format!("read {name}: {error}"))?;
    let notice = if wanted.county.is_some() { Notice::of_days(&text) } else { Notice::of_years(&text) };
    let notice = notice.map_err(|error| format!("{name}: {error}"))?;
    let core = Core::connect(&config).await?;
    let counties = counties(&core, wanted.county).await?;
    show(&core, &notice, wanted.county).await?;
    if wanted.dry_run {
        println!("未写入 nothing was written");
        return Ok(());
    }
    let source = wanted.source.unwrap_or_else(|| given_source(&notice, wanted.county));
    let written = match wanted.county {
        Some(code) => for_county(&core, CountyId(code), &notice, &source).await?,
        None => {
            let mut owner = migrations::connect(config.database.owner()).await?;
            let at = core.database.clock().now();
            let written = calendar::import(&mut owner, &counties, &notice, &source, at).await?;
            recount(&core, &counties).await?;
            written
        }
    };
    println!(
        "已写入 written: {written} 天 days, {} 个地区留痕 in the trail of {} regions",
        counties.len(),
        counties.len()
    );
    Ok(())
}

/// The regions it is for: those that have a tenant of their own.
pub(super) async fn counties(core: &Core, one: Option<i32>) -> Result<Vec<CountyId>, Fault> {
    let operator = core.operator(CountyId(one.unwrap_or(0)));
    let mut tx = core.database.begin_read(operator.caller()).await?;
    let regions = region::list(&mut tx).await?;
    let wanted = |region: &region::Region| one.map_or(region.level == "county", |code| region.code.0 == code);
    let found: Vec<CountyId> = regions.iter().filter(|region| wanted(region)).map(|region| region.code).collect();
    match one {
        Some(code) if found.is_empty() => Err(format!("{code}: 没有这个县 no such county").into()),
        _ => Ok(found),
    }
}

async fn for_county(core: &Core, county: CountyId, notice: &Notice, source: &str) -> Result<u64, Fault> {
    let operator = core.operator(county);
    let mut tx = core.database.begin(operator.caller()).await?;
    let written = calendar::import_for_county(&mut tx, &operator, notice, source).await?;
    tx.commit().await?;
    Ok(written)
}

/// Clocks that ran beyond the calendar are counted again now, not tomorrow.
async fn recount(core: &Core, counties: &[CountyId]) -> Result<(), Fault> {
    for county in counties {
        let mut tx = core.database.begin(&Caller::system(*county, "日历导入", Path::Command)).await?;
        clock::recount_soon(&mut tx).await?;
        tx.commit().await?;
    }
    Ok(())
}

/// What changes, a day a line; days that were unknown are told by their number.
async fn show(core: &Core, notice: &Notice, county: Option<i32>) -> Result<(), Fault> {
    let operator = core.operator(CountyId(county.unwrap_or(0)));
    let mut tx = core.database.begin_read(operator.caller()).await?;
    let differences = notice.differences(&mut tx).await?;
    let (new, changed): (Vec<&Difference>, Vec<&Difference>) = differences.iter().partition(|row| row.from.is_none());
    for (year, days) in notice.years() {
        let known = new.iter().filter(|row| row.day.year() == year).count();
        let worked = new.iter().filter(|row| row.day.year() == year && row.to).count();
        println!("{year}: {days} 天 days; 新增 new {known} (上班 worked {worked})");
    }
    for row in &changed {
        let word = |works: bool| if works { "上班 worked" } else { "休息 free" };
        println!("  {}: {} → {}", row.day, row.from.map_or("", word), word(row.to));
    }
    println!("改动 changed: {} 天 days", changed.len());
    Ok(())
}

fn given_source(notice: &Notice, county: Option<i32>) -> String {
    let years: Vec<String> = notice.years().into_keys().map(|year| year.to_string()).collect();
    let whose = if county.is_some() { "本县" } else { "国务院办公厅" };
    format!("{whose} {} 年部分节假日安排", years.join("、"))
}
