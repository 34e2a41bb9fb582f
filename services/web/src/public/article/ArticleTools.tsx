import type { Block } from '../../shared/article/block';
import { useText } from '../../shared/i18n/text';
import { useCopy } from '../copy';
import { Icon } from '../site/Icon';
import { publicText } from '../text';
import { spokenText, useSpeech } from './speech';
import s from './ArticlePage.module.css';

/** What readers do with an article: pass it on, keep it on paper, have it read to them. */
export function ArticleTools({ title, blocks }: { title: string; blocks: readonly Block[] }) {
  const t = useText(publicText);
  const copy = useCopy();
  const speech = useSpeech(spokenText(title, blocks));
  const share = () => {
    // A reader who closes the share sheet has not met a fault.
    navigator.share({ title, url: location.href }).catch(() => undefined);
  };
  return (
    <div className={s.tools}>
      {speech.able ? (
        <button type="button" onClick={speech.toggle}>
          <Icon name={speech.on ? 'stop' : 'sound'} />
          {speech.on ? t('stopListening') : t('listen')}
        </button>
      ) : null}
      <button type="button" onClick={() => void copy.run(location.href)}>
        <Icon name="copy" />
        {t('copyLink')}
      </button>
      {'share' in navigator ? (
        <button type="button" onClick={share}>
          <Icon name="share" />
          {t('share')}
        </button>
      ) : null}
      <button type="button" onClick={() => print()}>
        <Icon name="print" />
        {t('print')}
      </button>
      <span role="status">{copy.said}</span>
    </div>
  );
}
