/** Comments under published articles: polled only, no event announces one. */
import { OK, require } from "../errors.mjs";

/** Comments that readers see under one article. */
const MOST_ELECTED = 100;
const LONGEST_REPLY = 600;

/** POST comment/open */
export const openComments = ({ account, body }) => setOpen(account, body, true);
/** POST comment/close */
export const closeComments = ({ account, body }) => setOpen(account, body, false);

/** POST comment/list */
export function listComments({ account, body }) {
  const box = findBox(account, body);
  const { begin = 0, count, type = 0 } = body;
  require(Number.isInteger(count) && 1 <= count && count < 50, 88010);
  const chosen = box.list.filter((one) => type === 0 || one.comment_type === type - 1);
  return { ...OK, total: chosen.length, comment: chosen.slice(begin, begin + count) };
}

/** POST comment/markelect */
export const electComment = (call) => onComment(call, (comment, box) => {
  require(comment.comment_type === 1 || box.list.filter((one) => one.comment_type === 1).length < MOST_ELECTED, 88003);
  comment.comment_type = 1;
  call.world.effect(call.account, "comment_elected", { user_comment_id: comment.user_comment_id });
});
/** POST comment/unmarkelect */
export const unelectComment = (call) => onComment(call, (comment) => { comment.comment_type = 0; });
/** POST comment/delete */
export const deleteComment = (call) => onComment(call, (comment, box) => {
  box.list = box.list.filter((one) => one !== comment);
  call.world.effect(call.account, "comment_deleted", { user_comment_id: comment.user_comment_id });
});
/** POST comment/reply/delete */
export const deleteReply = (call) => onComment(call, (comment) => {
  require(comment.reply, 88009);
  delete comment.reply;
});

/** POST comment/reply/add: one reply a comment, until it is deleted. */
export function addReply(call) {
  const { content } = call.body;
  require(typeof content === "string" && content !== "" && [...content].length <= LONGEST_REPLY, 88007);
  return onComment(call, (comment) => {
    require(!comment.reply, 88005);
    comment.reply = { content: call.body.content, create_time: call.world.seconds() };
    call.world.effect(call.account, "comment_replied", { user_comment_id: comment.user_comment_id, content: call.body.content });
  });
}

/** Puts a citizen's comment under an article; the control API calls this. */
export function placeComment(world, account, { msg_data_id, index = 0, openid, content }) {
  const comment = { user_comment_id: ++account.counter, openid, create_time: world.seconds(), content, comment_type: 0 };
  const box = findBox(account, { msg_data_id, index });
  if (!box.open) throw new Error("readers cannot write under this article");
  box.list.unshift(comment);
  world.save();
  return comment;
}

function setOpen(account, body, open) {
  findBox(account, body).open = open;
  return OK;
}

function onComment(call, act) {
  const box = findBox(call.account, call.body);
  const comment = box.list.find((one) => one.user_comment_id === Number(call.body.user_comment_id));
  require(comment, 88008);
  act(comment, box);
  call.world.save();
  return OK;
}

function findBox(account, { msg_data_id, index = 0 }) {
  require(account.config.comments, 88000);
  const id = String(msg_data_id);
  const published = Object.values(account.articles).find((one) => one.msg_data_id === id);
  require(published && published.articles[index], 88001);
  account.comments[`${id}/${index}`] ??= { open: published.articles[index].need_open_comment === 1, list: [] };
  return account.comments[`${id}/${index}`];
}
