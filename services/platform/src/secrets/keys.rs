//! The keys that wrap the keys of sealed values: the first of a list is in force, the others still open. They come from a file or the
//! environment as they are, or sealed by a KMS that opens them once, at the start.

use std::time::Duration;

use base64::Engine as _;
use base64::engine::general_purpose::STANDARD;
use secrecy::{ExposeSecret as _, SecretString};
use serde_json::json;

use super::VaultError;
use crate::config;
use crate::outbound::{Networks, Outbound};

/// How long a KMS may take to answer.
const PATIENCE: Duration = Duration::from_secs(10);

/// Opens the keys of a list.
pub(super) trait KeyKeeper {
    /// One of them, as the list has it.
    fn open(&self, listed: &str) -> impl Future<Output = Result<SecretString, VaultError>> + Send;
}

/// 文件或环境变量: the list has the keys themselves.
pub(super) struct Plain;

impl KeyKeeper for Plain {
    async fn open(&self, listed: &str) -> Result<SecretString, VaultError> {
        Ok(listed.to_owned().into())
    }
}

/// 密钥管理系统: the list has what a KMS sealed, which answers as the transit engine of Vault and OpenBao does.
pub(super) struct Transit {
    outbound: Outbound,
    address: String,
    token: SecretString,
}

impl Transit {
    pub(super) fn new(secrets: &config::Secrets) -> Result<Self, VaultError> {
        // A KMS stands inside.
        let outbound = Outbound::new(Networks::Any, PATIENCE).map_err(|_| VaultError::Keeper)?;
        let address = format!("{}/v1/transit/decrypt/{}", secrets.kms_url.trim_end_matches('/'), secrets.kms_key);
        Ok(Self { outbound, address, token: secrets.kms_token.clone() })
    }
}

impl KeyKeeper for Transit {
    async fn open(&self, listed: &str) -> Result<SecretString, VaultError> {
        let (client, url) = self.outbound.to(&self.address).map_err(|_| VaultError::Keeper)?;
        let asked = client.post(url).header("x-vault-token", self.token.expose_secret());
        let answer = asked.json(&json!({ "ciphertext": listed })).send().await.map_err(|_| VaultError::Keeper)?;
        let answer = answer.error_for_status().map_err(|_| VaultError::Keeper)?;
        let answer: serde_json::Value = answer.json().await.map_err(|_| VaultError::Keeper)?;
        let key = answer.pointer("/data/plaintext").and_then(serde_json::Value::as_str).ok_or(VaultError::Keeper)?;
        Ok(key.to_owned().into())
    }
}

/// A key of the list.
pub(super) struct Listed {
    pub(super) id: String,
    pub(super) bytes: [u8; 32],
}

/// Reads the list that a deployment configured, and has each key opened.
pub(super) async fn load(secrets: &config::Secrets) -> Result<Vec<Listed>, VaultError> {
    let list = if secrets.wrap_keys_file.is_empty() {
        secrets.wrap_keys.clone()
    } else {
        std::fs::read_to_string(&secrets.wrap_keys_file).map_err(|_| VaultError::List)?.into()
    };
    if secrets.kms_url.is_empty() {
        read(list.expose_secret(), &Plain).await
    } else {
        read(list.expose_secret(), &Transit::new(secrets)?).await
    }
}

/// A line or an item between commas is a name and a key: `2026b:base64`.
async fn read<K: KeyKeeper>(list: &str, keeper: &K) -> Result<Vec<Listed>, VaultError> {
    let mut keys: Vec<Listed> = Vec::new();
    for item in list.split([',', '\n']).map(str::trim).filter(|item| !item.is_empty() && !item.starts_with('#')) {
        let (id, listed) = item.split_once(':').ok_or(VaultError::List)?;
        let named = (1..=32).contains(&id.len()) && id.bytes().all(|byte| byte.is_ascii_alphanumeric() || byte == b'-');
        if !named || keys.iter().any(|key| key.id == id) {
            return Err(VaultError::List);
        }
        let opened = keeper.open(listed.trim()).await?;
        let bytes = STANDARD.decode(opened.expose_secret().trim()).map_err(|_| VaultError::Key)?;
        keys.push(Listed { id: id.to_owned(), bytes: bytes.try_into().map_err(|_| VaultError::Key)? });
    }
    Ok(keys)
}

#[cfg(test)]
mod tests {
    use super::{Plain, read};
    use base64::Engine as _;
    use base64::engine::general_purpose::STANDARD;

    #[tokio::test]
    async fn a_list_names_each_key_once() {
        let key = STANDARD.encode([3_u8; 32]);
        let keys = read(&format!("# 2026 年下半年\n2026b:{key}\n2026a: {key}\n"), &Plain).await.unwrap();
        assert_eq!(keys.iter().map(|key| key.id.as_str()).collect::<Vec<_>>(), ["2026b", "2026a"]);
        for wrong in [format!("a:{key},a:{key}"), key.clone(), format!(":{key}"), "a:c2hvcnQ=".to_owned()] {
            assert!(read(&wrong, &Plain).await.is_err(), "{wrong}");
        }
    }
}
