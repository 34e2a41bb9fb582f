//! Send to WeChat: pictures, cover and draft may be done again without harm; the submit is tried once per lease.

use std::time::Instant;

use content::media::MediaId;
use content::revision;
use platform::TenantTx;
use platform::jobs::{Failure, Job};
use uuid::Uuid;

use super::outcome::{self, Step};
use super::resume::SUBMIT;
use super::{Publisher, again, finish, looks, reservation, resume};
use crate::account::{self, Account, Channel, Credentials};
use crate::fault::{self, Point};
use crate::release::TargetState;
use crate::release::target::{self, Held, Turn, Uploads};
use crate::wechat::page::{Page, mark};
use crate::wechat::{CallError, File};
use crate::{TargetId, publication};

const UPLOAD: &str = "upload";
const DRAFT: &str = "draft";
/// Key of the cover among the uploads; the cover may also stand in the body, under its own id.
const COVER: &str = "cover";

/// Why a send stopped before the platform took it.
enum Stop {
    /// The lease was lost, the release withdrawn or its way paused: nothing more may be called.
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
    page: Page,
    original: String,
    uploads: Uploads,
    draft: Option<String>,
    /// An earlier lease began a draft and did not keep its id: it may be in the box.
    draft_in_doubt: bool,
}

pub(super) async fn send(
    publisher: &Publisher,
    job: &Job,
    mut tx: TenantTx,
    held: &Held,
    account: &Account,
) -> Result<(), Failure> {
    if !reservation::take(&mut tx, held, &account.settings).await? {
        return outcome::wait_for_quota(tx, job, held).await;
    }
    let until = publisher.lease_end(tx.now());
    target::claim(&mut tx, held.target.id, job.token, until).await?;
    let mut send = prepare(publisher, job, &mut tx, held).await?;
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
        Stop::Call(step, error) if ours => outcome::after_error(tx, job, &held, step, &error).await,
        Stop::Lease if ours => resume::stopped(tx, job, &held).await,
        // The job comes back when its lease ends, and finds the target as it then stands.
        Stop::Call(..) | Stop::Lease => Ok(()),
    }
}

async fn prepare<'a>(
    publisher: &'a Publisher,
    job: &'a Job,
    tx: &mut TenantTx,
    held: &Held,
) -> Result<Send<'a>, Failure> {
    let credentials =
        account::credentials(tx, &publisher.vault, held.target.account).await.map_err(|error| Failure::of(&error))?;
    let revision = revision::by_ids(tx, &[held.release.revision]).await?.pop();
    let revision = revision.ok_or_else(|| Failure("the revision is gone".to_owned()))?;
    let page = Page::read(tx, revision).await?;
    let targets = target::of_releases(tx, &[held.release.id]).await?;
    let on_site = targets.iter().any(|target| target.channel == Channel::Website);
    let address = || publication::address(&publisher.public_url, job.county, held.release.article);
    Ok(Send {
        publisher,
        job,
        id: held.target.id,
        lease: job.token,
        credentials,
        page,
        original: if on_site { address() } else { String::new() },
        uploads: held.uploads.clone(),
        draft: held.draft_id.clone(),
        draft_in_doubt: held.act.as_deref() == Some(DRAFT) && held.draft_id.is_none(),
    })
}

impl Send<'_> {
    async fn go(&mut self) -> Result<(), Stop> {
        self.upload_all().await?;
        let draft = match self.draft.clone() {
            Some(draft) => draft,
            None => self.make_draft().await?,
        };
        self.submit(&draft).await
    }

    /// Writes an act down, and only then may it be tried.
    async fn begin(&self, act: &str) -> Result<(), Stop> {
        let mut tx = self.publisher.begin(self.job.county).await?;
        let until = self.publisher.lease_end(tx.now());
        if !target::begin_act(&mut tx, self.id, self.lease, act, until).await? {
            return Err(Stop::Lease);
        }
        tx.commit().await?;
        Ok(())
    }

    async fn upload_all(&mut self) -> Result<(), Stop> {
        let mut wanted: Vec<(String, MediaId)> =
            self.page.body_pictures().into_iter().map(|id| (id.to_string(), id)).collect();
        wanted.extend(self.page.cover.map(|id| (COVER.to_owned(), id)));
        wanted.retain(|(key, _)| !self.uploads.contains_key(key));
        for (key, id) in wanted {
            self.begin(UPLOAD).await?;
            let held = self.upload(&key, id).await?;
            let mut tx = self.publisher.begin(self.job.county).await?;
            if !target::keep_upload(&mut tx, self.id, self.lease, &key, &held).await? {
                return Err(Stop::Lease);
            }
            tx.commit().await?;
            self.uploads.insert(key, held);
        }
        Ok(())
    }

    async fn upload(&self, key: &str, id: MediaId) -> Result<String, Stop> {
        let media = self.page.media.get(&id).ok_or_else(|| Failure("a picture of the piece is gone".to_owned()))?;
        let bytes = self.publisher.media.read(media).await.map_err(|error| Failure::of(&error))?;
        let name = if media.mime == "image/png" { "picture.png" } else { "picture.jpg" };
        let file = File { name, mime: &media.mime, bytes: &bytes };
        let wechat = &self.publisher.wechat;
        let held = match key {
            COVER => wechat.add_material(&self.credentials, &file).await,
            _ => wechat.upload_image(&self.credentials, &file).await,
        };
        held.map_err(|error| Stop::Call(Step::Prepare, error))
    }

    /// Makes the draft, or finds the one an earlier lease made and did not hear of.
    async fn make_draft(&mut self) -> Result<String, Stop> {
        let wechat = &self.publisher.wechat;
        let prepared = |error| Stop::Call(Step::Prepare, error);
        let mut found = None;
        if self.draft_in_doubt {
            let mark = mark(self.id);
            let drafts = wechat.drafts(&self.credentials).await.map_err(prepared)?;
            found = drafts.into_iter().find(|draft| draft.content.contains(&mark)).map(|draft| draft.id);
        }
        let draft = match found {
            Some(draft) => draft,
            None => {
                self.begin(DRAFT).await?;
                fault::reached(Point::BeforeDraft);
                let thumb = self.uploads.get(COVER).cloned().unwrap_or_default();
                let picture_url = |id: MediaId| self.uploads.get(&id.to_string()).cloned();
                let article = self.page.article(self.id, thumb, &picture_url, self.original.clone());
                wechat.add_draft(&self.credentials, &article).await.map_err(prepared)?
            }
        };
        fault::reached(Point::AfterDraftAnswer);
        let mut tx = self.publisher.begin(self.job.county).await?;
        if !target::keep_draft(&mut tx, self.id, self.lease, &draft).await? {
            return Err(Stop::Lease);
        }
        tx.commit().await?;
        self.draft = Some(draft.clone());
        Ok(draft)
    }

    /// The one act that cannot be done twice.
    async fn submit(&self, draft: &str) -> Result<(), Stop> {
        self.begin(SUBMIT).await?;
        let begun = Instant::now();
        fault::reached(Point::BeforeSubmit);
        // A process that slept between its note and its act no longer has the lease it noted.
        if self.publisher.lease / 3 < begun.elapsed() {
            return Err(Stop::Lease);
        }
        let answer = self.publisher.wechat.submit(&self.credentials, draft).await;
        fault::reached(Point::AfterSubmitSent);
        let publish_id = answer.map_err(|error| Stop::Call(Step::Submit, error))?;
        let mut tx = self.publisher.begin(self.job.county).await?;
        let Some(held) = target::hold(&mut tx, self.id).await? else { return Ok(()) };
        let look = looks::next(&mut tx, 0).await?;
        if !target::accept(&mut tx, self.id, self.lease, &publish_id, look).await? {
            return Err(Stop::Lease);
        }
        reservation::consume(&mut tx, &held).await?;
        outcome::note(&mut tx, &held, &Turn::to(TargetState::Accepted));
        again(tx, self.job, look).await?;
        fault::reached(Point::AfterAnswerStored);
        Ok(())
    }
}
