//! Make an outlet, change where it stands and what it subscribes to, pause it and take it up again.

use std::collections::BTreeSet;

use content::ColumnId;
use platform::audit::Entry;
use platform::outbound::Networks;
use platform::secrets::{Vault, VaultError};
use platform::webhook::{self, NewSecret};
use platform::{Invalid, Storage, TenantTx, jobs, mask};
use tenancy::{Action, Actor, Refused, Scope};

use super::{Format, Outlet, OutletKind, OutletSecret, changed, deliver, languages, place, store};
use crate::OutletId;

/// What the desk says of an outlet.
#[derive(Clone, Debug)]
pub struct OutletInput {
    /// Its name, unique in the county.
    pub name: String,
    /// What it is.
    pub kind: OutletKind,
    /// Where it is at home.
    pub region: String,
    /// A desk of it and its telephone.
    pub contact: String,
    /// Where deliveries go; none where nothing is pushed.
    pub endpoint: Option<String>,
    /// The form it is handed documents in.
    pub format: Format,
    /// Topics it subscribes to.
    pub topics: Vec<String>,
    /// Columns it subscribes to.
    pub columns: Vec<ColumnId>,
    /// Whether it takes sensitive pieces too.
    pub sensitive: bool,
    /// Languages of the text it takes; none: any.
    pub languages: Vec<String>,
}

impl OutletInput {
    /// An outlet that takes everything plain, as ninjs 3.1, at an endpoint.
    #[must_use]
    pub fn at(name: &str, endpoint: &str) -> Self {
        Self {
            name: name.to_owned(),
            kind: OutletKind::Newspaper,
            region: String::new(),
            contact: String::new(),
            endpoint: Some(endpoint.to_owned()),
            format: Format::Ninjs31,
            topics: Vec::new(),
            columns: Vec::new(),
            sensitive: false,
            languages: Vec::new(),
        }
    }
}

/// Why an outlet is not made or changed.
#[derive(Debug, thiserror::Error)]
pub enum EditError {
    /// No such outlet.
    #[error("no such outlet")]
    NotFound,
    /// Not the caller's to do.
    #[error(transparent)]
    Refused(#[from] Refused),
    /// Fields that break a rule.
    #[error(transparent)]
    Invalid(#[from] Invalid),
    /// Another outlet bears the name.
    #[error("the name is taken")]
    NameTaken,
    /// No secret could be made.
    #[error("make a secret")]
    Vault(#[source] VaultError),
    /// The database failed.
    #[error(transparent)]
    Storage(#[from] Storage),
}

platform::refusal!(EditError { Refused, Invalid, Storage;
    NotFound => NotFound, "OUTLET_NOT_FOUND", "没有这家媒体";
    NameTaken => Conflict, "OUTLET_NAME_TAKEN", "已有同名媒体";
    Vault => Internal, "VAULT", "系统繁忙，请稍后重试" });

/// Makes an outlet with a fresh secret. The secret is told here and never again.
///
/// # Errors
/// See [`EditError`].
pub async fn create(
    tx: &mut TenantTx,
    actor: &Actor,
    vault: &Vault,
    networks: Networks,
    input: &OutletInput,
) -> Result<OutletSecret, EditError> {
    actor.require(Action::OutletManage, Scope::County)?;
    let input = checked(networks, input)?;
    let id = OutletId(tx.new_id());
    let secret = NewSecret::draw(vault, &place(tx.county(), id)).map_err(EditError::Vault)?;
    store::insert(tx, id, &input, &secret.sealed).await.map_err(fault)?;
    store::subscribe(tx, id, &input.topics, &input.columns).await.map_err(fault)?;
    tx.audit(told("outlet.create", id, &input));
    tx.announce(changed(id));
    let outlet = store::find(tx, id).await?.ok_or(EditError::NotFound)?;
    Ok(OutletSecret { outlet, secret: secret.text })
}

/// Changes what is said of it. What waits goes to the new endpoint, in the new form.
///
/// # Errors
/// See [`EditError`].
pub async fn edit(
    tx: &mut TenantTx,
    actor: &Actor,
    networks: Networks,
    id: OutletId,
    input: &OutletInput,
) -> Result<Outlet, EditError> {
    actor.require(Action::OutletManage, Scope::County)?;
    let input = checked(networks, input)?;
    if !store::lock(tx, id).await? {
        return Err(EditError::NotFound);
    }
    store::subscribe(tx, id, &input.topics, &input.columns).await.map_err(fault)?;
    store::rewrite(tx, id, &input).await.map_err(fault)?;
    tx.audit(told("outlet.edit", id, &input));
    tx.announce(changed(id));
    store::find(tx, id).await?.ok_or(EditError::NotFound)
}

/// Holds deliveries back; they queue up.
///
/// # Errors
/// See [`EditError`].
pub async fn pause(tx: &mut TenantTx, actor: &Actor, id: OutletId) -> Result<Outlet, EditError> {
    set_state(tx, actor, id, "paused").await
}

/// Takes a paused or disabled outlet up again; what waits goes out in order.
///
/// # Errors
/// See [`EditError`].
pub async fn resume(tx: &mut TenantTx, actor: &Actor, id: OutletId) -> Result<Outlet, EditError> {
    let outlet = set_state(tx, actor, id, "active").await?;
    jobs::enqueue(tx, deliver::JOB, &id.to_string(), tx.now(), serde_json::json!({})).await?;
    Ok(outlet)
}

async fn set_state(tx: &mut TenantTx, actor: &Actor, id: OutletId, state: &'static str) -> Result<Outlet, EditError> {
    actor.require(Action::OutletManage, Scope::County)?;
    if !store::lock(tx, id).await? {
        return Err(EditError::NotFound);
    }
    store::set_state(tx, id, state).await?;
    tx.audit(Entry::new("outlet.set_state", "outlet", id.0).with("state", state));
    tx.announce(changed(id));
    store::find(tx, id).await?.ok_or(EditError::NotFound)
}

fn fault(error: Storage) -> EditError {
    match error.constraint() {
        Some("outlet_name_key") => EditError::NameTaken,
        Some("outlet_column_column_fkey") => {
            let mut invalid = Invalid::default();
            invalid.add("input.columnIds", "NO_COLUMN", "没有这个栏目");
            EditError::Invalid(invalid)
        }
        _ => EditError::Storage(error),
    }
}

/// What the trail keeps of it: where it goes and what it takes, not whom to call.
fn told(act: &'static str, id: OutletId, input: &OutletInput) -> Entry {
    Entry::new(act, "outlet", id.0)
        .with("endpoint", &input.endpoint)
        .with("format", input.format.as_str())
        .with("topics", &input.topics)
        .with("columns", &input.columns)
        .with("sensitive", input.sensitive)
        .with("languages", &input.languages)
}

fn checked(networks: Networks, input: &OutletInput) -> Result<OutletInput, Invalid> {
    let mut invalid = Invalid::default();
    let (name, region) = (input.name.trim().to_owned(), input.region.trim().to_owned());
    let contact = input.contact.trim().to_owned();
    invalid.check((1..=60).contains(&name.chars().count()), "input.name", "LENGTH", "名称须为 1 至 60 个字");
    invalid.check(region.chars().count() <= 40, "input.place", "TOO_LONG", "所在地区最多 40 个字");
    invalid.check(contact.chars().count() <= 100, "input.contact", "TOO_LONG", "联系方式最多 100 个字");
    let personal = mask::staff(&contact) != contact;
    invalid.check(!personal, "input.contact", "PERSONAL_NUMBER", "请填写部门与值班电话，不要填写个人手机号");
    let endpoint = input.endpoint.as_deref().map(str::trim).filter(|text| !text.is_empty()).map(str::to_owned);
    if let Some((code, message)) = endpoint.as_deref().and_then(|endpoint| webhook::fault(networks, endpoint)) {
        invalid.add("input.endpoint", code, message);
    }
    let topics = distinct(&input.topics);
    invalid.check(topics.len() <= 100, "input.topics", "COUNT", "最多订阅 100 个专题");
    let short = topics.iter().all(|topic| topic.chars().count() <= 40);
    invalid.check(short, "input.topics", "TOO_LONG", "专题名最多 40 个字");
    let spoken = distinct(&input.languages);
    let known = spoken.iter().all(|one| languages().any(|language| language == one));
    invalid.check(known, "input.languages", "UNKNOWN", "没有这种语言");
    let columns: BTreeSet<ColumnId> = input.columns.iter().copied().collect();
    invalid.into_result()?;
    let columns = columns.into_iter().collect();
    Ok(OutletInput { name, region, contact, endpoint, topics, columns, languages: spoken, ..*input })
}

fn distinct(words: &[String]) -> Vec<String> {
    let words: BTreeSet<&str> = words.iter().map(|word| word.trim()).filter(|word| !word.is_empty()).collect();
    words.into_iter().map(str::to_owned).collect()
}

#[cfg(test)]
mod tests {
    use super::{OutletInput, checked};
    use platform::Refusal as _;
    use platform::outbound::Networks;

    #[test]
    fn every_fault_of_an_outlet_is_told_at_once() {
        let input = OutletInput {
            contact: "王主任 13800138000".into(),
            topics: vec!["长".repeat(41)],
            languages: vec!["tlh".into()],
            ..OutletInput::at(" ", "http://127.0.0.1")
        };
        let invalid = checked(Networks::Public, &input).unwrap_err();
        let fields: Vec<&str> = invalid.fields().iter().map(|fault| fault.field.as_str()).collect();
        assert_eq!(fields, ["input.name", "input.contact", "input.endpoint", "input.topics", "input.languages"]);
    }

    #[test]
    fn an_outlet_without_an_endpoint_is_sound_and_an_offices_telephone_may_stand() {
        let input = OutletInput {
            endpoint: Some("  ".into()),
            contact: "总编室 0377-63123456".into(),
            ..OutletInput::at("南阳日报", "")
        };
        assert_eq!(checked(Networks::Public, &input).unwrap().endpoint, None);
    }
}
