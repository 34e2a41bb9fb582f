//! Open an account (开设). With a filing it is active at once; without one it cannot be, and the clock of its filing runs.

use platform::audit::Entry;
use platform::secrets::{Vault, VaultError};
use platform::{Clock, DepartmentId, Invalid, Storage, TenantTx};
use secrecy::ExposeSecret as _;
use tenancy::{Action, Actor, Refused, Scope};
use time::Date;

use super::credentials::{NewSecret, is_key, seal};
use super::register::{self, EntryKind, check_filing};
use super::{Account, AccountSettings, Channel, Papers, Particulars, changed, store};
use crate::AccountId;

pub(super) const NOT_A_KEY: &str = "消息加密密钥须为 43 位字母或数字";

/// What a person enters.
#[derive(Clone, Debug)]
#[expect(missing_docs, reason = "the field is its description")]
pub struct NewAccount {
    pub channel: Channel,
    pub name: String,
    pub department: DepartmentId,
    pub external_id: Option<String>,
    pub filing: Option<NewFiling>,
    pub settings: AccountSettings,
    pub secret: Option<NewSecret>,
}

/// The entry in the register it was opened under.
#[derive(Clone, Debug)]
#[expect(missing_docs, reason = "the field is its description")]
pub struct NewFiling {
    pub number: String,
    pub filed_on: Date,
    pub approved_on: Option<Date>,
}

/// Why no account was opened.
#[derive(Debug, thiserror::Error)]
pub enum OpenError {
    /// The actor may not.
    #[error(transparent)]
    Refused(#[from] Refused),
    /// Fields break rules.
    #[error(transparent)]
    Invalid(#[from] Invalid),
    /// The department already has one of this name on this channel.
    #[error("the department has an account of this name on this channel")]
    NameTaken,
    /// The department has one on this platform, and nobody allowed another.
    #[error("the department has an account on this platform")]
    OneOnly,
    /// No such department.
    #[error("the department does not exist")]
    NoDepartment,
    /// The secret could not be sealed.
    #[error("seal the account's secret")]
    Vault(#[from] VaultError),
    /// The database failed.
    #[error(transparent)]
    Storage(Storage),
}

impl From<Storage> for OpenError {
    fn from(error: Storage) -> Self {
        match error.constraint() {
            Some("account_one_per_channel_key") => Self::NameTaken,
            Some("account_one_per_platform_key") => Self::OneOnly,
            Some("account_department_fkey") => Self::NoDepartment,
            _ => Self::Storage(error),
        }
    }
}

platform::refusal!(OpenError {
    Refused, Invalid, Storage;
    NameTaken => Conflict, "ACCOUNT_NAME_TAKEN", "该部门在此渠道已有同名账号";
    OneOnly => Conflict, "ACCOUNT_ONE_ONLY", "该部门在此平台已有账号；确需另设的，请填写由谁批准";
    NoDepartment => NotFound, "NO_DEPARTMENT", "部门不存在";
    Vault => Internal, "SECRETS", "系统繁忙，请稍后重试"
});

/// Opens an account of which no more is known. One whose platform nobody named is not held to the rule of one a platform.
///
/// # Errors
/// When the actor may not, a field breaks a rule, or the name is taken.
pub async fn open(tx: &mut TenantTx, actor: &Actor, vault: &Vault, input: NewAccount) -> Result<Account, OpenError> {
    open_as(tx, actor, vault, input, Particulars::default()).await
}

/// Opens an account with what the register holds of it; its secret is sealed before it is stored.
///
/// # Errors
/// When the actor may not, a field breaks a rule, the name is taken, or the department has one on the platform.
pub async fn open_as(
    tx: &mut TenantTx,
    actor: &Actor,
    vault: &Vault,
    input: NewAccount,
    particulars: Particulars,
) -> Result<Account, OpenError> {
    actor.require(Action::AccountManage, Scope::County)?;
    let particulars = particulars.trimmed();
    let today = Clock::day_of(tx.now());
    check(&input, &particulars, today)?;
    let id = AccountId(tx.new_id());
    if let (Some(platform), None) = (&particulars.platform, &particulars.allowed_by)
        && store::has_another(tx, input.department, platform, id).await?
    {
        return Err(OpenError::OneOnly);
    }
    let sealed = input.secret.as_ref().map(|secret| seal(vault, tx.county(), id, secret)).transpose()?;
    store::insert(tx, id, &input, &particulars, sealed.as_deref()).await?;
    let filed_on = input.filing.as_ref().map(|filing| filing.filed_on);
    let opened_on = particulars.opened_on.or(filed_on).unwrap_or(today);
    let entry = register::record(tx, actor, id, EntryKind::Open, opened_on, "").await?;
    if let Some(filing) = &input.filing {
        let of = (entry, EntryKind::Open);
        let filed = register::store::file(tx, id, of, filing, &Papers::default(), actor.person()).await?;
        store::set_filing(tx, id, Some(filed)).await?;
    }
    tx.audit(
        Entry::new("account.open", "account", id.0)
            .of(input.department)
            .with("channel", input.channel.as_str())
            .with("filed", input.filing.is_some())
            .with("allowedBy", &particulars.allowed_by),
    );
    tx.announce(changed(id, input.department));
    store::find(tx, id).await?.ok_or(OpenError::Storage(Storage(sqlx::Error::RowNotFound)))
}

fn check(input: &NewAccount, particulars: &Particulars, today: Date) -> Result<(), Invalid> {
    let mut invalid = Invalid::default();
    check_name(&input.name, &mut invalid);
    check_particulars(particulars, today, &mut invalid);
    if let Some(filing) = &input.filing {
        check_filing(filing, &Papers::default(), "input", &mut invalid);
        let after = particulars.opened_on.is_none_or(|opened| opened <= filing.filed_on);
        invalid.check(after, "input.filedOn", "ORDER", "备案日期不能早于开设日期");
    }
    let address = &input.settings.base_url;
    let is_address = address.starts_with("https://") || address.starts_with("http://");
    invalid.check(is_address, "input.baseUrl", "NOT_AN_ADDRESS", "接口地址须以 http:// 或 https:// 开头");
    if input.channel == Channel::Wechat {
        check_wechat(input, &mut invalid);
    }
    invalid.into_result()
}

pub(super) fn check_name(name: &str, invalid: &mut Invalid) {
    let length = name.trim().chars().count();
    invalid.check((1..=60).contains(&length), "input.name", "LENGTH", "账号名称须为 1 至 60 字");
}

/// Checks what was trimmed before.
pub(super) fn check_particulars(given: &Particulars, today: Date, invalid: &mut Invalid) {
    let fits = |text: &Option<String>, most: usize| text.as_ref().is_none_or(|text| text.chars().count() <= most);
    invalid.check(fits(&given.platform, 30), "input.platform", "LENGTH", "平台名称不超过 30 字");
    invalid.check(fits(&given.operator, 60), "input.operator", "LENGTH", "运维单位不超过 60 字");
    let stands = given.address.as_deref().is_none_or(register::is_address);
    invalid.check(stands, "input.address", "NOT_AN_ADDRESS", "主页地址须以 http:// 或 https:// 开头");
    let named = given.allowed_by.as_ref().is_none_or(|text| (2..=100).contains(&text.chars().count()));
    invalid.check(named, "input.allowedBy", "LENGTH", "请用 2 至 100 字写明由谁批准另设");
    let opened = given.opened_on.is_none_or(|day| day <= today);
    invalid.check(opened, "input.openedOn", "IN_FUTURE", "开设日期不能晚于今天");
}

fn check_wechat(input: &NewAccount, invalid: &mut Invalid) {
    let appid = input.external_id.as_deref().map(str::trim).unwrap_or_default();
    invalid.check(!appid.is_empty(), "input.externalId", "REQUIRED", "请填写公众号 AppID");
    let Some(secret) = &input.secret else {
        invalid.add("input.appSecret", "REQUIRED", "请填写公众号 AppSecret");
        return;
    };
    check_secret(secret, invalid);
}

/// What a person enters of an account at WeChat, or enters anew.
pub(super) fn check_secret(secret: &NewSecret, invalid: &mut Invalid) {
    invalid.check(
        !secret.app_secret.expose_secret().is_empty(),
        "input.appSecret",
        "REQUIRED",
        "请填写公众号 AppSecret",
    );
    let token = secret.token.expose_secret();
    let is_token = (3..=32).contains(&token.len()) && token.bytes().all(|byte| byte.is_ascii_alphanumeric());
    invalid.check(is_token, "input.callbackToken", "NOT_A_TOKEN", "回调 Token 须为 3 至 32 位字母或数字");
    let key = secret.encoding_aes_key.expose_secret();
    invalid.check(key.is_empty() || is_key(key), "input.encodingAesKey", "NOT_A_KEY", NOT_A_KEY);
    let previous = secret.previous_aes_key.expose_secret();
    // A key before none would be a way around plain mode's rule.
    let follows = previous.is_empty() || (!key.is_empty() && is_key(previous));
    invalid.check(follows, "input.previousEncodingAesKey", "NOT_A_KEY", NOT_A_KEY);
}
