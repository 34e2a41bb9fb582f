//! Our own channels: the public copy and the live target are one transaction, so nothing can be in doubt.

use platform::TenantTx;
use platform::jobs::{Failure, Job};

use super::finish;
use crate::account::{Account, Channel};
use crate::fault::{self, Point};
use crate::publication::{self, Medium};
use crate::release::target::Held;
use crate::release::{Evidence, go_live};

pub(super) async fn publish(mut tx: TenantTx, job: &Job, held: &Held, account: &Account) -> Result<(), Failure> {
    let medium = if account.channel == Channel::App { Medium::App } else { Medium::Website };
    publication::publish(&mut tx, held.release.id, account.id, medium).await.map_err(|error| Failure::of(&error))?;
    go_live(&mut tx, held, &Evidence { by: "publication", ..Evidence::default() }).await?;
    fault::reached(Point::BeforeLive);
    finish(tx, job).await
}
