//! What to do about each `errcode`: HTTP is 200 on errors, and the text of `errmsg` is never matched on.

/// What an error asks of us.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Policy {
    /// Busy: again after a pause of at least these seconds.
    Retry(u32),
    /// The token is not taken: fetch it again, once.
    RefreshToken,
    /// A budget is spent: nothing before it is full again.
    Quota,
    /// The content or the request will never do: an editor must see it.
    Permanent,
    /// The account is at fault: pause it and tell someone.
    Account,
}

/// The policy of an error. One that no source names is permanent: a person reads its number.
#[must_use]
pub fn policy_of(errcode: i64) -> Policy {
    match errcode {
        -1 | -1000 | 61450 | 9_001_002 => Policy::Retry(5),
        // Minute quota, the same message again too soon, published too often.
        45011 | 45066 | 53501 => Policy::Retry(60),
        40001 | 40014 | 42001 => Policy::RefreshToken,
        45009 | 45015 | 45028 | 45047 => Policy::Quota,
        // Wrong appid or secret, address not on the list, secret frozen, no permission, banned, closed, not verified.
        40013 | 40125 | 40164 | 40243 | 48001 | 48003 | 48004 | 48008 | 50001 | 50002 | 53500 | 61003 | 61007
        | 88000 => Policy::Account,
        _ => Policy::Permanent,
    }
}

/// True where the platform itself does not know whether it took the act: it counts as a lost answer.
pub(crate) fn is_doubtful(errcode: i64) -> bool {
    matches!(errcode, -1 | -1000)
}

/// What an editor can do about it, in Chinese.
pub(crate) fn advice(errcode: i64) -> &'static str {
    match errcode {
        40007 => "素材已失效，请重新发布",
        40009 => "图片过大，请压缩后重发",
        45002 => "正文过长，请删减",
        45003 => "标题超过微信限制",
        45004 => "摘要超过微信限制",
        45166 => "正文含微信不接受的内容",
        53402 => "封面裁剪不合要求",
        53503 => "未通过微信发布检查，请修改后重新送审",
        53504 => "请到公众平台网页发布，并回填链接",
        53505 => "请先在公众平台网页保存一次",
        87014 => "微信判定内容有风险，请修改后重新送审",
        40164 => "服务器地址不在公众号白名单内",
        40001 | 40125 | 40243 => "公众号密钥无效或已冻结，请更换",
        48001 => "公众号没有这项接口权限（是否已认证）",
        53500 => "公众号发布能力被封禁",
        45009 => "当日接口次数已用完",
        45028 => "群发次数已用完",
        40016 | 40023 => "菜单按钮的数目不合要求",
        40018 | 40025 => "菜单名过长",
        40020 | 40027 => "菜单网址过长",
        40054 | 40055 => "菜单网址的域名不被微信接受",
        46003 => "公众号没有菜单",
        88000 => "公众号没有留言功能（须已认证，并在公众平台开通留言）",
        88001 => "这篇文章没有留言，或已被删除",
        88003 => "这篇文章的精选留言已满，请先取消一条",
        88004 | 88008 => "留言已被删除",
        88005 => "这条留言已有回复",
        88007 => "回复过长",
        _ => "微信拒绝了这次请求",
    }
}

#[cfg(test)]
mod tests {
    use super::{Policy, policy_of};

    #[test]
    fn each_class_of_the_table_is_kept() {
        assert_eq!(policy_of(-1), Policy::Retry(5));
        assert_eq!(policy_of(45011), Policy::Retry(60));
        assert_eq!(policy_of(42001), Policy::RefreshToken);
        assert_eq!(policy_of(45028), Policy::Quota);
        assert_eq!(policy_of(48001), Policy::Account);
        assert_eq!(policy_of(53503), Policy::Permanent);
        assert_eq!(policy_of(53506), Policy::Permanent);
    }
}
