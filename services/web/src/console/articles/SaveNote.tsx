import { sharedText } from '../../shared/i18n/shared';
import { useText } from '../../shared/i18n/text';
import { clock } from '../../shared/lib/time';
import { specific } from '../../shared/staff/FaultNote';
import { articlesText } from './text';
import type { SaveState } from './useAutosave';

/** Whether what is on the page is also on the server. */
export function SaveNote({ state }: { state: SaveState }) {
  const t = useText(articlesText);
  const shared = useText(sharedText);
  return (
    <span role="status" style={state.is === 'failed' || state.is === 'conflict' ? { color: 'var(--cinnabar)', fontWeight: 600 } : undefined}>
      {state.is === 'saved' ? t('saved', { at: clock(state.at) }) : null}
      {state.is === 'dirty' ? t('unsaved') : null}
      {state.is === 'saving' ? t('saving') : null}
      {state.is === 'conflict' ? t('conflict') : null}
      {state.is === 'failed' ? [t('notSaved'), specific(state.fault) || shared(`error_${state.fault.code}`), ...state.fault.fields.map((f) => f.message)].join(' · ') : null}
    </span>
  );
}
