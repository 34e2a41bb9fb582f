import { useQuery } from 'urql';
import { useText } from '../../shared/i18n/text';
import { WechatMenuPiecesDocument, type WechatMenuPiecesQuery } from '../gql/graphql';
import type { Button } from './menu';
import { menuText } from './text';

/** The newest articles of an account that a button may open. */
export function usePieces(accountId: string): WechatMenuPiecesQuery['wechatMenu']['pieces'] {
  const [{ data }] = useQuery({ query: WechatMenuPiecesDocument, variables: { accountId } });
  return data?.wechatMenu.pieces ?? [];
}

/** What a button does, in a line: an article by its title, one that is no longer among the newest by its number. */
export function useWhat(accountId: string): (button: Button) => string {
  const t = useText(menuText);
  const pieces = usePieces(accountId);
  const article = (id: string) => pieces.find(({ articleId }) => articleId === id)?.title ?? id;
  return (button) => {
    const more = { VIEW: button.url, CLICK: button.key, MINIPROGRAM: `${button.appid} ${button.page}`, ARTICLE: article(button.articleId), OTHER: button.key, MENU: '' };
    return `${t(`kind_${button.kind}`)} ${more[button.kind]}`.trim();
  };
}
