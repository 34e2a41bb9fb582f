//! The commands and their words.

mod audit;
mod calendar;
mod county;
mod demo;
mod dev;
mod migrate;
mod releases;
mod schema;
mod search;
mod secrets;
mod serve;
mod work;

use std::io::Write as _;

use clap::{Parser, Subcommand};
use embedded_postgres::EmbeddedPostgres;
use platform::config::{Config, Faults};

use crate::Fault;

/// 矩阵：一个县各部门共用的政务融媒体平台。 A platform for the departments of a county to run government media together.
#[derive(Debug, Parser)]
#[command(version, after_help = AFTER)]
pub(crate) struct Arguments {
    #[command(subcommand)]
    command: Command,
}

const AFTER: &str = "\
配置 Configuration: defaults, then the TOML file named by JUZHEN_CONFIG, then environment variables such as
JUZHEN_DATABASE_URL for database.url. `juzhen config` prints every setting with its default and what it means.
A bad configuration is refused at start with every fault at once.";

#[derive(Debug, Subcommand)]
enum Command {
    /// 网关 The gateway: pages, GraphQL, feeds and callbacks.
    Serve(serve::Arguments),
    /// 后台任务 The worker: jobs, releases and deliveries; any number may run side by side.
    Work,
    /// 演示与开发：自带数据库和对象存储 All of it in one process, with its own database and object store.
    Dev(dev::Arguments),
    /// 升级数据库结构 Bring the schema up to date, as the role that owns it (database.owner_url).
    Migrate,
    /// 县（租户）管理 Counties, the tenants.
    #[command(subcommand)]
    County(county::County),
    /// 工作日历 The work calendar that clocks go by.
    #[command(subcommand)]
    Calendar(calendar::Calendar),
    /// 检索 Full-text search.
    #[command(subcommand)]
    Search(search::Search),
    /// 发布 All that goes out of this deployment.
    #[command(subcommand)]
    Releases(releases::Releases),
    /// 密封 What is sealed, and the keys it is under.
    #[command(subcommand)]
    Secrets(secrets::Secrets),
    /// 审计 The audit trail.
    #[command(subcommand)]
    Audit(audit::Audit),
    /// 接口契约 The GraphQL contracts.
    #[command(subcommand)]
    Schema(schema::Schema),
    /// 载入演示数据 Load the demo's counties and people; their password is known to everyone.
    Demo(demo::Arguments),
    /// 列出全部配置项 Print every setting with its default and what it means.
    Config,
}

impl Arguments {
    /// Runs the command to its end. What it leaves to its caller is a database of its own, to be stopped last.
    pub(crate) async fn run(self) -> Result<Option<EmbeddedPostgres>, Fault> {
        match self.command {
            Command::Serve(arguments) => serve::run(arguments).await?,
            Command::Work => work::run().await?,
            Command::Dev(arguments) => return dev::run(arguments).await,
            Command::Migrate => migrate::run().await?,
            Command::County(command) => county::run(command).await?,
            Command::Calendar(command) => calendar::run(command).await?,
            Command::Search(command) => search::run(command).await?,
            Command::Releases(command) => releases::run(command).await?,
            Command::Secrets(command) => secrets::run(command).await?,
            Command::Audit(command) => audit::run(command).await?,
            Command::Schema(command) => schema::run(&command)?,
            Command::Demo(arguments) => demo::run(arguments).await?,
            Command::Config => std::io::stdout().write_all(platform::config::DEFAULTS.as_bytes())?,
        }
        Ok(None)
    }
}

/// The configuration of a server, refused with every fault at once.
fn complete() -> Result<Config, Fault> {
    Config::load(std::env::vars()).map_err(|faults| refused(&faults))
}

/// The configuration as far as it is given; each command checks what it needs.
fn given() -> Result<Config, Fault> {
    Config::read(std::env::vars()).map_err(|faults| refused(&faults))
}

/// Commands at the server need the database and the key, and nothing else.
fn need_database(config: &Config) -> Result<(), Fault> {
    let faults: Vec<String> = config
        .faults()
        .into_iter()
        .filter(|fault| ["database.", "secrets."].iter().any(|section| fault.starts_with(section)))
        .collect();
    if faults.is_empty() { Ok(()) } else { Err(refused(&Faults(faults))) }
}

fn refused(faults: &Faults) -> Fault {
    format!("配置有误 the configuration is refused:\n  {}", faults.0.join("\n  ")).into()
}
