package dev.assay.app.approval;

import dev.assay.core.mcp.MessageId;
import dev.assay.core.policy.decision.Remedy;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.CopyOnWriteArrayList;

/**
 * The calls of one session that wait for an approval, oldest first. A held call is taken out once,
 * by whoever ends its wait. Any thread may look; who adds and takes holds the monitor of this.
 *
 * @param <C> what is needed to go on with a call
 */
public final class HeldCalls<C> {
  /** More calls of one session never wait. */
  public static final int MAX = 8;

  /** What the id of every question begins with; the rest cannot be guessed. */
  private static final String QUESTION = "assay-approval-";

  private final List<Held<C>> held = new CopyOnWriteArrayList<>();

  /**
   * A call that waits.
   *
   * @param question names the question to the agent's user, and the approval if one results
   * @param isAsked whether that question was put
   * @param until when nobody waits any longer
   */
  public record Held<C>(
      MessageId question, boolean isAsked, C call, Remedy.Await await, Instant until) {}

  /** Gives a name for a question that nobody can guess. */
  public static MessageId newQuestion() {
    return new MessageId(QUESTION + UUID.randomUUID(), false);
  }

  /** Says whether no call waits. */
  public boolean isEmpty() {
    return held.isEmpty();
  }

  /** Says whether no more calls may wait. */
  public boolean isFull() {
    return held.size() >= MAX;
  }

  /** Adds a call; the caller looked whether it {@link #isFull}. */
  public void add(Held<C> call) {
    held.add(call);
  }

  /** Says whether a call waits for the answer to this question. */
  public boolean isQuestion(MessageId id) {
    return find(id).isPresent();
  }

  /** Takes the call out that waits for the answer to this question. */
  public Optional<Held<C>> take(MessageId question) {
    Optional<Held<C>> call = find(question);
    call.ifPresent(held::remove);
    return call;
  }

  private Optional<Held<C>> find(MessageId question) {
    for (Held<C> call : held) {
      if (call.isAsked() && call.question().equals(question)) {
        return Optional.of(call);
      }
    }
    return Optional.empty();
  }

  /** Takes a call out; says whether it still waited. */
  public boolean take(Held<C> call) {
    return held.remove(call);
  }

  /** Gives the calls that wait now. */
  public List<Held<C>> all() {
    return new ArrayList<>(held);
  }
}
