//! File an event (报备): an opening lets the account publish, a change puts its filing in the place of the one before, and a
//! cancellation ends the account.

use platform::audit::Entry as AuditEntry;
use platform::{Invalid, Storage, TenantTx};
use tenancy::{Action, Actor, Refused, Scope};

use super::{Entry, EntryId, EntryKind, check_filing, list, store as entries};
use crate::account::{NewFiling, Papers, changed, closing, store};

/// Why it was not filed.
#[derive(Debug, thiserror::Error)]
pub enum FileError {
    /// No such event.
    #[error("the event does not exist")]
    NotFound,
    /// The actor may not.
    #[error(transparent)]
    Refused(#[from] Refused),
    /// Fields break rules.
    #[error(transparent)]
    Invalid(#[from] Invalid),
    /// It was filed before.
    #[error("the event is filed already")]
    Filed,
    /// A cancellation is filed last: the account's closing is not.
    #[error("an earlier event of the account is not filed")]
    Order,
    /// No such file in the library.
    #[error("the attachment does not exist")]
    NoAttachment,
    /// The database failed.
    #[error(transparent)]
    Storage(Storage),
}

impl From<Storage> for FileError {
    fn from(error: Storage) -> Self {
        match error.constraint() {
            Some("filing_attachment_fkey") => Self::NoAttachment,
            _ => Self::Storage(error),
        }
    }
}

platform::refusal!(FileError {
    Refused, Invalid, Storage;
    NotFound => NotFound, "NO_ENTRY", "登记事项不存在";
    Filed => Conflict, "ENTRY_FILED", "该事项已经备案";
    Order => Conflict, "ENTRY_ORDER", "请先报备该账号的关停，再办理注销";
    NoAttachment => NotFound, "NO_ATTACHMENT", "附件不存在"
});

/// Files an event with what goes with it.
///
/// # Errors
/// When the actor may not, a field breaks a rule, or it was filed before.
pub async fn file(
    tx: &mut TenantTx,
    actor: &Actor,
    id: EntryId,
    filing: NewFiling,
    papers: Papers,
) -> Result<Entry, FileError> {
    let account = entries::account_of(tx, id).await?.ok_or(FileError::NotFound)?;
    actor.require(Action::AccountManage, Scope::County)?;
    store::hold(tx, account).await?;
    let entry = list::find(tx, id).await?.ok_or(FileError::NotFound)?;
    let account = store::find(tx, account).await?.ok_or(FileError::NotFound)?;
    if entry.filing.is_some() {
        return Err(FileError::Filed);
    }
    let mut invalid = Invalid::default();
    check_filing(&filing, &papers, "input", &mut invalid);
    let after = entry.occurred_on <= filing.filed_on;
    invalid.check(after, "input.filedOn", "ORDER", "备案日期不能早于事项发生之日");
    invalid.into_result()?;
    let all = list::of_accounts(tx, &[account.id]).await?;
    let closes = |other: &Entry| other.kind == EntryKind::Close && other.filing.is_none();
    if entry.kind == EntryKind::Cancel && all.iter().any(closes) {
        return Err(FileError::Order);
    }
    let filed = entries::file(tx, account.id, (id, entry.kind), &filing, &papers, actor.person()).await?;
    match entry.kind {
        EntryKind::Open | EntryKind::Change => store::set_filing(tx, account.id, Some(filed)).await?,
        EntryKind::Close => {}
        EntryKind::Cancel => {
            store::set_filing(tx, account.id, None).await?;
            closing::end(tx, actor, account.id).await?;
        }
    }
    tx.audit(
        AuditEntry::new("account.file", "account", account.id.0)
            .of(account.department)
            .with("entry", id)
            .with("kind", entry.kind.as_str())
            .with("number", filing.number.trim()),
    );
    tx.announce(changed(account.id, account.department));
    list::find(tx, id).await?.ok_or(FileError::NotFound)
}
