import { LockOutlined } from '@ant-design/icons';
import { useLang } from '../../shared/i18n/lang';
import { useText } from '../../shared/i18n/text';
import { Mark } from '../../shared/staff/Mark';
import { accessText } from './text';

interface Limited {
  departments: readonly { name: string; nameEn: string }[];
  people: readonly { name: string }[];
}

/** A lock, with the names of those who see the piece. */
export function LimitMark({ access, short = false }: { access: Limited | null; short?: boolean }) {
  const t = useText(accessText);
  const lang = useLang();
  if (!access) return null;
  const names = [...access.departments.map((each) => (lang === 'zh' ? each.name : each.nameEn)), ...access.people.map((each) => each.name)].join(lang === 'zh' ? '、' : ', ');
  return (
    <span title={t('limitedTo', { names })}>
      <Mark tone="warn">
        <LockOutlined aria-hidden /> {short ? t('limited') : t('limitedTo', { names })}
      </Mark>
    </span>
  );
}
