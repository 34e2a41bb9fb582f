//! Send to WeChat: pictures, covers and the draft may be done again without harm; the submit, or the push, is tried once per lease.

mod draft;
mod pieces;

use std::time::Instant;

use platform::TenantTx;
use platform::jobs::{Failure, Job};
use time::OffsetDateTime;
use uuid::Uuid;

use super::outcome::{self, Step};
use super::resume::SUBMIT;
use super::{Publisher, again, finish, looks, mass, reservation, resume};
use crate::TargetId;
use crate::account::{self, Account, AccountSettings, Capability, Credentials};
use crate::fault::{self, Point};
use crate::release::target::{self, Held, Turn, Uploads};
use crate::release::{TargetState, Way};
use crate::wechat::{CallError, Taken, name_of};
use pieces::Piece;

/// Why a send stopped before the platform took it.
enum Stop {
    /// The lease was lost, the release withdrawn, its way paused or its hours over: nothing more may be called.
    Lease,
    /// A call failed.
    Call(Step, CallError),
    /// We failed.
    Ours(Failure),
}

impl<E: Into<Failure>> From<E> for Stop {
    fn from(error: E) -> Self {
        Self::Ours(error.into())
    }
}

/// A send under a lease.
struct Send<'a> {
    publisher: &'a Publisher,
    job: &'a Job,
    id: TargetId,
    lease: Uuid,
    credentials: Credentials,
    way: Way,
    settings: AccountSettings,
    /// Whether readers may write under the pieces.
    opens_comments: bool,
    /// What the message holds, in its order; the first is the target's own.
    pieces: Vec<Piece>,
    uploads: Uploads,
    draft: Option<String>,
    /// An earlier lease began a draft and did not keep its id: it may be in the box.
    draft_in_doubt: bool,
    /// An earlier lease told of the push, and was not heard or not answered: this one tells it again.
    told_before: bool,
    /// When the hours of the send end.
    open_until: OffsetDateTime,
}

pub(super) async fn send(
    publisher: &Publisher,
    job: &Job,
    tx: TenantTx,
    held: &Held,
    account: &Account,
    open_until: OffsetDateTime,
) -> Result<(), Failure> {
    let Some((mut tx, riders)) = pieces::ready(publisher, job, tx, held).await? else { return Ok(()) };
    if !reservation::take(&mut tx, held, &account.settings).await? {
        return outcome::wait_for_quota(tx, job, held).await;
    }
    let until = publisher.lease_end(tx.now());
    target::claim(&mut tx, held.target.id, job.token, until).await?;
    target::set_out(&mut tx, held.target.id).await?;
    let mut send = prepare(publisher, job, &mut tx, (held, &riders), account, open_until).await?;
    tx.commit().await?;
    fault::reached(Point::AfterClaim);
    let stop = match send.go().await {
        Ok(()) => return Ok(()),
        Err(stop) => stop,
    };
    let mut tx = publisher.begin(job.county).await?;
    let Some(held) = target::hold(&mut tx, send.id).await? else { return finish(tx, job).await };
    let ours = held.target.state == TargetState::Sending && held.lease == Some(job.token);
    match stop {
        Stop::Ours(failure) => Err(failure),
        // That it was not taken now says nothing of whether it was before.
        Stop::Call(_, error) if ours && send.told_before && !error.is_final() => {
            outcome::doubt(tx, job, &held, &error.to_string()).await
        }
        Stop::Call(step, error) if ours => outcome::after_error(tx, job, &held, step, &error).await,
        Stop::Lease if ours && !send.told_before => resume::stopped(tx, job, &held).await,
        // The job comes back when its lease ends, and finds the target as it then stands.
        Stop::Call(..) | Stop::Lease => Ok(()),
    }
}

async fn prepare<'a>(
    publisher: &'a Publisher,
    job: &'a Job,
    tx: &mut TenantTx,
    (held, riders): (&Held, &[Held]),
    account: &Account,
    open_until: OffsetDateTime,
) -> Result<Send<'a>, Failure> {
    let credentials =
        account::credentials(tx, &publisher.vault, held.target.account).await.map_err(|error| Failure::of(&error))?;
    let mut pieces = Vec::new();
    for one in std::iter::once(held).chain(riders) {
        pieces.push(Piece::read(publisher, job.county, tx, one).await?);
    }
    Ok(Send {
        publisher,
        job,
        id: held.target.id,
        lease: job.token,
        credentials,
        way: held.target.way,
        settings: account.settings.clone(),
        opens_comments: account.settings.opens_comments && account.may(Capability::Comments),
        pieces,
        uploads: held.uploads.clone(),
        draft: held.draft_id.clone(),
        draft_in_doubt: held.act.as_deref() == Some(draft::ACT) && held.draft_id.is_none(),
        told_before: held.target.state == TargetState::Unconfirmed,
        open_until,
    })
}

impl Send<'_> {
    async fn go(&mut self) -> Result<(), Stop> {
        self.upload_all().await?;
        let draft = self.draft().await?;
        self.submit(&draft).await
    }

    /// Writes an act down, and only then may it be tried.
    async fn begin(&self, act: &str) -> Result<(), Stop> {
        let mut tx = self.publisher.begin(self.job.county).await?;
        let until = self.publisher.lease_end(tx.now());
        if act == SUBMIT && self.open_until < self.publisher.act_over(tx.now()) {
            return Err(Stop::Lease);
        }
        if !target::begin_act(&mut tx, self.id, self.lease, act, until).await? {
            return Err(Stop::Lease);
        }
        tx.commit().await?;
        Ok(())
    }

    /// Keeps what the platform holds for the message.
    async fn keep(&mut self, key: &str, held: String) -> Result<(), Stop> {
        let mut tx = self.publisher.begin(self.job.county).await?;
        if !target::keep_upload(&mut tx, self.id, self.lease, key, &held).await? {
            return Err(Stop::Lease);
        }
        tx.commit().await?;
        self.uploads.insert(key.to_owned(), held);
        Ok(())
    }

    /// The one act that cannot be done twice, but for a push under a name that the platform knows.
    async fn submit(&self, draft: &str) -> Result<(), Stop> {
        self.begin(SUBMIT).await?;
        let begun = Instant::now();
        fault::reached(Point::BeforeSubmit);
        // A process that slept between its note and its act no longer has the lease it noted.
        if self.publisher.lease / 3 < begun.elapsed() {
            return Err(Stop::Lease);
        }
        let wechat = &self.publisher.wechat;
        let answer = match self.way {
            Way::Publish => wechat.submit(&self.credentials, draft).await,
            Way::Mass => {
                wechat.send_all(&self.credentials, draft, &name_of(self.id), self.settings.ignores_reprint).await
            }
        };
        fault::reached(Point::AfterSubmitSent);
        let taken_as = answer.map_err(|error| Stop::Call(Step::Submit, error))?;
        self.taken(&taken_as).await
    }

    /// The platform has the message; a push may wait for its administrator.
    async fn taken(&self, taken_as: &Taken) -> Result<(), Stop> {
        let mut tx = self.publisher.begin(self.job.county).await?;
        let Some(held) = target::hold(&mut tx, self.id).await? else { return Ok(()) };
        let look = looks::next(&mut tx, 0).await?;
        let held_back = self.way == Way::Mass && self.settings.pushes_confirmed;
        let confirm_by = held_back.then(|| tx.now() + mass::TO_CONFIRM);
        if !target::accept(&mut tx, self.id, self.lease, &taken_as.id, look, confirm_by).await? {
            return Err(Stop::Lease);
        }
        // What becomes of a push may give its allowance back.
        if self.way == Way::Publish {
            reservation::consume(&mut tx, &held).await?;
        }
        let turn = Turn::to(if held_back { TargetState::Confirming } else { TargetState::Accepted });
        for rider in target::riding(&mut tx, &held).await? {
            outcome::note(&mut tx, &rider, &turn);
        }
        target::follow(&mut tx, self.id, confirm_by).await?;
        if let Some(data_id) = &taken_as.data_id {
            target::set_data_id(&mut tx, self.id, data_id).await?;
        }
        outcome::note(&mut tx, &held, &turn);
        again(tx, self.job, look).await?;
        fault::reached(Point::AfterAnswerStored);
        Ok(())
    }
}
