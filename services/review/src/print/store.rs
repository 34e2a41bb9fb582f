//! SQL on the forms that were issued.

use content::{Digest, RevisionId};
use forms::Form;
use platform::{DepartmentId, PersonId, Storage, TenantTx};
use time::OffsetDateTime;
use uuid::Uuid;

use super::{Issued, VerificationCode, form_word, parse_form};
use crate::CaseId;
use crate::case::store::misread;

struct Row {
    id: Uuid,
    case_id: Uuid,
    revision_id: Uuid,
    digest: Vec<u8>,
    department_id: Uuid,
    form: String,
    code: Uuid,
    sha256: Vec<u8>,
    approved_at: OffsetDateTime,
    issued_by: Uuid,
    issued_at: OffsetDateTime,
    superseded_at: Option<OffsetDateTime>,
}

impl TryFrom<Row> for Issued {
    type Error = Storage;
    fn try_from(row: Row) -> Result<Self, Storage> {
        Ok(Self {
            id: row.id,
            case: CaseId(row.case_id),
            revision: RevisionId(row.revision_id),
            digest: Digest::from_bytes(&row.digest).ok_or_else(|| misread("issued_form.digest", row.id))?,
            department: DepartmentId(row.department_id),
            form: parse_form(&row.form).ok_or_else(|| misread("issued_form.form", row.id))?,
            code: VerificationCode::from_uuid(row.code),
            sha256: Digest::from_bytes(&row.sha256).ok_or_else(|| misread("issued_form.sha256", row.id))?,
            approved_at: row.approved_at,
            issued_by: PersonId(row.issued_by),
            issued_at: row.issued_at,
            superseded_at: row.superseded_at,
        })
    }
}

/// The one of this form that stands.
pub(super) async fn standing(tx: &mut TenantTx, case: CaseId, form: Form) -> Result<Option<Issued>, Storage> {
    let county = tx.county().0;
    let row = sqlx::query_as!(
        Row,
        "select id, case_id, revision_id, digest, department_id, form, code, sha256, approved_at, issued_by, issued_at, superseded_at
         from issued_form where county_id = $1 and case_id = $2 and form = $3 and superseded_at is null",
        county,
        case.0,
        form_word(form)
    )
    .fetch_optional(tx.conn())
    .await?;
    row.map(Issued::try_from).transpose()
}

/// The one of this code, to whoever holds it.
pub(super) async fn by_code(tx: &mut TenantTx, code: VerificationCode) -> Result<Option<Issued>, Storage> {
    let county = tx.county().0;
    let row = sqlx::query_as!(
        Row,
        "select id, case_id, revision_id, digest, department_id, form, code, sha256, approved_at, issued_by, issued_at, superseded_at
         from issued_form where county_id = $1 and code = $2",
        county,
        code.uuid()
    )
    .fetch_optional(tx.conn())
    .await?;
    row.map(Issued::try_from).transpose()
}

/// Notes that a later one stands now.
pub(super) async fn supersede(tx: &mut TenantTx, id: Option<Uuid>) -> Result<(), Storage> {
    let (county, now) = (tx.county().0, tx.now());
    sqlx::query!(
        "update issued_form set superseded_at = $3 where county_id = $1 and id = $2 and superseded_at is null",
        county,
        id,
        now
    )
    .execute(tx.conn())
    .await?;
    Ok(())
}

pub(super) async fn insert(tx: &mut TenantTx, issued: &Issued) -> Result<(), Storage> {
    let county = tx.county().0;
    sqlx::query!(
        "insert into issued_form (county_id, id, case_id, revision_id, digest, department_id, form, code, sha256, approved_at,
           issued_by, issued_at)
         values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12)",
        county,
        issued.id,
        issued.case.0,
        issued.revision.0,
        issued.digest.0.as_slice(),
        issued.department.0,
        form_word(issued.form),
        issued.code.uuid(),
        issued.sha256.0.as_slice(),
        issued.approved_at,
        issued.issued_by.0,
        issued.issued_at
    )
    .execute(tx.conn())
    .await?;
    Ok(())
}
