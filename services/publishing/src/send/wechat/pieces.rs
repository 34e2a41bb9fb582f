//! What a message holds: the target's own piece, and those that ride with it.

use content::media::MediaId;
use content::revision;
use platform::jobs::{Failure, Job};
use platform::{CountyId, TenantTx};
use time::Duration;

use crate::account::Channel;
use crate::release::target::{self, Held, Turn};
use crate::release::{BY_CORRECTION, REPLACED, TargetState};
use crate::send::checked::{self, Checked};
use crate::send::{Publisher, again, outcome};
use crate::wechat::page::Page;
use crate::{TargetId, publication};

/// A piece of a message.
pub(super) struct Piece {
    pub(super) target: TargetId,
    pub(super) page: Page,
    /// Where "read the original" leads.
    pub(super) original: String,
    /// Key of its cover among the uploads; a cover may also stand in the body, under its own id.
    pub(super) cover_key: String,
}

impl Piece {
    /// Reads what its article needs.
    pub(super) async fn read(
        publisher: &Publisher,
        county: CountyId,
        tx: &mut TenantTx,
        held: &Held,
    ) -> Result<Self, Failure> {
        let revision = revision::by_ids(tx, &[held.release.revision]).await?.pop();
        let revision = revision.ok_or_else(|| Failure("the revision is gone".to_owned()))?;
        let page = Page::read(tx, revision).await?;
        let targets = target::of_releases(tx, &[held.release.id]).await?;
        let on_site = targets.iter().any(|target| target.channel == Channel::Website);
        let address = || publication::address(&publisher.public_url, county, held.release.article);
        let target = held.target.id;
        let cover_key = if held.target.carrier.is_none() { "cover".to_owned() } else { format!("cover {target}") };
        Ok(Self { target, page, original: if on_site { address() } else { String::new() }, cover_key })
    }

    /// The key under which what the platform holds of a picture of its body is kept: its address, or its id as material.
    pub(super) fn key_of(&self, id: MediaId) -> String {
        if self.page.as_pictures() { format!("material {id}") } else { id.to_string() }
    }

    /// The pictures its article needs, with the keys they are kept under; whether each is permanent material, as a cover is. A picture
    /// message has no cover.
    pub(super) fn pictures(&self) -> Vec<(String, MediaId, bool)> {
        let as_pictures = self.page.as_pictures();
        let body = self.page.body_pictures().into_iter().map(|id| (self.key_of(id), id, as_pictures));
        if as_pictures {
            return body.collect();
        }
        body.chain(self.page.cover.map(|id| (self.cover_key.clone(), id, true))).collect()
    }
}

/// The riders that go out with a held target now, in their places. One that was corrected meanwhile, or that the checks of today stop,
/// ends here. None where the job comes again: the lists are being read.
pub(super) async fn ready(
    publisher: &Publisher,
    job: &Job,
    mut tx: TenantTx,
    held: &Held,
) -> Result<Option<(TenantTx, Vec<Held>)>, Failure> {
    let mut ready = Vec::new();
    for rider in target::riding(&mut tx, held).await? {
        if revision::is_replaced(&mut tx, rider.target.revision).await? {
            let turn = Turn::because(TargetState::Withdrawn, REPLACED, BY_CORRECTION);
            outcome::end(&mut tx, &rider, &turn).await?;
            continue;
        }
        match checked::ask(publisher, &mut tx, &rider).await? {
            Checked::Clear => ready.push(rider),
            Checked::Stopped(turn) => outcome::end(&mut tx, &rider, &turn).await?,
            Checked::NotReady => {
                let soon = tx.now() + Duration::seconds(3);
                again(tx, job, soon).await?;
                return Ok(None);
            }
        }
    }
    for (place, rider) in (1..).zip(&mut ready) {
        if rider.target.place != place {
            target::put(&mut tx, rider.target.id, place).await?;
            rider.target.place = place;
        }
    }
    Ok(Some((tx, ready)))
}
