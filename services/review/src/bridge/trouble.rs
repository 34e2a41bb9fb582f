//! What stands in the way of a bridge, in plain words, the gravest first.

use platform::Clock;

use super::Bridge;

/// What is wrong and what helps, in Chinese and in English; none where all is well.
#[must_use]
pub fn trouble(bridge: &Bridge) -> Option<(String, String)> {
    let fixed = |zh: &str, en: &str| Some((zh.to_owned(), en.to_owned()));
    match bridge.state.as_str() {
        "disabled" => {
            return fixed(
                "对方答复不再接收（410），已停止发送：请与 OA 承建方核实后恢复",
                "it answered that it takes no more (410) and nothing is sent: ask who runs it, then resume",
            );
        }
        "paused" => return fixed("已暂停：不发送，也不接受决定", "paused: nothing is sent and no decision is taken"),
        _ => {}
    }
    if bridge.rotated_at.is_none() {
        return fixed(
            "还没有密钥：请安全管理员发放，并交给 OA 承建方",
            "it has no secret yet: the security administrator issues one",
        );
    }
    if bridge.people == 0 {
        return fixed(
            "还没有对应人员：请安全管理员把 OA 账号对应到人，此前没有步骤送去",
            "nobody decides there yet: the security administrator links accounts to people, and no step goes there before",
        );
    }
    if let (Some(_), Some(next)) = (&bridge.last_error, bridge.next_at) {
        let at = Clock::in_china(next);
        let at = format!("{:02}:{:02}", at.hour(), at.minute());
        return Some((
            format!("对方暂时收不到，有 {} 条消息在等；{at} 再试", bridge.queued),
            format!("it cannot be reached, {} messages wait; tried again at {at}", bridge.queued),
        ));
    }
    if 0 < bridge.dead {
        return Some((
            format!("有 {} 条消息没有送到：请看发送记录中的原因，改正后重发", bridge.dead),
            format!("{} messages did not arrive: see why in the log, mend it and send again", bridge.dead),
        ));
    }
    None
}
