//! 二次验证: one's own phone, the code it gives before what is urgent, and what a county asks it for.

use ::review::proof::{self, PROOF_FOR};
use async_graphql::{Context, Enum, ID, Object, SimpleObject};
use platform::PersonId;
use tenancy::second_factor::{self, MINUTES, Proof};
use tenancy::session::Session;
use time::{Duration, OffsetDateTime};

use super::types::{Person, person};
use crate::api_error::{ApiError, ApiResult};
use crate::graphql::parse_id;
use crate::limiter::Kind;
use crate::request::{self, Request};

/// On an emergency, what asks for a code of the phone; each asks for those before it too
#[derive(Enum, Clone, Copy, PartialEq, Eq)]
#[graphql(remote = "proof::ProofFor")]
pub(super) enum ProofFor {
    /// Taking it through alone
    Override,
    /// Its sign-off
    SignOff,
    /// Passing any of its steps
    Decision,
}

/// What the caller still has to show before an act
#[derive(Enum, Clone, Copy, PartialEq, Eq)]
pub(super) enum ProofNeeded {
    /// Nothing
    None,
    /// A code of the phone
    Code,
    /// A phone to give a code
    Enrolment,
}

impl ProofNeeded {
    /// Of an act that asks for a code.
    pub(super) fn of(ctx: &Context<'_>, minutes: i64) -> ApiResult<Self> {
        let request = request::of(ctx)?;
        Ok(match request.actor()?.proof() {
            Proof::NotEnrolled => Self::Enrolment,
            Proof::Given(at) if request.now() <= at + Duration::minutes(minutes) => Self::None,
            Proof::Enrolled | Proof::Given(_) => Self::Code,
        })
    }
}

/// The caller's second factor
#[derive(SimpleObject)]
pub(super) struct SecondFactor {
    enrolled_at: OffsetDateTime,
    /// Recovery codes not used yet
    recovery_left: i64,
    /// Until when this session goes by the last code; none where it gave none lately
    proved_until: Option<OffsetDateTime>,
}

/// What to put into the phone
#[derive(SimpleObject)]
pub(super) struct SecondFactorOffer {
    /// Base32, to be typed
    secret: String,
    /// An `otpauth` address, to be shown as a picture
    address: String,
}

/// The caller's own, if they enrolled one.
pub(super) async fn own(ctx: &Context<'_>) -> ApiResult<Option<SecondFactor>> {
    let request = request::of(ctx)?;
    let session = session(request)?;
    let (mut tx, actor) = request.read().await?;
    let Some(found) = second_factor::find(&mut tx, session.person).await? else { return Ok(None) };
    let lasts = Duration::minutes(MINUTES.get(&mut tx).await?);
    let until = if let Proof::Given(at) = actor.proof() { Some(at + lasts) } else { None };
    Ok(Some(SecondFactor {
        enrolled_at: found.enrolled_at,
        recovery_left: found.recovery_left,
        proved_until: until.filter(|until| tx.now() < *until),
    }))
}

#[derive(Default)]
pub(super) struct SecondFactorQuery;

#[Object]
impl SecondFactorQuery {
    /// What asks for a code in the caller's county
    async fn proof_asked_for(&self, ctx: &Context<'_>) -> ApiResult<ProofFor> {
        let (mut tx, _) = request::of(ctx)?.read().await?;
        Ok(PROOF_FOR.get(&mut tx).await?.into())
    }
}

#[derive(Default)]
pub(super) struct SecondFactorMutation;

#[Object]
impl SecondFactorMutation {
    /// Draws a secret for the caller's phone; it counts once its first code came back
    async fn begin_second_factor(&self, ctx: &Context<'_>, password: String) -> ApiResult<SecondFactorOffer> {
        let (request, session) = asking(ctx).await?;
        let (services, actor) = (request.services(), request.actor()?);
        let offer = second_factor::begin(&services.database, &services.vault, actor, session, password).await?;
        Ok(SecondFactorOffer { secret: offer.secret.text(), address: offer.address })
    }

    /// The first code of the new phone; gives the recovery codes, this once
    async fn confirm_second_factor(&self, ctx: &Context<'_>, code: String) -> ApiResult<Vec<String>> {
        let (request, session) = asking(ctx).await?;
        let (services, actor) = (request.services(), request.actor()?);
        let codes = second_factor::confirm(&services.database, &services.vault, actor, session, &code).await?;
        services.sessions.forget_person(session.person);
        Ok(codes)
    }

    /// A code of the phone, or a recovery code; gives until when this session goes by it
    async fn prove_second_factor(&self, ctx: &Context<'_>, code: String) -> ApiResult<OffsetDateTime> {
        let (request, session) = asking(ctx).await?;
        let (services, actor) = (request.services(), request.actor()?);
        let until = second_factor::prove(&services.database, &services.vault, actor, session, &code).await?;
        services.sessions.forget_person(session.person);
        Ok(until)
    }

    /// Takes somebody's lost phone away; they enrol anew with their password
    async fn remove_second_factor(&self, ctx: &Context<'_>, person_id: ID, reason: String) -> ApiResult<Person> {
        let (request, id) = (request::of(ctx)?, parse_id::<PersonId>(&person_id)?);
        let (mut tx, actor) = request.write().await?;
        second_factor::remove(&mut tx, &actor, id, &reason).await?;
        tx.commit().await?;
        request.services().sessions.forget_person(id);
        person(ctx, id.0).await
    }

    /// Chooses what asks for a code in the county
    async fn ask_for_proof(&self, ctx: &Context<'_>, what: ProofFor) -> ApiResult<ProofFor> {
        let (mut tx, actor) = request::of(ctx)?.write().await?;
        let chosen = proof::ask_for(&mut tx, &actor, what.into()).await?;
        tx.commit().await?;
        Ok(chosen.into())
    }
}

/// A write of somebody's own session, counted against guessing.
async fn asking<'a>(ctx: &Context<'a>) -> ApiResult<(&'a Request, &'a Session)> {
    let request = request::of(ctx)?;
    request.require_csrf()?;
    let session = session(request)?;
    request.limit(Kind::Prove).await?;
    Ok((request, session))
}

fn session(request: &Request) -> ApiResult<&Session> {
    request.session().ok_or_else(ApiError::unauthenticated)
}
