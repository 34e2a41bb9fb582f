import { Component, type ReactNode } from 'react';
import { Crashed } from './Crashed';

interface State {
  error: Error | null;
}

/** Keeps a fault in one page from taking the frame around it. */
export class ErrorBoundary extends Component<{ children: ReactNode }, State> {
  override state: State = { error: null };

  static getDerivedStateFromError(error: unknown): State {
    return { error: error instanceof Error ? error : new Error(String(error)) };
  }

  override render() {
    return this.state.error ? <Crashed detail={this.state.error.message} /> : this.props.children;
  }
}
