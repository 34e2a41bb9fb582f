//! What a menu must keep to: the platform's numbers, told by the field.

use platform::Invalid;

use super::{Act, Button};

/// Buttons in a row, and under one of them.
const ROW: usize = 3;
const UNDER: usize = 5;
/// Room of a name, in halves of a Chinese character: what is longer is cut by the platform.
const NAME: usize = 8;
const NAME_UNDER: usize = 16;
const KEY_BYTES: usize = 128;
const URL_BYTES: usize = 1024;

/// Notes every fault of a menu as it is worked on.
pub(super) fn check(buttons: &[Button], faults: &mut Invalid) {
    faults.check(buttons.len() <= ROW, "buttons", "COUNT", "一级菜单最多 3 个");
    for (at, button) in buttons.iter().enumerate() {
        let place = format!("buttons.{at}");
        name(button, &place, (NAME, "一级菜单名不超过 4 个汉字"), faults);
        if button.buttons.is_empty() {
            act(button, &place, faults);
            continue;
        }
        faults.check(button.act.is_none(), &place, "BOTH", "有子菜单的按钮自己不能再有动作");
        faults.check(button.buttons.len() <= UNDER, format!("{place}.buttons"), "COUNT", "每个一级菜单最多 5 个子菜单");
        for (under, inner) in button.buttons.iter().enumerate() {
            let place = format!("{place}.buttons.{under}");
            name(inner, &place, (NAME_UNDER, "子菜单名不超过 8 个汉字"), faults);
            faults.check(inner.buttons.is_empty(), &place, "TOO_DEEP", "子菜单下不能再有子菜单");
            act(inner, &place, faults);
        }
    }
}

fn name(button: &Button, place: &str, (most, message): (usize, &str), faults: &mut Invalid) {
    let name = button.name.trim();
    faults.check(!name.is_empty(), format!("{place}.name"), "REQUIRED", "请填写菜单名");
    faults.check(room(name) <= most, format!("{place}.name"), "TOO_LONG", message);
}

fn room(name: &str) -> usize {
    name.chars().map(|letter| if letter.is_ascii() { 1 } else { 2 }).sum()
}

fn act(button: &Button, place: &str, faults: &mut Invalid) {
    let field = |name: &str| format!("{place}.{name}");
    match &button.act {
        None => faults.check(false, place, "REQUIRED", "请选择点击后做什么，或添加子菜单"),
        Some(Act::View { url }) => {
            faults.check(is_address(url), field("url"), "ADDRESS", "请填写以 https:// 开头的网址");
        }
        Some(Act::Click { key }) => {
            faults.check((1..=KEY_BYTES).contains(&key.len()), field("key"), "LENGTH", "按钮编号须为 1 至 128 个字符");
        }
        Some(Act::Miniprogram { appid, page, url }) => {
            faults.check(!appid.trim().is_empty(), field("appid"), "REQUIRED", "请填写小程序的 AppID");
            faults.check(!page.trim().is_empty(), field("page"), "REQUIRED", "请填写小程序的页面路径");
            faults.check(is_address(url), field("url"), "ADDRESS", "请填写打不开小程序时的备用网址");
        }
        Some(Act::Article { id }) => {
            faults.check(!id.trim().is_empty(), field("articleId"), "REQUIRED", "请选择一篇已发布的文章");
        }
        Some(Act::Other { .. }) => {
            faults.check(false, place, "NOT_HERE", "这种按钮只能在公众平台设置，请换一种动作");
        }
    }
}

fn is_address(text: &str) -> bool {
    let text = text.trim();
    let web = text.starts_with("https://") || text.starts_with("http://");
    web && text.len() <= URL_BYTES && url::Url::parse(text).is_ok_and(|url| url.has_host())
}

#[cfg(test)]
mod tests {
    use super::{Act, Button, check};
    use platform::{Invalid, Refusal as _};

    fn page(name: &str, url: &str) -> Button {
        Button { name: name.to_owned(), act: Some(Act::View { url: url.to_owned() }), buttons: Vec::new() }
    }

    fn told(buttons: &[Button]) -> Vec<(String, &'static str)> {
        let mut faults = Invalid::default();
        check(buttons, &mut faults);
        faults.fields().iter().map(|fault| (fault.field.clone(), fault.code)).collect()
    }

    #[test]
    fn a_row_of_three_with_five_under_one_is_taken() {
        let five = vec![page("八个汉字的子菜单", "https://nx.gov.cn/"); 5];
        let opens = Button { name: "政务服务".to_owned(), act: None, buttons: five };
        assert!(told(&[opens, page("办事abcd", "https://nx.gov.cn/"), page("互动", "http://nx.gov.cn/")]).is_empty());
    }

    #[test]
    fn every_fault_names_its_button() {
        let inner = vec![page("九个汉字的子菜单名", "ftp://nx.gov.cn/")];
        let opens = Button { name: "五个汉字啊".to_owned(), act: None, buttons: inner };
        let all = [
            ("buttons.0.name".to_owned(), "TOO_LONG"),
            ("buttons.0.buttons.0.name".to_owned(), "TOO_LONG"),
            ("buttons.0.buttons.0.url".to_owned(), "ADDRESS"),
        ];
        assert_eq!(told(&[opens]), all);
        let nothing = Button { name: " ".to_owned(), act: None, buttons: Vec::new() };
        assert_eq!(told(&[nothing]).len(), 2);
        assert_eq!(told(&vec![page("甲", "https://nx.gov.cn/"); 4]), [("buttons".to_owned(), "COUNT")]);
    }
}
