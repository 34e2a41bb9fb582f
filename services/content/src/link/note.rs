//! Note the addresses of a piece that was saved, so that the worker asks them.

use std::collections::BTreeSet;

use platform::{Storage, TenantTx, jobs};
use serde_json::json;
use time::Duration;

use super::{ASK, LOOK, store};
use crate::Block;
use crate::block::is_web_link;

/// Addresses of one piece that are asked at most.
const MOST: usize = 50;
/// How long an answer is believed.
const BELIEVED: Duration = Duration::hours(12);

/// Notes what the blocks point to. A piece without links costs nothing.
pub(crate) async fn note(tx: &mut TenantTx, blocks: &[Block]) -> Result<(), Storage> {
    let linked = blocks.iter().flat_map(Block::links).filter(|href| is_web_link(href));
    let addresses: BTreeSet<&str> = linked.take(MOST).collect();
    if addresses.is_empty() || !ASK.get(tx).await? {
        return Ok(());
    }
    let (now, addresses) = (tx.now(), addresses.into_iter().map(str::to_owned).collect::<Vec<String>>());
    for hash in store::note(tx, &addresses, now - BELIEVED).await? {
        jobs::enqueue(tx, LOOK, &hex::encode(hash), now, json!({})).await?;
    }
    Ok(())
}
