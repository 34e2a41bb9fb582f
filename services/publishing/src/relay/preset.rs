//! What a county presets for its tasks.

use platform::audit::Entry;
use platform::settings::Setting;
use platform::{Invalid, Storage, TenantTx};
use serde::{Deserialize, Serialize};
use tenancy::{Action, Actor, Refused, Scope};

/// The numbers of a relay task.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default, rename_all = "camelCase")]
pub struct Preset {
    /// Hours from the order until it is due, where the order says nothing else.
    pub due_hours: i32,
    /// Minutes before its time at which departments are reminded; never before half of the time is over.
    pub remind_minutes: i32,
    /// Minutes between the accounts that are asked to go out one after another.
    pub spacing_minutes: i32,
    /// How many copies are drawn for a look.
    pub drawn: i32,
}

impl Default for Preset {
    fn default() -> Self {
        PRESET.default
    }
}

/// A day to carry it, a reminder two hours before, two minutes between accounts, three drawn.
pub const PRESET: Setting<Preset> = Setting {
    key: "relay.preset",
    default: Preset { due_hours: 24, remind_minutes: 120, spacing_minutes: 2, drawn: 3 },
};

/// Why it was not set.
#[derive(Debug, thiserror::Error)]
#[expect(missing_docs, reason = "each variant is the refusal it holds")]
pub enum PresetError {
    #[error(transparent)]
    Refused(#[from] Refused),
    #[error(transparent)]
    Invalid(#[from] Invalid),
    #[error(transparent)]
    Storage(#[from] Storage),
}

platform::refusal!(PresetError { Refused, Invalid, Storage });

/// Sets what holds for tasks from now on.
///
/// # Errors
/// When the actor does not set the county's settings, or a number is out of range.
pub async fn set_preset(tx: &mut TenantTx, actor: &Actor, preset: Preset) -> Result<Preset, PresetError> {
    actor.require(Action::SettingManage, Scope::County)?;
    let mut faults = Invalid::default();
    let within = |number: i32, most: i32, least: i32| (least..=most).contains(&number);
    faults.check(within(preset.due_hours, 720, 1), "dueHours", "OUT_OF_RANGE", "时限须在 1 到 720 小时之间");
    faults.check(within(preset.remind_minutes, 1440, 0), "remindMinutes", "OUT_OF_RANGE", "提前提醒不超过 1440 分钟");
    faults.check(within(preset.spacing_minutes, 60, 0), "spacingMinutes", "OUT_OF_RANGE", "错开间隔不超过 60 分钟");
    faults.check(within(preset.drawn, 20, 1), "drawn", "OUT_OF_RANGE", "抽查件数须在 1 到 20 之间");
    faults.into_result()?;
    PRESET.set(tx, &preset).await?;
    let entry = Entry::new("relay.preset", "county_setting", None);
    tx.audit(entry.with("due_hours", preset.due_hours).with("spacing_minutes", preset.spacing_minutes));
    Ok(preset)
}
