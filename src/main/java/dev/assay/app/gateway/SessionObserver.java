package dev.assay.app.gateway;

import dev.assay.core.json.Json;
import dev.assay.core.surface.DecisionLine;

/** Somebody who watches a session: the console. Must not block and must not throw. */
public interface SessionObserver {
  /** A call was decided. The arguments are for showing at most what {@link DecisionLine} shows. */
  void decided(DecisionLine.Mark mark, String tool, Json.Obj arguments, String reason);

  /** Something a person at the console should know. */
  void warning(String text);

  /** Something worth telling whoever asked for more. */
  void detail(String text);
}
