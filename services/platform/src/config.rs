//! Configuration: defaults in `config.toml`, then a file, then the environment; refused with every fault at once.

use std::net::SocketAddr;

use config::{Config as Source, File, FileFormat, Value, ValueKind};
use secrecy::{ExposeSecret, SecretString};
use serde::Deserialize;

use crate::secrets::Suite;

/// The default file: every setting, described.
pub const DEFAULTS: &str = include_str!("config.toml");

/// The whole configuration; each field is described where its default stands, in `config.toml`.
#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
#[expect(missing_docs, reason = "the default file beside this one describes every key")]
pub struct Config {
    pub server: Server,
    pub database: Database,
    pub s3: S3,
    pub secrets: Secrets,
    pub worker: Worker,
    pub log: Log,
    pub telemetry: Telemetry,
}

#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
#[expect(missing_docs, reason = "the default file beside this one describes every key")]
pub struct Server {
    pub listen: String,
    pub public_url: String,
    pub surface: Surface,
    pub secure_cookies: bool,
    pub open_schema: bool,
    pub body_limit: usize,
    pub file_limit: usize,
    pub home_county: i32,
    pub client_header: String,
}

/// The audience a process serves.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "lowercase")]
#[expect(missing_docs, reason = "the words are the audiences")]
pub enum Surface {
    All,
    Console,
    Public,
    Oversight,
}

#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
#[expect(missing_docs, reason = "the default file beside this one describes every key")]
pub struct Database {
    pub url: String,
    pub owner_url: String,
    pub connections: u32,
}

impl Database {
    /// The login that owns the schema.
    #[must_use]
    pub fn owner(&self) -> &str {
        if self.owner_url.is_empty() { &self.url } else { &self.owner_url }
    }
}

#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
#[expect(missing_docs, reason = "the default file beside this one describes every key")]
pub struct S3 {
    pub endpoint: String,
    pub region: String,
    pub bucket: String,
    pub access_key: String,
    pub secret_key: SecretString,
    pub public_endpoint: String,
}

#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
#[expect(missing_docs, reason = "the default file beside this one describes every key")]
pub struct Secrets {
    pub key: SecretString,
    pub suite: Suite,
    pub wrap_keys: SecretString,
    pub wrap_keys_file: String,
    pub kms_url: String,
    pub kms_key: String,
    pub kms_token: SecretString,
}

#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
#[expect(missing_docs, reason = "the default file beside this one describes every key")]
pub struct Worker {
    pub concurrency: usize,
    pub deliveries: usize,
    pub releases: usize,
    pub poll_ms: u64,
    pub lease_seconds: u64,
    pub allow_private_networks: bool,
}

#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
#[expect(missing_docs, reason = "the default file beside this one describes every key")]
pub struct Log {
    pub filter: String,
    pub format: LogFormat,
}

/// How log lines look.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "lowercase")]
#[expect(missing_docs, reason = "the words are the formats")]
pub enum LogFormat {
    Text,
    Json,
}

#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
#[expect(missing_docs, reason = "the default file beside this one describes every key")]
pub struct Telemetry {
    pub otlp_endpoint: String,
}

/// Everything wrong with a configuration, one line each.
#[derive(Debug, thiserror::Error)]
#[error("{}", .0.join("\n"))]
pub struct Faults(pub Vec<String>);

impl Config {
    /// Reads file and environment over the defaults, and checks what a server needs.
    ///
    /// # Errors
    /// With every fault: unknown keys and variables, values of the wrong type, missing or impossible ones.
    pub fn load(environment: impl IntoIterator<Item = (String, String)>) -> Result<Self, Faults> {
        let config = Self::read(environment)?;
        let faults = config.faults();
        if faults.is_empty() { Ok(config) } else { Err(Faults(faults)) }
    }

    /// Reads without asking for what only a server needs; `dev` fills those in itself.
    ///
    /// # Errors
    /// With every unknown key or variable, or the first value of a wrong type.
    pub fn read(environment: impl IntoIterator<Item = (String, String)>) -> Result<Self, Faults> {
        let environment: Vec<(String, String)> = environment
            .into_iter()
            .filter(|(name, _)| name.starts_with("JUZHEN_") && !NOT_SETTINGS.contains(&name.as_str()))
            .collect();
        let mut builder = Source::builder().add_source(File::from_str(DEFAULTS, FileFormat::Toml));
        if let Ok(path) = std::env::var("JUZHEN_CONFIG") {
            builder = builder.add_source(File::new(&path, FileFormat::Toml));
        }
        let keys = default_keys()?;
        let mut faults = Vec::new();
        for (name, value) in environment {
            match keys.iter().find(|(variable, _)| *variable == name) {
                Some((_, key)) => {
                    builder = builder
                        .set_override(key, Value::new(None, ValueKind::String(value)))
                        .map_err(|error| Faults(vec![error.to_string()]))?;
                }
                None => faults.push(format!("{name}: no such setting")),
            }
        }
        let read = builder.build().and_then(Source::try_deserialize::<Self>);
        match read {
            Ok(config) if faults.is_empty() => Ok(config),
            Ok(_) => Err(Faults(faults)),
            Err(error) => {
                faults.push(error.to_string());
                Err(Faults(faults))
            }
        }
    }

    /// What is missing or impossible for a server.
    #[must_use]
    pub fn faults(&self) -> Vec<String> {
        let mut faults = Vec::new();
        let mut want = |holds: bool, fault: &str| {
            if !holds {
                faults.push(fault.to_owned());
            }
        };
        want(self.server.listen.parse::<SocketAddr>().is_ok(), "server.listen: not an address and port");
        want(self.server.public_url.starts_with("http"), "server.public_url: not an http address");
        want(self.server.body_limit >= 65_536, "server.body_limit: below 65536");
        want(self.server.file_limit >= self.server.body_limit, "server.file_limit: below server.body_limit");
        want(!self.database.url.is_empty(), "database.url: missing (JUZHEN_DATABASE_URL)");
        want((1..=200).contains(&self.database.connections), "database.connections: not in 1 to 200");
        want(!self.s3.endpoint.is_empty(), "s3.endpoint: missing (JUZHEN_S3_ENDPOINT)");
        want(self.s3.bucket.len() >= 3, "s3.bucket: shorter than 3 characters");
        want(!self.s3.access_key.is_empty(), "s3.access_key: missing (JUZHEN_S3_ACCESS_KEY)");
        want(!self.s3.secret_key.expose_secret().is_empty(), "s3.secret_key: missing (JUZHEN_S3_SECRET_KEY)");
        want(
            crate::secrets::Vault::new(&self.secrets.key).is_ok(),
            "secrets.key: not 32 bytes in base64 (JUZHEN_SECRETS_KEY)",
        );
        let listed = [self.secrets.wrap_keys.expose_secret().is_empty(), self.secrets.wrap_keys_file.is_empty()];
        want(listed.contains(&true), "secrets.wrap_keys: given beside secrets.wrap_keys_file");
        let kms = self.secrets.kms_url.is_empty() || !self.secrets.kms_key.is_empty();
        want(kms, "secrets.kms_key: missing beside secrets.kms_url");
        want((1..=64).contains(&self.worker.concurrency), "worker.concurrency: not in 1 to 64");
        want((1..=256).contains(&self.worker.deliveries), "worker.deliveries: not in 1 to 256");
        want((1..=256).contains(&self.worker.releases), "worker.releases: not in 1 to 256");
        want((5..=3600).contains(&self.worker.lease_seconds), "worker.lease_seconds: not in 5 to 3600");
        faults
    }
}

/// Variables of the same prefix that are not settings of the server.
const NOT_SETTINGS: [&str; 6] =
    ["JUZHEN_CONFIG", "JUZHEN_PG_BIN", "JUZHEN_TEST_PG", "JUZHEN_BIN", "JUZHEN_FAULT_POINT", "JUZHEN_FAULT_PANIC"];

/// Each setting's variable and dotted key, from the default file.
fn default_keys() -> Result<Vec<(String, String)>, Faults> {
    let defaults: toml::Table = toml::from_str(DEFAULTS).map_err(|error| Faults(vec![error.to_string()]))?;
    let mut keys = Vec::new();
    for (section, values) in &defaults {
        for key in values.as_table().into_iter().flat_map(toml::Table::keys) {
            keys.push((
                format!("JUZHEN_{}_{}", section.to_uppercase(), key.to_uppercase()),
                format!("{section}.{key}"),
            ));
        }
    }
    Ok(keys)
}

#[cfg(test)]
mod tests {
    use super::Config;

    #[test]
    fn every_fault_is_told_at_once() {
        let config = Config::read([("JUZHEN_SERVER_LISTEN".to_owned(), "nowhere".to_owned())]).unwrap();
        let faults = config.faults().join("\n");
        assert!(
            faults.contains("server.listen")
                && faults.contains("JUZHEN_DATABASE_URL")
                && faults.contains("secrets.key"),
            "{faults}"
        );
    }

    #[test]
    fn an_unknown_variable_is_refused_by_name() {
        let faults = Config::read([("JUZHEN_DATABSE_URL".to_owned(), String::new())]).unwrap_err();
        assert_eq!(faults.to_string(), "JUZHEN_DATABSE_URL: no such setting");
    }

    #[test]
    fn numbers_and_flags_are_read_from_the_environment() {
        let env = [
            ("JUZHEN_WORKER_CONCURRENCY".to_owned(), "9".to_owned()),
            ("JUZHEN_SERVER_OPEN_SCHEMA".to_owned(), "true".to_owned()),
        ];
        let config = Config::read(env).unwrap();
        assert!(config.worker.concurrency == 9 && config.server.open_schema);
    }
}
