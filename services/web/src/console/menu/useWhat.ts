import { useText } from '../../shared/i18n/text';
import type { Button } from './menu';
import { menuText } from './text';

/** What a button does, in a line. */
export function useWhat(): (button: Button) => string {
  const t = useText(menuText);
  return (button) => {
    const more = { VIEW: button.url, CLICK: button.key, MINIPROGRAM: `${button.appid} ${button.page}`, ARTICLE: button.articleId, OTHER: button.key, MENU: '' };
    return `${t(`kind_${button.kind}`)} ${more[button.kind]}`.trim();
  };
}
