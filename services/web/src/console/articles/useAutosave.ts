import { useCallback, useEffect, useRef, useState } from 'react';
import { useClient } from 'urql';
import { faultOf, noAnswer, type Fault } from '../../shared/graphql/fault';
import { useMe } from '../session';
import { EditArticleDocument } from '../gql/graphql';
import { inputOf, type Draft } from './draft';
import { copyKey, dropCopy, keepCopy } from './localCopy';

export type SaveState = { is: 'saved'; at: string } | { is: 'dirty' } | { is: 'saving' } | { is: 'conflict' } | { is: 'failed'; fault: Fault };

export interface Autosave {
  state: SaveState;
  /** Tells of a change; it is saved when the writer pauses. */
  change: (draft: Draft) => void;
  /** Saves now. The version the server then has, or `null` when it could not be saved. */
  flush: () => Promise<number | null>;
  /** Goes on from another version, after a conflict was settled. */
  rebase: (version: number, at: string) => void;
}

const pause = 1500;

/**
 * Saves a draft in the background, one request at a time, each against the version the last one returned. When someone
 * else saved in between, it stops and says so: neither text is overwritten until the writer has chosen.
 */
export function useAutosave(id: string, version: number, savedAt: string): Autosave {
  const client = useClient();
  const { person } = useMe();
  const key = copyKey(person.id, id);
  const [state, setState] = useState<SaveState>({ is: 'saved', at: savedAt });
  const known = useRef(version);
  const waiting = useRef<Draft | null>(null);
  const running = useRef<Promise<void>>(Promise.resolve());
  const stopped = useRef(false);
  const timer = useRef<ReturnType<typeof setTimeout>>(undefined);

  const save = useCallback(async () => {
    while (waiting.current && !stopped.current) {
      const draft = waiting.current;
      waiting.current = null;
      setState({ is: 'saving' });
      const result = await client.mutation(EditArticleDocument, { id, version: known.current, input: inputOf(draft) }).toPromise();
      if (result.data) {
        known.current = result.data.editArticle.version;
        if (!waiting.current) dropCopy(localStorage, key);
        setState(waiting.current ? { is: 'dirty' } : { is: 'saved', at: result.data.editArticle.updatedAt });
        continue;
      }
      const fault = result.error ? faultOf(result.error) : noAnswer;
      waiting.current ??= draft;
      stopped.current = fault.reason === 'STALE_VERSION';
      setState(stopped.current ? { is: 'conflict' } : { is: 'failed', fault });
      return;
    }
  }, [client, id, key]);

  const flush = useCallback(async () => {
    clearTimeout(timer.current);
    // One after another, however many ask at once: two requests from one version would make the second a conflict with oneself.
    running.current = running.current.then(save);
    await running.current;
    return waiting.current === null ? known.current : null;
  }, [save]);

  const change = useCallback(
    (draft: Draft) => {
      waiting.current = draft;
      // Kept here until the server has it: a laptop may close at any moment.
      keepCopy(localStorage, key, { version: known.current, at: new Date().toISOString(), draft });
      if (stopped.current) return;
      setState((now) => (now.is === 'saving' ? now : { is: 'dirty' }));
      clearTimeout(timer.current);
      timer.current = setTimeout(() => void flush(), pause);
    },
    [flush, key],
  );

  const rebase = useCallback((next: number, at: string) => {
    known.current = next;
    stopped.current = false;
    waiting.current = null;
    dropCopy(localStorage, key);
    setState({ is: 'saved', at });
  }, [key]);

  useEffect(() => {
    const warn = (event: BeforeUnloadEvent) => {
      if (waiting.current) event.preventDefault();
    };
    window.addEventListener('beforeunload', warn);
    return () => {
      window.removeEventListener('beforeunload', warn);
      // Leaving within the console: what was typed in the last moment is still sent.
      if (waiting.current && !stopped.current) void flush();
    };
  }, [flush]);

  return { state, change, flush, rebase };
}
