//! Keep blocks as a template, or write over one.

use platform::audit::Entry;
use platform::{Invalid, Storage, TenantTx};
use tenancy::{Actor, Refused};

use super::{Template, TemplateId, right, store};
use crate::Block;
use crate::block::{self, Stage};
use crate::limits::Limits;

/// Templates a county may keep: as many as one can choose from.
const MOST: i64 = 200;

/// A template as it is filled in.
#[derive(Clone, Debug)]
#[expect(missing_docs, reason = "the fields are those of the template")]
pub struct TemplateInput {
    pub name: String,
    /// As the editor sent them: the JSON of `Block`s, not yet looked at.
    pub blocks: serde_json::Value,
}

/// Why a template was not kept.
#[derive(Debug, thiserror::Error)]
#[expect(missing_docs, reason = "the holding variants are the refusals they hold")]
pub enum SaveError {
    #[error("no such template")]
    NotFound,
    #[error("the name is taken")]
    NameTaken,
    #[error("there are too many templates")]
    TooMany,
    #[error(transparent)]
    Refused(#[from] Refused),
    #[error(transparent)]
    Invalid(#[from] Invalid),
    #[error(transparent)]
    Storage(#[from] Storage),
}

platform::refusal!(SaveError {
    Refused, Invalid, Storage
    ; NotFound => NotFound, "TEMPLATE_NOT_FOUND", "模板不存在"
    ; NameTaken => Conflict, "NAME_TAKEN", "已有同名的模板"
    ; TooMany => Conflict, "TOO_MANY", "模板已满 200 个，请先删去不用的"
});

/// Keeps blocks for the actor's department, or for the whole county.
///
/// # Errors
/// When the actor may not, a field breaks a rule, the name is taken, or there are too many.
pub async fn add(
    tx: &mut TenantTx,
    actor: &Actor,
    input: TemplateInput,
    whole_county: bool,
) -> Result<Template, SaveError> {
    let department = if whole_county { None } else { actor.department() };
    let (action, scope) = right(department);
    if !whole_county && department.is_none() {
        return Err(Refused(action).into());
    }
    actor.require(action, scope)?;
    let created_by = actor.person().ok_or(Refused(action))?;
    let (name, blocks) = check(tx, input).await?;
    if MOST <= store::count(tx).await? {
        return Err(SaveError::TooMany);
    }
    let id = TemplateId(tx.new_id());
    let template = Template { id, department, name, blocks, created_by, updated_at: tx.now() };
    store::insert(tx, &template).await.map_err(named)?;
    audit(tx, &template, "template.add");
    Ok(template)
}

/// Writes over a template.
///
/// # Errors
/// When it is not visible or not theirs, a field breaks a rule, or the name is taken.
pub async fn change(
    tx: &mut TenantTx,
    actor: &Actor,
    id: TemplateId,
    input: TemplateInput,
) -> Result<Template, SaveError> {
    let mut template = store::find(tx, id).await?.ok_or(SaveError::NotFound)?;
    let (action, scope) = right(template.department);
    actor.require(action, scope)?;
    (template.name, template.blocks) = check(tx, input).await?;
    template.updated_at = tx.now();
    if !store::save(tx, &template).await.map_err(named)? {
        return Err(SaveError::NotFound);
    }
    audit(tx, &template, "template.change");
    Ok(template)
}

async fn check(tx: &mut TenantTx, input: TemplateInput) -> Result<(String, Vec<Block>), SaveError> {
    let mut faults = Invalid::default();
    let name = input.name.trim().to_owned();
    faults.check((1..=60).contains(&name.chars().count()), "name", "OUT_OF_RANGE", "模板名为 1 至 60 字");
    let limits = Limits::SETTING.get(tx).await?;
    let blocks = block::parse(input.blocks, &mut faults);
    block::check(blocks.iter().map(|(place, block)| (*place, block)), &limits, Stage::Draft, &mut faults);
    faults.into_result()?;
    Ok((name, blocks.into_iter().map(|(_, block)| block).collect()))
}

fn named(error: Storage) -> SaveError {
    match error.constraint() {
        Some("template_name_key") => SaveError::NameTaken,
        _ => error.into(),
    }
}

fn audit(tx: &mut TenantTx, template: &Template, act: &'static str) {
    let entry = Entry::new(act, "template", template.id.0).with("name", &template.name);
    tx.audit(match template.department {
        Some(department) => entry.of(department),
        None => entry,
    });
}
