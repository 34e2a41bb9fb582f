import { useLang } from '../../shared/i18n/lang';
import { useText } from '../../shared/i18n/text';
import { Mark } from '../../shared/staff/Mark';
import type { LicenceState, MediaCardFragment } from '../gql/graphql';
import { useMe } from '../session';
import s from './Grid.module.css';
import { mediaText } from './text';

/** Files as cards; pressing one opens or picks it. */
export function Grid({ files, onPick }: { files: readonly MediaCardFragment[]; onPick: (file: MediaCardFragment) => void }) {
  const t = useText(mediaText);
  const lang = useLang();
  const { department } = useMe();
  return (
    <ul className={s.grid}>
      {files.map((file) => (
        <li key={file.id}>
          <button type="button" className={s.item} onClick={() => onPick(file)}>
            {file.kind === 'IMAGE' && file.state === 'ready' ? (
              <img src={file.srcSet ? `${file.url}?w=320` : file.url} alt="" loading="lazy" />
            ) : (
              <span className={s.plain}>{t(`kind_${file.kind}`)}</span>
            )}
            <span className={s.name}>{file.alt || file.fileName}</span>
            {file.tags.length > 0 ? <span className={s.small}>{file.tags.join('、')}</span> : null}
            {file.department.id === department.id ? null : <span className={s.small}>{lang === 'zh' ? file.department.name : file.department.nameEn}</span>}
            <LicenceMark licence={file.licence} />
          </button>
        </li>
      ))}
    </ul>
  );
}

/** Says how a licence stands where somebody has to see to it. */
export function LicenceMark({ licence }: { licence: LicenceState }) {
  const t = useText(mediaText);
  if (licence === 'EXPIRED') return <Mark tone="bad">{t('licence_EXPIRED')}</Mark>;
  return licence === 'EXPIRING' ? <Mark tone="warn">{t('licence_EXPIRING')}</Mark> : null;
}
