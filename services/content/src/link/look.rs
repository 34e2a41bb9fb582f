//! Ask one address, and keep what it answered.

use platform::jobs::{self, Failure, Job};
use platform::{Caller, Database, Path};
use time::Duration;

use super::ask::{Answer, Asker};
use super::{Link, LinkFault, store};

/// The kind of the job; its key is the hash of the address.
pub const LOOK: &str = "link.look";

const ROBOT: &str = "链接核查机";
/// What is silent is asked again after this pause, and counts as unreachable after so many times.
const AGAIN: Duration = Duration::minutes(3);
const TIMES: i16 = 2;

/// The job: asks with no transaction held. A later save of a piece that points there has it asked again.
///
/// # Errors
/// When the database fails.
pub async fn run(database: &Database, asker: &Asker, job: &Job) -> Result<(), Failure> {
    let caller = Caller::system(job.county, ROBOT, Path::Worker);
    let hash = hex::decode(&job.key).map_err(|_| Failure("the key names no address".to_owned()))?;
    let mut tx = database.begin_read(&caller).await?;
    let link = store::find(&mut tx, &hash).await?;
    drop(tx);
    let answer = match &link {
        Some(link) => Some(asker.ask(&link.address).await),
        None => None,
    };
    let mut tx = database.begin(&caller).await?;
    let mut again = false;
    if let (Some(mut link), Some(answer)) = (link, answer) {
        again = settle(&mut link, answer);
        link.asked_at = Some(tx.now());
        store::keep(&mut tx, &hash, &link).await?;
    }
    let later = tx.now() + AGAIN;
    let held = if again { jobs::postpone(&mut tx, job, later).await? } else { jobs::finish(&mut tx, job).await? };
    if held {
        tx.commit().await?;
    }
    Ok(())
}

/// What an answer means for the address; true where it is to be asked again.
fn settle(link: &mut Link, answer: Answer) -> bool {
    let (status, fault, failures) = match answer {
        Answer::There(status) => (Some(status), None, 0),
        Answer::Fault(fault, status) => (status, Some(fault), 0),
        Answer::Silent(status) => {
            let failures = link.failures.saturating_add(1);
            (status, (TIMES <= failures).then_some(LinkFault::Unreachable), failures)
        }
    };
    (link.status, link.fault, link.failures) = (status, fault, failures);
    0 < failures && failures < TIMES
}

#[cfg(test)]
mod tests {
    use super::{Answer, Link, LinkFault, settle};

    #[test]
    fn a_silent_server_is_asked_twice_before_its_page_counts_as_dead() {
        let mut link = Link { address: String::new(), asked_at: None, status: Some(200), fault: None, failures: 0 };
        assert!(settle(&mut link, Answer::Silent(Some(502))) && link.fault.is_none());
        assert!(!settle(&mut link, Answer::Silent(None)) && link.fault == Some(LinkFault::Unreachable));
        assert!(!settle(&mut link, Answer::There(200)) && link.fault.is_none() && link.failures == 0);
    }
}
