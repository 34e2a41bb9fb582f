//! I1: whoever goes away while a transaction is opened leaves nothing of it to the next who gets the connection.

use std::pin::pin;
use std::task::Poll;

use platform::{Caller, Clock, CountyId, Database};

const COUNTY: CountyId = CountyId(411_325);

/// Polls so many times, and then walks away; true if it ended before.
async fn abandoned_after(polls: usize, work: impl Future) -> bool {
    let mut work = pin!(work);
    for _ in 0..polls {
        let ended = std::future::poll_fn(|context| Poll::Ready(work.as_mut().poll(context).is_ready())).await;
        if ended {
            return true;
        }
        tokio::task::yield_now().await;
    }
    false
}

#[tokio::test]
async fn i1_an_abandoned_beginning_leaves_no_context_and_no_bar_to_the_next() {
    let test = test_database::fresh().await.unwrap();
    let database = Database::connect(&test.app_url(), 1, Clock::default()).await.unwrap();
    let outlet = Caller::outlet(COUNTY, uuid::Uuid::from_u128(7), "晚报");
    let asks = "select coalesce(current_setting('juzhen.outlet', true), '') = '' and not current_setting('transaction_read_only')::bool";
    let mut polls = 1;
    for _ in 0..500 {
        let ended = abandoned_after(polls, database.begin_read(&outlet)).await;
        let mut next = database.begin(&Caller::public(COUNTY)).await.unwrap();
        let clean: bool = sqlx::query_scalar(asks).fetch_one(next.conn()).await.unwrap();
        assert!(clean, "left after {polls} polls");
        polls = if ended { 1 } else { polls + 1 };
    }
}
