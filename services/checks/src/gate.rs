//! 六关: what a piece is judged on. Five are locked on by the state; the sixth is the county's own.

use serde::{Deserialize, Serialize};

/// One gate.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Gate {
    /// 政治关.
    Political,
    /// 政策关.
    Policy,
    /// 法律关.
    Legal,
    /// 文字关.
    Wording,
    /// 保密关: decided piece by piece, never in bulk.
    Secrecy,
    /// 舆情关.
    Opinion,
}

impl Gate {
    /// Every gate, in the order of the measures.
    pub const ALL: [Self; 6] =
        [Self::Political, Self::Policy, Self::Legal, Self::Wording, Self::Secrecy, Self::Opinion];
    /// The five no rule may leave out.
    pub const LOCKED: [Self; 5] = [Self::Political, Self::Policy, Self::Legal, Self::Wording, Self::Secrecy];

    /// As stored.
    #[must_use]
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Political => "political",
            Self::Policy => "policy",
            Self::Legal => "legal",
            Self::Wording => "wording",
            Self::Secrecy => "secrecy",
            Self::Opinion => "opinion",
        }
    }

    /// Reads a stored gate.
    #[must_use]
    pub fn parse(text: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|gate| gate.as_str() == text)
    }
}
