/** Every call the sandbox answers, by method and path below /cgi-bin/; those of `datacube/` stand at the root. */
import * as comment from "./comment.mjs";
import * as component from "./component.mjs";
import * as custom from "./custom.mjs";
import * as datacube from "./datacube.mjs";
import * as draft from "./draft.mjs";
import * as mass from "./mass.mjs";
import * as media from "./media.mjs";
import * as menu from "./menu.mjs";
import * as publish from "./publish.mjs";
import * as quota from "./quota.mjs";
import * as token from "./token.mjs";
import * as user from "./user.mjs";

/** Calls that prove who they are by themselves and need no access token. */
export const OPEN = {
  token: { method: "GET", handle: token.plainToken },
  stable_token: { method: "POST", handle: token.stableToken },
  "component/api_component_token": { method: "POST", handle: component.componentToken },
};

/** Calls of a third-party platform, made with its own token. */
export const COMPONENT = {
  "component/api_create_preauthcode": { method: "POST", handle: component.createPreAuthCode },
  "component/api_query_auth": { method: "POST", handle: component.queryAuth },
  "component/api_authorizer_token": { method: "POST", handle: component.authorizerToken },
  "component/api_get_authorizer_info": { method: "POST", handle: component.authorizerInfo },
  "component/api_get_authorizer_list": { method: "POST", handle: component.authorizerList },
};

/** Calls made with an access token. */
export const TOKENED = {
  "draft/add": { method: "POST", handle: draft.addDraft },
  "draft/update": { method: "POST", handle: draft.updateDraft },
  "draft/get": { method: "POST", handle: draft.getDraft },
  "draft/delete": { method: "POST", handle: draft.deleteDraft },
  "draft/batchget": { method: "POST", handle: draft.listDrafts },
  "draft/count": { method: "GET", handle: draft.countDrafts },
  "freepublish/submit": { method: "POST", handle: publish.submitPublish },
  "freepublish/get": { method: "POST", handle: publish.getPublish },
  "freepublish/delete": { method: "POST", handle: publish.deletePublished },
  "freepublish/getarticle": { method: "POST", handle: publish.getArticle },
  "freepublish/batchget": { method: "POST", handle: publish.listPublished },
  "media/uploadimg": { method: "POST", handle: media.uploadImage },
  "media/upload": { method: "POST", handle: media.uploadTemporary },
  "material/add_material": { method: "POST", handle: media.addMaterial },
  "material/del_material": { method: "POST", handle: media.deleteMaterial },
  "message/custom/send": { method: "POST", handle: custom.sendCustom },
  "message/mass/sendall": { method: "POST", handle: mass.sendAll },
  "message/mass/send": { method: "POST", handle: mass.sendList },
  "message/mass/preview": { method: "POST", handle: mass.preview },
  "message/mass/get": { method: "POST", handle: mass.getMass },
  "message/mass/delete": { method: "POST", handle: mass.deleteMass },
  "message/mass/speed/get": { method: "POST", handle: mass.getSpeed },
  "message/mass/speed/set": { method: "POST", handle: mass.setSpeed },
  "user/info": { method: "GET", handle: user.userInfo },
  "user/info/batchget": { method: "POST", handle: user.userInfoList },
  "user/get": { method: "GET", handle: user.listUsers },
  "comment/open": { method: "POST", handle: comment.openComments },
  "comment/close": { method: "POST", handle: comment.closeComments },
  "comment/list": { method: "POST", handle: comment.listComments },
  "comment/markelect": { method: "POST", handle: comment.electComment },
  "comment/unmarkelect": { method: "POST", handle: comment.unelectComment },
  "comment/delete": { method: "POST", handle: comment.deleteComment },
  "comment/reply/add": { method: "POST", handle: comment.addReply },
  "comment/reply/delete": { method: "POST", handle: comment.deleteReply },
  "datacube/getusersummary": { method: "POST", handle: datacube.userSummary },
  "datacube/getusercumulate": { method: "POST", handle: datacube.userCumulate },
  "datacube/getarticlesummary": { method: "POST", handle: datacube.articleSummary },
  "menu/create": { method: "POST", handle: menu.createMenu },
  "menu/get": { method: "GET", handle: menu.getMenu },
  "menu/delete": { method: "GET", handle: menu.deleteMenu },
  clear_quota: { method: "POST", handle: quota.clearQuota },
  "openapi/quota/get": { method: "POST", handle: quota.getQuota },
};
