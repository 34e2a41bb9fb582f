//! Keep what a document brought: what is new once, beside what reads nearly alike, and offered where the routes say.

use std::collections::{HashMap, HashSet};

use platform::{DepartmentId, Storage, TenantTx};

use super::item::{self, Placed};
use super::likeness::Shingles;
use super::read::Read;
use super::{Feed, ItemId, store};
use crate::candidate;

/// What came of a document.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(super) struct Kept {
    pub(super) items: usize,
    pub(super) candidates: usize,
}

/// Keeps the items of a locked feed. An item that is known, by what the feed names it by or by its address, is not kept again, but
/// offered where this feed's routes say and no other's did.
pub(super) async fn keep(tx: &mut TenantTx, feed: &Feed, items: &[Read]) -> Result<Kept, Storage> {
    if items.is_empty() {
        return Ok(Kept::default());
    }
    let known = item::known(tx, feed.id, items).await?;
    let groups: HashMap<&[u8], ItemId> =
        known.iter().flat_map(|row| [(row.guid.as_slice(), row.group), (row.address.as_slice(), row.group)]).collect();
    let before =
        |item: &Read| groups.get(item.address.0.as_slice()).or_else(|| groups.get(item.guid.0.as_slice())).copied();
    let mut offered: Vec<(ItemId, &Read)> = items.iter().filter_map(|item| Some((before(item)?, item))).collect();
    let mut guids = HashSet::new();
    let new: Vec<&Read> = items.iter().filter(|item| before(item).is_none() && guids.insert(item.guid)).collect();
    let placed = place(tx, &new).await?;
    if !placed.is_empty() {
        item::insert(tx, feed.id, feed.source, &placed).await?;
    }
    offered.extend(placed.iter().map(|placed| (placed.group, placed.read)));
    let candidates = offer(tx, feed, &offered).await?;
    Ok(Kept { items: placed.len(), candidates })
}

/// What new items are compared with: those that are kept, and those before them in the document.
struct Shelf {
    by_band: HashMap<i32, Vec<ItemId>>,
    texts: HashMap<ItemId, (ItemId, Shingles)>,
}

impl Shelf {
    async fn of(tx: &mut TenantTx, new: &[&Read]) -> Result<Self, Storage> {
        let mut bands: Vec<i32> = new.iter().flat_map(|item| item.bands.iter().copied()).collect();
        bands.sort_unstable();
        bands.dedup();
        let mut by_band: HashMap<i32, Vec<ItemId>> = HashMap::new();
        for (band, id) in item::sharing(tx, &bands).await? {
            by_band.entry(band).or_default().push(id);
        }
        let ids: Vec<ItemId> = by_band.values().flatten().copied().collect::<HashSet<_>>().into_iter().collect();
        let kept = if ids.is_empty() { Vec::new() } else { item::by_ids(tx, &ids).await? };
        let texts = kept.into_iter().map(|row| (row.id, (row.group, Shingles::of(&row.title, &row.body))));
        Ok(Self { by_band, texts: texts.collect() })
    }

    /// The group of the one it is most alike to.
    fn group_of(&self, item: &Read) -> Option<ItemId> {
        let sharers: HashSet<&ItemId> = item.bands.iter().filter_map(|band| self.by_band.get(band)).flatten().collect();
        let alike = sharers.into_iter().filter_map(|id| {
            let (group, shingles) = self.texts.get(id)?;
            Some((item.shingles.alike(shingles)?, *id, *group))
        });
        alike.max_by(|a, b| a.0.total_cmp(&b.0).then(b.1.cmp(&a.1))).map(|(_, _, group)| group)
    }

    fn add(&mut self, id: ItemId, group: ItemId, item: &Read) {
        for band in &item.bands {
            self.by_band.entry(*band).or_default().push(id);
        }
        self.texts.insert(id, (group, item.shingles.clone()));
    }
}

async fn place<'a>(tx: &mut TenantTx, new: &[&'a Read]) -> Result<Vec<Placed<'a>>, Storage> {
    if new.is_empty() {
        return Ok(Vec::new());
    }
    let mut shelf = Shelf::of(tx, new).await?;
    let mut placed = Vec::with_capacity(new.len());
    for read in new.iter().copied() {
        let id = ItemId(tx.new_id());
        let group = shelf.group_of(read).unwrap_or(id);
        shelf.add(id, group, read);
        placed.push(Placed { id, group, read });
    }
    Ok(placed)
}

/// Offers groups to the departments whose routes take one of their items; what a department was offered before it is not again.
async fn offer(tx: &mut TenantTx, feed: &Feed, offered: &[(ItemId, &Read)]) -> Result<usize, Storage> {
    let routes = store::routes(tx).await?;
    let mut wanted: HashSet<(DepartmentId, ItemId)> = HashSet::new();
    let mut order = Vec::new();
    for (group, item) in offered {
        for route in routes.iter().filter(|route| route.takes(feed.id, &item.title, &item.body)) {
            if wanted.insert((route.department, *group)) {
                order.push((route.department, *group));
            }
        }
    }
    candidate::offer(tx, feed.source, &order).await
}
