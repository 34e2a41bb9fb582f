import { useState } from 'react';
import { useClient } from 'urql';
import { useText } from '../../shared/i18n/text';
import { accepted, typeOf, upload } from '../articles/upload';
import s from './Account.module.css';
import { registerText } from './registerText';

type State = { is: 'none' } | { is: 'sending'; share: number } | { is: 'failed' } | { is: 'there'; name: string };

/** A scanned paper, sent to the library as it is chosen; the form keeps its id. */
export function AttachmentField({ id, onChange }: { id?: string; onChange?: (mediaId: string | null) => void }) {
  const t = useText(registerText);
  const client = useClient();
  const [state, setState] = useState<State>({ is: 'none' });
  const send = async (file: File) => {
    const type = typeOf(file);
    onChange?.(null);
    if (!type) {
      setState({ is: 'failed' });
      return;
    }
    setState({ is: 'sending', share: 0 });
    const result = await upload(client, type, file, file.name, (share) => setState({ is: 'sending', share }));
    if ('ok' in result) {
      setState({ is: 'there', name: file.name });
      onChange?.(result.ok.id);
    } else setState({ is: 'failed' });
  };
  return (
    <>
      <input
        id={id}
        type="file"
        accept={`${accepted.file},${accepted.image}`}
        onChange={(event) => {
          const file = event.target.files?.[0];
          if (file) void send(file);
        }}
      />
      <div role="status" className={s.quiet}>
        {state.is === 'sending' ? t('attaching', { n: Math.round(state.share * 100) }) : null}
        {state.is === 'there' ? t('attached', { name: state.name }) : null}
        {state.is === 'failed' ? t('attachFailed') : null}
      </div>
    </>
  );
}
