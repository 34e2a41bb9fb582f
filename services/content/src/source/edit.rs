//! Change what is known of a source: its site, whose list names it, and what it allows. Its name and its days stay.

use platform::audit::Entry;
use platform::{Invalid, Storage, TenantTx};
use tenancy::{Action, Actor, Refused, Scope};

use super::add::is_domain;
use super::{Source, SourceId, SourceList, store};

/// The most characters of a licence.
pub(super) const LICENCE: usize = 200;

/// Why a source was not changed.
#[derive(Debug, thiserror::Error)]
#[expect(missing_docs, reason = "the holding variants are the refusals they hold")]
pub enum EditSourceError {
    #[error("no such source")]
    NotFound,
    #[error(transparent)]
    Refused(#[from] Refused),
    #[error(transparent)]
    Invalid(#[from] Invalid),
    #[error(transparent)]
    Storage(#[from] Storage),
}

platform::refusal!(EditSourceError { Refused, Invalid, Storage; NotFound => NotFound, "SOURCE_NOT_FOUND", "稿源不存在" });

/// Changes a source. What was submitted before keeps what it said of it.
///
/// # Errors
/// When there is none, the actor may not manage sources, or a field breaks a rule.
pub async fn edit(
    tx: &mut TenantTx,
    actor: &Actor,
    id: SourceId,
    domain: Option<&str>,
    list: SourceList,
    licence: &str,
) -> Result<Source, EditSourceError> {
    let mut source = store::by_ids(tx, &[id]).await?.pop().ok_or(EditSourceError::NotFound)?;
    actor.require(Action::SourceManage, Scope::County)?;
    source.domain = domain.map(|domain| domain.trim().to_ascii_lowercase()).filter(|domain| !domain.is_empty());
    source.list = list;
    licence.trim().clone_into(&mut source.licence);
    let mut faults = Invalid::default();
    faults.check(source.domain.as_deref().is_none_or(is_domain), "domain", "MALFORMED", "域名格式有误，例如 news.cn");
    let within = source.licence.chars().count() <= LICENCE;
    faults.check(within, "licence", "TOO_LONG", format!("转载授权不超过 {LICENCE} 字"));
    faults.into_result()?;
    if !store::save(tx, &source).await? {
        return Err(EditSourceError::NotFound);
    }
    let entry = Entry::new("source.edit", "source", id.0).with("domain", &source.domain);
    tx.audit(entry.with("list", source.list.as_str()).with("licence", &source.licence));
    Ok(source)
}
