//! Settings a county may change, each with the default it starts from (`domain` numbers are settings, never constants).

use serde::Serialize;
use serde::de::DeserializeOwned;

use crate::{Storage, TenantTx};

/// A setting: its key and its default.
#[derive(Clone, Copy, Debug)]
pub struct Setting<T> {
    /// Dotted name, such as `sign_in.lock_seconds`.
    pub key: &'static str,
    /// Holds where the county set nothing.
    pub default: T,
}

impl<T: DeserializeOwned + Clone> Setting<T> {
    /// The county's value. One that cannot be read as its type counts as unset and is logged.
    ///
    /// # Errors
    /// When the database fails.
    pub async fn get(&self, tx: &mut TenantTx) -> Result<T, Storage> {
        let county = tx.county().0;
        let value =
            sqlx::query_scalar!("select value from county_setting where county_id = $1 and key = $2", county, self.key)
                .fetch_optional(tx.conn())
                .await?;
        Ok(value.map_or_else(
            || self.default.clone(),
            |value| {
                serde_json::from_value(value).unwrap_or_else(|error| {
                    tracing::warn!(setting.key = self.key, %error, "read setting");
                    self.default.clone()
                })
            },
        ))
    }
}

impl<T: Serialize> Setting<T> {
    /// Keeps the county's own value from now on. Whether the actor may, and the audit row, are the caller's to see to.
    ///
    /// # Errors
    /// When the value has no JSON form or the database fails.
    pub async fn set(&self, tx: &mut TenantTx, value: &T) -> Result<(), Storage> {
        let (county, now) = (tx.county().0, tx.now());
        let value = serde_json::to_value(value).map_err(|error| Storage(sqlx::Error::Encode(error.into())))?;
        sqlx::query!(
            "insert into county_setting (county_id, key, value, updated_at) values ($1, $2, $3, $4)
             on conflict (county_id, key) do update set value = excluded.value, updated_at = excluded.updated_at",
            county,
            self.key,
            value,
            now
        )
        .execute(tx.conn())
        .await?;
        Ok(())
    }
}
