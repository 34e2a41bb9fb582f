import { BellOutlined, CheckCircleOutlined, CloseCircleOutlined, ExclamationCircleOutlined, WarningOutlined } from '@ant-design/icons';
import { useText } from '../shared/i18n/text';
import { Mark } from '../shared/staff/Mark';
import type { Tone } from '../shared/theme/tokens';
import type { Level } from './gql/graphql';
import { oversightText } from './text';

const looks: Record<Level, { tone: Tone; icon: typeof BellOutlined }> = {
  MET: { tone: 'good', icon: CheckCircleOutlined },
  NOTICE: { tone: 'info', icon: BellOutlined },
  WARNING: { tone: 'warn', icon: WarningOutlined },
  URGENT: { tone: 'bad', icon: ExclamationCircleOutlined },
  BREACH: { tone: 'bad', icon: CloseCircleOutlined },
};

/** A level in words, with its sign and its colour: any one of the three is enough to read it. */
export function LevelMark({ level, text }: { level: Level; text?: string }) {
  const t = useText(oversightText);
  const { tone, icon: Icon } = looks[level];
  return (
    <Mark tone={tone}>
      <Icon aria-hidden="true" /> {text ?? t(`level_${level}`)}
    </Mark>
  );
}
