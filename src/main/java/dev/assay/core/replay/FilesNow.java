package dev.assay.core.replay;

import dev.assay.core.policy.rule.PolicyRule;
import java.util.Collections;
import java.util.EnumSet;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;

/**
 * What the files say that a policy names besides itself, when calls are decided again. A rule that
 * rests on such a file said then what it would say now only if the file still says the same.
 *
 * @param then whether the files of then are asked about, not those of now
 * @param approved digests of what the lock of now approves, by server; empty when there is none
 */
public record FilesNow(boolean then, Map<String, String> approved) {
  /** The files as they were: the question is what the recorded policy made of them. */
  public static final FilesNow AS_THEN = new FilesNow(true, Collections.emptyMap());

  /** Copies the digests. */
  public FilesNow {
    approved = Collections.unmodifiableMap(new TreeMap<>(approved));
  }

  /** The files as they are, as far as they can be held against the record. */
  public static FilesNow approving(Map<String, String> approved) {
    return new FilesNow(false, approved);
  }

  /** Gives what rules may rest on and be the same as then. */
  Set<PolicyRule.RestsOn> same(RecordedApprovals recorded) {
    Set<PolicyRule.RestsOn> same = EnumSet.of(PolicyRule.RestsOn.THE_POLICY);
    if (then || recorded.are(approved)) {
      same.add(PolicyRule.RestsOn.THE_LOCK);
    }
    if (then) {
      same.add(PolicyRule.RestsOn.ANOTHER_FILE);
    }
    return same;
  }
}
