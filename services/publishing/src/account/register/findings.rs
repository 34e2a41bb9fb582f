//! 登记问题: what a look over the whole register finds: names that differ, filings that are due or late, notices that are missing.

use std::collections::BTreeMap;

use platform::{Clock, DepartmentId, Storage, TenantTx};
use tenancy::{Action, Actor, Refused, Scope};
use time::{Date, Duration};

use super::{Entry, EntryKind, list};
use crate::account::custody::ROTATE_DAYS;
use crate::account::{Account, AccountState, Channel, store};

/// Days before its last day from which a filing is told to be due.
const SOON: Duration = Duration::days(3);
/// The same for credentials that are to be renewed.
const RENEW_SOON: Duration = Duration::days(14);

/// What kind of thing it is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum FindingKind {
    /// An event waits past its day.
    Overdue,
    /// An event waits, and its day is near.
    Due,
    /// Its credentials are lost.
    SecretLost,
    /// It was opened before events were recorded, and has no filing.
    Unfiled,
    /// Its credentials are to be renewed soon, or should have been.
    RotationDue,
    /// The department's accounts bear different names.
    NamesDiffer,
    /// The filing in force was not made public.
    NoNotice,
}

/// What was found of one account.
#[derive(Clone, Debug)]
#[expect(missing_docs, reason = "the fields are described by their names")]
pub struct Finding {
    pub kind: FindingKind,
    pub account: Account,
    /// Of an event that waits.
    pub due_on: Option<Date>,
    /// For people, in Chinese.
    pub message: String,
}

/// Why nothing was looked at.
#[derive(Debug, thiserror::Error)]
#[expect(missing_docs, reason = "each variant is the refusal it holds")]
pub enum FindingsError {
    #[error(transparent)]
    Refused(#[from] Refused),
    #[error(transparent)]
    Storage(#[from] Storage),
}

platform::refusal!(FindingsError { Refused, Storage });

/// Looks over the accounts that are not closed, the most pressing first; of a department's people, over what they see.
///
/// # Errors
/// When the actor may not read accounts.
pub async fn findings(tx: &mut TenantTx, actor: &Actor) -> Result<Vec<Finding>, FindingsError> {
    actor.require(Action::AccountRead, Scope::Any)?;
    let today = Clock::day_of(tx.now());
    let accounts = store::list_with_closed(tx).await?;
    let entries = list::of_all(tx).await?;
    let rotate = ROTATE_DAYS.get(tx).await?;
    let mut found = Vec::new();
    for account in &accounts {
        let entries = entries.get(&account.id).map(Vec::as_slice).unwrap_or_default();
        found.extend(of_filings(account, entries, today));
        found.extend(of_custody(account, rotate, today));
    }
    let open: Vec<&Account> = accounts.iter().filter(|account| account.state != AccountState::Closed).collect();
    found.extend(of_names(&open));
    found.sort_by_key(|finding| (finding.kind, finding.due_on));
    Ok(found)
}

fn of_filings(account: &Account, entries: &[Entry], today: Date) -> Vec<Finding> {
    let finding = |kind, due_on, message| Finding { kind, account: account.clone(), due_on, message };
    let mut found = Vec::new();
    for entry in entries.iter().filter(|entry| entry.filing.is_none()) {
        let (what, due) = (word(entry.kind), entry.due_on.value());
        if due < today {
            let message = format!("{what}应于 {due} 前备案，已超时");
            found.push(finding(FindingKind::Overdue, Some(due), message));
        } else if due <= today + SOON {
            let message = format!("{what}须于 {due} 前备案");
            found.push(finding(FindingKind::Due, Some(due), message));
        }
    }
    if account.state == AccountState::Unfiled && entries.is_empty() {
        found.push(finding(FindingKind::Unfiled, None, "没有备案，不得发布".to_owned()));
    }
    let silent = account.filing.as_ref().is_some_and(|filing| filing.papers.notice.is_none());
    if silent && account.state != AccountState::Closed {
        found.push(finding(FindingKind::NoNotice, None, "现行备案尚未公示".to_owned()));
    }
    found
}

fn of_custody(account: &Account, rotate: i64, today: Date) -> Option<Finding> {
    let (custody, account) = (&account.custody, account.clone());
    if !custody.held || account.state == AccountState::Closed {
        return None;
    }
    if custody.lost.is_some() {
        let message = "密钥已挂失，请在平台重置后更换".to_owned();
        return Some(Finding { kind: FindingKind::SecretLost, account, due_on: None, message });
    }
    let due = custody.rotate_by(rotate).filter(|due| *due <= today + RENEW_SOON)?;
    let message = if due < today {
        format!("密钥应于 {due} 前更换，已超期")
    } else {
        format!("密钥须于 {due} 前更换")
    };
    Some(Finding { kind: FindingKind::RotationDue, account, due_on: Some(due), message })
}

/// A department's new media bear one name on every platform; a website is named by rules of its own.
fn of_names(accounts: &[&Account]) -> Vec<Finding> {
    let mut by_department: BTreeMap<DepartmentId, Vec<&Account>> = BTreeMap::new();
    for account in accounts.iter().filter(|account| account.channel != Channel::Website) {
        by_department.entry(account.department).or_default().push(account);
    }
    let mut found = Vec::new();
    for own in by_department.values() {
        let Some(first) = own.first() else { continue };
        for account in own.iter().filter(|account| account.name != first.name) {
            let message = format!("与本部门{}“{}”名称不一致", first.platform(), first.name);
            let account = (*account).clone();
            found.push(Finding { kind: FindingKind::NamesDiffer, account, due_on: None, message });
        }
    }
    found
}

fn word(kind: EntryKind) -> &'static str {
    match kind {
        EntryKind::Open => "开设",
        EntryKind::Change => "变更",
        EntryKind::Close => "关停",
        EntryKind::Cancel => "注销",
    }
}
