//! Loaders of the inbox: replies of a page of inquiries, and the working days each has left.

use std::collections::HashMap;
use std::sync::Arc;

use async_graphql::Data;
use async_graphql::dataloader::{DataLoader, Loader};
use interaction::inquiry::{self, Event, Reply};
use interaction::{InquiryId, clock};
use time::Date;
use uuid::Uuid;

use super::loaders::LoadError;
use crate::request::Request;

/// Puts the loaders beside the request.
pub(crate) fn add(data: &mut Data, request: &Request) {
    data.insert(DataLoader::new(Answers(request.clone()), tokio::spawn));
    data.insert(DataLoader::new(Histories(request.clone()), tokio::spawn));
    data.insert(DataLoader::new(DaysLeft(request.clone()), tokio::spawn));
}

/// Replies by inquiry.
pub(crate) struct Answers(Request);

/// The key of `Answers`: an inquiry's id.
#[derive(Clone, Copy, PartialEq, Eq, Hash)]
pub(crate) struct AnswersTo(pub(crate) Uuid);

impl Loader<AnswersTo> for Answers {
    type Value = Vec<Reply>;
    type Error = LoadError;
    async fn load(&self, ids: &[AnswersTo]) -> Result<HashMap<AnswersTo, Vec<Reply>>, LoadError> {
        let (mut tx, _) = self.0.read().await.map_err(Arc::new)?;
        let ids: Vec<InquiryId> = ids.iter().map(|id| InquiryId(id.0)).collect();
        let rows = inquiry::replies(&mut tx, &ids).await.map_err(|error| Arc::new(error.into()))?;
        let mut replies: HashMap<AnswersTo, Vec<Reply>> = HashMap::new();
        for row in rows {
            replies.entry(AnswersTo(row.inquiry_id.0)).or_default().push(row);
        }
        Ok(replies)
    }
}

/// Histories by inquiry.
pub(crate) struct Histories(Request);

/// The key of `Histories`: an inquiry's id.
#[derive(Clone, Copy, PartialEq, Eq, Hash)]
pub(crate) struct HistoryOf(pub(crate) Uuid);

impl Loader<HistoryOf> for Histories {
    type Value = Vec<Event>;
    type Error = LoadError;
    async fn load(&self, ids: &[HistoryOf]) -> Result<HashMap<HistoryOf, Vec<Event>>, LoadError> {
        let (mut tx, _) = self.0.read().await.map_err(Arc::new)?;
        let ids: Vec<InquiryId> = ids.iter().map(|id| InquiryId(id.0)).collect();
        let mut events: HashMap<HistoryOf, Vec<Event>> = HashMap::new();
        for row in inquiry::history(&mut tx, &ids).await.map_err(|error| Arc::new(error.into()))? {
            events.entry(HistoryOf(row.inquiry.0)).or_default().push(row);
        }
        Ok(events)
    }
}

/// Working days from today to a day.
pub(crate) struct DaysLeft(Request);

/// The key of `DaysLeft`.
#[derive(Clone, Copy, PartialEq, Eq, Hash)]
pub(crate) struct DaysUntil(pub(crate) Date);

impl Loader<DaysUntil> for DaysLeft {
    type Value = i32;
    type Error = LoadError;
    async fn load(&self, days: &[DaysUntil]) -> Result<HashMap<DaysUntil, i32>, LoadError> {
        let (mut tx, _) = self.0.read().await.map_err(Arc::new)?;
        let days: Vec<Date> = days.iter().map(|day| day.0).collect();
        let left = clock::working_days_left(&mut tx, &days).await.map_err(|error| Arc::new(error.into()))?;
        Ok(days.into_iter().map(DaysUntil).zip(left).collect())
    }
}
