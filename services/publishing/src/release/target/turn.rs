//! A held target's change of state.

use platform::{Storage, TenantTx};
use time::OffsetDateTime;

use super::super::{Evidence, TargetState};
use crate::TargetId;
use crate::wechat::Refused;

/// What a target's state becomes, and why.
#[derive(Clone, Debug)]
pub(crate) struct Turn {
    pub(crate) state: TargetState,
    code: Option<String>,
    text: Option<String>,
    rid: Option<String>,
}

impl Turn {
    pub(crate) fn to(state: TargetState) -> Self {
        Self { state, code: None, text: None, rid: None }
    }

    pub(crate) fn because(state: TargetState, code: &str, text: impl Into<String>) -> Self {
        Self { state, code: Some(code.to_owned()), text: Some(text.into()), rid: None }
    }

    pub(crate) fn refused(state: TargetState, refused: &Refused) -> Self {
        let turn = Self::because(state, &format!("WECHAT_{}", refused.errcode), refused.advice());
        Self { rid: refused.rid.clone(), ..turn }
    }

    /// The stable code of the reason.
    pub(crate) fn code(&self) -> Option<&str> {
        self.code.as_deref()
    }
}

/// Turns a held target to another state and ends its lease. The act stays where a doubt about it stays.
pub(crate) async fn turn(tx: &mut TenantTx, id: TargetId, turn: &Turn) -> Result<(), Storage> {
    let (county, now) = (tx.county().0, tx.now());
    sqlx::query!(
        "update release_target set state = $3, state_at = $4, error_code = $5, error_text = $6, error_rid = $7, lease_token = null,
           lease_until = null, act = case when $3 = 'unconfirmed' or (act = 'draft' and external_draft_id is null) then act end
         where county_id = $1 and id = $2",
        county,
        id.0,
        turn.state.as_str(),
        now,
        turn.code,
        turn.text,
        turn.rid
    )
    .execute(tx.conn())
    .await?;
    Ok(())
}

/// Turns a held target live.
pub(crate) async fn set_live(tx: &mut TenantTx, id: TargetId, evidence: &Evidence) -> Result<(), Storage> {
    let (county, now) = (tx.county().0, tx.now());
    sqlx::query!(
        "update release_target set state = 'live', state_at = $3, live_at = $3, act = null, lease_token = null, lease_until = null,
           next_look_at = null, error_code = null, error_text = null, error_rid = null,
           external_article_id = coalesce($4, external_article_id), external_url = coalesce($5, external_url)
         where county_id = $1 and id = $2",
        county,
        id.0,
        now,
        evidence.article_id,
        evidence.url
    )
    .execute(tx.conn())
    .await?;
    Ok(())
}

/// Gives a held target another time, and what rides with it. One that was missed is planned again, in a message of its own.
pub(crate) async fn retime(tx: &mut TenantTx, id: TargetId, at: OffsetDateTime) -> Result<(), Storage> {
    let (county, now) = (tx.county().0, tx.now());
    sqlx::query!(
        "update release_target set scheduled_at = $3, state = 'planned', state_at = $4, error_code = null, error_text = null, error_rid = null,
           carrier_id = case when id = $2 then null else carrier_id end, place = case when id = $2 then 0 else place end
         where county_id = $1 and ((id = $2 and state in ('planned', 'missed')) or (carrier_id = $2 and state = 'planned'))",
        county,
        id.0,
        at,
        now
    )
    .execute(tx.conn())
    .await?;
    Ok(())
}
