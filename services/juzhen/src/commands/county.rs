//! `juzhen county create`: a new tenant, ready for its administrators to sign in.

use base64::Engine as _;
use base64::engine::general_purpose::URL_SAFE_NO_PAD;
use clap::{Args, Subcommand, ValueEnum};
use platform::config::Config;
use platform::{CountyId, DepartmentId};
use tenancy::Role;
use tenancy::person::NewPerson;
use tenancy::region::{self, Region};

use crate::Fault;
use crate::core::Core;
use crate::opening::{NewDepartment, add_department, add_person, add_region, begin_county};

/// What to do with counties.
#[derive(Debug, Subcommand)]
pub(crate) enum County {
    /// 开通一个县（或上级地区） Open a county, or a region above one: its first department and its three administrators.
    Create(Create),
}

/// The region to open.
#[derive(Debug, Args)]
pub(crate) struct Create {
    /// 行政区划代码 Code by GB/T 2260, such as 411325.
    #[arg(value_parser = clap::value_parser!(i32).range(100_000..=999_999))]
    code: i32,
    /// 名称 Name, such as 内乡县.
    #[arg(long)]
    name: String,
    /// 英文名称 Name in English.
    #[arg(long)]
    name_en: String,
    /// 级别 Where it stands.
    #[arg(long, value_enum, default_value_t = Level::County)]
    level: Level,
    /// 上级地区代码 Code of the region above it, which must be there already.
    #[arg(long)]
    parent: Option<i32>,
}

/// Where a region stands.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
enum Level {
    Province,
    City,
    County,
}

/// The three administrations, each a person of its own (三员分立).
const ADMINISTRATORS: [(&str, &str, Role); 3] = [
    ("admin", "系统管理员", Role::CountyAdmin),
    ("security", "安全管理员", Role::SecurityAdmin),
    ("auditor", "审计管理员", Role::Auditor),
];

/// Opens it and prints the first passwords, once.
pub(crate) async fn run(command: County) -> Result<(), Fault> {
    let County::Create(wanted) = command;
    let config = super::given()?;
    super::need_database(&config)?;
    let core = Core::connect(&config).await?;
    refuse_twice(&core, &wanted).await?;
    let passwords = open(&core, &config, &wanted).await?;
    println!("已开通 opened {} {}", wanted.code, wanted.name);
    println!("初始密码只显示这一次，首次登录须修改 first passwords, shown once, to be changed at the first sign-in:");
    for (login, password) in passwords {
        println!("  {login:<10} {password}");
    }
    Ok(())
}

async fn refuse_twice(core: &Core, wanted: &Create) -> Result<(), Fault> {
    let operator = core.operator(CountyId(wanted.code));
    let mut tx = core.database.begin_read(operator.caller()).await?;
    if region::departments(&mut tx).await?.is_empty() {
        return Ok(());
    }
    Err(format!("{} 已经开通 is open already", wanted.code).into())
}

async fn open(core: &Core, config: &Config, wanted: &Create) -> Result<Vec<(&'static str, String)>, Fault> {
    let code = CountyId(wanted.code);
    let level = wanted.level.to_possible_value().map(|value| value.get_name().to_owned()).unwrap_or_default();
    let region = Region {
        code,
        level,
        name: wanted.name.clone(),
        name_en: wanted.name_en.clone(),
        parent: wanted.parent.map(CountyId),
    };
    add_region(config.database.owner(), &region).await?;
    let operator = core.operator(code);
    let mut tx = core.database.begin(operator.caller()).await?;
    let office = add_department(&mut tx, &office(wanted.level)).await?;
    let mut passwords = Vec::new();
    for (login, name, role) in ADMINISTRATORS {
        let password = first_password(core)?;
        add_person(&mut tx, &operator, administrator(login, name, office, &password), &[(role, None)]).await?;
        passwords.push((login, password));
    }
    if wanted.level == Level::County {
        begin_county(&mut tx).await?;
    }
    tx.commit().await?;
    Ok(passwords)
}

fn administrator(login: &str, name: &str, department: DepartmentId, password: &str) -> NewPerson {
    NewPerson { login: login.into(), name: name.into(), department, password: password.into() }
}

fn office(level: Level) -> NewDepartment {
    let (name, name_en, kind) = if level == Level::County {
        ("县政府信息办", "Information Office", "information_office")
    } else {
        ("政务新媒体监管处", "New Media Oversight", "oversight_office")
    };
    NewDepartment { slug: "office".into(), name: name.into(), name_en: name_en.into(), kind: kind.into() }
}

/// 96 random bits; the fixed end meets the rule of three classes whatever the bits say.
fn first_password(core: &Core) -> Result<String, Fault> {
    Ok(format!("{}-Aa1", URL_SAFE_NO_PAD.encode(core.vault.random::<12>()?)))
}
