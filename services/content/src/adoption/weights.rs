//! What each thing is worth in the ledger: the county's own.

use platform::audit::Entry;
use platform::settings::Setting;
use platform::{Invalid, Storage, TenantTx};
use serde::{Deserialize, Serialize};
use tenancy::{Action, Actor, Refused, Scope};

use super::Counts;

/// Points for each.
#[derive(Clone, Copy, Debug, PartialEq, Deserialize, Serialize)]
#[serde(default, rename_all = "camelCase", deny_unknown_fields)]
#[expect(missing_docs, reason = "the fields are those of the counts")]
pub struct Weights {
    pub submitted: f64,
    pub adopted: f64,
    pub adopted_with_edits: f64,
    pub released: f64,
    pub national: f64,
    pub province: f64,
    pub city: f64,
    pub local: f64,
}

impl Weights {
    const DEFAULT: Self = Self {
        submitted: 0.0,
        adopted: 2.0,
        adopted_with_edits: 1.0,
        released: 1.0,
        national: 20.0,
        province: 10.0,
        city: 5.0,
        local: 0.0,
    };
    /// The setting.
    pub const SETTING: Setting<Self> = Setting { key: "adoption.weights", default: Self::DEFAULT };

    /// What a department's counts come to, to two places.
    #[must_use]
    pub fn score(&self, counts: &Counts) -> f64 {
        let parts = [
            (self.submitted, counts.submitted),
            (self.adopted, counts.adopted),
            (self.adopted_with_edits, counts.adopted_with_edits),
            (self.released, counts.released),
            (self.national, counts.national),
            (self.province, counts.province),
            (self.city, counts.city),
            (self.local, counts.local),
        ];
        let whole = |count: i64| f64::from(u32::try_from(count).unwrap_or(u32::MAX));
        let sum: f64 = parts.into_iter().map(|(weight, count)| weight * whole(count)).sum();
        (sum * 100.0).round() / 100.0
    }

    fn named(&self) -> [(&'static str, f64); 8] {
        [
            ("submitted", self.submitted),
            ("adopted", self.adopted),
            ("adoptedWithEdits", self.adopted_with_edits),
            ("released", self.released),
            ("national", self.national),
            ("province", self.province),
            ("city", self.city),
            ("local", self.local),
        ]
    }
}

impl Default for Weights {
    fn default() -> Self {
        Self::DEFAULT
    }
}

/// Why the weights stay.
#[derive(Debug, thiserror::Error)]
#[expect(missing_docs, reason = "each variant is the refusal it holds")]
pub enum WeighError {
    #[error(transparent)]
    Refused(#[from] Refused),
    #[error(transparent)]
    Invalid(#[from] Invalid),
    #[error(transparent)]
    Storage(#[from] Storage),
}

platform::refusal!(WeighError { Refused, Invalid, Storage });

/// Sets the county's weights; scores of every period follow them.
///
/// # Errors
/// When the actor does not keep the county's settings, or a weight is out of bounds.
pub async fn weigh(tx: &mut TenantTx, actor: &Actor, weights: Weights) -> Result<Weights, WeighError> {
    actor.require(Action::SettingManage, Scope::County)?;
    let mut faults = Invalid::default();
    for (field, weight) in weights.named() {
        faults.check((0.0..=1000.0).contains(&weight), field, "OUT_OF_BOUNDS", "分值在 0 到 1000 之间");
    }
    faults.into_result()?;
    Weights::SETTING.set(tx, &weights).await?;
    tx.audit(Entry::new("setting.set", "setting", None).with("key", Weights::SETTING.key).with("value", weights));
    Ok(weights)
}

#[cfg(test)]
mod tests {
    use super::{Counts, Weights};

    #[test]
    fn a_score_is_the_countys_weights_times_the_counts() {
        let weights = Weights { adopted: 1.5, national: 0.1, ..Weights::DEFAULT };
        let counts =
            Counts { submitted: 9, adopted: 3, adopted_with_edits: 1, released: 2, national: 3, ..Counts::default() };
        assert!((weights.score(&counts) - 7.8).abs() < 1e-9);
        assert!(Weights::DEFAULT.score(&Counts::default()).abs() < 1e-9);
    }
}
