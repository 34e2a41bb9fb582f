//! Make a column.

use platform::audit::Entry;
use platform::{Invalid, Storage, TenantTx};
use tenancy::{Action, Actor, Refused, Scope};

use super::{Column, ColumnId, check, store};

/// Why a column was not made.
#[derive(Debug, thiserror::Error)]
#[expect(missing_docs, reason = "the holding variants are the refusals they hold")]
pub enum ColumnError {
    #[error("the slug is taken")]
    SlugTaken,
    #[error(transparent)]
    Refused(#[from] Refused),
    #[error(transparent)]
    Invalid(#[from] Invalid),
    #[error(transparent)]
    Storage(#[from] Storage),
}

platform::refusal!(ColumnError { Refused, Invalid, Storage; SlugTaken => Conflict, "SLUG_TAKEN", "网址名已被使用" });

/// Makes a column of the county.
///
/// # Errors
/// When the actor may not manage columns, a field breaks a rule, or the slug is taken.
pub async fn create(
    tx: &mut TenantTx,
    actor: &Actor,
    slug: &str,
    name: &str,
    name_en: &str,
    position: i32,
) -> Result<Column, ColumnError> {
    actor.require(Action::ColumnManage, Scope::County)?;
    let column = Column {
        id: ColumnId(tx.new_id()),
        slug: slug.trim().to_owned(),
        name: name.trim().to_owned(),
        name_en: name_en.trim().to_owned(),
        position,
        active: true,
    };
    let mut faults = Invalid::default();
    check(&column, &mut faults);
    faults.into_result()?;
    store::insert(tx, &column).await.map_err(|error| match error.constraint() {
        Some("content_column_slug_key") => ColumnError::SlugTaken,
        _ => error.into(),
    })?;
    tx.audit(Entry::new("column.create", "column", column.id.0).with("slug", &column.slug));
    Ok(column)
}
