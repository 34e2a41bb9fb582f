//! Complete a filing with what came later: its approval, the paper, the public notice. What it has already stays as it is.

use platform::audit::Entry as AuditEntry;
use platform::{Invalid, Storage, TenantTx};
use tenancy::{Action, Actor, Refused, Scope};
use time::Date;

use super::{Entry, EntryId, check_notice, list, store as entries};
use crate::account::{Papers, changed, store};

/// What came later.
#[derive(Clone, Debug, Default)]
pub struct Completion {
    /// The day of its approval.
    pub approved_on: Option<Date>,
    /// The paper and the public notice.
    pub papers: Papers,
}

/// Why nothing was added.
#[derive(Debug, thiserror::Error)]
pub enum CompleteError {
    /// No such event.
    #[error("the event does not exist")]
    NotFound,
    /// The actor may not.
    #[error(transparent)]
    Refused(#[from] Refused),
    /// Fields break rules.
    #[error(transparent)]
    Invalid(#[from] Invalid),
    /// It has no filing yet.
    #[error("the event is not filed")]
    Unfiled,
    /// No such file in the library.
    #[error("the attachment does not exist")]
    NoAttachment,
    /// The database failed.
    #[error(transparent)]
    Storage(Storage),
}

impl From<Storage> for CompleteError {
    fn from(error: Storage) -> Self {
        match error.constraint() {
            Some("filing_attachment_fkey") => Self::NoAttachment,
            _ => Self::Storage(error),
        }
    }
}

platform::refusal!(CompleteError {
    Refused, Invalid, Storage;
    NotFound => NotFound, "NO_ENTRY", "登记事项不存在";
    Unfiled => Conflict, "ENTRY_UNFILED", "该事项尚未备案";
    NoAttachment => NotFound, "NO_ATTACHMENT", "附件不存在"
});

/// Adds to an event's filing.
///
/// # Errors
/// When the actor may not, a field breaks a rule, or there is no filing.
pub async fn complete(
    tx: &mut TenantTx,
    actor: &Actor,
    id: EntryId,
    completion: Completion,
) -> Result<Entry, CompleteError> {
    let account = entries::account_of(tx, id).await?.ok_or(CompleteError::NotFound)?;
    actor.require(Action::AccountManage, Scope::County)?;
    store::hold(tx, account).await?;
    let entry = list::find(tx, id).await?.ok_or(CompleteError::NotFound)?;
    let account = store::find(tx, account).await?.ok_or(CompleteError::NotFound)?;
    let filing = entry.filing.ok_or(CompleteError::Unfiled)?;
    let mut invalid = Invalid::default();
    let in_order = completion.approved_on.is_none_or(|approved| filing.filed_on <= approved);
    invalid.check(in_order, "input.approvedOn", "ORDER", "批准日期不能早于备案日期");
    if let Some(notice) = &completion.papers.notice {
        check_notice(notice, "input", &mut invalid);
    }
    invalid.into_result()?;
    entries::complete(tx, filing.id, completion.approved_on, &completion.papers).await?;
    tx.audit(
        AuditEntry::new("account.complete_filing", "account", account.id.0)
            .of(account.department)
            .with("entry", id)
            .with("approvedOn", completion.approved_on)
            .with("attachment", completion.papers.attachment)
            .with("notice", completion.papers.notice.is_some()),
    );
    tx.announce(changed(account.id, account.department));
    list::find(tx, id).await?.ok_or(CompleteError::NotFound)
}
