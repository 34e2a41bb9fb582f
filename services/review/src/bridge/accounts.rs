//! Whose account over there is whose here. The security administrator's, and never of their own: what comes from that account counts
//! as that person's.

use platform::audit::Entry;
use platform::secrets::VaultError;
use platform::{Invalid, PersonId, Storage, TenantTx, mask};
use tenancy::{Action, Actor, Refused, Scope, person};

use super::{BridgeId, changed, store, tell};

/// Why an account is not linked, or no secret issued.
#[derive(Debug, thiserror::Error)]
#[expect(missing_docs, reason = "each variant's sentence says it")]
pub enum LinkError {
    #[error("no such bridge")]
    NotFound,
    #[error("no such person on the staff")]
    NoPerson,
    #[error("no such account is linked")]
    NoAccount,
    #[error("nobody links their own account")]
    Oneself,
    #[error("the account is another person's")]
    AccountTaken,
    #[error("the person has another account there")]
    PersonTaken,
    #[error("make a secret")]
    Vault(#[source] VaultError),
    #[error(transparent)]
    Refused(#[from] Refused),
    #[error(transparent)]
    Invalid(#[from] Invalid),
    #[error(transparent)]
    Storage(Storage),
}

platform::refusal!(LinkError { Refused, Invalid, Storage;
    NotFound => NotFound, "BRIDGE_NOT_FOUND", "没有这个 OA 对接";
    NoPerson => NotFound, "PERSON_NOT_FOUND", "没有这个人，或其已停用";
    NoAccount => NotFound, "ACCOUNT_NOT_LINKED", "没有这个 OA 账号，或已解除对应";
    Oneself => Forbidden, "ONESELF", "不能对应自己的账号，请由另一位安全管理员办理";
    AccountTaken => Conflict, "ACCOUNT_TAKEN", "这个 OA 账号已对应另一人；一个账号只是一个人";
    PersonTaken => Conflict, "PERSON_TAKEN", "此人在这个 OA 已有账号，请先解除";
    Vault => Internal, "VAULT", "系统繁忙，请稍后重试" });

impl From<Storage> for LinkError {
    fn from(error: Storage) -> Self {
        match error.constraint() {
            Some("oa_account_account_key") => Self::AccountTaken,
            Some("oa_account_person_key") => Self::PersonTaken,
            Some("oa_account_not_oneself") => Self::Oneself,
            Some("oa_account_person_fkey") => Self::NoPerson,
            _ => Self::Storage(error),
        }
    }
}

/// Links an account to a person. Open steps that they may decide are sent.
///
/// # Errors
/// When it is not the actor's to do, one of the two is taken, or the account is no name we pass on.
pub async fn link(
    tx: &mut TenantTx,
    actor: &Actor,
    bridge: BridgeId,
    account: &str,
    person: PersonId,
) -> Result<(), LinkError> {
    actor.require(Action::BridgeLink, Scope::County)?;
    let by = actor.person().ok_or(Refused(Action::BridgeLink))?;
    let account = checked(account)?;
    if by == person {
        return Err(LinkError::Oneself);
    }
    if !store::lock(tx, bridge).await? {
        return Err(LinkError::NotFound);
    }
    let found = person::find_many(tx, &[person.0]).await?.pop();
    found.filter(|found| found.active).ok_or(LinkError::NoPerson)?;
    store::link(tx, bridge, &account, (person, by)).await?;
    tell::look_at_all(tx).await?;
    tx.audit(Entry::new("oa.link", "oa_bridge", bridge.0).with("account", &account).with("person", person));
    tx.announce(changed(bridge));
    Ok(())
}

/// Ends a link: nothing from that account counts any more.
///
/// # Errors
/// When it is not the actor's to do, or there is none.
pub async fn unlink(tx: &mut TenantTx, actor: &Actor, bridge: BridgeId, account: &str) -> Result<(), LinkError> {
    actor.require(Action::BridgeLink, Scope::County)?;
    if !store::lock(tx, bridge).await? {
        return Err(LinkError::NotFound);
    }
    let person = store::unlink(tx, bridge, account.trim()).await?.ok_or(LinkError::NoAccount)?;
    tx.audit(Entry::new("oa.unlink", "oa_bridge", bridge.0).with("account", account.trim()).with("person", person));
    tx.announce(changed(bridge));
    Ok(())
}

/// An account's name leaves the platform in messages and stands in the trail: a number of a person has no place there (I7).
fn checked(account: &str) -> Result<String, Invalid> {
    let account = account.trim();
    let plain = |c: char| c.is_ascii_alphanumeric() || "._@-".contains(c);
    let mut faults = Invalid::default();
    let named = (1..=64).contains(&account.len()) && account.chars().all(plain);
    faults.check(named, "account", "NOT_A_NAME", "OA 账号为 1 至 64 个字母、数字或 . _ @ -");
    faults.check(
        mask::staff(account) == account,
        "account",
        "PERSONAL_NUMBER",
        "账号不能是手机号、身份证号或银行卡号，请填 OA 中的用户编号",
    );
    faults.into_result()?;
    Ok(account.to_owned())
}

#[cfg(test)]
mod tests {
    use super::checked;
    use platform::Refusal as _;

    #[test]
    fn i7_an_account_is_a_name_and_never_a_persons_number() {
        assert_eq!(checked(" u1001 ").unwrap(), "u1001");
        let code = |account| checked(account).unwrap_err().fields()[0].code;
        assert_eq!(code(""), "NOT_A_NAME");
        assert_eq!(code("张三"), "NOT_A_NAME");
        assert_eq!(code("13812345678"), "PERSONAL_NUMBER");
    }
}
