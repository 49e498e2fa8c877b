package dev.assay.app.offline.prune;

import dev.assay.app.offline.store.StoreEntry;
import dev.assay.app.offline.store.StoreKeys;
import dev.assay.core.crypto.Sha256;
import dev.assay.core.problem.Problem;
import dev.assay.core.problem.Where;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/**
 * Bundles that must not be removed whatever their age: a line each, {@code sha256:<hex>} for an
 * archive or {@code run:<id>} for all of a run; blank lines and lines that begin with {@code #} say
 * nothing. Any other line is refused, because a hold that is misread protects nobody.
 */
public final class LegalHold {
  private static final String RUN = "run:";

  private final Set<String> archives = new HashSet<>();
  private final Set<String> runs = new HashSet<>();

  /** Makes one that holds nothing. */
  public LegalHold() {}

  /** Adds the lines of a file; what is wrong with them goes to the list. */
  public void add(String document, String text, List<Problem> problems) {
    int number = 0;
    for (String line : text.lines().toList()) {
      number++;
      String word = line.strip();
      if (word.startsWith(RUN) && word.length() > RUN.length()) {
        runs.add(word.substring(RUN.length()));
      } else if (StoreKeys.digits(word).isPresent()) {
        archives.add(word);
      } else if (!word.isEmpty() && !word.startsWith("#")) {
        problems.add(
            PruneCode.LEGAL_HOLD.at(
                new Where(document, null, number, 1),
                "write `sha256:` and 64 lower-case hex digits, or `run:` and a run id"));
      }
    }
  }

  /** Tells whether a bundle is held. */
  public boolean holds(StoreEntry entry) {
    return archives.contains(Sha256.PREFIX + entry.archive()) || runs.contains(entry.runId());
  }
}
