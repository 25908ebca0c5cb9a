/**
 * What comes with the first call rather than with the page: loaded when it is first asked for, once. Where that fails, the
 * next one to ask tries again.
 */
export function late<T>(load: () => Promise<T>): () => Promise<T> {
  let loading: Promise<T> | undefined;
  return () => {
    loading ??= load().catch((error) => {
      loading = undefined;
      throw error;
    });
    return loading;
  };
}
