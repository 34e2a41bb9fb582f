/** Followers and reads by day: told from the day after on, over as many days as each call allows. */
import { beijingDay } from "../quota.mjs";
import { require } from "../errors.mjs";

const DAY_MS = 24 * 3600_000;

/** POST datacube/getusersummary */
export const userSummary = (call) => told(call, 7, (day, figures) => [{ ref_date: day, user_source: 0, new_user: figures.gained ?? 0, cancel_user: figures.lost ?? 0 }]);
/** POST datacube/getusercumulate */
export const userCumulate = (call) => told(call, 7, (day, figures) => [{ ref_date: day, user_source: 0, cumulate_user: figures.followers ?? 0 }]);

/** POST datacube/getarticlesummary: what was read on one day, each piece by its message and its place from 1. */
export const articleSummary = (call) => told(call, 1, (day, figures) => (figures.articles ?? []).map(({ msg_data_id, index = 1, title = "", reads = 0, shares = 0, favourites = 0 }) => ({
  ref_date: day, user_source: 0, msgid: `${msg_data_id}_${index}`, title, int_page_read_user: reads, int_page_read_count: reads,
  ori_page_read_user: 0, ori_page_read_count: 0, share_user: shares, share_count: shares, add_to_fav_user: favourites, add_to_fav_count: favourites,
})));

/** Says what a day will have been; the control API calls this. */
export function setFigures(world, account, { day, ...figures }) {
  account.figures ??= {};
  account.figures[day] = { ...account.figures[day], ...figures };
  world.save();
}

function told({ world, account, body }, most, tell) {
  const [from, until] = [body.begin_date, body.end_date].map(readDay);
  const yesterday = Date.parse(beijingDay(world.now())) - DAY_MS;
  require(from <= until && until <= yesterday && (until - from) / DAY_MS < most, 61501);
  const days = Array.from({ length: (until - from) / DAY_MS + 1 }, (_, n) => new Date(from + n * DAY_MS).toISOString().slice(0, 10));
  return { list: days.flatMap((day) => tell(day, account.figures?.[day] ?? {})) };
}

function readDay(text) {
  require(typeof text === "string" && /^\d{4}-\d{2}-\d{2}$/.test(text) && !Number.isNaN(Date.parse(text)), 61500);
  return Date.parse(text);
}
