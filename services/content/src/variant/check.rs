//! What variants must keep to. Every fault is told by the path of its field, `variants.wechat.title`.

use std::collections::BTreeSet;

use platform::{Invalid, Storage, TenantTx};

use super::{Variant, Variants};
use crate::channel::{Channel, Rules};
use crate::limits::Limits;
use crate::media;

/// Notes every fault of form; `blocks` is how many the master has.
pub(crate) fn check(variants: &Variants, limits: &Limits, blocks: usize, faults: &mut Invalid) {
    for (channel, variant) in variants.iter() {
        let field = |name: &str| format!("variants.{channel}.{name}");
        let (title, summary) = lengths(variant);
        let message = format!("{}版标题不超过 {} 字", channel.name(), limits.title);
        faults.check(title <= limits.title, field("title"), "TOO_LONG", message);
        let message = format!("{}版摘要不超过 {} 字", channel.name(), limits.summary);
        faults.check(summary <= limits.summary, field("summary"), "TOO_LONG", message);
        let inside = variant.cover_focus.is_none_or(|focus| focus.x <= 1000 && focus.y <= 1000);
        faults.check(inside, field("coverFocus"), "OUT_OF_RANGE", "焦点需在图片之内");
        let ordered = variant.order.as_ref().is_none_or(|order| is_order(order, blocks));
        faults.check(ordered, field("order"), "NOT_AN_ORDER", "段落顺序与正文不符，请重新排列");
        let has_them = !variant.as_pictures || channel == Channel::Wechat;
        faults.check(has_them, field("asPictures"), "NOT_ON_CHANNEL", "只有微信有图片消息");
    }
}

/// Notes covers that are not there.
pub(crate) async fn check_covers(tx: &mut TenantTx, variants: &Variants, faults: &mut Invalid) -> Result<(), Storage> {
    let covers: Vec<_> = variants.covers().collect();
    if covers.is_empty() {
        return Ok(());
    }
    let ids: Vec<_> = covers.iter().map(|(_, id)| *id).collect();
    let seen = media::by_ids(tx, &ids).await?;
    for (field, id) in covers {
        faults.check(seen.iter().any(|file| file.id == id), field, "UNKNOWN_MEDIA", "封面图不存在");
    }
    Ok(())
}

/// Notes what the channel itself would refuse of its own words: what was written for a channel is to fit it, before anyone reviews it.
pub(crate) fn check_rules(variants: &Variants, rules: &Rules, faults: &mut Invalid) {
    for (channel, variant) in variants.iter() {
        let (most, (title, summary)) = (rules.of(channel), lengths(variant));
        let (code, name) = (too_long(channel), channel.name());
        let message = format!("{name}版标题不超过 {} 字", most.title);
        faults.check(title <= most.title, format!("variants.{channel}.title"), code, message);
        let message = format!("{name}版摘要不超过 {} 字", most.summary);
        faults.check(summary <= most.summary, format!("variants.{channel}.summary"), code, message);
    }
}

fn too_long(channel: Channel) -> &'static str {
    if channel == Channel::Wechat { "TOO_LONG_FOR_WECHAT" } else { "TOO_LONG_FOR_CHANNEL" }
}

fn lengths(variant: &Variant) -> (usize, usize) {
    let length = |text: &Option<String>| text.as_deref().map_or(0, |text| text.chars().count());
    (length(&variant.title), length(&variant.summary))
}

/// True where it names every place once.
fn is_order(order: &[usize], blocks: usize) -> bool {
    let places: BTreeSet<usize> = order.iter().copied().collect();
    order.len() == blocks && places.len() == blocks && places.last().is_none_or(|last| *last < blocks)
}

#[cfg(test)]
mod tests {
    use super::{Limits, Rules, check, check_rules, is_order};
    use crate::channel::Channel;
    use crate::variant::{Variant, Variants};
    use platform::{Invalid, Refusal as _};

    #[test]
    fn every_fault_names_its_channel_and_field() {
        let bad = Variant { title: Some("字".repeat(121)), order: Some(vec![0, 0]), ..Variant::default() };
        let mut faults = Invalid::default();
        check(&Variants::new([(Channel::App, bad)]), &Limits::default(), 2, &mut faults);
        let fields: Vec<_> = faults.fields().iter().map(|fault| fault.field.as_str()).collect();
        assert_eq!(fields, ["variants.app.title", "variants.app.order"]);
    }

    #[test]
    fn a_title_written_for_wechat_fits_it_or_is_refused_by_its_field() {
        let titled = |count| {
            Variants::new([(Channel::Wechat, Variant { title: Some("字".repeat(count)), ..Variant::default() })])
        };
        let mut faults = Invalid::default();
        check_rules(&titled(32), &Rules::default(), &mut faults);
        assert!(faults.fields().is_empty());
        check_rules(&titled(33), &Rules::default(), &mut faults);
        let told: Vec<_> = faults.fields().iter().map(|fault| (fault.field.as_str(), fault.code)).collect();
        assert_eq!(told, [("variants.wechat.title", "TOO_LONG_FOR_WECHAT")]);
    }

    #[test]
    fn an_order_names_every_place_once() {
        assert!(is_order(&[2, 0, 1], 3) && is_order(&[], 0));
        assert!(!is_order(&[0, 1], 3) && !is_order(&[0, 0, 1], 3) && !is_order(&[0, 1, 3], 3));
    }
}
