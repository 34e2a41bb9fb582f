//! Verify a printed form: open to anyone who holds it, and silent about everyone named on it.

use async_graphql::{Context, Enum, Object, SimpleObject};
use platform::Caller;
use review::print::{self, Form, VerificationCode};
use time::OffsetDateTime;

use crate::api_error::ApiResult;
use crate::limiter::Kind;
use crate::request;

/// A printed form of an approved review
#[derive(Enum, Clone, Copy, PartialEq, Eq)]
#[graphql(name = "ReviewForm", remote = "Form")]
pub enum PrintedForm {
    /// 三审三校表
    Review,
    /// 保密审批表
    Secrecy,
}

/// A form that was issued. Who decided is not told here
#[derive(SimpleObject)]
pub(super) struct IssuedForm {
    form: PrintedForm,
    /// The piece's title, once it is released
    title: Option<String>,
    /// SHA-256 of the revision that was approved, in hexadecimal
    digest: String,
    approved_at: OffsetDateTime,
    issued_at: OffsetDateTime,
    /// Since when a later one says more
    superseded_at: Option<OffsetDateTime>,
    /// Whether the file is the one that was issued, to the byte; null where none was named
    file_matches: Option<bool>,
}

#[derive(Default)]
pub(super) struct VerifyQuery;

#[Object]
impl VerifyQuery {
    /// Null unless the code is of a form this county issued. `sha256` is that of the file in hand, in hexadecimal
    #[graphql(cache_control(no_cache))]
    async fn issued_form(
        &self,
        ctx: &Context<'_>,
        county: i32,
        code: String,
        sha256: Option<String>,
    ) -> ApiResult<Option<IssuedForm>> {
        let request = request::of(ctx)?;
        request.limit(Kind::LookUp).await?;
        let Some(code) = VerificationCode::parse(&code) else { return Ok(None) };
        let caller = Caller::public(request::county(county)).with_token(code.uuid());
        let mut tx = request.read_as(&caller).await?;
        let verified = print::verify(&mut tx, code, sha256.as_deref()).await?;
        Ok(verified.map(|verified| IssuedForm {
            form: verified.form.into(),
            title: verified.title,
            digest: verified.digest.to_string(),
            approved_at: verified.approved_at,
            issued_at: verified.issued_at,
            superseded_at: verified.superseded_at,
            file_matches: verified.file_matches,
        }))
    }
}
