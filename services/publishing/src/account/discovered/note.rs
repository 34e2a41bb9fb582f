//! Note an account that was found.

use platform::audit::Entry;
use platform::{Clock, Invalid, Storage, TenantTx, mask};
use tenancy::{Action, Actor, Refused, Scope};
use time::Date;

use super::{Discovery, DiscoveryId, store};
use crate::account::register::is_address;

/// What a person saw.
#[derive(Clone, Debug)]
#[expect(missing_docs, reason = "the field is its description")]
pub struct NewDiscovery {
    pub platform: String,
    pub name: String,
    pub address: Option<String>,
    pub found_by: String,
    pub found_on: Date,
}

/// Why it was not noted.
#[derive(Debug, thiserror::Error)]
pub enum NoteError {
    /// The actor may not.
    #[error(transparent)]
    Refused(#[from] Refused),
    /// Fields break rules.
    #[error(transparent)]
    Invalid(#[from] Invalid),
    /// It is on the list already.
    #[error("the account is on the list already")]
    Listed,
    /// The database failed.
    #[error(transparent)]
    Storage(Storage),
}

impl From<Storage> for NoteError {
    fn from(error: Storage) -> Self {
        match error.constraint() {
            Some("discovered_account_name_key") => Self::Listed,
            _ => Self::Storage(error),
        }
    }
}

platform::refusal!(NoteError {
    Refused, Invalid, Storage;
    Listed => Conflict, "DISCOVERY_LISTED", "该平台上的这个账号已在清单中"
});

/// Notes it.
///
/// # Errors
/// When the actor may not, a field breaks a rule, or it is on the list.
pub async fn note(tx: &mut TenantTx, actor: &Actor, input: NewDiscovery) -> Result<Discovery, NoteError> {
    actor.require(Action::AccountManage, Scope::County)?;
    let input = NewDiscovery {
        platform: input.platform.trim().to_owned(),
        name: input.name.trim().to_owned(),
        address: input.address.map(|text| text.trim().to_owned()).filter(|text| !text.is_empty()),
        found_by: mask::staff(input.found_by.trim()),
        found_on: input.found_on,
    };
    check(&input, Clock::day_of(tx.now()))?;
    let id = DiscoveryId(tx.new_id());
    store::insert(tx, id, &input, actor.person()).await?;
    tx.audit(Entry::new("discovery.note", "discovered_account", id.0).with("platform", &input.platform));
    store::find(tx, id).await?.ok_or(NoteError::Storage(Storage(sqlx::Error::RowNotFound)))
}

fn check(input: &NewDiscovery, today: Date) -> Result<(), Invalid> {
    let mut invalid = Invalid::default();
    let mut length = |text: &str, most: usize, field: &str, message: &str| {
        invalid.check((1..=most).contains(&text.chars().count()), field, "LENGTH", message);
    };
    length(&input.platform, 30, "input.platform", "平台名称须为 1 至 30 字");
    length(&input.name, 60, "input.name", "账号名称须为 1 至 60 字");
    length(&input.found_by, 60, "input.foundBy", "请用 1 至 60 字写明如何发现");
    let stands = input.address.as_deref().is_none_or(is_address);
    invalid.check(stands, "input.address", "NOT_AN_ADDRESS", "网址须以 http:// 或 https:// 开头");
    invalid.check(input.found_on <= today, "input.foundOn", "IN_FUTURE", "发现日期不能晚于今天");
    invalid.into_result()
}
