//! The draft of the set of rules, with its faults.

use ::review::rule;
use async_graphql::{Context, Object, SimpleObject};
use time::OffsetDateTime;

use super::content::RuleContent;
use crate::api_error::ApiResult;
use crate::console::types::{Person, person};

/// The set of rules as it is being rewritten; it holds for no piece until it is published
pub(in crate::console) struct RuleDraft(pub(super) rule::RuleDraft);

#[Object]
impl RuleDraft {
    /// Counts every save
    async fn version(&self) -> i32 {
        self.0.version
    }
    async fn edited_by(&self, ctx: &Context<'_>) -> ApiResult<Person> {
        person(ctx, self.0.edited_by.0).await
    }
    async fn edited_at(&self) -> OffsetDateTime {
        self.0.edited_at
    }
    async fn rules(&self) -> Vec<RuleContent<'_>> {
        self.0.rules.iter().map(RuleContent).collect()
    }
    /// Every fault, at its place; with any, it cannot be published
    async fn faults(&self) -> Vec<RuleFault> {
        let fault = |fault: &rule::RuleFault| RuleFault {
            field: fault.field.clone(),
            code: fault.code.to_owned(),
            message: fault.message.clone(),
            message_en: fault.message_en.clone(),
        };
        self.0.faults.iter().map(fault).collect()
    }
    /// Places of rules that no piece reaches: others of a higher priority take all of theirs
    async fn idle(&self) -> Vec<i32> {
        self.0.idle.iter().filter_map(|index| i32::try_from(*index).ok()).collect()
    }
    /// The rules in force are no longer those it was begun from
    async fn outdated(&self) -> bool {
        self.0.outdated
    }
    /// The same as TOML
    async fn toml(&self) -> String {
        rule::write(&self.0.rules)
    }
}

/// What is wrong with a set of rules, with a piece that shows it
#[derive(SimpleObject)]
pub(in crate::console) struct RuleFault {
    /// `rules.0.steps.1.role`, or `rules` for the set
    field: String,
    code: String,
    message: String,
    message_en: String,
}
