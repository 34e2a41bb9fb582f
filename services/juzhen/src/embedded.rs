//! What `juzhen dev` brings along: its own PostgreSQL, object store and keys, in one data folder.

use std::fs;
use std::io::Write as _;
use std::os::unix::fs::OpenOptionsExt as _;
use std::path::Path;

use base64::Engine as _;
use base64::engine::general_purpose::STANDARD;
use embedded_postgres::EmbeddedPostgres;
use embedded_s3::{EmbeddedS3, Keys};
use platform::config::Config;
use ring::rand::{SecureRandom as _, SystemRandom};
use secrecy::ExposeSecret as _;

use crate::Fault;

/// Where the store listens unless somebody else does.
const S3_PORT: u16 = 7401;

/// The parts that run beside the server and end after it.
#[derive(Debug)]
pub(crate) struct Embedded {
    postgres: Option<EmbeddedPostgres>,
    s3: Option<EmbeddedS3>,
}

impl Embedded {
    /// Starts what the configuration does not name itself, and writes into it where that answers.
    pub(crate) async fn start(config: &mut Config, data: &Path) -> Result<Self, Fault> {
        fs::create_dir_all(data)?;
        if config.secrets.key.expose_secret().is_empty() {
            config.secrets.key = secret(data, "secret.key")?.into();
        }
        let postgres = if config.database.url.is_empty() { Some(postgres(config, data).await?) } else { None };
        let s3 = if config.s3.endpoint.is_empty() { Some(object_store(config, data).await?) } else { None };
        Ok(Self { postgres, s3 })
    }

    /// Ends the object store, and leaves the database to be stopped when nothing is connected to it any more.
    pub(crate) async fn stop(self) -> Option<EmbeddedPostgres> {
        if let Some(s3) = self.s3 {
            s3.stop().await;
        }
        self.postgres
    }
}

/// Throws the database and the objects of earlier starts away.
pub(crate) fn erase(data: &Path) -> Result<(), Fault> {
    embedded_postgres::erase(data.join("postgres"))?;
    let objects = data.join("objects");
    if objects.exists() {
        fs::remove_dir_all(objects)?;
    }
    Ok(())
}

async fn postgres(config: &mut Config, data: &Path) -> Result<EmbeddedPostgres, Fault> {
    let wanted = embedded_postgres::Config::durable(data.join("postgres"));
    let postgres = tokio::task::spawn_blocking(move || EmbeddedPostgres::start(&wanted)).await??;
    if postgres.relocated() {
        println!(
            "  数据库的用户进不了这个目录，数据放在 the database's user cannot enter this folder, its data are in"
        );
        println!("  {}", postgres.data_dir().display());
    }
    config.database.url = postgres.app_url();
    config.database.owner_url = postgres.owner_url();
    Ok(postgres)
}

async fn object_store(config: &mut Config, data: &Path) -> Result<EmbeddedS3, Fault> {
    let secret = secret(data, "s3.key")?;
    let keys = Keys { access: "juzhen", secret: &secret };
    let store = EmbeddedS3::start(&data.join("objects"), &config.s3.bucket, S3_PORT, &keys).await?;
    config.s3.endpoint = store.endpoint();
    config.s3.access_key = keys.access.into();
    config.s3.secret_key = secret.into();
    Ok(store)
}

/// 32 random bytes in base64, made once and kept for this user alone: what the key sealed must open after a restart.
fn secret(data: &Path, name: &str) -> Result<String, Fault> {
    let path = data.join(name);
    if let Ok(kept) = fs::read_to_string(&path) {
        return Ok(kept.trim().to_owned());
    }
    let mut bytes = [0_u8; 32];
    SystemRandom::new().fill(&mut bytes).map_err(|_| "the system gives no randomness")?;
    let secret = STANDARD.encode(bytes);
    let mut file = fs::OpenOptions::new().write(true).create_new(true).mode(0o600).open(&path)?;
    file.write_all(secret.as_bytes())?;
    file.sync_all()?;
    Ok(secret)
}
