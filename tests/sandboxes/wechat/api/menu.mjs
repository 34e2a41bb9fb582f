/** The menu under the conversation: three buttons, five under each, as the interface made it. */
import { OK, require } from "../errors.mjs";
import { opaque } from "../world.mjs";

const bytes = (text) => Buffer.byteLength(String(text ?? ""));
const TYPES = ["click", "view", "miniprogram", "article_id", "article_view_limited", "media_id", "scancode_push", "scancode_waitmsg", "pic_sysphoto", "pic_photo_or_album", "pic_weixin", "location_select"];
/** errcodes of a first-level button, and of one under it. */
const FIRST = { name: 40018, type: 40017, key: 40019, url: 40020, domain: 40055, nameBytes: 16 };
const INNER = { name: 40025, type: 40024, key: 40026, url: 40027, domain: 40054, nameBytes: 60 };

/** POST menu/create: takes the place of what there is. */
export function createMenu({ world, account, body }) {
  require(Array.isArray(body.button) && 1 <= body.button.length && body.button.length <= 3, 40016);
  for (const button of body.button) checkFirst(account, button);
  account.menu = structuredClone(body.button);
  world.effect(account, "menu_created", { id: opaque(8), button: account.menu });
  return OK;
}

/** GET menu/get */
export function getMenu({ account }) {
  require(account.menu, 46003);
  return { menu: { button: account.menu.map((button) => ({ sub_button: [], ...button })) } };
}

/** GET menu/delete */
export function deleteMenu({ world, account }) {
  account.menu = null;
  world.effect(account, "menu_deleted", {});
  return OK;
}

function checkFirst(account, button) {
  const inner = button.sub_button ?? [];
  require(Array.isArray(inner) && inner.length <= 5, 40023);
  if (inner.length === 0) return check(account, button, FIRST);
  checkName(button, FIRST);
  for (const one of inner) {
    require(!one.sub_button?.length, 40022);
    check(account, one, INNER);
  }
  return undefined;
}

function check(account, button, codes) {
  checkName(button, codes);
  require(TYPES.includes(button.type), codes.type);
  if (button.type === "click") require(typeof button.key === "string" && 1 <= bytes(button.key) && bytes(button.key) <= 128, codes.key);
  if (button.type === "view" || button.type === "miniprogram") {
    require(typeof button.url === "string" && bytes(button.url) <= 1024, codes.url);
    require(/^https?:\/\/[^/]+/.test(button.url), codes.domain);
  }
  if (button.type === "miniprogram") require(button.appid && button.pagepath, codes.key);
  if (button.type === "article_id") require(Object.hasOwn(account.articles, button.article_id ?? ""), 53600);
}

function checkName({ name }, codes) {
  require(typeof name === "string" && name !== "" && bytes(name) <= codes.nameBytes, codes.name);
}
