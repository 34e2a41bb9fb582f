//! Draw some of a task's copies for a look. The server draws, from a seed it keeps: whoever has the seed and the pool draws the same.

use content::Digest;
use platform::{Storage, TenantTx};
use ring::rand::{SecureRandom as _, SystemRandom};
use tenancy::{Action, Actor, Refused, Scope};

use super::{Draw, PRESET, store, told};
use crate::{AccountId, DrawId, RelayId};

/// Why nothing was drawn.
#[derive(Debug, thiserror::Error)]
#[expect(missing_docs, reason = "the holding variants are the refusals they hold")]
pub enum DrawError {
    #[error("no such task")]
    NotFound,
    /// Nothing of it is out yet.
    #[error("nothing is out to be looked at")]
    Nothing,
    #[error("the system gives no randomness")]
    Randomness,
    #[error(transparent)]
    Refused(#[from] Refused),
    #[error(transparent)]
    Storage(#[from] Storage),
}

platform::refusal!(DrawError {
    Refused, Storage
    ; NotFound => NotFound, "RELAY_NOT_FOUND", "没有这项转载任务"
    ; Nothing => Conflict, "NOTHING_TO_DRAW", "还没有账号发布，暂无可抽查的转载"
    ; Randomness => Internal, "RANDOMNESS", "系统繁忙，请稍后重试"
});

/// Draws the preset number of what is out, and records who drew which.
///
/// # Errors
/// When the actor does not look after relays for the county, or nothing is out.
pub async fn draw(tx: &mut TenantTx, actor: &Actor, id: RelayId) -> Result<Draw, DrawError> {
    actor.require(Action::RelayLook, Scope::County)?;
    let person = actor.person().ok_or(Refused(Action::RelayLook))?;
    store::by_ids(tx, &[id]).await?.pop().ok_or(DrawError::NotFound)?;
    let out = store::copy::of_tasks(tx, &[id]).await?;
    let mut pool: Vec<AccountId> = out.iter().filter(|copy| copy.live_at.is_some()).map(|copy| copy.account).collect();
    pool.sort_unstable();
    if pool.is_empty() {
        return Err(DrawError::Nothing);
    }
    let mut seed = [0_u8; 32];
    SystemRandom::new().fill(&mut seed).map_err(|_| DrawError::Randomness)?;
    let count = usize::try_from(PRESET.get(tx).await?.drawn).unwrap_or_default().max(1);
    let drawn = drawn(&seed, &pool, count);
    let draw = Draw { id: DrawId(tx.new_id()), task: id, seed, pool, drawn, drawn_by: person, drawn_at: tx.now() };
    store::draw::insert(tx, &draw).await?;
    let entry = told("relay.draw", id).with("draw", draw.id).with("seed", hex::encode(seed));
    tx.audit(entry.with("pool", draw.pool.len()).with("drawn", &draw.drawn));
    Ok(draw)
}

/// What a seed draws of a pool: the accounts whose SHA-256 of seed and id are the least, whatever order the pool is in.
#[must_use]
pub fn drawn(seed: &[u8; 32], pool: &[AccountId], count: usize) -> Vec<AccountId> {
    let mark = |account: &AccountId| Digest::of(&[&seed[..], account.0.as_bytes()].concat()).0;
    let mut marked: Vec<([u8; 32], AccountId)> = pool.iter().map(|account| (mark(account), *account)).collect();
    marked.sort_unstable();
    marked.into_iter().take(count).map(|(_, account)| account).collect()
}

#[cfg(test)]
mod tests {
    use super::drawn;
    use crate::AccountId;
    use std::collections::HashMap;
    use uuid::Uuid;

    fn pool(count: u128) -> Vec<AccountId> {
        (0..count).map(|number| AccountId(Uuid::from_u128(number))).collect()
    }

    #[test]
    fn c22_a_seed_draws_the_same_again_whatever_the_order_of_the_pool() {
        let mut turned = pool(70);
        turned.reverse();
        assert_eq!(drawn(&[7; 32], &pool(70), 3), drawn(&[7; 32], &turned, 3));
        assert_ne!(drawn(&[7; 32], &pool(70), 3), drawn(&[8; 32], &pool(70), 3));
        assert_eq!(drawn(&[7; 32], &pool(2), 3).len(), 2, "no more than there are");
    }

    #[test]
    fn c22_every_account_is_drawn_about_as_often_as_any_other() {
        let mut times: HashMap<AccountId, usize> = HashMap::new();
        for number in 0_u64..4000 {
            let mut seed = [0; 32];
            seed[..8].copy_from_slice(&number.to_be_bytes());
            drawn(&seed, &pool(10), 3).into_iter().for_each(|account| *times.entry(account).or_default() += 1);
        }
        assert!(times.len() == 10 && times.values().all(|times| (1080..1320).contains(times)), "{times:?}");
    }
}
