//! The closed sets of words of review.

use async_graphql::Enum;

/// 六关
#[derive(Enum, Clone, Copy, PartialEq, Eq)]
#[graphql(remote = "::review::Gate")]
pub enum Gate {
    Political,
    Policy,
    Legal,
    Wording,
    Secrecy,
    Opinion,
}

/// A person's word on a gate
#[derive(Enum, Clone, Copy, PartialEq, Eq)]
#[graphql(remote = "::review::Verdict")]
pub enum Verdict {
    Pass,
    Return,
}

/// Where a case stands
#[derive(Enum, Clone, Copy, PartialEq, Eq)]
#[graphql(remote = "::review::CaseState")]
pub enum CaseState {
    Open,
    Approved,
    Returned,
    Withdrawn,
}

/// Where a step stands
#[derive(Enum, Clone, Copy, PartialEq, Eq)]
#[graphql(remote = "::review::StepState")]
pub enum StepState {
    Waiting,
    Open,
    Passed,
    Returned,
}

/// Whether a second person has looked at what went out by override
#[derive(Enum, Clone, Copy, PartialEq, Eq)]
#[graphql(remote = "::review::debt::DebtState")]
pub enum DebtState {
    /// Nobody has
    Open,
    /// It stands
    Upheld,
    /// It should not have gone out so
    Objected,
}

/// What the second person says
#[derive(Enum, Clone, Copy, PartialEq, Eq)]
#[graphql(remote = "::review::debt::Settlement")]
pub enum Settlement {
    Upheld,
    Objected,
}

/// A person's decision on a step
#[derive(Enum, Clone, Copy, PartialEq, Eq)]
#[graphql(remote = "::review::Decision")]
pub enum Decision {
    Pass,
    Return,
    SignOff,
}
