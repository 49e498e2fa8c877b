package dev.assay.app.offline.store;

/** Is told while long work goes on. */
public interface StoreProgress {
  /** Nobody looks. */
  StoreProgress NONE =
      new StoreProgress() {
        @Override
        public void begin(String what) {}

        @Override
        public void moved(long bytes) {}
      };

  /** A new piece of work begins. */
  void begin(String what);

  /** So many more bytes were read or written. */
  void moved(long bytes);
}
