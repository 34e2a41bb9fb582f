//! `juzhen dev`: the whole platform in one process, for a demo and for development.

use std::path::PathBuf;
use std::sync::Arc;

use clap::Args;
use embedded_postgres::EmbeddedPostgres;
use platform::config::Config;
use platform::{migrations, telemetry};

use crate::core::Core;
use crate::demo::{self, Login, Sandboxes};
use crate::embedded::{self, Embedded};
use crate::shutdown::Shutdown;
use crate::{Fault, serving, working};

/// How to start it.
#[derive(Debug, Args)]
pub(crate) struct Arguments {
    /// 数据目录 The folder for the database, the objects and the keys.
    #[arg(long, default_value = ".juzhen")]
    data: PathBuf,
    /// 清空旧数据 Throw the data of earlier starts away first.
    #[arg(long)]
    fresh: bool,
    /// 监听地址 Address and port to listen on.
    #[arg(long, default_value = "127.0.0.1:7400")]
    listen: String,
    /// 微信沙箱地址 The WeChat sandbox, for the demo's accounts.
    #[arg(long)]
    wechat: Option<String>,
    /// 报社沙箱地址 The newspaper sandbox, for the demo's outlet.
    #[arg(long)]
    newspaper: Option<String>,
}

/// Runs until it is asked to end.
pub(crate) async fn run(arguments: Arguments) -> Result<Option<EmbeddedPostgres>, Fault> {
    let mut config = super::given()?;
    config.server.listen = arguments.listen;
    config.server.public_url = format!("http://{}", config.server.listen);
    config.server.secure_cookies = false;
    config.server.open_schema = true;
    config.worker.allow_private_networks = true;
    let _telemetry = telemetry::start(&config, "juzhen-dev")?;
    let shutdown = Shutdown::on_signals()?;
    if arguments.fresh {
        embedded::erase(&arguments.data)?;
    }
    let embedded = Embedded::start(&mut config, &arguments.data).await?;
    let sandboxes = Sandboxes { wechat: arguments.wechat, newspaper: arguments.newspaper };
    on(config, &sandboxes, shutdown).await?;
    Ok(embedded.stop().await)
}

/// Everything that stands on a configured database.
async fn on(config: Config, sandboxes: &Sandboxes, shutdown: Shutdown) -> Result<(), Fault> {
    migrations::run(config.database.owner()).await?;
    let core = Core::connect(&config).await?;
    let listener = serving::listen(&config).await?;
    let logins = demo::load(&core, &config).await?;
    demo::fill(&core, &config, sandboxes).await?;
    greet(&config.server.public_url, &logins);
    let config = Arc::new(config);
    let serving = serving::run(&core, config.clone(), listener, shutdown.clone());
    let (served, ()) = tokio::join!(serving, working::run(&core, &config, shutdown));
    served
}

fn greet(address: &str, logins: &[Login]) {
    println!("\n  {address}/            公众站 public site");
    println!("  {address}/console     工作台 console");
    println!("  {address}/oversight   监管台 oversight board");
    println!("\n  地区 region    登录名 login            角色 roles");
    for login in logins {
        println!("  {} {}  {:<22} {} {}", login.county.0, login.region, login.login, login.name, login.roles);
    }
    if let Some(login) = logins.first() {
        println!("  密码 password  {}", login.password);
    }
    if let Some((login, secret)) = logins.iter().find_map(|login| Some((login, login.second_factor.as_ref()?))) {
        println!("  二次验证 second factor of {}  {secret}", login.login);
        println!("  当前验证码 its code now: juzhen demo --code\n");
    }
}
