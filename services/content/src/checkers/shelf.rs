//! What is kept compiled: one entry a set of lists at their versions, the least asked for put away first.

use std::collections::HashMap;
use std::sync::Arc;

use checks::WordList;
use tokio::sync::watch;
use uuid::Uuid;

use crate::word_list::Held;

/// The most words kept compiled; a hundred thousand take some 20 MB.
const MOST_WORDS: usize = 2_000_000;
/// The most sets of lists kept.
const MOST_LISTS: usize = 64;

/// Lists by owner and version.
type Key = Vec<(i32, Option<Uuid>, i64)>;
/// Lists by owner.
type Owners = Vec<(i32, Option<Uuid>)>;

/// The lists of one set of owners.
#[derive(Debug)]
struct Kept {
    words: Arc<WordList>,
    lists: Vec<Held>,
    asked: u64,
}

/// What stands on the shelf for some lists.
pub(super) enum Found {
    /// Compiled.
    Ready(Arc<WordList>),
    /// Being compiled; it turns true at the end.
    Building(watch::Receiver<bool>),
}

/// Compiled lists.
#[derive(Debug, Default)]
pub(super) struct Shelf {
    turn: u64,
    kept: HashMap<Owners, Kept>,
    building: HashMap<Key, watch::Receiver<bool>>,
}

impl Shelf {
    pub(super) fn find(&mut self, lists: &[Held]) -> Option<Found> {
        if let Some(words) = self.get(lists) {
            return Some(Found::Ready(words));
        }
        self.building.get(&key(lists)).cloned().map(Found::Building)
    }

    /// The list at exactly these versions.
    pub(super) fn get(&mut self, lists: &[Held]) -> Option<Arc<WordList>> {
        self.turn += 1;
        let kept = self.kept.get_mut(&owners(lists)).filter(|kept| key(&kept.lists) == key(lists))?;
        kept.asked = self.turn;
        Some(kept.words.clone())
    }

    /// The last list of these owners, or of some of them, whatever its version, with what it was made of.
    pub(super) fn last_good(&self, lists: &[Held]) -> Option<(Arc<WordList>, Vec<Held>)> {
        let wanted = owners(lists);
        let some = self.kept.iter().filter(|(owners, _)| owners.iter().all(|owner| wanted.contains(owner)));
        let (_, kept) = some.max_by_key(|(owners, kept)| (owners.len(), kept.asked))?;
        Some((kept.words.clone(), kept.lists.clone()))
    }

    pub(super) fn begin(&mut self, lists: &[Held], waiting: watch::Receiver<bool>) {
        self.building.insert(key(lists), waiting);
    }

    pub(super) fn give_up(&mut self, lists: &[Held]) {
        self.building.remove(&key(lists));
    }

    /// A newer one that came first stays.
    pub(super) fn put(&mut self, lists: &[Held], words: Arc<WordList>) {
        self.building.remove(&key(lists));
        let sum = |lists: &[Held]| lists.iter().map(|list| list.version).sum::<i64>();
        let owners = owners(lists);
        if self.kept.get(&owners).is_some_and(|kept| sum(lists) < sum(&kept.lists)) {
            return;
        }
        self.turn += 1;
        self.kept.insert(owners.clone(), Kept { words, lists: lists.to_vec(), asked: self.turn });
        while MOST_LISTS < self.kept.len() || MOST_WORDS < self.kept.values().map(|kept| kept.words.len()).sum() {
            let others = self.kept.iter().filter(|(other, _)| **other != owners);
            let Some(oldest) = others.min_by_key(|(_, kept)| kept.asked).map(|(owners, _)| owners.clone()) else {
                break;
            };
            self.kept.remove(&oldest);
        }
    }
}

fn key(lists: &[Held]) -> Key {
    lists.iter().map(|list| (list.county, list.department, list.version)).collect()
}

fn owners(lists: &[Held]) -> Owners {
    lists.iter().map(|list| (list.county, list.department)).collect()
}

#[cfg(test)]
mod tests {
    use std::sync::Arc;

    use checks::WordList;
    use time::OffsetDateTime;

    use super::{Held, MOST_LISTS, Shelf};

    fn at(county: i32, version: i64) -> Vec<Held> {
        vec![Held { county, department: None, version, words: 1, changed_at: OffsetDateTime::UNIX_EPOCH }]
    }

    #[test]
    fn an_old_list_answers_until_the_new_one_is_there_and_never_after() {
        let mut shelf = Shelf::default();
        shelf.put(&at(1, 1), Arc::new(WordList::none()));
        assert!(shelf.get(&at(1, 2)).is_none());
        assert_eq!(shelf.last_good(&at(1, 2)).map(|(_, lists)| lists), Some(at(1, 1)));
        shelf.put(&at(1, 2), Arc::new(WordList::none()));
        shelf.put(&at(1, 1), Arc::new(WordList::none()));
        assert!(shelf.get(&at(1, 2)).is_some());
    }

    #[test]
    fn the_shelf_stays_small_and_keeps_what_is_asked_for() {
        let mut shelf = Shelf::default();
        for county in 0..=i32::try_from(MOST_LISTS).unwrap() {
            shelf.put(&at(county, 1), Arc::new(WordList::none()));
            assert!(shelf.get(&at(0, 1)).is_some());
        }
        assert_eq!(shelf.kept.len(), MOST_LISTS);
        assert!(shelf.get(&at(1, 1)).is_none());
    }

    #[test]
    fn lists_of_others_never_answer() {
        let mut shelf = Shelf::default();
        shelf.put(&at(1, 1), Arc::new(WordList::none()));
        assert!(shelf.last_good(&at(2, 1)).is_none());
    }
}
