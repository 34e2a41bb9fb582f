//! Put a source on the list.

use platform::audit::Entry;
use platform::{Invalid, Storage, TenantTx};
use tenancy::{Action, Actor, Refused, Scope};
use time::Date;

use super::{Source, SourceId, SourceList, store};

/// Why a source was not added.
#[derive(Debug, thiserror::Error)]
#[expect(missing_docs, reason = "the holding variants are the refusals they hold")]
pub enum AddSourceError {
    #[error("the list has this name")]
    NameTaken,
    #[error(transparent)]
    Refused(#[from] Refused),
    #[error(transparent)]
    Invalid(#[from] Invalid),
    #[error(transparent)]
    Storage(#[from] Storage),
}

platform::refusal!(AddSourceError { Refused, Invalid, Storage; NameTaken => Conflict, "NAME_TAKEN", "白名单中已有此稿源" });

/// Adds a source, to be named from a day on.
///
/// # Errors
/// When the actor may not manage sources, a field breaks a rule, or the name is on the list.
pub async fn add(
    tx: &mut TenantTx,
    actor: &Actor,
    name: &str,
    domain: Option<&str>,
    list: SourceList,
    starts_on: Date,
) -> Result<Source, AddSourceError> {
    actor.require(Action::SourceManage, Scope::County)?;
    let source = Source {
        id: SourceId(tx.new_id()),
        name: name.trim().to_owned(),
        domain: domain.map(|domain| domain.trim().to_ascii_lowercase()).filter(|domain| !domain.is_empty()),
        list,
        starts_on,
        ends_on: None,
        licence: String::new(),
    };
    let mut faults = Invalid::default();
    faults.check(!source.name.is_empty(), "name", "REQUIRED", "名称不能为空");
    faults.check(source.name.chars().count() <= 60, "name", "TOO_LONG", "名称不超过 60 字");
    let host = source.domain.as_deref().is_none_or(is_domain);
    faults.check(host, "domain", "MALFORMED", "域名格式有误，例如 news.cn");
    faults.into_result()?;
    store::insert(tx, &source).await.map_err(|error| match error.constraint() {
        Some("source_name_key") => AddSourceError::NameTaken,
        _ => error.into(),
    })?;
    tx.audit(Entry::new("source.add", "source", source.id.0).with("name", &source.name));
    Ok(source)
}

pub(super) fn is_domain(text: &str) -> bool {
    text.contains('.')
        && url::Url::parse(&format!("https://{text}/")).is_ok_and(|url| url.domain() == Some(text) && url.path() == "/")
}

#[cfg(test)]
mod tests {
    #[test]
    fn a_domain_is_a_bare_host_name() {
        assert!(super::is_domain("www.news.cn"));
        for not in ["news", "https://news.cn", "news.cn/a", "a@news.cn", "10.0.0.1", "news.cn:80"] {
            assert!(!super::is_domain(not), "{not}");
        }
    }
}
