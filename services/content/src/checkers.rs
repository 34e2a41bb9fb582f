//! 编译好的词库: a word list takes seconds to compile and is asked at every keystroke, so each is compiled once, off the request's
//! way, and shared by all who are checked by the same lists. Owner: the process. A list's version in its row tells that what is
//! held is old; until the new one is ready the last good one is asked, and whoever asked is told so.

mod shelf;

use std::sync::{Arc, Mutex, MutexGuard, PoisonError};
use std::time::{Duration, Instant};

use checks::{Checker, Entry, WordList, own_entries};
use platform::{Caller, Clock, CountyId, Database, DepartmentId, Path, Storage, TenantTx};
use time::Date;
use tokio::sync::watch;

use crate::leader;
use crate::word_list::{Held, store};
use shelf::{Found, Shelf};

/// How long who types waits for a list that is being compiled.
pub const TYPING: Duration = Duration::from_millis(300);
/// How long an act waits that fixes what was found.
pub const DECIDING: Duration = Duration::from_secs(3);

const ROBOT: &str = "词库";

/// The compiled lists of this process. Cloning shares them.
#[derive(Clone, Debug)]
pub struct Checkers {
    database: Database,
    shelf: Arc<Mutex<Shelf>>,
}

/// What to check with.
#[derive(Clone, Debug)]
pub struct Compiled {
    /// The rules with the lists and leaders of the day.
    pub checker: Checker,
    /// Which lists, at which versions: those there are now, or those the last good ones were made of.
    pub lists: Vec<Held>,
    /// False while a newer list is being compiled.
    pub current: bool,
    /// Today in China.
    pub day: Date,
}

impl Checkers {
    /// None compiled yet.
    #[must_use]
    pub fn new(database: Database) -> Self {
        Self { database, shelf: Arc::default() }
    }

    /// What a piece of a department is checked with: the deployment's, the province's, the county's and the department's lists.
    ///
    /// # Errors
    /// When the versions or leaders cannot be read.
    pub async fn of(
        &self,
        tx: &mut TenantTx,
        department: Option<DepartmentId>,
        patience: Duration,
    ) -> Result<Compiled, Storage> {
        let department = department.map(|id| id.0);
        let mut lists = store::lists(tx).await?;
        lists.retain(|list| 0 < list.words && (list.department.is_none() || list.department == department));
        let day = Clock::day_of(tx.now());
        let leaders = Arc::new(leader::of_day(tx, day).await?);
        let (words, lists, current) = self.words(tx.county(), lists, patience).await;
        let checker = words.map_or_else(Checker::own, |words| Checker::new(words, Arc::default()));
        Ok(Compiled { checker: checker.naming(leaders), lists, current, day })
    }

    async fn words(
        &self,
        county: CountyId,
        lists: Vec<Held>,
        patience: Duration,
    ) -> (Option<Arc<WordList>>, Vec<Held>, bool) {
        if lists.is_empty() {
            return (None, lists, true);
        }
        let mut waiting = match self.look(county, &lists) {
            Found::Ready(words) => return (Some(words), lists, true),
            Found::Building(waiting) => waiting,
        };
        let built = tokio::time::timeout(patience, waiting.wait_for(|done| *done)).await;
        let mut shelf = self.shelf();
        if matches!(built, Ok(Ok(_)))
            && let Some(words) = shelf.get(&lists)
        {
            return (Some(words), lists, true);
        }
        match shelf.last_good(&lists) {
            Some((words, lists)) => (Some(words), lists, false),
            None => (None, Vec::new(), false),
        }
    }

    /// The list, or what to wait for; whoever asks first has it compiled.
    fn look(&self, county: CountyId, lists: &[Held]) -> Found {
        let mut shelf = self.shelf();
        if let Some(found) = shelf.find(lists) {
            return found;
        }
        let (tell, waiting) = watch::channel(false);
        shelf.begin(lists, waiting.clone());
        let (checkers, lists) = (self.clone(), lists.to_vec());
        tokio::spawn(async move {
            let begun = Instant::now();
            match compile(&checkers.database, county, &lists).await {
                Ok(words) => {
                    tracing::info!(county = county.0, words = words.len(), took = ?begun.elapsed(), "compiled a word list");
                    checkers.shelf().put(&lists, Arc::new(words));
                }
                Err(error) => {
                    tracing::error!(county = county.0, %error, "compile a word list");
                    checkers.shelf().give_up(&lists);
                }
            }
            // Nobody may be waiting any more.
            let _ = tell.send(true);
        });
        Found::Building(waiting)
    }

    fn shelf(&self) -> MutexGuard<'_, Shelf> {
        self.shelf.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

/// Reads the rows as the platform itself, in a transaction of its own, and compiles them where it keeps nobody waiting.
async fn compile(
    database: &Database,
    county: CountyId,
    lists: &[Held],
) -> Result<WordList, Box<dyn std::error::Error + Send + Sync>> {
    let mut tx = database.begin_read(&Caller::system(county, ROBOT, Path::Worker)).await?;
    let today = Clock::day_of(tx.now());
    let mut entries: Vec<Entry> = own_entries();
    for list in lists {
        entries.extend(store::load(&mut tx, list, today).await?);
    }
    drop(tx);
    Ok(tokio::task::spawn_blocking(move || WordList::new(entries)).await??)
}
