//! `juzhen migrate`.

use platform::migrations;

use crate::Fault;

/// Runs what has not run yet. Only the database need be configured.
pub(crate) async fn run() -> Result<(), Fault> {
    let config = super::given()?;
    if config.database.owner().is_empty() {
        return Err("database.owner_url: missing (JUZHEN_DATABASE_OWNER_URL)".into());
    }
    let ran = migrations::run(config.database.owner()).await?;
    println!("数据库结构已是最新 the schema is up to date ({ran} ran now)");
    if !migrations::search_uses_index(config.database.owner()).await? {
        println!(
            "检索还用不上索引，请数据库管理员执行一次 search cannot use its index yet; once, as a superuser, run:"
        );
        println!("  alter function ts_match_vq(tsvector, tsquery) leakproof;");
    }
    Ok(())
}
